import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../session/index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import { resolveDecisions } from './aliases.ts';
import { mergeAccounts, refuseProposals, unmergeAccounts, whyMergesBlock } from './decide.ts';
import { everyRow, fillBook } from './testing/fill-book.ts';

let workspace: TestWorkspace;
let session: Session;
beforeEach(() => {
  workspace = testWorkspace();
  session = workspace.open();
});
afterEach(async () => {
  await session.close();
  workspace.remove();
});

const ids = ['A', 'B', 'C', 'D', 'E'];
const merge = (keep: string, merge: string): number =>
  mergeAccounts(session, { proposals: [], pairs: [{ keep, merge }] })[0]!;
const ticketsOf = (): Record<string, string> =>
  Object.fromEntries(
    session.database.prepare('SELECT ticket_id, account_id FROM current_tickets ORDER BY 1').raw().all() as [
      string,
      string,
    ][],
  );

function fill(): number {
  const first = fillBook(session, {
    accounts: ids.map((id) => ({ account_id: id, name: `Company ${id}` })),
    tickets: ids.map((id) => ({ ticket_id: `T${id}`, account_id: id, opened_at: 1 })),
    contacts: ids.map((id) => ({ contact_id: `P${id}`, account_id: id })),
  });
  // A past version of a ticket, as a corrected file leaves it.
  const second = fillBook(session, {});
  session.database.prepare(`UPDATE tickets SET superseded_by = ? WHERE ticket_id = 'TB'`).run(second);
  session.database
    .prepare(
      `INSERT INTO tickets (import_id, file_id, row_number, known_at, row_hash, ticket_id, account_id, opened_at) SELECT ?, file_id, 9, 0, 'x', ticket_id, account_id, 2 FROM tickets WHERE ticket_id = 'TB'`,
    )
    .run(second);
  return first;
}

describe('merging accounts', () => {
  it('moves every row, past versions too, and back byte for byte', () => {
    fill();
    const before = everyRow(session.database);
    const version = session.dataVersion();
    const id = merge('A', 'B');
    expect(session.dataVersion()).toBe(version + 1);
    expect(ticketsOf()).toEqual({ TA: 'A', TB: 'A', TC: 'C', TD: 'D', TE: 'E' });
    expect(
      session.database.prepare(`SELECT account_id, raw_account_id FROM tickets WHERE ticket_id = 'TB'`).raw().all(),
    ).toEqual([
      ['A', 'B'],
      ['A', 'B'],
    ]);
    expect(session.database.prepare('SELECT account_id FROM current_accounts ORDER BY 1').pluck().all()).toEqual([
      'A',
      'C',
      'D',
      'E',
    ]);
    expect(unmergeAccounts(session, [id])).toBe(1);
    expect(unmergeAccounts(session, [id])).toBe(0);
    expect(everyRow(session.database)).toBe(before);
  });

  it('follows chains to their end', () => {
    fill();
    const inner = merge('B', 'C');
    const outer = merge('A', 'B');
    expect(ticketsOf()).toMatchObject({ TB: 'A', TC: 'A' });
    unmergeAccounts(session, [inner]);
    expect(ticketsOf()).toMatchObject({ TB: 'A', TC: 'C' });
    unmergeAccounts(session, [outer]);
    expect(ticketsOf()).toMatchObject({ TB: 'B', TC: 'C' });
  });

  it('refuses circles, unknown ids and what is merged already, and writes nothing then', () => {
    fill();
    merge('A', 'B');
    const before = everyRow(session.database);
    expect(() => merge('A', 'A')).toThrow(/itself/);
    expect(() => merge('B', 'A')).toThrow(/merged into A already, so A cannot/);
    expect(() => merge('C', 'B')).toThrow(/B is merged into A already/);
    expect(() => merge('A', 'nobody')).toThrow(/no account nobody/);
    expect(() =>
      mergeAccounts(session, {
        proposals: [],
        pairs: [
          { keep: 'C', merge: 'D' },
          { keep: 'A', merge: 'nobody' },
        ],
      }),
    ).toThrow(/nobody/);
    expect(() => unmergeAccounts(session, [1, 99])).toThrow(/no merge 99/);
    expect(everyRow(session.database)).toBe(before);
  });

  it('lets the kept account fill its blanks from the merged ones', () => {
    fillBook(session, {
      accounts: [
        { account_id: 'A', name: 'Acme', parent_id: 'C', attributes: '{"tier":"gold"}' },
        {
          account_id: 'B',
          name: 'ACME Inc',
          country: 'ES',
          employees: 12,
          parent_id: 'A',
          attributes: '{"tier":"iron","region":"south"}',
        },
        { account_id: 'C', name: 'Mother' },
        { account_id: 'D', name: 'Mother Inc', implied: 1, parent_id: 'B' },
      ],
    });
    merge('A', 'B');
    merge('D', 'C');
    const read = session.database.prepare(
      'SELECT name, country, employees, parent_id, attributes, implied FROM current_accounts WHERE account_id = ?',
    );
    expect(read.get('A')).toEqual({
      name: 'Acme',
      country: 'ES',
      employees: 12,
      parent_id: 'D',
      attributes: '{"region":"south","tier":"gold"}',
      implied: 0,
    });
    expect(read.get('D')).toEqual({
      name: 'Mother Inc',
      country: null,
      employees: null,
      parent_id: 'A',
      attributes: '{}',
      implied: 0,
    });
  });

  it('merges by proposals with whatever stands for their accounts by now', () => {
    fill();
    const propose = session.database.prepare(
      `INSERT INTO merge_proposals (id, keep_id, merge_id, kind, score, evidence) VALUES (?, ?, ?, 'likely', 0.9, '[]')`,
    );
    for (const [keep, other] of [
      ['A', 'B'],
      ['B', 'C'],
      ['C', 'A'],
    ] as const)
      propose.run(`${keep}${other}`, keep, other);
    expect(mergeAccounts(session, { proposals: ['AB', 'BC', 'CA'], pairs: [] })).toHaveLength(2);
    expect(ticketsOf()).toMatchObject({ TA: 'A', TB: 'A', TC: 'A' });
    expect(refuseProposals(session, ['AB'])).toBe(1);
    expect(refuseProposals(session, ['AB'])).toBe(0);
    expect(() => refuseProposals(session, ['gone'])).toThrow(/no longer there/);
  });

  it('tells which import a merge needs', () => {
    const first = fill();
    const other = fillBook(session, { accounts: [{ account_id: 'Z', name: 'Zeta' }] });
    expect(whyMergesBlock(session.database, first)).toBeNull();
    const id = merge('Z', 'A');
    expect(whyMergesBlock(session.database, first)).toMatch(/alone describes account A, and A was merged into Z/);
    expect(whyMergesBlock(session.database, other)).toMatch(/alone describes account Z/);
    unmergeAccounts(session, [id]);
    expect(whyMergesBlock(session.database, first)).toBeNull();
  });

  it('any order of merging and taking back leaves what the standing decisions come to', () => {
    fill();
    const clean = everyRow(session.database);
    const step = fc.oneof(
      fc.record({ keep: fc.constantFrom(...ids), merge: fc.constantFrom(...ids) }),
      fc.record({ undo: fc.nat(6) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const made: { id: number; kept: string; merged: string; undone: boolean }[] = [];
        for (const action of steps) {
          if ('undo' in action) {
            const decision = made[action.undo];
            if (decision) {
              unmergeAccounts(session, [decision.id]);
              decision.undone = true;
            }
          } else
            try {
              made.push({
                id: merge(action.keep, action.merge),
                kept: action.keep,
                merged: action.merge,
                undone: false,
              });
            } catch {
              // refused: nothing changed
            }
          const aliases = resolveDecisions(made.filter(({ undone }) => !undone));
          expect(ticketsOf()).toEqual(Object.fromEntries(ids.map((id) => [`T${id}`, aliases.get(id) ?? id])));
        }
        if (made.length > 0)
          unmergeAccounts(
            session,
            made.map(({ id }) => id),
          );
        expect(everyRow(session.database)).toBe(clean);
      }),
      { numRuns: 60 },
    );
  });
});
