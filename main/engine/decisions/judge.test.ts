import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { wilson } from '../../stats/index.ts';
import type { AccountLife } from '../models/index.ts';
import { fatesOf, judge } from './judge.ts';
import type { StoredDecision } from './queries.ts';

const horizon = 10;

/** A decision with days as numbers. */
function decided(
  id: number,
  values: Partial<StoredDecision> & { asOf?: number | null; seen?: number; on?: number } = {},
): StoredDecision {
  const { asOf = 100, seen = asOf ?? 100, on = seen, ...rest } = values;
  return {
    id,
    account: 'a',
    name: null,
    kind: 'dismiss',
    decided_at: on * 86_400,
    decided_day: dayOfNumber(on),
    data_day: dayOfNumber(seen),
    model_id: asOf === null ? null : 'm',
    score_as_of: asOf === null ? null : dayOfNumber(asOf),
    horizon_days: asOf === null ? null : horizon,
    probability: asOf === null ? null : 0.3,
    threshold: asOf === null ? null : 0.2,
    reason_key: 'seasonal',
    reason_text: null,
    watch_until: null,
    expects: 'stays',
    person: null,
    task_id: null,
    ...rest,
  };
}

const life = (churn: number | null, from = 0): AccountLife => ({
  spans: [{ from, to: churn ?? Infinity }],
  churns: churn === null ? [] : [churn],
  pendingFrom: null,
});

const bookOf = (lives: Readonly<Record<string, AccountLife>>, settled: number) => ({
  lifeOf: (account: string) => lives[account],
  settled,
});
const stateOf = (decision: StoredDecision, churn: number | null, settled = 200) =>
  fatesOf([decision], bookOf({ a: life(churn) }, settled)).map(({ state, left }) =>
    left ? `${state}, left` : state,
  )[0];

describe('what became of a decision', () => {
  it('is what happened after it, to the last day of the horizon', () => {
    expect(stateOf(decided(1), null)).toBe('judged');
    expect(stateOf(decided(1), 101)).toBe('judged, left');
    expect(stateOf(decided(1), 110)).toBe('judged, left');
    expect(stateOf(decided(1), 111)).toBe('judged');
    expect(stateOf(decided(1), null, 109)).toBe('open');
    expect(stateOf(decided(1), 105, 109)).toBe('open');
    expect(stateOf(decided(1, { asOf: null }), null)).toBe('unscored');
  });

  it('is never judged where it was known, or could be, when the decision was made', () => {
    // It had left by the day of the decision, though the data did not tell yet.
    expect(stateOf(decided(1, { on: 105 }), 104)).toBe('late');
    expect(stateOf(decided(1, { on: 105 }), 105)).toBe('late');
    expect(stateOf(decided(1, { on: 105 }), 106)).toBe('judged, left');
    // The data on the screen, or the calendar, were beyond the horizon.
    expect(stateOf(decided(1, { seen: 110, on: 110 }), null)).toBe('late');
    expect(stateOf(decided(1, { on: 400 }), null)).toBe('late');
  });

  it('needs a customer of whom something is known', () => {
    expect(stateOf(decided(1, { account: 'z' }), null)).toBe('gone');
    expect(stateOf(decided(1), 90)).toBe('gone');
  });

  it('counts once where somebody changed their mind, or horizons overlap', () => {
    const states = (decisions: readonly StoredDecision[]) =>
      fatesOf(decisions, bookOf({ a: life(null) }, 300)).map(({ state }) => state);
    expect(states([decided(1), decided(2, { expects: 'leaves', kind: 'wrong' })])).toEqual(['repeated', 'judged']);
    expect(states([decided(1), decided(2, { asOf: 105 }), decided(3, { asOf: 110 })])).toEqual([
      'judged',
      'repeated',
      'judged',
    ]);
  });
});

describe('who was right', () => {
  it('has nothing to say without an outcome, and says when there will be one', () => {
    const fates = fatesOf(
      [decided(1), decided(2, { account: 'b', asOf: 104 })],
      bookOf({ a: life(null), b: life(null) }, 101),
    );
    expect(judge(fates, 30)).toMatchObject({
      decisions: 2,
      judged: 0,
      open: 2,
      firstSettles: dayOfNumber(140),
      table: [],
      person: null,
      model: null,
      disagreed: null,
    });
  });

  it('leaves out accounts that somebody did something about', () => {
    const acted = [
      decided(1, { kind: 'act', reason_key: null, expects: 'leaves' }),
      decided(2, { account: 'b', reason_key: 'handled' }),
    ];
    const found = judge(fatesOf(acted, bookOf({ a: life(null), b: life(105) }, 300)), 0);
    expect(found).toMatchObject({ judged: 2, person: null, model: null });
    expect(found.table.map(({ acted: was, left }) => [was, left])).toEqual([
      [true, 0],
      [true, 1],
    ]);
  });

  it('is what a slow count says', () => {
    const days = fc.integer({ min: 95, max: 130 });
    const one = fc.record({
      account: fc.constantFrom('a', 'b', 'c', 'd', 'gone'),
      asOf: fc.option(days, { freq: 8 }),
      later: fc.integer({ min: 0, max: 6 }),
      probability: fc.constantFrom(0.05, 0.2, 0.6),
      kind: fc.constantFrom('act', 'watch', 'dismiss', 'wrong'),
      expects: fc.constantFrom('leaves', 'stays', null),
    });
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 14 }),
        fc.array(fc.option(fc.integer({ min: 90, max: 150 })), { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 100, max: 160 }),
        fc.constantFrom(undefined, 0.5),
        (made, churns, settled, threshold) => {
          const lives = Object.fromEntries(['a', 'b', 'c', 'd'].map((id, index) => [id, life(churns[index] ?? null)]));
          const decisions = made.map(({ account, asOf, later, ...rest }, index) =>
            decided(index + 1, {
              account,
              asOf,
              on: (asOf ?? 100) + later,
              ...rest,
              probability: asOf === null ? null : rest.probability,
              reason_key: rest.kind === 'dismiss' ? 'seasonal' : null,
            }),
          );
          const found = judge(fatesOf(decisions, bookOf(lives, settled)), 0, threshold);
          const slow = slowly(decisions, lives, settled, threshold ?? 0.2);
          expect(found.judged).toBe(slow.judged);
          expect(found.open).toBe(slow.open);
          expect([found.person?.right ?? 0, found.person?.of ?? 0]).toEqual(slow.person);
          expect([found.model?.right ?? 0, found.model?.of ?? 0]).toEqual(slow.model);
          expect([found.disagreed?.right ?? 0, found.disagreed?.of ?? 0]).toEqual(slow.disagreed);
          expect(found.judged + found.open + Object.values(found.left).reduce((a, b) => a + b)).toBe(found.decisions);
          expect(found.table.reduce((sum, row) => sum + row.decisions, 0)).toBe(found.judged);
          for (const row of found.table) {
            const interval = wilson(row.left, row.decisions);
            expect(row.share).toEqual({
              value: row.left / row.decisions,
              low: interval?.lower,
              high: interval?.upper,
            });
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** The same day by day and pair by pair, for accounts that leave at most once. */
function slowly(
  decisions: readonly StoredDecision[],
  lives: Readonly<Record<string, AccountLife>>,
  settled: number,
  line: number,
) {
  const dayOf = (text: string): number => Date.parse(text) / 86_400_000;
  const counting: { decision: StoredDecision; asOf: number; left: boolean; isOpen: boolean }[] = [];
  for (const decision of decisions) {
    if (decision.score_as_of === null) continue;
    const churn = lives[decision.account]?.churns[0] ?? null;
    const asOf = dayOf(decision.score_as_of);
    const on = Math.max(asOf, dayOf(decision.decided_day), dayOf(decision.data_day));
    if (lives[decision.account] === undefined || (churn !== null && churn <= on) || on >= asOf + horizon) continue;
    let left = false;
    for (let day = on + 1; day <= asOf + horizon; day++) if (day === churn) left = true;
    counting.push({ decision, asOf, left, isOpen: asOf + horizon > settled });
  }
  const last = counting.filter(
    (fate) =>
      !counting.some(
        (other) =>
          other.decision.account === fate.decision.account &&
          other.asOf === fate.asOf &&
          other.decision.id > fate.decision.id,
      ),
  );
  const kept: typeof last = [];
  for (const fate of last.toSorted((a, b) => a.asOf - b.asOf))
    if (!kept.some((other) => other.decision.account === fate.decision.account && other.asOf + horizon > fate.asOf))
      kept.push(fate);
  const judged = kept.filter(({ isOpen }) => !isOpen);
  const fair = judged.filter(({ decision }) => decision.expects !== null && decision.kind !== 'act');
  const model = (decision: StoredDecision) => (decision.probability! >= line ? 'leaves' : 'stays');
  const differing = fair.filter(({ decision }) => decision.expects !== model(decision));
  const rights = (list: typeof fair, says: (decision: StoredDecision) => string | null) => [
    list.filter(({ decision, left }) => says(decision) === (left ? 'leaves' : 'stays')).length,
    list.length,
  ];
  return {
    judged: judged.length,
    open: kept.length - judged.length,
    person: rights(fair, ({ expects }) => expects),
    model: rights(fair, model),
    disagreed: rights(differing, ({ expects }) => expects),
  };
}
