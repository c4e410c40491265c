import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileMapping } from '../../../shared/contract/index.ts';
import { tableNames } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { mergeAccounts, unmergeAccounts } from '../identity/index.ts';
import { runImport, undoImport } from './index.ts';
import { openTestSession } from './testing/test-session.ts';
import type { TestSession } from './testing/test-session.ts';
import { importWork } from './work.ts';
import type { ImportRequest } from './work.ts';

// The import thread's work, done here: the same statements, without a thread for each of some hundred steps.
vi.mock('../threads/index.ts', async (original) => ({
  ...(await original<Record<string, unknown>>()),
  runWorker: async (_name: string, input: ImportRequest) =>
    structuredClone(await importWork(input, { shouldStop: () => false, progress: () => {} })),
}));

const sessions: TestSession[] = [];
// Rows without an instant of their own are known from their import, so both books have to be filled at the same time.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) }));
afterEach(async () => {
  vi.useRealTimers();
  for (const test of sessions.splice(0)) await test.close();
});

const files: readonly { table: TableName; columns: Record<string, string>; text: string }[] = [
  {
    table: 'accounts',
    columns: { id: 'account_id', name: 'name', country: 'country' },
    text: 'id,name,country\nA,Acme,ES\nB,Bel,FR\nC,Cid,\n',
  },
  { table: 'accounts', columns: { id: 'account_id', name: 'name' }, text: 'id,name\nB,Belle\nD,Dan\nE,Eve\n' },
  {
    table: 'tickets',
    columns: { id: 'ticket_id', account: 'account_id', opened: 'opened_at', priority: 'priority' },
    text: 'id,account,opened,priority\n1,A,2025-01-01,low\n2,B,2025-01-02,low\n3,D,2025-01-03,low\n4,F,2025-01-04,low\n',
  },
  {
    table: 'tickets',
    columns: { id: 'ticket_id', account: 'account_id', opened: 'opened_at', priority: 'priority' },
    text: 'id,account,opened,priority\n1,A,2025-01-01,high\n2,C,2025-01-02,low\n5,B,2025-01-05,low\n',
  },
  // Rows without an id of their own.
  {
    table: 'signals',
    columns: { account: 'account_id', at: 'observed_at', name: 'name' },
    text: 'account,at,name\nA,2025-02-01,x\nB,2025-02-01,x\nB,2025-02-01,x\nE,2025-02-02,y\n',
  },
  {
    table: 'events',
    columns: { account: 'account_id', at: 'occurred_at', event: 'event' },
    text: 'account,at,event\nA,2025-03-01,login\nB,2025-03-02,login\nD,2025-03-03,export\nG,2025-03-03,export\n',
  },
];

async function open(): Promise<TestSession> {
  const test = await openTestSession();
  sessions.push(test);
  return test;
}

let lastJob = 0;
async function importFile(test: TestSession, index: number): Promise<number> {
  const { table, columns, text } = files[index]!;
  const mapping = fileMapping.parse({
    table,
    columns: Object.entries(columns).map(([column, field]) => ({ column, field })),
    dateFormat: 'ymd',
  });
  const name = `file-${index}.csv`;
  const file = { path: test.write(name, text), name, part: null, mapping, recipe: null };
  const context = { id: ++lastJob, signal: new AbortController().signal, report: () => {} };
  return (await runImport(test.session, { files: [file], dryRun: false }, context)).id;
}

const undo = (test: TestSession, id: number): Promise<void> =>
  undoImport(test.session, id, { signal: new AbortController().signal, report: () => {} });

/** Everything that imports write, every version of it. */
function stored({ session: { database } }: TestSession): string {
  const tables = [
    ...tableNames.filter((table) => table !== 'events'),
    'account_aliases',
    'event_segments',
    'import_rejects',
  ];
  const rows = tables.map((table) => [table, database.prepare(`SELECT * FROM ${table} ORDER BY 1`).raw().all()]);
  const chunks = database
    .prepare('SELECT segment_id, column_name, part, hex(bytes) FROM event_chunks ORDER BY 1, 2, 3')
    .raw()
    .all();
  return JSON.stringify([...rows, chunks], null, 1);
}

/** Rows, past ones too, that do not stand under what stands for their own account. */
function astray({ session: { database } }: TestSession): unknown[] {
  return tableNames
    .filter((table) => table !== 'accounts' && table !== 'events')
    .flatMap((table) =>
      database
        .prepare(
          `SELECT version_id, account_id, raw_account_id FROM ${table} WHERE account_id IS NOT coalesce(
             (SELECT l.account_id FROM account_aliases AS l WHERE l.alias_id = coalesce(raw_account_id, ${table}.account_id)), raw_account_id, account_id)
             OR raw_account_id = account_id`,
        )
        .all(),
    );
}

const ids = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
/** Where every order starts, so that there is something to merge. */
const filled = [{ import: 0 }, { import: 1 }, { import: 2 }];
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ import: fc.nat(files.length - 1) }) },
  { weight: 2, arbitrary: fc.record({ undo: fc.nat(8) }) },
  { weight: 4, arbitrary: fc.record({ keep: fc.constantFrom(...ids), merge: fc.constantFrom(...ids) }) },
  { weight: 2, arbitrary: fc.record({ unmerge: fc.nat(4) }) },
);

describe('imports of merged accounts', () => {
  it('leave what imports alone leave, once the merges are taken back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        const [merging, plain] = [await open(), await open()];
        const imports: number[] = [];
        const merges: number[] = [];
        for (const action of [...filled, ...steps]) {
          if ('import' in action) {
            const [id, same] = [await importFile(merging, action.import), await importFile(plain, action.import)];
            expect(id).toBe(same);
            imports.push(id);
          } else if ('undo' in action) {
            const id = imports[action.undo];
            if (id === undefined) continue;
            const isBlocked = await undo(merging, id).then(
              () => false,
              () => true,
            );
            // What only merges forbid is not tried on the other.
            if (!isBlocked) await undo(plain, id);
          } else if ('keep' in action) {
            try {
              merges.push(...mergeAccounts(merging.session, { proposals: [], pairs: [action] }));
            } catch {
              // unknown, circular or merged already
            }
          } else if (merges[action.unmerge] !== undefined) unmergeAccounts(merging.session, [merges[action.unmerge]!]);
          expect(astray(merging)).toEqual([]);
        }
        if (merges.length > 0) unmergeAccounts(merging.session, merges);
        expect(stored(merging)).toBe(stored(plain));
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 120_000);

  it('stand under the kept account under their own id, and change nothing when they come again', async () => {
    const test = await open();
    for (const index of [0, 1, 2, 4, 5]) await importFile(test, index);
    mergeAccounts(test.session, { proposals: [], pairs: [{ keep: 'A', merge: 'B' }] });
    const before = stored(test);
    for (const index of [2, 4, 5]) await importFile(test, index);
    expect(stored(test)).toBe(before);
    await importFile(test, 3);
    const rows = test.session.database
      .prepare('SELECT ticket_id, account_id, raw_account_id FROM current_tickets ORDER BY 1')
      .raw()
      .all();
    expect(rows).toEqual([
      ['1', 'A', null],
      ['2', 'C', null],
      ['3', 'D', null],
      ['4', 'F', null],
      ['5', 'A', 'B'],
    ]);
  });

  it('are undone only when the merges that need them are', async () => {
    const test = await open();
    const first = await importFile(test, 0);
    const second = await importFile(test, 1);
    const [merge] = mergeAccounts(test.session, { proposals: [], pairs: [{ keep: 'A', merge: 'D' }] });
    await expect(undo(test, second)).rejects.toThrow(/Take that merge \(number 1\) back first/);
    unmergeAccounts(test.session, [merge!]);
    await undo(test, second);
    await undo(test, first);
    expect(test.session.database.prepare('SELECT count(*) FROM accounts').pluck().get()).toBe(0);
  });
});
