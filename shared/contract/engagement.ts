import { z } from 'zod';
import { procedure } from './common.ts';
import { answerDefinition, periodName, scope, selectorInput } from './questions.ts';

export const lifecycleStates = ['new', 'returning', 'resurrected', 'dormant'] as const;
export type LifecycleState = (typeof lifecycleStates)[number];

export const lifecycleQuestion = z.object({ activity: selectorInput, period: periodName.default('month'), ...scope });
export type LifecycleQuestion = z.output<typeof lifecycleQuestion>;

export const stickinessQuestion = z.object({
  activity: selectorInput,
  /** Counted intervals inside a window: days of a trailing 28 days, weeks of a quarter … */
  interval: z.enum(['day', 'week', 'month']).default('day'),
  /** Length of the trailing window, in intervals. */
  window: z.number().int().min(2).max(366).default(28),
  /** False: exactly k active intervals; true: at least k. */
  cumulative: z.boolean().default(false),
  ...scope,
});
export type StickinessQuestion = z.output<typeof stickinessQuestion>;

export const intervalQuestion = z.object({ activity: selectorInput, ...scope });
export type IntervalQuestion = z.output<typeof intervalQuestion>;

const stateRevenue = z.number().int().nullable();

export const lifecycleAnswer = z.object({
  /** Whole periods: all that the range touches, as far as there are data. */
  periods: z.array(
    z.object({
      period: z.string(),
      /** False while the period had not ended when the data end. */
      complete: z.boolean(),
      new: z.number().int(),
      /** Null in the first period of the data: who was active before it is not known. So are resurrected and dormant. */
      returning: z.number().int().nullable(),
      resurrected: z.number().int().nullable(),
      /** Active in the period before, not in this one; null for an unfinished period. */
      dormant: z.number().int().nullable(),
      /**
       * Recurring revenue of those accounts, minor units: on the day before the period (returning, dormant) or on its last
       * day (new, resurrected). Null where the book has no paid subscription.
       */
      revenue: z.object({
        new: stateRevenue,
        returning: stateRevenue,
        resurrected: stateRevenue,
        dormant: stateRevenue,
      }),
    }),
  ),
  currency: z.string().nullable(),
  definition: answerDefinition,
});
export type LifecycleAnswer = z.infer<typeof lifecycleAnswer>;

export const stickinessAnswer = z.object({
  /** First and last interval of the last complete window in range; null while no window is whole. */
  window: z.object({ from: z.string(), to: z.string() }).nullable(),
  /** counts[k - 1] = accounts with k active intervals in that window; empty without one. */
  counts: z.array(z.number().int()),
  /** Accounts active in that window at all. */
  active: z.number().int().nullable(),
  /** Each interval of the range: accounts active in it, accounts active in the window that ends with it, and the ratio. */
  series: z.array(
    z.object({
      interval: z.string(),
      active: z.number().int(),
      trailing: z.number().int(),
      /** Null where nobody was active in the window. */
      ratio: z.number().nullable(),
      /** The interval has ended, and the whole window lies in the data. */
      complete: z.boolean(),
    }),
  ),
  /** Mean of the ratios of complete intervals; null without one. */
  ratio: z.number().nullable(),
  definition: answerDefinition,
});
export type StickinessAnswer = z.infer<typeof stickinessAnswer>;

/** Gaps and medians longer than this are told together in the last bar. */
export const longestGap = 366;

export const intervalAnswer = z.object({
  /** By length in days, 1, 2, 3 … as far as there are any. */
  gaps: z.array(
    z.object({
      days: z.number().int(),
      /** Gaps of this length between active days of an account. */
      count: z.number().int(),
      /** Accounts whose own median gap, rounded up to whole days, is this. */
      accounts: z.number().int(),
    }),
  ),
  /** Median of the accounts' own median gaps. */
  medianDays: z.number().nullable(),
  /** Smallest number of days within which the median gap of at least 80 % of the accounts lies. */
  p80Days: z.number().nullable(),
  /** Accounts with two active days or more. */
  accounts: z.number().int(),
  /** Accounts with a single active day: they have no gap. */
  onceOnly: z.number().int(),
  /** The smallest period at least as long as `p80Days`; null without gaps, or where even a year is too short. */
  suggestion: periodName.nullable(),
  definition: answerDefinition,
});
export type IntervalAnswer = z.infer<typeof intervalAnswer>;

export const engagementContract = {
  lifecycle: procedure.input(lifecycleQuestion.prefault({})).output(lifecycleAnswer),
  stickiness: procedure.input(stickinessQuestion.prefault({})).output(stickinessAnswer),
  interval: procedure.input(intervalQuestion.prefault({})).output(intervalAnswer),
};
