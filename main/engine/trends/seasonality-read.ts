import type { SeasonalityAnswer, SeasonalityQuestion } from '../../../shared/contract/index.ts';
import { currenciesOf } from '../currencies/index.ts';
import { createCalendar } from '../events/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import { answerDefinition, eventsUntil } from '../usage/index.ts';
import { dailyValues } from './daily-values.ts';
import { frameFor, prepareMeasure } from './prepare.ts';
import { rhythmsOf } from './seasonality.ts';
import { unitOf } from './trend-read.ts';
import { seasonalityWords } from './words.ts';

const nothing: Pick<SeasonalityAnswer, 'weekdays' | 'hours' | 'months' | 'compared' | 'decomposition'> = {
  weekdays: [],
  hours: [],
  months: [],
  compared: { days: 0, weeks: 0, years: 0 },
  decomposition: null,
};

export const seasonalityRead = defineEventsRead(
  'trends.seasonality',
  (context, { zone, weekStart, ...question }: SeasonalityQuestion & CalendarOptions): SeasonalityAnswer => {
    const options = { zone, weekStart };
    const prepared = prepareMeasure(context, question.measure, question.segment, options);
    const frame = frameFor([prepared], 'day', question, options);
    const daily = frame === null ? null : dailyValues(prepared, frame);
    const unit = unitOf(prepared);
    const leftOut = prepared.of === 'metric' ? prepared.metric.leftOut() : 0;
    return {
      ...(daily === null ? nothing : rhythmsOf(createCalendar(options), daily.values)),
      unit,
      currency: unit === 'money' ? currenciesOf(context.database).base : null,
      definition: answerDefinition(context, {
        key: 'seasonality',
        values: {
          zone,
          weekStart,
          from: question.from ?? null,
          to: question.to ?? null,
          segment: question.segment,
        },
        words: seasonalityWords(context, question, options, leftOut),
        sample: daily?.accounts ?? 0,
        asOf: eventsUntil(context),
      }),
    };
  },
);
