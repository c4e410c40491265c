import type { EventSelector, StickinessAnswer, StickinessQuestion } from '../../../shared/contract/index.ts';
import { compileSelectors } from '../events/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { defineAccountSet, defineEventsRead, readTogether } from '../threads/index.ts';
import type { ReadContext, SharedPass } from '../threads/index.ts';
import { answerDefinition, eventsUntil } from '../usage/index.ts';
import { hasEnded, periodsOf, prepareActivity } from './activity.ts';
import type { Activity, ActivityPeriods } from './activity.ts';
import { noSuchNumber } from './no-such-number.ts';
import { collectStickiness, lastWholeWindow, stickinessOf, visitLastWindow } from './stickiness.ts';
import type { StickinessPart } from './stickiness.ts';
import { stickinessWords } from './words.ts';

type Counted = Omit<StickinessAnswer, 'definition'> & { readonly accounts: number };

const nothing: Counted = { window: null, counts: [], active: null, series: [], ratio: null, accounts: 0 };

/** All that a pass over the accounts needs, as it is told to another thread. */
type AskedStickiness = Pick<Activity, 'accountFilter' | 'asOf'> & {
  readonly activity: EventSelector;
  readonly periods: ActivityPeriods;
  readonly window: number;
};

const stickinessPass: SharedPass<AskedStickiness, StickinessPart> = {
  name: 'engagement.stickiness',
  begin: (columns, { activity, periods, window, ...rest }, shouldStop) =>
    collectStickiness({ columns, bits: compileSelectors(columns, [activity]), ...rest, shouldStop }, periods, window),
};

export const stickinessRead = defineEventsRead(
  'engagement.stickiness',
  (context, { zone, weekStart, ...question }: StickinessQuestion & CalendarOptions): StickinessAnswer => {
    const calendar = { zone, weekStart };
    const activity = prepareActivity(context, question, calendar);
    const { accounts, ...counted } = activity === null ? nothing : countStickiness(context, activity, question);
    return {
      ...counted,
      definition: answerDefinition(context, {
        key: 'stickiness',
        values: {
          interval: question.interval,
          window: question.window,
          cumulative: question.cumulative,
          zone,
          weekStart,
          from: question.from ?? null,
          to: question.to ?? null,
          segment: question.segment,
        },
        words: stickinessWords(context, question, calendar, counted.window),
        sample: accounts,
        asOf: eventsUntil(context),
      }),
    };
  },
  [stickinessPass],
);

export const stickinessAccountSet = defineAccountSet('stickiness', (context, { question, intervals }, calendar) => {
  const activity = prepareActivity(context, question, calendar);
  const periods = activity === null ? null : periodsOf(activity, question.interval);
  const isWhole =
    activity !== null && periods !== null && lastWholeWindow(periods, question.window, activity.asOf) >= 0;
  if (!isWhole || intervals > question.window) throw noSuchNumber('stickiness', String(intervals));
  const ids: string[] = [];
  visitLastWindow(activity, periods, question.window, (account, found) => {
    if (question.cumulative ? found >= intervals : found === intervals) ids.push(activity.columns.accounts[account]!);
  });
  return ids;
});

function countStickiness(
  context: ReadContext,
  activity: Activity,
  { activity: selector, interval, window, cumulative }: StickinessQuestion,
): Counted {
  const { calendar, asOf, accountFilter } = activity;
  const periods = periodsOf(activity, interval);
  const { table, first, last } = periods;
  const asked = { activity: selector, periods, window, accountFilter, asOf };
  const parts = readTogether(context, stickinessPass, asked);
  const { active, trailing, exactly, accounts } = stickinessOf(activity, periods, window, parts);
  const label = (place: number): string => calendar.periodLabel(interval, table.first + place);
  const series = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const place = first + index;
    return {
      interval: label(place),
      active: active[place]!,
      trailing: trailing[place]!,
      ratio: trailing[place] === 0 ? null : active[place]! / trailing[place]!,
      complete: hasEnded(table, place, asOf) && place >= window - 1,
    };
  });
  const end = lastWholeWindow(periods, window, asOf);
  const ratios = series.flatMap(({ complete, ratio }) => (complete && ratio !== null ? [ratio] : []));
  return {
    window: end < 0 ? null : { from: label(end - window + 1), to: label(end) },
    counts: exactly === null ? [] : cumulative ? atLeast(exactly) : [...exactly.subarray(1)],
    active: exactly === null ? null : exactly.reduce((sum, count) => sum + count, 0),
    series,
    ratio: ratios.length === 0 ? null : ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length,
    accounts,
  };
}

/** Sums from the end on: accounts with at least 1, 2, 3 … active intervals. */
function atLeast(exactly: Float64Array): number[] {
  const counts = [...exactly.subarray(1)];
  for (let k = counts.length - 2; k >= 0; k--) counts[k]! += counts[k + 1]!;
  return counts;
}
