import { z } from 'zod';
import { bilingual, day, grant, instant, money, pageInput, procedure, startedJob } from './common.ts';
import { answerDefinition, attributeKey, scope } from './questions.ts';

export const survivalQuestion = z.object({
  /** Time runs from the day the account became a customer by the churn rule, or from its first event. */
  start: z.enum(['customer', 'first-event']).default('customer'),
  /** Groups by the present value of an attribute, the plan by that of the first subscription; null = all together. */
  by: attributeKey.nullable().default(null),
  /** Groups told one by one, the largest first; the others are told together. */
  groups: z.number().int().min(1).max(20).default(8),
  /**
   * Accounts that began before the data can show anybody leaving count only from then on. Without it those that left before
   * are missing, and the curve is too good.
   */
  lateEntry: z.boolean().default(true),
  /** `from` and `to`: accounts that began in these days. */
  ...scope,
});
export type SurvivalQuestion = z.output<typeof survivalQuestion>;

const share = z.number().nullable();

export const survivalPoint = z.object({
  /** Days since the start. */
  day: z.number().int(),
  atRisk: z.number().int(),
  /** Share still there just after this day, with its 95 % interval; null where it is not defined. */
  survival: z.number(),
  lower: share,
  upper: share,
});
export type SurvivalPoint = z.infer<typeof survivalPoint>;

export const survivalCurve = z.object({
  /** The value of the attribute; null for those without one, and for all together. */
  value: z.string().nullable(),
  /** The groups that are told together. */
  rest: z.boolean(),
  accounts: z.number().int(),
  left: z.number().int(),
  /** Days until half are gone; null while more than half are there. */
  median: z.number().nullable(),
  medianLower: z.number().nullable(),
  medianUpper: z.number().nullable(),
  /** At most some hundred; the curve is flat between them. */
  points: z.array(survivalPoint),
  /** At 90, 180, 365, 730 and 1,095 days, as far as known. */
  milestones: z.array(survivalPoint),
});
export type SurvivalCurveAnswer = z.infer<typeof survivalCurve>;

export const logRankAnswer = z.object({
  chiSquared: z.number(),
  degrees: z.number().int(),
  p: z.number(),
  groups: z.array(
    z.object({ group: z.string(), subjects: z.number().int(), observed: z.number(), expected: z.number() }),
  ),
});

/** How a way to foretell did on time that it had not seen. */
export const renewalMethodScore = z.object({
  method: z.enum(['hazard', 'cox', 'share']),
  /** Mean of −log of what was thought of what came; lower is better. */
  logLoss: z.number().nullable(),
  brier: z.number().nullable(),
  auc: z.number().nullable(),
});

export const renewalRun = z.object({
  asOf: day,
  dataVersion: z.number().int(),
  createdAt: instant,
  /** Accounts with a probability. */
  accounts: z.number().int(),
  /** The way that did best on later time. */
  method: z.enum(['hazard', 'cox']),
  why: bilingual,
  words: bilingual,
  validation: z.object({
    /** Learned from what was known by then; held against the renewals after. */
    cut: day.nullable(),
    renewals: z.number().int(),
    left: z.number().int(),
    scores: z.array(renewalMethodScore),
  }),
  churns: z.number().int(),
});
export type RenewalRun = z.infer<typeof renewalRun>;

export const renewalRow = z.object({
  account: z.string(),
  name: z.string(),
  owner: z.string().nullable(),
  renewal: day,
  daysAhead: z.number().int(),
  /** Chance that the account is still a customer the day after, with a 95 % interval of the model's weights. */
  probability: z.number(),
  lower: z.number(),
  upper: z.number(),
  monthlyRevenue: money.nullable(),
});
export type RenewalRow = z.infer<typeof renewalRow>;

export const renewalsQuestion = z.object({
  order: z.enum(['day', 'probability', 'revenue']).default('day'),
  /** Renewals in the next so many days; null = all that are known. */
  within: z.number().int().min(1).max(400).nullable().default(null),
  segment: z.number().int().positive().nullable().default(null),
});
export type RenewalsQuestion = z.output<typeof renewalsQuestion>;

export const survivalContract = {
  curve: procedure.input(survivalQuestion.prefault({})).output(
    z.object({
      /** All together first, then the groups. */
      curves: z.array(survivalCurve),
      /** Of the groups with a value that are told one by one; null where there are not two. */
      logRank: logRankAnswer.nullable(),
      /** From this day on the data can show who leaves; null where that is from the start. */
      watchedFrom: day.nullable(),
      definition: answerDefinition,
    }),
  ),
  /** Learns from the whole book and stores each account's chance at its renewal. */
  compute: procedure.output(startedJob),
  /** Null until it was computed. */
  run: procedure.output(renewalRun.nullable()),
  renewals: procedure.input(renewalsQuestion.extend(pageInput).prefault({})).output(
    z.object({
      run: renewalRun.nullable(),
      rows: z.array(renewalRow),
      total: z.number().int(),
      /** Sum of 1 − probability over all of them: so many are expected to leave. */
      expectedToLeave: z.number().nullable(),
      next: z.string().nullable(),
    }),
  ),
  exportRenewals: procedure
    .input(renewalsQuestion.extend({ format: z.enum(['csv', 'xlsx']).default('csv') }).prefault({}))
    .output(grant),
  /** One account's chance to be there, month by month, and at its renewal. */
  account: procedure.input(z.object({ id: z.string() })).output(
    z.object({
      run: renewalRun.nullable(),
      /** Null where the account was no customer then. */
      found: z
        .object({
          /** Null without a renewal in the months ahead. */
          renewal: renewalRow.nullable(),
          curve: z.array(z.object({ day, survival: z.number(), lower: z.number(), upper: z.number() })),
        })
        .nullable(),
    }),
  ),
};
