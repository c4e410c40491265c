import type { IntervalAnswer, IntervalQuestion } from '../../../shared/contract/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { defineAccountSet, defineEventsRead } from '../threads/index.ts';
import { answerDefinition, eventsUntil } from '../usage/index.ts';
import { periodsOf, prepareActivity } from './activity.ts';
import { gapBar, suggestPeriod, tallyIntervals, visitMedianGaps } from './usage-interval.ts';
import type { IntervalTally } from './usage-interval.ts';
import { intervalWords } from './words.ts';

export const intervalRead = defineEventsRead(
  'engagement.interval',
  (context, { zone, weekStart, ...question }: IntervalQuestion & CalendarOptions): IntervalAnswer => {
    const calendar = { zone, weekStart };
    const activity = prepareActivity(context, question, calendar);
    const tally = activity === null ? null : tallyIntervals(activity, periodsOf(activity, 'day'));
    const onceOnly = tally?.onceOnly ?? 0;
    return {
      gaps: tally === null ? [] : barsOf(tally),
      medianDays: tally?.medianDays ?? null,
      p80Days: tally?.p80Days ?? null,
      accounts: tally?.accounts ?? 0,
      onceOnly,
      suggestion: suggestPeriod(tally?.p80Days ?? null),
      definition: answerDefinition(context, {
        key: 'usage-interval',
        values: { zone, from: question.from ?? null, to: question.to ?? null, segment: question.segment, onceOnly },
        words: intervalWords(context, question, calendar, onceOnly),
        sample: tally?.accounts ?? 0,
        asOf: eventsUntil(context),
      }),
    };
  },
);

export const intervalAccountSet = defineAccountSet('interval', (context, { question, days }, calendar) => {
  const activity = prepareActivity(context, question, calendar);
  const ids: string[] = [];
  if (activity === null) return ids;
  visitMedianGaps(activity, periodsOf(activity, 'day'), (account, median) => {
    if (gapBar(median) === days) ids.push(activity.columns.accounts[account]!);
  });
  return ids;
});

/** From one day to the longest gap that there is, empty lengths between them included. */
function barsOf({ gaps, medians }: IntervalTally): IntervalAnswer['gaps'] {
  const longest = gaps.findLastIndex((count) => count > 0);
  return Array.from({ length: Math.max(0, longest) }, (_, index) => ({
    days: index + 1,
    count: gaps[index + 1]!,
    accounts: medians[index + 1]!,
  }));
}
