import type { Expectation, Judgement, Tally } from '../../../shared/contract/index.ts';
import { dayNumber, dayOfNumber } from '../../../shared/domain/time.ts';
import { wilson } from '../../stats/index.ts';
import { isCustomerOn } from '../models/index.ts';
import type { AccountLife } from '../models/index.ts';
import type { StoredDecision } from './queries.ts';
import { dismissalReasons } from './reasons.ts';

export type JudgedBook = {
  /** Undefined where the account is no longer in the book. */
  lifeOf(account: string): AccountLife | undefined;
  /** Last day until which everybody's fate is known, as days since 1970-01-01. */
  readonly settled: number;
};

type State = 'judged' | 'open' | 'late' | 'unscored' | 'repeated' | 'gone';

export type JudgedDecision = {
  readonly decision: StoredDecision;
  readonly state: State;
  /** Last day of the horizon; -Infinity without a score. */
  readonly end: number;
  /** Whether it left after the decision, within the horizon; only of judged ones. */
  readonly left: boolean;
};

/**
 * What became of each decision. Counted is what happened after the last of: the score's day, the data on the screen, the
 * day of the decision; until the end of the score's horizon. Where anything of that was known or could be, it is `late`.
 */
export function fatesOf(decisions: readonly StoredDecision[], book: JudgedBook): JudgedDecision[] {
  const fates = decisions.map((decision) => fateOf(decision, book));
  const repeated = repeatsAmong(fates);
  return fates.map((fate) => (repeated.has(fate.decision.id) ? { ...fate, state: 'repeated' } : fate));
}

function fateOf(decision: StoredDecision, { lifeOf, settled }: JudgedBook): JudgedDecision {
  const { score_as_of: scored, horizon_days: horizon, probability, threshold } = decision;
  if (scored === null || horizon === null || probability === null || threshold === null)
    return { decision, state: 'unscored', end: -Infinity, left: false };
  const asOf = dayNumber(scored);
  const end = asOf + horizon;
  const start = Math.max(asOf, dayNumber(decision.data_day), dayNumber(decision.decided_day));
  const life = lifeOf(decision.account);
  const of = (state: State, left = false): JudgedDecision => ({ decision, state, end, left });
  if (start >= end) return of('late');
  if (life === undefined || !isCustomerOn(life, asOf)) return of('gone');
  if (life.churns.some((day) => day > asOf && day <= start)) return of('late');
  if (end > settled) return of('open');
  return of('judged', life.churns.some((day) => day > start && day <= end)); // prettier-ignore
}

/**
 * Of several decisions on one score the last counts; of scores whose horizons overlap the first, so that no departure counts
 * twice.
 */
function repeatsAmong(fates: readonly JudgedDecision[]): Set<number> {
  const repeated = new Set<number>();
  const counting = fates.filter(({ state }) => state === 'judged' || state === 'open');
  for (const own of Map.groupBy(counting, ({ decision }) => decision.account).values()) {
    const last = new Map(own.map((fate) => [`${fate.decision.model_id} ${fate.decision.score_as_of}`, fate]));
    const kept = [...last.values()].sort((a, b) => a.end - b.end || a.decision.id - b.decision.id);
    let until = -Infinity;
    for (const fate of own) if (!kept.includes(fate)) repeated.add(fate.decision.id);
    for (const fate of kept) {
      const asOf = fate.end - (fate.decision.horizon_days ?? 0);
      if (asOf < until) repeated.add(fate.decision.id);
      else until = fate.end;
    }
  }
  return repeated;
}

type Counted = Omit<Judgement, 'words' | 'settledUntil'>;

/**
 * Who was right.
 * @param graceDays that pass after the end of a subscription before it is certain
 * @param threshold in place of the line of each score's own run
 */
export function judge(fates: readonly JudgedDecision[], graceDays: number, threshold?: number): Counted {
  const inState = (state: State): JudgedDecision[] => fates.filter((fate) => fate.state === state);
  const judged = inState('judged');
  const open = inState('open');
  const views = judged.map(({ decision, left }) => ({
    person: decision.expects,
    model: saysLeaves(decision, threshold) ? ('leaves' as const) : ('stays' as const),
    acted: decision.kind === 'act' || decision.reason_key === 'handled',
    came: left ? ('leaves' as const) : ('stays' as const),
    reason: decision.reason_key,
  }));
  const fair = views.filter((view) => view.person !== null && !view.acted);
  const differing = fair.filter((view) => view.person !== view.model);
  return {
    decisions: fates.length,
    judged: judged.length,
    open: open.length,
    firstSettles: open.length === 0 ? null : dayOfNumber(Math.min(...open.map(({ end }) => end)) + graceDays),
    left: {
      late: inState('late').length,
      unscored: inState('unscored').length,
      repeated: inState('repeated').length,
      gone: inState('gone').length,
    },
    table: tableOf(views),
    person: tallyOf(fair, (view) => view.person === view.came),
    model: tallyOf(fair, (view) => view.model === view.came),
    disagreed: tallyOf(differing, (view) => view.person === view.came),
    reasons: dismissalReasons.flatMap(({ key, words }) => {
      const own = views.filter((view) => view.reason === key);
      const left = own.filter((view) => view.came === 'leaves').length;
      return own.length === 0 ? [] : [{ key, words, decisions: own.length, left, share: shareOf(left, own.length) }];
    }),
  };
}

export function saysLeaves({ probability, threshold: own }: StoredDecision, threshold?: number): boolean {
  return (probability ?? 0) >= (threshold ?? own ?? 1);
}

type View = {
  readonly person: Expectation | null;
  readonly model: Expectation;
  readonly acted: boolean;
  readonly came: Expectation;
};

function tableOf(views: readonly View[]): Judgement['table'] {
  const persons = ['leaves', 'stays', null] as const;
  const models = ['leaves', 'stays'] as const;
  return [false, true].flatMap((acted) =>
    persons.flatMap((person) =>
      models.flatMap((model) => {
        const own = views.filter((view) => view.acted === acted && view.person === person && view.model === model);
        const left = own.filter((view) => view.came === 'leaves').length;
        if (own.length === 0) return [];
        const side = model === 'leaves' ? ('above' as const) : ('below' as const);
        return [{ person, model: side, acted, decisions: own.length, left, share: shareOf(left, own.length) }];
      }),
    ),
  );
}

function tallyOf(views: readonly View[], isRight: (view: View) => boolean): Tally | null {
  if (views.length === 0) return null;
  const right = views.filter(isRight).length;
  return { right, of: views.length, share: shareOf(right, views.length) };
}

function shareOf(count: number, of: number): Tally['share'] {
  const interval = wilson(count, of);
  return { value: of === 0 ? null : count / of, low: interval?.lower ?? null, high: interval?.upper ?? null };
}
