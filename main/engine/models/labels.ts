import type { LabelRule } from '../../../shared/contract/index.ts';

/** When an account was a customer and when it left. Days are numbers since 1970-01-01. */
export type AccountLife = {
  /** Ascending, apart from each other; the day `to` is no longer a customer's. Infinity = still running. */
  readonly spans: readonly { readonly from: number; readonly to: number }[];
  /** Ascending first days of not being a customer any more, as far as they are certain. */
  readonly churns: readonly number[];
  /** First day from which on the account's fate is open: its subscription ended too short ago to say that nothing follows. */
  readonly pendingFrom: number | null;
};

/** What is known of one account, as far as labels need it. Days are numbers since 1970-01-01. */
export type LifeFacts = {
  /** Paying subscriptions, without trials. `end` is the first day that is not paid for; null = open. */
  readonly subscriptions: readonly { readonly start: number; readonly end: number | null }[];
  readonly churnEvents: readonly number[];
  /** Ascending days with any event. */
  readonly activeDays: ArrayLike<number>;
  /** First day that the account's own row tells; null where it tells none. */
  readonly created: number | null;
};

/** Activity within this many days of a churn event is the tail of the old relation, not a return. */
const tailDays = 30;

/**
 * The life of an account by a rule, from facts up to `until` (the last day of the data). Subscriptions say when it was a
 * customer; where the rule does not look at them, churn events or activity do.
 */
export function accountLife(facts: LifeFacts, rule: LabelRule, until: number): AccountLife {
  const subscriptions = goesBySilence(rule)
    ? []
    : facts.subscriptions.filter((row) => row.start <= until).sort((a, b) => a.start - b.start);
  const base = baseSpans(facts, subscriptions, rule, until);
  const ended =
    rule.subscriptionEnded.enabled && subscriptions.length > 0
      ? endings(base.spans, rule.subscriptionEnded.graceDays, until)
      : { churns: [], pendingFrom: null };
  const churns = new Set([...base.churns, ...ended.churns]);
  let spans = base.spans;
  if (rule.churnEvent.enabled) {
    for (const day of [...facts.churnEvents].sort((a, b) => a - b)) {
      if (day > until) break;
      const hit = spans.findLast((span) => span.from < day && span.to >= day - tailDays);
      // An event for an account that was gone long before, or never came, changes nothing.
      if (hit === undefined) continue;
      // The subscription ended a little before or after: one departure, and the earlier day counts.
      if (hit.to < day && churns.has(hit.to)) continue;
      for (const other of churns) {
        if (
          other >= day &&
          other <= hit.to + rule.subscriptionEnded.graceDays &&
          !startsBetween(subscriptions, day, other)
        )
          churns.delete(other);
      }
      spans = cutOut(spans, day, returnAfter(facts, subscriptions, day));
      churns.add(day);
    }
  }
  const sorted = [...churns].sort((a, b) => a - b);
  const pendingFrom =
    ended.pendingFrom !== null && sorted.some((day) => day >= ended.pendingFrom! - tailDays) ? null : ended.pendingFrom;
  return { spans, churns: sorted, pendingFrom };
}

/** Where contracts count, silence does not. */
const goesBySilence = (rule: LabelRule): boolean => rule.inactivity.enabled && !rule.subscriptionEnded.enabled;

type Spans = { from: number; to: number }[];

function baseSpans(
  facts: LifeFacts,
  subscriptions: LifeFacts['subscriptions'],
  rule: LabelRule,
  until: number,
): { spans: Spans; churns: number[] } {
  if (subscriptions.length > 0)
    return {
      spans: union(
        subscriptions.map(({ start, end }) => ({
          from: start,
          to: end === null || end > until ? Infinity : Math.max(end, start),
        })),
      ),
      churns: [],
    };
  if (goesBySilence(rule)) return activitySpans(facts.activeDays, rule.inactivity.days, until);
  const first = Math.min(
    facts.created ?? Infinity,
    facts.activeDays[0] ?? Infinity,
    ...facts.churnEvents.map((day) => day - 1),
  );
  const isBookOfContracts = rule.subscriptionEnded.enabled;
  return { spans: isBookOfContracts || first > until ? [] : [{ from: first, to: Infinity }], churns: [] };
}

function union(pieces: Spans): Spans {
  const spans: Spans = [];
  for (const piece of pieces) {
    const last = spans.at(-1);
    if (last && piece.from <= last.to) last.to = Math.max(last.to, piece.to);
    else if (piece.to > piece.from) spans.push({ ...piece });
  }
  return spans;
}

/** Customers are active at least every `days` days; who is silent for so long has left on the day that makes it so. */
function activitySpans(activeDays: ArrayLike<number>, days: number, until: number): { spans: Spans; churns: number[] } {
  const spans: Spans = [];
  const churns: number[] = [];
  for (let index = 0; index < activeDays.length; index++) {
    const day = activeDays[index]!;
    if (day > until) break;
    const last = spans.at(-1);
    if (last && day <= last.to) last.to = day + days;
    else spans.push({ from: day, to: day + days });
  }
  for (const span of spans) {
    if (span.to <= until) churns.push(span.to);
    else span.to = Infinity;
  }
  return { spans, churns };
}

/** Ends after which nothing ran within the grace; the last one is certain only once the grace has passed. */
function endings(spans: Spans, grace: number, until: number): { churns: number[]; pendingFrom: number | null } {
  const churns: number[] = [];
  let pendingFrom: number | null = null;
  spans.forEach((span, index) => {
    if (span.to > until) return;
    const next = spans[index + 1];
    if (next) {
      if (next.from > span.to + grace) churns.push(span.to);
    } else if (span.to + grace <= until) churns.push(span.to);
    else pendingFrom = span.to;
  });
  return { churns, pendingFrom };
}

function startsBetween(subscriptions: LifeFacts['subscriptions'], after: number, before: number): boolean {
  return subscriptions.some((row) => row.start > after && row.start < before);
}

/** First day on which an account that left by a churn event is a customer again; Infinity where it is not. */
function returnAfter(facts: LifeFacts, subscriptions: LifeFacts['subscriptions'], day: number): number {
  if (subscriptions.length > 0) return subscriptions.find((row) => row.start > day)?.start ?? Infinity;
  for (let index = 0; index < facts.activeDays.length; index++)
    if (facts.activeDays[index]! > day + tailDays) return facts.activeDays[index]!;
  return Infinity;
}

/** Takes [day, back) out of the spans. */
function cutOut(spans: Spans, day: number, back: number): Spans {
  return spans.flatMap((span) => {
    const before = { from: span.from, to: Math.min(span.to, day) };
    const after = { from: Math.max(span.from, back), to: span.to };
    return [before, after].filter((piece) => piece.to > piece.from);
  });
}

export function isCustomerOn(life: AccountLife, day: number): boolean {
  return life.spans.some((span) => span.from <= day && day < span.to);
}

/** First day of leaving after `day`, within the horizon; null where there is none. */
export function churnWithin(life: AccountLife, day: number, horizonDays: number): number | null {
  return life.churns.find((churn) => churn > day && churn <= day + horizonDays) ?? null;
}

/** The last day until which the fate of every account is known. */
export function settledUntil(lives: Iterable<AccountLife>, until: number): number {
  let settled = until;
  for (const { pendingFrom } of lives) if (pendingFrom !== null) settled = Math.min(settled, pendingFrom - 1);
  return settled;
}
