import { z } from 'zod';

/** Values among themselves are alternatives; `null` = without a value. */
const values = z.array(z.string().nullable()).max(500).default([]);

export const portfolioFilter = z.object({
  owner: values,
  segment: values,
  plan: values,
  /** A saved segment. */
  inSegment: z.number().int().positive().optional(),
});
export type PortfolioFilter = z.output<typeof portfolioFilter>;

const measure = z.enum(['revenue', 'seats', 'risk', 'health']);
export type PortfolioMeasure = z.infer<typeof measure>;

/** Inclusive at both ends; absent: open. */
const range = z.object({ from: z.number().finite().optional(), to: z.number().finite().optional() });

/** A part of the picture of the book. */
export const portfolioArea = z.discriminatedUnion('of', [
  /** Drawn with the lasso: corners in units of the axes, edges straight as the axes are drawn. */
  z.object({
    of: z.literal('polygon'),
    x: measure,
    y: measure,
    logX: z.boolean().default(false),
    corners: z
      .array(z.tuple([z.number().finite(), z.number().finite()]))
      .min(3)
      .max(2_000),
  }),
  /** Annual revenue in major units of the base, risk 0 to 1, health 0 to 100. An account without a value that is asked for is outside. */
  z.object({
    of: z.literal('ranges'),
    revenue: range.optional(),
    seats: range.optional(),
    risk: range.optional(),
    health: range.optional(),
  }),
  z.object({
    of: z.literal('group'),
    owner: z.string().nullable().optional(),
    segment: z.string().nullable().optional(),
  }),
  z.object({
    of: z.literal('month'),
    month: z.string().regex(/^\d{4}-\d{2}$/),
    band: z.enum(['low', 'medium', 'high', 'none']).optional(),
  }),
]);
export type PortfolioArea = z.output<typeof portfolioArea>;
