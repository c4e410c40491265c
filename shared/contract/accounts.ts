import { z } from 'zod';
import { tableName, day, grant, instant, money, pageInput, procedure } from './common.ts';

/** The row of an imported file that something was read from. */
const rowSource = z.object({ importId: z.number().int(), file: z.string(), row: z.number().int() });

export const reason = z.object({
  feature: z.string(),
  /** The theme it belongs to: usage, support, people, money, contract, market. */
  theme: z.string(),
  /** Signed part of the probability; all parts and the base sum to the probability. */
  contribution: z.number(),
  /** The feature's value; null where it is missing. */
  value: z.number().nullable(),
  /** Key and numbers of the sentence in the translations. */
  sentence: z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) }),
  /** The same sentence in English, for the CLI and exports. */
  text: z.string(),
});
export type Reason = z.infer<typeof reason>;

export const queueRow = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string().nullable(),
  segment: z.string().nullable(),
  plan: z.string().nullable(),
  country: z.string().nullable(),
  monthlyRevenue: money.nullable(),
  /** Null until a model has scored the account. */
  probability: z.number().nullable(),
  /** Change since the score before; null where there is none. */
  change: z.number().nullable(),
  /** Probability × annual recurring revenue. */
  revenueAtRisk: money.nullable(),
  reasons: z.array(reason),
  renewalDay: day.nullable(),
  lastSeenAt: instant.nullable(),
});
export type QueueRow = z.infer<typeof queueRow>;

export const queueSort = z.enum([
  'revenue-at-risk',
  'probability',
  'change',
  'revenue',
  'renewal',
  'name',
  'last-seen',
]);

export const queueFilter = z.object({
  search: z.string().max(200).default(''),
  owner: z.array(z.string()).default([]),
  segment: z.array(z.string()).default([]),
  plan: z.array(z.string()).default([]),
  country: z.array(z.string()).default([]),
  minProbability: z.number().min(0).max(1).optional(),
  renewalWithinDays: z.number().int().min(1).max(3650).optional(),
  /** Accounts that have churned (nothing paid for runs any more, or a churn event) are left out unless asked for. */
  includeChurned: z.boolean().default(false),
  /** Only the members of this saved segment. */
  inSegment: z.number().int().positive().optional(),
});

export const queuePage = z.object({
  rows: z.array(queueRow),
  total: z.number().int(),
  /** Sum over all rows that match, not only this page. One entry a currency. */
  revenueAtRisk: z.array(money),
  next: z.string().nullable(),
  scoredAt: instant.nullable(),
  modelId: z.string().nullable(),
});

export const subscriptionRow = z.object({
  id: z.string(),
  startDay: day,
  endDay: day.nullable(),
  monthlyRevenue: money.nullable(),
  seats: z.number().int().nullable(),
  plan: z.string().nullable(),
  termMonths: z.number().int().nullable(),
  autoRenew: z.boolean().nullable(),
  source: rowSource,
});

export const accountPage = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string().nullable(),
  segment: z.string().nullable(),
  plan: z.string().nullable(),
  industry: z.string().nullable(),
  country: z.string().nullable(),
  createdDay: day.nullable(),
  renewalDay: day.nullable(),
  parent: z.object({ id: z.string(), name: z.string() }).nullable(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  monthlyRevenue: money.nullable(),
  churnedDay: day.nullable(),
  lastSeenAt: instant.nullable(),
  score: z
    .object({
      modelId: z.string(),
      modelName: z.string(),
      scoredAt: instant,
      asOf: day,
      horizonDays: z.number().int(),
      probability: z.number(),
      /** The book's average, where the parts start from. */
      base: z.number(),
      previous: z.number().nullable(),
      revenueAtRisk: money.nullable(),
      /** All of them, by size; base + their sum = probability within 1e-6. */
      reasons: z.array(reason),
    })
    .nullable(),
  subscriptions: z.array(subscriptionRow),
  contacts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      title: z.string().nullable(),
      role: z.string().nullable(),
      email: z.string().nullable(),
      lastSeenDay: day.nullable(),
      source: rowSource,
    }),
  ),
  counts: z.record(z.string(), z.number().int()),
  source: rowSource,
});
export type AccountPage = z.infer<typeof accountPage>;

export const usageSeries = z.object({
  period: z.enum(['day', 'week', 'month']),
  /** First day of each period. */
  periods: z.array(day),
  /** Events by name (the most frequent ones, the rest as one series with name null). */
  series: z.array(z.object({ event: z.string().nullable(), counts: z.array(z.number().int()) })),
  total: z.number().int(),
});

export const timelineEntry = z.object({
  table: tableName,
  id: z.string(),
  at: instant,
  /** What kind of row, e.g. `ticket-opened`, `subscription-started`. A key of the translations. */
  kind: z.string(),
  title: z.string(),
  text: z.string().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  source: rowSource,
});

export const accountsContract = {
  queue: procedure
    .input(
      z.object({
        sort: queueSort.default('revenue-at-risk'),
        descending: z.boolean().default(true),
        filter: queueFilter.prefault({}),
        ...pageInput,
      }),
    )
    .output(queuePage),
  /** The values that filters offer, with counts. */
  facets: procedure.output(
    z.object({
      owner: z.array(z.object({ value: z.string(), count: z.number().int() })),
      segment: z.array(z.object({ value: z.string(), count: z.number().int() })),
      plan: z.array(z.object({ value: z.string(), count: z.number().int() })),
      country: z.array(z.object({ value: z.string(), count: z.number().int() })),
    }),
  ),
  get: procedure.input(z.object({ id: z.string() })).output(accountPage),
  usage: procedure
    .input(z.object({ id: z.string(), period: z.enum(['day', 'week', 'month']).default('week') }))
    .output(usageSeries),
  timeline: procedure
    .input(z.object({ id: z.string(), tables: z.array(tableName).default([]), ...pageInput }))
    .output(z.object({ rows: z.array(timelineEntry), next: z.string().nullable() })),
  /** The queue as it is filtered and sorted, as a CSV file. */
  exportQueue: procedure
    .input(
      z.object({
        sort: queueSort.default('revenue-at-risk'),
        descending: z.boolean().default(true),
        filter: queueFilter.prefault({}),
      }),
    )
    .output(grant),
};
