import { mostRatio } from '../../features/catalogue.ts';
import { means } from '../../features/wording.ts';
import { ageOf, daySeconds, distinct } from './item.ts';
import type { Counted, EvidenceRule, Item, Span } from './item.ts';

const now = (to: number): Span => ({ key: 'now', from: 0, to });
const before = (from: number, to: number): Span => ({ key: 'before', from, to });

const events = (spans: readonly Span[], value?: EvidenceRule['value']): EvidenceRule =>
  value === undefined ? { table: 'events', spans } : { table: 'events', spans, value };

const days = (items: readonly Item[], instant: number): number => distinct(items.map((item) => ageOf(item, instant)));
const names = (items: readonly Item[]): number => distinct(items.map((item) => item.name));
const people = (items: readonly Item[]): number => distinct(items.map((item) => item.person));

/** What the days before are divided by: as many as the account has been there. */
const leastDaysBefore = 14;

/** A rate of the last days against the rate of those before, held at the limit of ratios. */
function rate(
  last: number,
  until: number,
  of: (items: readonly Item[], instant: number) => number,
): (counted: Counted) => number {
  return (counted) => {
    const span = Math.min(until - last, counted.history - last);
    const earlier = of(counted.before, counted.instant);
    if (span < leastDaysBefore || earlier === 0) return NaN;
    return Math.min(mostRatio, of(counted.now, counted.instant) / last / (earlier / span));
  };
}

const count = (items: readonly Item[]): number => items.length;

const activeDays = (window: number): EvidenceRule =>
  events([now(window)], (counted) => days(counted.now, counted.instant));

/** Doing, not only coming and looking. */
const isKey = (item: Item): boolean => !means('passive', item.name);
const isExport = (item: Item): boolean => means('exporting', item.name);
const shareOf = (items: readonly Item[], takes: (item: Item) => boolean): number =>
  items.length === 0 ? NaN : items.filter(takes).length / items.length;

const keyEvents = (window: number): EvidenceRule => ({
  table: 'events',
  spans: [now(window)],
  takes: isKey,
  value: (counted) => counted.now.length,
});

/** Key events of the last days against the rate of those before, as far as the account was there. */
const keyRatio = (last: number, until: number): EvidenceRule => ({
  table: 'events',
  spans: [now(last), before(last, until)],
  takes: isKey,
  value: (counted) => {
    const span = Math.min(until, counted.history) - last;
    if (span < last || counted.before.length === 0) return NaN;
    return Math.min(mostRatio, counted.now.length / last / (counted.before.length / span));
  },
});

const peopleOf = (items: readonly Item[]): Set<string | null> => new Set(items.map((item) => item.person));

function busiest(items: readonly Item[]): { person: string | null; events: number; all: number } | null {
  const named = items.filter((item) => item.person !== null);
  const counts = [...Map.groupBy(named, (item) => item.person)].map(([person, own]) => ({
    person,
    events: own.length,
  }));
  const most = counts.reduce((least, { events: own }) => Math.max(least, own), 0);
  const mains = counts.filter(({ events: own }) => own === most);
  // Of several with as many events it cannot be told here who is meant.
  return most === 0 ? null : { person: mains.length === 1 ? mains[0]!.person : null, events: most, all: named.length };
}

function longestGap({ now: items, instant }: Counted): number {
  const active = new Set(items.map((item) => ageOf(item, instant)));
  let [longest, gap] = [0, 0];
  for (let age = 0; age < 84; age++) {
    gap = active.has(age) ? 0 : gap + 1;
    longest = Math.max(longest, gap);
  }
  return longest;
}

/** Features of usage and of people; those that look at the rest of the book too have rows but no value of their own. */
export const eventRules: Readonly<Record<string, EvidenceRule>> = {
  active_days_7: activeDays(7),
  active_days_28: activeDays(28),
  active_days_84: activeDays(84),
  events_28: events([now(28)], (counted) => counted.now.length),
  features_28: events([now(28)], (counted) => names(counted.now)),
  active_weeks_12: events([now(84)], ({ now: items, instant }) =>
    distinct(items.map((item) => Math.floor(ageOf(item, instant) / 7))),
  ),
  longest_gap_84: events([now(84)], longestGap),
  days_since_event: events([{ key: 'now', from: 0, to: null }], ({ now: items, instant }) =>
    items[0] === undefined ? NaN : ageOf(items[0], instant),
  ),
  active_days_ratio: events([now(28), before(28, 112)], rate(28, 112, days)),
  events_ratio: events([now(28), before(28, 112)], rate(28, 112, count)),
  events_ratio_7: events([now(7), before(7, 35)], rate(7, 35, count)),
  events_ratio_book: events([now(28), before(28, 112)]),
  events_level_book: events([now(28), before(84, 364)]),
  usage_surprise: events([now(28), before(28, 112)]),
  features_change: events([now(28), before(28, 56)], (counted) =>
    counted.history < 56 ? NaN : names(counted.now) - names(counted.before),
  ),
  api_share_28: events([now(28)], (counted) => shareOf(counted.now, (item) => item.figures['api'] === 1)),
  export_share_84: events([now(84)], (counted) => shareOf(counted.now, isExport)),
  exports_change: events(
    [now(28), before(28, 112)],
    (counted) => shareOf(counted.now, isExport) - shareOf(counted.before, isExport),
  ),
  lost_features_28: events([now(28), before(28, 112)], (counted) => {
    const seen = new Set(counted.now.map((item) => item.name));
    return counted.history < 56 ? NaN : names(counted.before.filter((item) => !seen.has(item.name)));
  }),
  usage_surprise_14: events([now(14), before(84, 364)]),
  usage_surprise_long: events([now(28), before(84, 364)]),
  usage_trend_84: events([now(84)]),
  weekly_variation_84: events([now(84)]),
  fall_evidence: events([now(84), before(84, 364)]),
  fall_weeks: events([now(84), before(84, 364)]),
  key_events_7: keyEvents(7),
  key_events_28: keyEvents(28),
  key_events_84: keyEvents(84),
  key_events_182: keyEvents(182),
  key_ratio_7: keyRatio(7, 28),
  key_ratio_28: keyRatio(28, 84),
  key_ratio_84: keyRatio(84, 182),
  active_users_28: events([now(28)], (counted) => people(counted.now)),
  users_ratio: events([now(28), before(28, 56)], (counted) => {
    const earlier = people(counted.before);
    return earlier === 0 ? NaN : Math.min(mostRatio, people(counted.now) / earlier);
  }),
  main_user_silent_days: events([now(182)], ({ now: items, instant }) => {
    const main = busiest(items.filter((item) => ageOf(item, instant) >= 28))?.person ?? null;
    const last = items.find((item) => main !== null && item.person === main);
    return last === undefined ? NaN : Math.floor((instant - last.at) / daySeconds);
  }),
  main_user_ratio: events([now(28), before(28, 182)], (counted) => {
    const main = busiest(counted.before);
    const span = Math.min(182, counted.history) - 28;
    if (main === null || main.person === null || span < leastDaysBefore) return NaN;
    const own = counted.now.filter((item) => item.person === main.person).length;
    return Math.min(mostRatio, own / 28 / (main.events / span));
  }),
  main_user_share: events([before(28, 182)], (counted) => {
    const main = busiest(counted.before);
    return main === null ? NaN : main.events / main.all;
  }),
  new_users_28: events([now(28), before(28, 182)], (counted) => {
    const known = peopleOf(counted.before.filter((item) => item.person !== null));
    return known.size === 0 ? NaN : people(counted.now.filter((item) => !known.has(item.person)));
  }),
  silent_users_share: events([now(28), before(28, 112)], (counted) => {
    const active = new Set(counted.now.map((item) => item.person));
    const named = counted.before.filter((item) => item.person !== null);
    return named.length === 0 ? NaN : named.filter((item) => !active.has(item.person)).length / named.length;
  }),
  seat_use: events([now(28)]),
};
