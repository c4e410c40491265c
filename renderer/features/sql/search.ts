import { z } from 'zod';
import { sqlQuestion } from '../../../shared/contract/index.ts';

/** Nothing is asked until somebody wrote something. */
export const question = sqlQuestion.extend({ sql: z.string().max(100_000).default('') });

export const chartKinds = ['bar', 'line', 'scatter'] as const;
export type ChartKind = (typeof chartKinds)[number];
export const mostSeries = 5;

export const view = z.object({
  show: z.enum(['table', 'chart']).default('table'),
  chart: z.enum(chartKinds).default('bar'),
  /** Positions of columns; the first ones that fit where not given. */
  x: z.number().int().min(0).optional(),
  y: z.array(z.number().int().min(0)).max(mostSeries).optional(),
});
export type SqlView = z.output<typeof view>;
