import { z } from 'zod';
import { bilingual, day, grant, instant, money, pageInput, procedure, startedJob } from './common.ts';
import { metricWithInterval } from './models.ts';

/** Whom a month flags: so many accounts, or all from a probability on. */
export const flagRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('top'), top: z.number().int().min(1).max(100_000) }),
  z.object({ kind: z.literal('threshold'), threshold: z.number().min(0).max(1) }),
]);
export type FlagRule = z.infer<typeof flagRule>;

/** `refit`: each month by a model of what was known then. `present`: the model as it is, on months that it has not seen. */
export const backtestMode = z.enum(['refit', 'present']);
export type BacktestMode = z.infer<typeof backtestMode>;

export const backtestQuestion = z.object({
  /** The one in use where not given. */
  modelId: z.string().optional(),
  /** Month ends, back from the last day of the data. */
  months: z.number().int().min(1).max(60).default(24),
  rule: flagRule.default({ kind: 'top', top: 50 }),
  /** Where not given: `refit` for a model that was trained here, `present` for any other. */
  mode: backtestMode.optional(),
});
export type BacktestQuestion = z.output<typeof backtestQuestion>;

/**
 * `judged`: every outcome is known. `open`: some are not yet due, so that shares would mislead. `seen`: the model has
 * learned from this month. `too-early`: too little was known for a model.
 */
export const backtestMonthState = z.enum(['judged', 'open', 'seen', 'too-early']);
export type BacktestMonthState = z.infer<typeof backtestMonthState>;

/** flagged = found + falseAlarms + open; churned = found + missed. */
export const backtestCounts = z.object({
  flagged: z.number().int(),
  churned: z.number().int(),
  found: z.number().int(),
  missed: z.number().int(),
  falseAlarms: z.number().int(),
  /** Flagged, and neither gone nor through the horizon yet. */
  open: z.number().int(),
});
export type BacktestCounts = z.infer<typeof backtestCounts>;

export const backtestMonth = z.object({
  day,
  state: backtestMonthState,
  /** Customers on the day, as was known then, without those that had left already. */
  customers: z.number().int(),
  /** Customers as was known then, of whom it came out later that they had left before: counted nowhere else. */
  leftBefore: z.number().int(),
  /** Customers whose outcome is not known yet. */
  undecided: z.number().int(),
  /** Null where nothing could be said then. */
  counts: backtestCounts.nullable(),
  /** Customers that left within the horizon, as far as known; also where nothing could be said. */
  churned: z.number().int(),
  /** Shares with Wilson intervals; null values where the month is not judged. */
  baseRate: metricWithInterval,
  precision: metricWithInterval,
  recall: metricWithInterval,
  /** Bootstrap interval; null values with fewer than 10 who left or who stayed. */
  auc: metricWithInterval,
  /** Recurring revenue a month of those that left, and of those among them that were flagged; null where none is known. */
  revenue: z.object({ churned: money, found: money }).nullable(),
  /** The score from which on accounts were flagged; null where none was. */
  border: z.number().nullable(),
  /** What the month's model learned from; null where no model was made for the month. */
  learned: z
    .object({
      until: day,
      rows: z.number().int(),
      churns: z.number().int(),
      /** How many trees; null for a regression. */
      trees: z.number().int().nullable(),
      /** Strength of the penalty of a regression; null for trees. */
      penalty: z.number().nullable(),
    })
    .nullable(),
});
export type BacktestMonth = z.infer<typeof backtestMonth>;

/** All judged months together. An account counts once a month. */
export const backtestPooled = backtestCounts.omit({ open: true }).extend({
  months: z.number().int(),
  from: day.nullable(),
  until: day.nullable(),
  /** Customers of all months together, and different ones. */
  customerMonths: z.number().int(),
  accounts: z.number().int(),
  baseRate: metricWithInterval,
  precision: metricWithInterval,
  recall: metricWithInterval,
  /** Precision as a multiple of the base rate. */
  lift: metricWithInterval,
  /** Pairs of the same month only. */
  auc: metricWithInterval,
  /** Separate departures, each of which several months may see ahead; caught: flagged at least once within the horizon. */
  departures: z.object({ total: z.number().int(), caught: z.number().int(), share: metricWithInterval }),
  /** Days from the first flag within the horizon to the day of leaving, over the departures caught; null without any. */
  lead: z.object({ median: z.number(), p90: z.number(), count: z.number().int() }).nullable(),
  /** Monthly recurring revenue of the separate departures; null where none is known. */
  revenue: z
    .object({ lost: money, caught: money, share: metricWithInterval, withoutAmount: z.number().int() })
    .nullable(),
});
export type BacktestPooled = z.infer<typeof backtestPooled>;

/** Something that the same number of accounts could have been picked by. */
export const backtestLine = z.object({
  id: z.string(),
  name: bilingual,
  found: z.number(),
  precision: metricWithInterval,
  recall: metricWithInterval,
  auc: metricWithInterval,
  departuresCaught: z.number().int().nullable(),
  leadMedian: z.number().nullable(),
  revenueShare: metricWithInterval.nullable(),
  /** What was backtested minus this, both on the same drawn accounts. */
  recallDifference: metricWithInterval,
});
export type BacktestLine = z.infer<typeof backtestLine>;

export const backtestVerdict = z.object({
  state: z.enum(['better', 'not-better', 'too-few-for-a-verdict', 'not-enough']),
  /** Separate departures in the judged months. */
  departures: z.number().int(),
  why: bilingual,
});
export type BacktestVerdict = z.infer<typeof backtestVerdict>;

export const backtestFigures = z.object({
  months: z.array(backtestMonth),
  pooled: backtestPooled,
  lines: z.array(backtestLine),
  verdict: backtestVerdict,
});
export type BacktestFigures = z.infer<typeof backtestFigures>;

export const backtestRun = backtestFigures.extend({
  id: z.number().int(),
  createdAt: instant,
  asOf: day,
  dataVersion: z.number().int(),
  /** Whether another import has been committed or undone since. */
  outdated: z.boolean(),
  modelId: z.string(),
  modelName: z.string(),
  question: backtestQuestion,
  horizonDays: z.number().int(),
  words: bilingual,
  notes: z.array(bilingual),
});
export type BacktestRun = z.infer<typeof backtestRun>;

export const backtestOutcome = z.enum(['found', 'missed', 'false-alarm', 'open']);
export type BacktestOutcome = z.infer<typeof backtestOutcome>;

/** One account in one month: flagged, or gone without a flag. */
export const backtestRow = z.object({
  day,
  account: z.string(),
  name: z.string(),
  owner: z.string().nullable(),
  flagged: z.boolean(),
  /** Null where nothing could be said of the account then. */
  score: z.number().nullable(),
  outcome: backtestOutcome,
  /** The day of leaving. */
  leftOn: day.nullable(),
  monthlyRevenue: money.nullable(),
});
export type BacktestRow = z.infer<typeof backtestRow>;

const rowsInput = {
  id: z.number().int().positive(),
  /** One month; null = all. */
  day: day.nullable().default(null),
  which: z.enum(['all', 'flagged', ...backtestOutcome.options]).default('all'),
};

export const backtestsContract = {
  /** @throws conflict while another backtest is under way; invalid_input for a model that cannot be asked about the past */
  start: procedure.input(backtestQuestion.prefault({})).output(startedJob),
  /** The one that ended last; null until there is one. */
  latest: procedure.output(backtestRun.nullable()),
  accounts: procedure
    .input(z.object({ ...rowsInput, ...pageInput }))
    .output(z.object({ rows: z.array(backtestRow), total: z.number().int(), next: z.string().nullable() })),
  exportAccounts: procedure
    .input(z.object({ ...rowsInput, format: z.enum(['csv', 'xlsx']).default('csv') }))
    .output(grant),
};
