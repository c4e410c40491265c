import { z } from 'zod';
import { mostTrendMeasures, seasonalityQuestion, trendMeasure, trendQuestion } from '../../../shared/contract/index.ts';
import type { TrendMeasure, TrendQuestion } from '../../../shared/contract/index.ts';

export const tabs = ['trend', 'seasonality'] as const;
export const pageView = z.object({ tab: z.enum(tabs).default('trend') });

/** What a page without an address asks: which accounts are active, week by week. */
export const firstMeasure: TrendMeasure = { of: 'events', events: [], where: [], count: 'accounts' };

export const question = trendQuestion.extend({
  measures: z.array(trendMeasure).min(1).max(mostTrendMeasures).default([firstMeasure]),
});

export const view = z.object({
  /** The figure whose accounts are open: position of the series and label of the period. */
  series: z.number().int().min(0).optional(),
  at: z.string().optional(),
});
export type TrendView = z.output<typeof view>;

export const seasonality = seasonalityQuestion;
export const seasonalityView = z.object({});

/** Metrics know no events: then only an attribute can tell their accounts apart. */
export function isBreakdownWrong({ measures, breakdown }: Pick<TrendQuestion, 'measures' | 'breakdown'>): boolean {
  return breakdown !== null && breakdown.by !== 'attribute' && measures.some(({ of }) => of === 'metric');
}

/** One choice for what is counted: `events`, or a metric. */
export function withKind(measure: TrendMeasure, kind: string): TrendMeasure {
  if (kind === 'events') return measure.of === 'events' ? measure : firstMeasure;
  const metric = trendMeasure.safeParse({ of: 'metric', metric: kind });
  return metric.success ? metric.data : measure;
}
