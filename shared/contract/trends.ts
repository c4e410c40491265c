import { z } from 'zod';
import { day, procedure } from './common.ts';
import { answerDefinition, attributeKey, eventSelector, periodName, scope } from './questions.ts';

export const trendCounts = ['events', 'accounts', 'events-per-account', 'quantity', 'quantity-mean'] as const;
export type TrendCount = (typeof trendCounts)[number];

export const trendMetrics = [
  'mrr',
  'paying-accounts',
  'new-accounts',
  'churned-accounts',
  'invoiced',
  'tickets-opened',
  'tickets-open',
  'survey-score',
  'interactions',
] as const;
export type TrendMetric = (typeof trendMetrics)[number];

/** What is counted. */
export const trendMeasure = z.discriminatedUnion('of', [
  eventSelector.extend({
    of: z.literal('events'),
    /** Events, accounts with at least one, events per active account, sum or mean of the quantity. */
    count: z.enum(trendCounts).default('events'),
  }),
  z.object({ of: z.literal('metric'), metric: z.enum(trendMetrics) }),
]);
export type TrendMeasure = z.output<typeof trendMeasure>;

export const mostTrendMeasures = 5;

export const trendQuestion = z.object({
  measures: z.array(trendMeasure).min(1).max(mostTrendMeasures),
  period: periodName.default('week'),
  /** By a property or the name of the event only where every measure counts events. */
  breakdown: z
    .discriminatedUnion('by', [
      z.object({ by: z.literal('attribute'), key: attributeKey }),
      z.object({ by: z.literal('property'), key: z.string() }),
      z.object({ by: z.literal('event') }),
    ])
    .nullable()
    .default(null),
  /** The largest groups of each measure; all others are told together. */
  groups: z.number().int().min(1).max(50).default(10),
  ...scope,
});
export type TrendQuestion = z.output<typeof trendQuestion>;

export const seasonalityQuestion = z.object({
  measure: trendMeasure.prefault({ of: 'events' }),
  ...scope,
});
export type SeasonalityQuestion = z.output<typeof seasonalityQuestion>;

export const trendUnits = ['events', 'accounts', 'money', 'number', 'rows'] as const;
export type TrendUnit = (typeof trendUnits)[number];

export const trendAnswer = z.object({
  /** Labels of the periods, empty ones included. */
  periods: z.array(z.string()),
  /** False where the range cuts the period, or where it had not ended when the data end. */
  complete: z.array(z.boolean()),
  /** By measure; within one the largest group first, the rest last. */
  series: z.array(
    z.object({
      /** Position in `measures`. */
      measure: z.number().int(),
      /** Value of the breakdown; null without one, for those without a value, and for the rest. */
      value: z.string().nullable(),
      /** All groups that have no series of their own, together. */
      rest: z.boolean(),
      /** Null where it cannot be computed: a mean of nothing, a period of which nothing is known. Money in minor units. */
      values: z.array(z.number().nullable()),
      /** Of the whole range (different accounts, for accounts); null for what is counted at the end of a period. */
      total: z.number().nullable(),
      unit: z.enum(trendUnits),
    }),
  ),
  currency: z.string().nullable(),
  definition: answerDefinition,
});
export type TrendAnswer = z.infer<typeof trendAnswer>;

const rhythm = {
  /** The bucket's mean over the mean of all, 1 = average; null where there is nothing to compare. */
  index: z.number().nullable(),
  /** A day's mean (for hours: an hour's); the ratio itself for measures that are ratios. Money in minor units. */
  mean: z.number().nullable(),
};

export const seasonalityAnswer = z.object({
  /** From the week's first day; 0 = Sunday. */
  weekdays: z.array(z.object({ weekday: z.number().int().min(0).max(6), ...rhythm })),
  /** On the clocks of the zone; empty for measures that know only days. */
  hours: z.array(z.object({ hour: z.number().int().min(0).max(23), ...rhythm })),
  months: z.array(z.object({ month: z.number().int().min(1).max(12), ...rhythm })),
  /** What was compared: only whole days, weeks and years, the latest ones. */
  compared: z.object({ days: z.number().int(), weeks: z.number().int(), years: z.number().int() }),
  /** STL with a period of seven days; null with fewer than three whole weeks, or a day without a value. */
  decomposition: z
    .object({
      days: z.array(day),
      observed: z.array(z.number()),
      trend: z.array(z.number()),
      seasonal: z.array(z.number()),
      remainder: z.array(z.number()),
      /** 0 = none, 1 = nothing else. */
      seasonalStrength: z.number(),
      trendStrength: z.number(),
    })
    .nullable(),
  unit: z.enum(trendUnits),
  currency: z.string().nullable(),
  definition: answerDefinition,
});
export type SeasonalityAnswer = z.infer<typeof seasonalityAnswer>;

export const trendsContract = {
  run: procedure.input(trendQuestion).output(trendAnswer),
  seasonality: procedure.input(seasonalityQuestion.prefault({})).output(seasonalityAnswer),
};
