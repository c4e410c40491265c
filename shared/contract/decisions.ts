import { z } from 'zod';
import { queueFilter, queueRow, queueSort } from './accounts.ts';
import { localChange } from './changes.ts';
import { bilingual, day, grant, instant, money, pageInput, procedure } from './common.ts';
import { metricWithInterval, reliabilityBin } from './models.ts';

/** act: something is done now. watch: until a day. dismiss: nothing to do, with a reason. wrong: the model is. */
export const decisionKind = z.enum(['act', 'watch', 'dismiss', 'wrong']);
export type DecisionKind = z.infer<typeof decisionKind>;

/** What a person expects of an account within the model's horizon. */
export const expectation = z.enum(['leaves', 'stays']);
export type Expectation = z.infer<typeof expectation>;

export const decision = z.object({
  id: z.number().int().positive(),
  accountId: z.string(),
  accountName: z.string(),
  kind: decisionKind,
  decidedAt: instant,
  /** What the model said at that moment; null where it had not scored the account. */
  score: z
    .object({
      modelId: z.string(),
      asOf: day,
      horizonDays: z.number().int(),
      probability: z.number(),
      /** From this probability on an account was among the tenth with the highest. */
      threshold: z.number(),
    })
    .nullable(),
  reason: z.object({ key: z.string(), words: bilingual }).nullable(),
  text: z.string().nullable(),
  watchUntil: day.nullable(),
  expects: expectation.nullable(),
  /** Null where nobody gave a name. */
  person: z.string().nullable(),
  taskId: z.number().int().nullable(),
});
export type Decision = z.infer<typeof decision>;

export const dismissalReason = z.object({ key: z.string(), words: bilingual, expects: expectation.nullable() });
export type DismissalReason = z.infer<typeof dismissalReason>;

/** Rows of the validation that were scored about like an account, and how many of them really left (95 %, Wilson). */
export const scoredLike = reliabilityBin;
export type ScoredLike = z.infer<typeof scoredLike>;

export const reviewRow = queueRow.extend({
  /** Null where the model was not validated, or the account has no score. */
  like: scoredLike.nullable(),
  last: decision.nullable(),
  /** Why an account that was decided on is there again; null for one that was not. */
  back: z.enum(['watch-day', 'score-rose', 'new-score']).nullable(),
});
export type ReviewRow = z.infer<typeof reviewRow>;

const share = metricWithInterval;
/** Right answers out of so many, with Wilson's interval. */
const tally = z.object({ right: z.number().int(), of: z.number().int(), share });
export type Tally = z.infer<typeof tally>;

const topQuestion = z.object({
  filter: queueFilter.prefault({}),
  /** Accounts that can be worked in the period. */
  capacity: z.number().int().min(1).max(500).default(50),
  per: z.enum(['week', 'month']).default('month'),
  /** What one account's action costs, in major units of the list's main currency. */
  cost: z.number().nonnegative().finite().nullable().default(null),
  /** An assumption: of the accounts that would leave, the share that the action keeps. */
  saveRate: z.number().min(0).max(1).nullable().default(null),
});
export type TopQuestion = z.output<typeof topQuestion>;

export const topRow = queueRow.extend({
  rank: z.number().int(),
  like: scoredLike.nullable(),
  /** Of accounts that would leave, the share that must be kept for this account's action to pay; null without a cost. */
  breakEven: z.number().nullable(),
  /** Whether it pays at the assumed share; null without an assumption. */
  pays: z.boolean().nullable(),
});
export type TopRow = z.infer<typeof topRow>;

const topAnswer = z.object({
  rows: z.array(topRow),
  /** Customers that the filter holds for, and those of them with a score. */
  accounts: z.number().int(),
  scored: z.number().int(),
  /** Sum of the probabilities in the list. */
  expectedLeavers: z.number(),
  /** Probability × annual revenue, summed over the list and over all; an entry a currency, the main one first. */
  covered: z.array(money),
  atRisk: z.array(money),
  /** Covered of what is at risk, in the main currency. */
  coveredShare: z.number().nullable(),
  /** The same by the shares that really left in the validation, and if every group were at the ends of its interval; null where a group is not known. */
  coveredRange: z.object({ low: money, seen: money, high: money }).nullable(),
  cost: z.object({ each: money, total: money }).nullable(),
  /** From this share saved on the list pays for itself. */
  breakEven: z.number().nullable(),
  breakEvenMissing: z.enum(['no-cost', 'currencies', 'no-revenue']).nullable(),
  saved: z.object({ rate: z.number(), revenue: money, net: money, paying: z.number().int() }).nullable(),
  validation: z
    .object({
      modelId: z.string(),
      modelName: z.string(),
      /** What looking at so many accounts of every month would have found; null where the card does not tell. */
      month: z
        .object({
          top: z.number().int(),
          months: z.number().int(),
          precision: share,
          recall: share,
          revenue: share.nullable(),
        })
        .nullable(),
      /** The groups of the validation into which the list's accounts fall. */
      groups: z.array(reliabilityBin.extend({ accounts: z.number().int() })),
    })
    .nullable(),
  asOf: day.nullable(),
  scoredAt: instant.nullable(),
  horizonDays: z.number().int().nullable(),
  words: bilingual,
});
export type TopAnswer = z.infer<typeof topAnswer>;

const judgement = z.object({
  /** Decisions that stand, and those of them that are judged. */
  decisions: z.number().int(),
  judged: z.number().int(),
  /** The horizon is not over, or the data do not reach so far. */
  open: z.number().int(),
  /** When the data reach this day, the first of the open ones is settled. */
  firstSettles: day.nullable(),
  /** Not judged, and why. */
  left: z.object({
    /** The account's fate was known, or could be, when the decision was made. */
    late: z.number().int(),
    /** No score to hold it against. */
    unscored: z.number().int(),
    /** Decided again about the same time: the last decision on a score counts. */
    repeated: z.number().int(),
    /** The account is no longer in the book, or its fate is not certain. */
    gone: z.number().int(),
  }),
  /** The last day until which everybody's fate is known; null in an empty book. */
  settledUntil: day.nullable(),
  table: z.array(
    z.object({
      person: expectation.nullable(),
      model: z.enum(['above', 'below']),
      /** Something was done, so that the outcome proves neither right. */
      acted: z.boolean(),
      decisions: z.number().int(),
      left: z.number().int(),
      share,
    }),
  ),
  /** On the same decisions: those with an expectation, without an action. Null where there are none. */
  person: tally.nullable(),
  model: tally.nullable(),
  /** Where the two said different things, how often the person was right. */
  disagreed: tally.nullable(),
  reasons: z.array(
    z.object({ key: z.string(), words: bilingual, decisions: z.number().int(), left: z.number().int(), share }),
  ),
  words: bilingual,
});
export type Judgement = z.infer<typeof judgement>;

const ofAccount = z.object({ accountId: z.string().optional(), kind: decisionKind.optional() });

export const decisionsContract = {
  /**
   * The accounts to review in the order of the queue: without those that were decided on since the last score or are on
   * watch until a later day, unless the score has risen by more than five points since.
   */
  review: procedure
    .input(
      z.object({
        sort: queueSort.default('revenue-at-risk'),
        descending: z.boolean().default(true),
        filter: queueFilter.prefault({}),
        limit: z.number().int().min(1).max(500).default(50),
        /** An account that is wanted in the list whether or not it was decided on. */
        also: z.string().optional(),
      }),
    )
    .output(
      z.object({
        rows: z.array(reviewRow),
        /** Customers that the filter holds for; to review; decided on since the last score; on watch. */
        total: z.number().int(),
        waiting: z.number().int(),
        decided: z.number().int(),
        watched: z.number().int(),
        /** The last decision so far, so that those of a sitting can be told. */
        lastDecision: z.number().int(),
        modelName: z.string().nullable(),
        /** From this probability on an account is among the tenth with the highest. */
        threshold: z.number().nullable(),
        horizonDays: z.number().int().nullable(),
        asOf: day,
        scoredAt: instant.nullable(),
      }),
    ),
  /** @throws not_found, or invalid_input where the account has churned, a day has passed or a reason is missing */
  record: procedure
    .input(
      z.object({
        accountId: z.string(),
        kind: decisionKind,
        reason: z.string().max(40).nullable().default(null),
        text: z.string().trim().max(2000).nullable().default(null),
        watchUntil: day.nullable().default(null),
        /** Where it is not given, it follows from the kind and the reason. */
        expects: expectation.nullable().optional(),
        person: z.string().trim().max(120).nullable().optional(),
        /** A task to be made with it. */
        task: z
          .object({
            title: z.string().trim().min(1).max(200),
            due: day.nullable().default(null),
            assignee: z.string().trim().max(120).nullable().default(null),
          })
          .nullable()
          .default(null),
      }),
    )
    .output(z.object({ decision, change: localChange })),
  /** The newest first. */
  list: procedure
    .input(
      ofAccount
        .extend({ /** Only those after this one. */ after: z.number().int().optional(), ...pageInput })
        .prefault({}),
    )
    .output(z.object({ rows: z.array(decision), total: z.number().int(), next: z.string().nullable() })),
  reasons: procedure.output(z.array(dismissalReason)),
  /** Who was right, the person or the model, as far as the outcome is known. */
  judge: procedure
    .input(
      z.object({ /** In place of each score's own line. */ threshold: z.number().gt(0).lt(1).optional() }).prefault({}),
    )
    .output(judgement),
  export: procedure
    .input(ofAccount.extend({ format: z.enum(['csv', 'xlsx']).default('csv') }).prefault({}))
    .output(grant),
  /** The accounts most worth an action, what that costs and what it would have to save. */
  top: procedure.input(topQuestion.prefault({})).output(topAnswer),
  exportTop: procedure
    .input(topQuestion.extend({ format: z.enum(['csv', 'xlsx']).default('csv') }).prefault({}))
    .output(grant),
};
