import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tables } from '../../../shared/domain/tables.ts';
import { allVersions, openTestSession } from './testing/test-session.ts';
import type { MappedText, TestSession } from './testing/test-session.ts';
import { rowTables, storedColumns } from './staging/staging.ts';

const columnsOf = {
  accounts: { name: 'name', country: 'country', seats: 'attributes', tier: 'attributes' },
  tickets: { at: 'opened_at', priority: 'priority', mood: 'attributes' },
} as const;

/** A file with some of the columns of its table, in whatever order, blanks among its cells. */
const file = fc
  .record({
    table: fc.constantFrom('accounts' as const, 'accounts' as const, 'tickets' as const),
    kept: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    rows: fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 4 }),
        cells: fc.array(fc.constantFrom('', 'x', 'y'), { minLength: 4, maxLength: 4 }),
      }),
      { selector: ({ id }) => id, minLength: 1, maxLength: 4 },
    ),
    knownAt: fc.constantFrom('row', 'row', '2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z'),
  })
  .map(({ table, kept, rows, knownAt }): MappedText => {
    const key: Record<string, string> =
      table === 'accounts' ? { id: 'account_id' } : { id: 'ticket_id', who: 'account_id' };
    const some = Object.entries(columnsOf[table]).filter(([name], index) => name === 'at' || kept[index]);
    const lines = rows.map(({ id, cells }) => {
      const ids = table === 'accounts' ? [`A${id}`] : [`T${id}`, `A${1 + (id % 3)}`];
      return [...ids, ...some.map(([name], index) => (name === 'at' ? `2024-01-0${id}` : cells[index]))].join(',');
    });
    const fields: Record<string, string> = { ...key, ...Object.fromEntries(some) };
    const content = `${Object.keys(fields).join(',')}\n${lines.join('\n')}\n`;
    return { name: `${table}.csv`, content, fields, mapping: { table, knownAt } };
  });

async function withTest(run: (test: TestSession) => Promise<void>): Promise<void> {
  const test = await openTestSession();
  try {
    await run(test);
  } finally {
    await test.close();
  }
}

/** What counts now, without where it came from. */
function present({ session }: TestSession): unknown {
  return rowTables.map((table) =>
    session.database
      .prepare(
        `SELECT ${storedColumns(table).join(', ')} FROM ${table} WHERE superseded_by IS NULL ORDER BY ${tables[table].key}`,
      )
      .raw()
      .all(),
  );
}

const startedAt = 1_767_225_600;

describe('undoing', () => {
  it('leaves an account described that was first spoken of, then described, then described as of earlier', async () => {
    await withTest(async (test) => {
      const described = (name: string) => ({
        name: 'accounts.csv',
        content: `id,name\nA3,${name}\n`,
        fields: { id: 'account_id', name: 'name' },
      });
      await test.importMapped(
        [
          {
            name: 'tickets.csv',
            content: 'id,who,at\nT1,A3,2024-01-01\n',
            fields: { id: 'ticket_id', who: 'account_id', at: 'opened_at' },
            mapping: { table: 'tickets' },
          },
        ],
        startedAt,
      );
      await test.importMapped([{ ...described('Now'), mapping: { table: 'accounts' } }], startedAt + 1);
      await test.importMapped(
        [{ ...described('Once'), mapping: { table: 'accounts', knownAt: '2021-01-01T00:00:00Z' } }],
        startedAt + 2,
      );
      const current = test.session.database.prepare('SELECT name, implied FROM current_accounts').raw();
      expect(current.all()).toEqual([['Now', 0]]);
      expect(test.undoHere(2)).toBeNull();
      expect(current.all()).toEqual([['Once', 0]]);
      expect(test.undoHere(3)).toBeNull();
      expect(current.all()).toEqual([[null, 1]]);
    });
  });

  it('is refused where a later row keeps a blank, however often it was said', async () => {
    await withTest(async (test) => {
      const told = (fields: Record<string, string>, line: string): MappedText => ({
        name: 'accounts.csv',
        content: `${Object.keys(fields).join(',')}\n${line}\n`,
        fields,
        mapping: { table: 'accounts' },
      });
      const all = { id: 'account_id', name: 'name', land: 'country' };
      const lines = [
        [all, 'A1,Acme,ES'],
        [all, 'A1,,ES'],
        [all, 'A1,,FR'],
        [{ id: 'account_id', land: 'country' }, 'A1,PT'],
      ] as const;
      for (const [index, [fields, line]] of lines.entries())
        await test.importMapped([told(fields, line)], startedAt + index);
      // Without the second and third import the name would be there, so they stay until the fourth is undone.
      for (const id of [3, 2])
        expect([id, test.undoHere(id)]).toEqual(
          id === 3 ? [3, expect.stringMatching(/Undo import 4 first/)] : [2, null],
        );
      expect(test.undoHere(4)).toBeNull();
      expect(test.undoHere(3)).toBeNull();
      expect(test.session.database.prepare('SELECT name, country FROM current_accounts').raw().all()).toEqual([
        ['Acme', 'ES'],
      ]);
    });
  });

  it(
    'one import after another gives back every version of every row, byte for byte',
    { timeout: 240_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (files) => {
          await withTest(async (test) => {
            const before: string[] = [];
            for (const [index, one] of files.entries()) {
              before.push(allVersions(test));
              await test.importMapped([one], startedAt + index);
            }
            for (let id = files.length; id >= 1; id--) {
              expect(test.undoHere(id)).toBeNull();
              expect(allVersions(test)).toBe(before[id - 1]);
            }
          });
        }),
        { numRuns: 12 },
      );
    },
  );

  it(
    'any import leaves the book as if it had never been, or says what stands on it',
    { timeout: 240_000 },
    async () => {
      let undone = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(file, { minLength: 2, maxLength: 4 }), fc.nat(3), async (files, which) => {
          const id = 1 + (which % files.length);
          await withTest(async (test) => {
            for (const [index, one] of files.entries()) await test.importMapped([one], startedAt + index);
            const why = test.undoHere(id);
            if (why !== null) return expect(why).toMatch(/^Import \d+ .* Undo import \d+ first\.$/);
            undone++;
            await withTest(async (other) => {
              for (const [index, one] of files.entries())
                if (index !== id - 1) await other.importMapped([one], startedAt + index);
              expect(present(test)).toEqual(present(other));
            });
          });
        }),
        { numRuns: 20 },
      );
      expect(undone).toBeGreaterThan(2);
    },
  );
});
