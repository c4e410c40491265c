import { z } from 'zod';
import { localChange } from './changes.ts';
import { accountBrief, bilingual, day, grant, instant, money, pageInput, procedure } from './common.ts';
import { answerDefinition } from './questions.ts';

/** What a person says of a renewal. */
export const renewalCall = z.enum(['renew', 'at-risk', 'churn']);
export type RenewalCall = z.infer<typeof renewalCall>;

/** The two checkpoints, six and three months before the renewal. */
export const renewalCheckpoint = z.enum(['six', 'three']);
export type RenewalCheckpoint = z.infer<typeof renewalCheckpoint>;

/**
 * ahead: not reached; unsaid: nobody has said anything; no-model: the model says nothing of it; needs-probability: "at risk"
 * alone cannot be held against the model; agree; explain: person and model differ by more than 20 points, or stand on
 * opposite sides of one half, and the explanation is owed; explained.
 */
export const checkpointState = z.enum([
  'ahead',
  'unsaid',
  'no-model',
  'needs-probability',
  'agree',
  'explain',
  'explained',
]);
export type CheckpointState = z.infer<typeof checkpointState>;

export const checkpoint = z.object({
  checkpoint: renewalCheckpoint,
  /** The day from which on it is due. */
  day,
  /** The renewal is in this stretch of time now: what is missing can still be given. */
  current: z.boolean(),
  state: checkpointState,
  /** Chance to renew as both saw it; null where one did not say. */
  person: z.number().nullable(),
  model: z.number().nullable(),
  explanation: z.string().nullable(),
});
export type Checkpoint = z.infer<typeof checkpoint>;

const share = z.number().min(0).max(1);

export const renewalStatement = z.object({
  at: instant,
  asOf: day,
  person: z.string().nullable(),
  call: renewalCall,
  /** Chance that it renews. */
  probability: share.nullable(),
  /** Expected amount a year; null = the amount due. */
  amount: money.nullable(),
  note: z.string().nullable(),
});
export type RenewalStatement = z.infer<typeof renewalStatement>;

export const dueRenewal = z.object({
  account: accountBrief,
  day,
  /** From the last day of the data. */
  daysAhead: z.number().int(),
  /** Recurring revenue a year of the contracts whose term ends on the day (12 × a month), in the base currency. */
  due: money,
  /** Months of the term; null where not known. */
  termMonths: z.number().int().nullable(),
  said: renewalStatement.nullable(),
  /** Chance to be a customer the day after, with its 95 % interval; null where the model does not reach. */
  model: z.object({ probability: share, lower: share, upper: share }).nullable(),
  /** At most two; terms shorter than a checkpoint is away have none. */
  checkpoints: z.array(checkpoint),
});
export type DueRenewal = z.infer<typeof dueRenewal>;

export const renewalFilter = z.object({
  search: z.string().max(200).default(''),
  /** '' = nobody. */
  owners: z.array(z.string()).default([]),
  segment: z.number().int().positive().nullable().default(null),
  /** Renewals in the next so many months after the last day of the data. */
  months: z.number().int().min(1).max(36).default(12),
  /** `2026-03`: only of this month. */
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/, 'a month is written 2026-03')
    .optional(),
  call: z
    .union([renewalCall, z.literal('unsaid')])
    .nullable()
    .default(null),
  /** Also terms shorter than three months. */
  short: z.boolean().default(false),
  /** owed: a checkpoint is reached and something is missing (a statement, a probability, an explanation). */
  only: z.enum(['owed', 'differ']).nullable().default(null),
});
export type RenewalFilter = z.output<typeof renewalFilter>;

const question = {
  filter: renewalFilter.prefault({}),
  order: z.enum(['day', 'due', 'model', 'name']).default('day'),
  descending: z.boolean().default(false),
};

/** All amounts a year, in the base currency. */
export const renewalPeriod = z.object({
  /** `2026-03`, `2026-Q1`; null for all together. */
  period: z.string().nullable(),
  renewals: z.number().int(),
  due: money,
  /** Said to renew, at the amounts said (else those due). */
  committed: money,
  /** All but what was said to churn, at the amounts said (else those due). */
  best: money,
  /** Amounts due of what was said to churn, and of what nobody has spoken of. */
  lost: money,
  unsaid: money,
  /** committed = gross part + upsell: what is said above the amounts due. */
  committedGross: money,
  bestGross: money,
  /** Amount × chance summed, of the renewals that the model speaks of, with a simulated 95 % interval; null without any. */
  model: z.object({ due: money, expected: money, lower: money, upper: money, renewals: z.number().int() }).nullable(),
  /** Shares of the amount due; null where nothing is due. Gross caps each renewal at its amount due. */
  rates: z
    .object({ committedGross: share, committedNet: z.number(), bestGross: share, model: share.nullable() })
    .nullable(),
});
export type RenewalPeriod = z.infer<typeof renewalPeriod>;

/** How well chances were told, on the renewals of a group whose outcome is known. */
export const renewalAccuracy = z.object({
  /** Renewals with an outcome and a chance. */
  renewals: z.number().int(),
  renewed: z.number().int(),
  state: z.enum(['measured', 'not-enough']),
  /** Mean of (chance − outcome)², with a bootstrap 95 % interval; null where there is not enough. */
  brier: z.object({ value: z.number(), lower: z.number(), upper: z.number() }).nullable(),
  /** Mean of |chance − outcome|. */
  absolute: z.object({ value: z.number(), lower: z.number(), upper: z.number() }).nullable(),
  /** Mean of chance − outcome: above 0 = too hopeful. */
  bias: z.object({ value: z.number(), lower: z.number(), upper: z.number() }).nullable(),
  /** Σ expected amount − Σ amount kept, as a share of the amount due; kept is capped at the amount due. */
  amountBias: z.number().nullable(),
});
export type RenewalAccuracy = z.infer<typeof renewalAccuracy>;

const accountAndDay = { account: z.string(), day };

export const renewalsContract = {
  list: procedure.input(z.object({ ...question, ...pageInput })).output(
    z.object({
      rows: z.array(dueRenewal),
      total: z.number().int(),
      /** Of all that match. */
      due: money,
      /** Renewals that match with something owed at a checkpoint. */
      owed: z.number().int(),
      owners: z.array(z.string()),
      asOf: day.nullable(),
      /** Null until the chances were computed. */
      modelAsOf: day.nullable(),
      next: z.string().nullable(),
    }),
  ),
  forecast: procedure
    .input(
      z.object({ filter: renewalFilter.prefault({}), by: z.enum(['month', 'quarter']).default('month') }).prefault({}),
    )
    .output(
      z.object({
        periods: z.array(renewalPeriod),
        /** Null where nothing is due. */
        all: renewalPeriod.nullable(),
        asOf: day.nullable(),
        modelAsOf: day.nullable(),
        notes: z.array(bilingual),
        definition: answerDefinition,
      }),
    ),
  /** One renewal with everything that was said of it, the latest first. @throws not_found where nothing is due on the day */
  get: procedure.input(z.object(accountAndDay)).output(
    z.object({
      renewal: dueRenewal,
      statements: z.array(renewalStatement),
    }),
  ),
  /** @throws not_found where nothing is due on the day; invalid_input where call and probability contradict each other */
  say: procedure
    .input(
      z.object({
        ...accountAndDay,
        call: renewalCall,
        probability: share.nullable().default(null),
        /** Minor units of the base currency, a year. */
        amount: z.number().int().min(0).nullable().default(null),
        note: z.string().trim().min(1).max(2000).nullable().default(null),
      }),
    )
    .output(z.object({ statement: renewalStatement, change: localChange })),
  /** @throws conflict where no explanation is owed at the checkpoint that the renewal is in */
  explain: procedure
    .input(z.object({ ...accountAndDay, words: z.string().trim().min(1).max(2000) }))
    .output(z.object({ checkpoint: renewalCheckpoint, change: localChange })),
  /** How the last word before each past renewal did, by who said it and over time. */
  accuracy: procedure
    .input(z.object({ segment: z.number().int().positive().nullable().default(null) }).prefault({}))
    .output(
      z.object({
        /** Renewals up to the last day of the data, and those of which somebody had spoken before. */
        past: z.number().int(),
        spoken: z.number().int(),
        people: renewalAccuracy,
        model: renewalAccuracy,
        byPerson: z.array(renewalAccuracy.extend({ person: z.string().nullable() })),
        byQuarter: z.array(z.object({ quarter: z.string(), people: renewalAccuracy, model: renewalAccuracy })),
        /** On renewals of which both spoke: Brier of people − Brier of the model; below 0 = people were better. */
        difference: z
          .object({ renewals: z.number().int(), value: z.number(), lower: z.number(), upper: z.number() })
          .nullable(),
        definition: answerDefinition,
      }),
    ),
  export: procedure.input(z.object({ ...question, format: z.enum(['csv', 'xlsx']).default('csv') })).output(grant),
};
