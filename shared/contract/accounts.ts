import { z } from 'zod';
import { tableNames } from '../domain/tables.ts';
import { day, grant, instant, money, pageInput, procedure } from './common.ts';

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

export const invoiceRow = z.object({
  id: z.string(),
  issuedDay: day,
  dueDay: day.nullable(),
  paidDay: day.nullable(),
  amount: money.nullable(),
  status: z.string().nullable(),
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
  /** The last day of the data: what "in 12 days" is counted from. */
  asOf: day,
  /** The last time that somebody of the house spoke or wrote to the account. */
  lastTouch: z
    .object({
      at: instant,
      type: z.string().nullable(),
      owner: z.string().nullable(),
      subject: z.string().nullable(),
      source: rowSource,
    })
    .nullable(),
  subscriptions: z.array(subscriptionRow),
  /** The newest 200. */
  invoices: z.array(invoiceRow),
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

/** What happened in the product's data, and what people wrote down here. */
export const timelineTable = z.enum([...tableNames, 'notes', 'tasks', 'review_decisions', 'risks']);
export type TimelineTable = z.infer<typeof timelineTable>;

export const timelineEntry = z.object({
  table: timelineTable,
  id: z.string(),
  at: instant,
  /** What kind of row, e.g. `ticket-opened`, `subscription-started`. A key of the translations. */
  kind: z.string(),
  title: z.string(),
  text: z.string().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Null for what was written down here and not imported. */
  source: rowSource.nullable(),
});

/** The probabilities that an account had, run by run. */
export const scoreHistory = z.object({
  points: z.array(
    z.object({
      asOf: day,
      scoredAt: instant,
      modelId: z.string(),
      modelName: z.string(),
      probability: z.number(),
      base: z.number(),
    }),
  ),
});

/** Events of each day of the year up to the end of the data. */
export const dailyUsage = z.object({
  from: day,
  to: day,
  /** counts[i] belongs to from + i days. */
  counts: z.array(z.number().int()),
  total: z.number().int(),
});

/** What fits on one sheet, in the language asked for. */
export const accountBriefing = z.object({
  language: z.enum(['en', 'es']),
  title: z.string(),
  subtitle: z.string(),
  figures: z.array(z.object({ label: z.string(), value: z.string(), note: z.string().nullable() })),
  sections: z.array(z.object({ title: z.string(), lines: z.array(z.string()) })),
  /** Of what data, scored by what. */
  foot: z.string(),
});
export type AccountBriefing = z.infer<typeof accountBriefing>;

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
    .input(z.object({ id: z.string(), tables: z.array(timelineTable).default([]), ...pageInput }))
    .output(z.object({ rows: z.array(timelineEntry), next: z.string().nullable() })),
  /** At most the last 500 runs, the oldest first. */
  history: procedure.input(z.object({ id: z.string() })).output(scoreHistory),
  days: procedure.input(z.object({ id: z.string() })).output(dailyUsage),
  /** One page to print, copy or send. */
  brief: procedure
    .input(z.object({ id: z.string(), language: z.enum(['en', 'es']).optional() }))
    .output(accountBriefing),
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
