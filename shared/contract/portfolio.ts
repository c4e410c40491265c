import { z } from 'zod';
import { day, money, procedure } from './common.ts';
import { portfolioFilter } from './portfolio-area.ts';
import { answerDefinition } from './questions.ts';

export * from './portfolio-area.ts';

/** How many accounts are drawn one by one; of larger books, how many stand in each field of a grid. */
export const mostPoints = 5_000;

export const portfolioX = z.enum(['revenue', 'seats']);
export const portfolioY = z.enum(['risk', 'health']);
export type PortfolioY = z.infer<typeof portfolioY>;
export const portfolioColour = z.enum(['none', 'segment', 'owner', 'plan', 'quarter']);
export const riskBands = ['low', 'medium', 'high', 'none'] as const;
export type RiskBand = (typeof riskBands)[number];

const count = z.number().int();
const filter = portfolioFilter.prefault({});

export const portfolioQuestion = z.object({
  filter,
  /** Annual revenue in major units of the base currency, or seats. */
  x: portfolioX.default('revenue'),
  /** Probability of churn, or health score. */
  y: portfolioY.default('risk'),
  size: z.enum(['none', 'revenue', 'seats']).default('seats'),
  colour: portfolioColour.default('segment'),
  logX: z.boolean().default(true),
});
export type PortfolioQuestion = z.output<typeof portfolioQuestion>;

export const portfolioPoint = z.object({
  id: z.string(),
  name: z.string(),
  x: z.number(),
  y: z.number(),
  size: z.number().nullable(),
  /** Place in `colours`. */
  colour: count,
});
export type PortfolioPoint = z.infer<typeof portfolioPoint>;

export const portfolioBin = z.object({
  x0: z.number(),
  x1: z.number(),
  y0: z.number(),
  y1: z.number(),
  accounts: count,
  /** Annual revenue of them, in major units of the base. */
  revenue: z.number(),
});
export type PortfolioBin = z.infer<typeof portfolioBin>;

const common = { asOf: day, currency: z.string(), definition: answerDefinition };

export const portfolioScatter = z.object({
  ...common,
  /** Customers that the filter holds for, and those of them that lack a value for an axis (on a logarithmic one: that have 0). */
  accounts: count,
  missing: count,
  scored: z.boolean(),
  hasHealth: z.boolean(),
  hasSeats: z.boolean(),
  /** Empty where the accounts are told by fields. */
  points: z.array(portfolioPoint),
  bins: z.array(portfolioBin),
  /** The most frequent values, and null for the others and those without one; one entry where nothing is told apart. */
  colours: z.array(z.object({ value: z.string().nullable(), accounts: count })),
});
export type PortfolioScatter = z.infer<typeof portfolioScatter>;

export const portfolioGroup = z.object({
  owner: z.string().nullable(),
  segment: z.string().nullable(),
  accounts: count,
  revenue: money,
  /** Probability × annual revenue of those with a score. */
  atRisk: money,
  /** Mean probability weighted by revenue; null where no account has a score and revenue. */
  risk: z.number().nullable(),
});
export type PortfolioGroup = z.infer<typeof portfolioGroup>;

export const portfolioTree = z.object({
  ...common,
  accounts: count,
  /** Without recurring revenue, or in a currency without a rate: they have no area. */
  missing: count,
  /** The most revenue first. */
  groups: z.array(portfolioGroup),
  /** Place in `groups`; the smallest accounts of a large book stand together, without an id. */
  leaves: z.array(
    z.object({
      group: count,
      id: z.string().nullable(),
      name: z.string().nullable(),
      accounts: count,
      /** Major units of the base. */
      revenue: z.number(),
      risk: z.number().nullable(),
    }),
  ),
});
export type PortfolioTree = z.infer<typeof portfolioTree>;

export const portfolioMonths = z.object({
  ...common,
  accounts: count,
  /** Without a renewal in the months shown; who pays by the month has none. */
  missing: count,
  months: z.array(
    z.object({
      /** `2026-07` */
      month: z.string(),
      /** In the order of `riskBands`. */
      bands: z.array(z.object({ accounts: count, revenue: money })),
    }),
  ),
});
export type PortfolioMonths = z.infer<typeof portfolioMonths>;

/** The book as a picture. The accounts behind every part of it are account sets `portfolio`. */
export const portfolioContract = {
  scatter: procedure.input(portfolioQuestion.prefault({})).output(portfolioScatter),
  tree: procedure.input(z.object({ filter }).prefault({})).output(portfolioTree),
  months: procedure
    .input(z.object({ filter, months: z.number().int().min(1).max(36).default(12) }).prefault({}))
    .output(portfolioMonths),
};
