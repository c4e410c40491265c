import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { riskFilter, risksContract } from '../../../shared/contract/index.ts';
import { testBook } from '../testing/index.ts';
import type { TestBook } from '../testing/index.ts';
import { candidatesRead } from './candidates.ts';
import { addRisk, linkEvidence, moveRisk, removeRisk, saveReason, saveRisk, unlinkEvidence } from './change.ts';
import { riskReasons } from './queries.ts';
import { accountFacts, listRisks, riskOfAccount, suggestedRisks, wholeRisk } from './reads.ts';

const calendar = { zone: 'UTC', weekStart: 'monday' } as const;
const day = 86_400;
const start = Date.parse('2026-06-10T12:00:00Z') / 1000;
const by = (days = 0) => ({ person: 'Eva', now: start + days * day });

let book: TestBook;
beforeAll(() => {
  book = testBook();
  const paying = (account_id: string, mrr: number) => ({
    subscription_id: `s-${account_id}`, account_id, start_day: '2026-01-01', end_day: null, mrr, currency: 'EUR', term_months: 12,
  }); // prettier-ignore
  const scored = (account_id: string, probability: number) => ({
    run_id: 2, account_id, probability, log_odds: 0, contributions: '', feature_values: '',
  }); // prettier-ignore
  book.fill(
    {
      accounts: ['a', 'b', 'c', 'gone'].map((account_id) => ({ account_id, name: account_id.toUpperCase(), owner: account_id === 'a' ? 'Ana' : null })),
      subscriptions: [paying('a', 1000), paying('b', 200), paying('c', 300)],
      tickets: [{ ticket_id: 't1', account_id: 'a', subject: 'It is slow', opened_at: start - day }],
    },
    [],
    start,
  ); // prettier-ignore
  const { database } = book.session;
  database.exec('UPDATE score_runs SET base = 0.2');
  const insert = database.prepare(
    `INSERT INTO scores (run_id, account_id, probability, log_odds, contributions, feature_values) VALUES (:run_id, :account_id, :probability, :log_odds, x'', x'')`,
  );
  for (const { contributions: _one, feature_values: _two, ...row } of [
    scored('a', 0.1),
    scored('b', 0.6),
    scored('c', 0.45),
  ]) {
    insert.run(row);
  }
});
afterAll(() => book.close());

const input = (value: object) => risksContract.add['~orpc'].inputSchema!.parse(value);
const add = (account: string, more: object = {}, days = 0) => {
  const facts = book.read((context) => accountFacts(context, account));
  return addRisk(book.session, facts, input({ account, ...more }), by(days)).id;
};
const get = (id: number, days = 0) =>
  book.read((context) => wholeRisk(context, { id, now: start + days * day, calendar }));
const list = (filter: object = {}, days = 0) =>
  book.read((context) =>
    listRisks(context, {
      filter: riskFilter.parse(filter), sort: 'due', descending: false, cursor: null, limit: 100, now: start + days * day, calendar,
    }),
  ); // prettier-ignore

describe('a risk', () => {
  it('remembers what was at stake, goes through its stages, and is closed with words', () => {
    const id = add('a', { reason: 3, due: '2026-06-12', note: 'Her boss left' });
    expect(get(id).risk).toMatchObject({
      stage: 'at-risk',
      owner: 'Ana',
      reason: { id: 3, name: { es: 'Se fue el promotor interno' } },
      stakeOpened: { minor: 12_000, currency: 'EUR' },
      probabilityOpened: 0.1,
      view: 'calm',
      daysOverdue: -2,
    });
    expect(() => add('a')).toThrow('has an open risk already');
    expect(() => add('nobody')).toThrow('no account "nobody"');
    expect(() => add('b', { reason: 99 })).toThrow('no such reason');
    moveRisk(book.session, { id, stage: 'saving', words: null }, 'A', by(3));
    expect(get(id, 5)).toMatchObject({
      risk: { stage: 'saving', daysInStage: 2, daysOpen: 5, daysOverdue: 3 },
      history: [
        { stage: 'at-risk', days: 3 },
        { stage: 'saving', days: 2, person: 'Eva' },
      ],
    });
    expect(() => moveRisk(book.session, { id, stage: 'saving', words: null }, 'A', by())).toThrow('already');
    expect(() => moveRisk(book.session, { id, stage: 'lost', words: null }, 'A', by())).toThrow('closing reason');
    moveRisk(book.session, { id, stage: 'recovered', words: 'New sponsor' }, 'A', by(6));
    expect(get(id, 9).risk).toMatchObject({
      daysInStage: 3,
      daysOpen: 6,
      daysOverdue: null,
      closingWords: 'New sponsor',
    });
    // Another may be opened now, and then this one cannot be opened again.
    const other = add('a', {}, 7);
    expect(() => moveRisk(book.session, { id, stage: 'at-risk', words: null }, 'A', by(8))).toThrow(
      'another open risk',
    );
    const { open, earlier } = book.read((context) =>
      riskOfAccount(context, { id: 'a', now: start + 8 * day, calendar }),
    );
    expect(open?.id).toBe(other);
    expect(earlier.map((risk) => risk.id)).toEqual([id]);
    removeRisk(book.session, other, 'A');
    expect(() => get(other)).toThrow('no such risk');
  });

  it('has evidence that stays as it read', () => {
    const id = add('b');
    const [ticket] = book.read((context) => candidatesRead.run(context, 'a'));
    expect(ticket).toMatchObject({ kind: 'ticket', reference: 't1', label: 'It is slow' });
    const { kind, reference, label } = ticket!;
    const { evidence } = linkEvidence(book.session, { risk: id, kind, reference, label }, by());
    expect(get(id).evidence).toEqual([evidence]);
    expect(() => linkEvidence(book.session, { risk: id, kind, reference, label }, by())).toThrow('linked already');
    unlinkEvidence(book.session, evidence.id);
    expect(get(id)).toMatchObject({ evidence: [], risk: { evidence: 0 } });
    saveRisk(book.session, { id, owner: null, due: '2026-06-01' }, 'B');
    expect(list({ due: 'overdue' }).rows.map((risk) => risk.id)).toEqual([id]);
  });

  it('is asked for where the model is alarmed and nobody has opened one', () => {
    const { rows, total, stake } = book.read((context) => suggestedRisks(context, { threshold: 0.4, limit: 10 }));
    expect(rows.map((row) => row.id)).toEqual(['c']);
    expect({ total, stake }).toEqual({ total: 1, stake: [{ minor: 3600, currency: 'EUR' }] });
    const asked = (id: string) =>
      book.read((context) => riskOfAccount(context, { id, now: start, calendar })).suggested;
    expect([asked('a'), asked('b'), asked('c')]).toEqual([false, false, true]);
  });

  it('belongs to the account that its own was merged into', () => {
    book.session.database.exec(`INSERT INTO account_aliases (alias_id, account_id) VALUES ('b', 'c')`);
    expect(list().rows.find((risk) => risk.stage === 'at-risk')?.account.id).toBe('c');
    expect(() => add('c')).toThrow('has an open risk already');
    book.session.database.exec('DELETE FROM account_aliases');
  });
});

describe('the reasons', () => {
  it('are nine, and can be added, renamed and hidden; what has one keeps it', () => {
    const { database } = book.session;
    expect(riskReasons(database)).toHaveLength(9);
    expect(() => saveReason(book.session, { name: { en: 'unknown', es: 'x' }, hidden: false })).toThrow('already');
    const { reason } = saveReason(book.session, { name: { en: 'Merger', es: 'Fusión' }, hidden: false });
    const id = list().rows[0]!.id;
    saveRisk(book.session, { id, reason: reason.id }, 'B');
    saveReason(book.session, { id: reason.id, name: { en: 'Takeover', es: 'Absorción' }, hidden: true });
    expect(get(id).risk.reason).toEqual({ id: reason.id, name: { en: 'Takeover', es: 'Absorción' } });
    expect(riskReasons(database).at(-1)).toMatchObject({ id: reason.id, hidden: true, uses: 1 });
  });
});
