import { z } from 'zod';
import { localChange } from './changes.ts';
import { accountBrief, bilingual, day, grant, instant, money, pageInput, procedure } from './common.ts';

/** In their order; the last two are ends. */
export const riskStage = z.enum(['at-risk', 'plan-in-place', 'saving', 'recovered', 'lost']);
export type RiskStage = z.infer<typeof riskStage>;
export const openRiskStages = ['at-risk', 'plan-in-place', 'saving'] as const satisfies readonly RiskStage[];

export const riskReason = z.object({
  id: z.number().int().positive(),
  name: bilingual,
  /** Not offered any more; risks that have it keep it. */
  hidden: z.boolean(),
  /** Risks that have it, open and closed. */
  uses: z.number().int(),
});
export type RiskReason = z.infer<typeof riskReason>;

const riskId = z.number().int().positive();
const words = z.string().trim().min(1).max(2000);
const person = z.string().trim().min(1).max(120).nullable();
const share = z.number().min(0).max(1);

/**
 * Model against person. calm: the risk is open, and the model sees less of a risk than in the book on average; alarmed:
 * it was called recovered, and the model's probability is above the threshold of suggestions; agree: neither;
 * unknown: no model has scored the account.
 */
export const riskView = z.enum(['agree', 'calm', 'alarmed', 'unknown']);
export type RiskView = z.infer<typeof riskView>;

export const risk = z.object({
  id: riskId,
  account: accountBrief,
  stage: riskStage,
  reason: z.object({ id: z.number().int(), name: bilingual }).nullable(),
  owner: z.string().nullable(),
  note: z.string().nullable(),
  openedAt: instant,
  openedBy: z.string().nullable(),
  due: day.nullable(),
  /** Days since the due day, in the zone of the settings; negative before it. Null without one, and of closed risks. */
  daysOverdue: z.number().int().nullable(),
  stageAt: instant,
  /** Midnights in the zone of the settings since it came into its stage, and from its opening until now or its end. */
  daysInStage: z.number().int(),
  daysOpen: z.number().int(),
  closedAt: instant.nullable(),
  closingWords: z.string().nullable(),
  /** Recurring revenue a year, when it was opened and now; null where not known. */
  stakeOpened: money.nullable(),
  stakeNow: money.nullable(),
  /** The model's probability of churn, when it was opened and now. */
  probabilityOpened: share.nullable(),
  probabilityNow: share.nullable(),
  view: riskView,
  renewalDay: day.nullable(),
  evidence: z.number().int(),
});
export type Risk = z.infer<typeof risk>;

export const riskEvidenceKind = z.enum(['feature', 'ticket', 'interaction', 'survey', 'note', 'words']);
export type RiskEvidenceKind = z.infer<typeof riskEvidenceKind>;

const evidenceInput = z.object({
  kind: riskEvidenceKind,
  /** The row's id or the feature's name; for `words` anything. */
  reference: z.string().min(1).max(400),
  label: z.string().trim().min(1).max(500),
});

export const riskEvidence = evidenceInput.extend({ id: riskId, at: instant, person: z.string().nullable() });
export type RiskEvidence = z.infer<typeof riskEvidence>;

export const riskHistoryEntry = z.object({
  stage: riskStage,
  at: instant,
  person: z.string().nullable(),
  words: z.string().nullable(),
  /** Midnights until the next stage, or until now. */
  days: z.number().int(),
});
export type RiskHistoryEntry = z.infer<typeof riskHistoryEntry>;

export const riskFilter = z.object({
  search: z.string().max(200).default(''),
  /** Empty = all. */
  stages: z.array(riskStage).default([]),
  /** '' = nobody. */
  owners: z.array(z.string()).default([]),
  reasons: z.array(z.number().int()).default([]),
  due: z.enum(['overdue', 'week', 'month', 'none']).nullable().default(null),
  view: riskView.nullable().default(null),
  segment: z.number().int().positive().nullable().default(null),
  account: z.string().optional(),
});
export type RiskFilter = z.output<typeof riskFilter>;

export const riskSort = z.enum([
  'due',
  'stake',
  'probability',
  'opened',
  'in-stage',
  'name',
  'owner',
  'stage',
  'reason',
]);
const question = {
  filter: riskFilter.prefault({}),
  sort: riskSort.default('due'),
  descending: z.boolean().default(false),
};

/** Of one stage: how many, and what is at stake a year now, by currency. */
export const riskTotal = z.object({
  stage: riskStage,
  risks: z.number().int(),
  overdue: z.number().int(),
  stake: z.array(money),
  /** Risks whose account has no known revenue. */
  withoutStake: z.number().int(),
});
export type RiskTotal = z.infer<typeof riskTotal>;

const changed = z.object({ risk, change: localChange });

export const risksContract = {
  /** Sorted by `due`, overdue ones stand first and those without a day last. */
  list: procedure.input(z.object({ ...question, ...pageInput })).output(
    z.object({
      rows: z.array(risk),
      total: z.number().int(),
      /** Of all that match but for their stage, in the stages' order. */
      totals: z.array(riskTotal),
      /** Owners of any risk, for the filter. */
      owners: z.array(z.string()),
      today: day,
      next: z.string().nullable(),
    }),
  ),
  get: procedure
    .input(z.object({ id: riskId }))
    .output(z.object({ risk, history: z.array(riskHistoryEntry), evidence: z.array(riskEvidence) })),
  /** What the register says of one account: its open risk, earlier ones, and whether the model asks for one. */
  ofAccount: procedure.input(z.object({ id: z.string() })).output(
    z.object({
      open: risk.nullable(),
      history: z.array(riskHistoryEntry),
      earlier: z.array(risk),
      probability: share.nullable(),
      /** The model's probability is above the threshold, and there is no open risk. */
      suggested: z.boolean(),
      threshold: share,
    }),
  ),
  /** Accounts that pay, above a probability, without an open risk; the most revenue × probability first. */
  suggestions: procedure
    .input(
      z.object({ threshold: share.default(0.4), limit: z.number().int().min(1).max(100).default(20) }).prefault({}),
    )
    .output(
      z.object({
        threshold: share,
        /** False before a model has scored the book. */
        scored: z.boolean(),
        total: z.number().int(),
        stake: z.array(money),
        rows: z.array(accountBrief.extend({ stake: money.nullable(), renewalDay: day.nullable() })),
      }),
    ),
  /** Rows of an account that can be linked as evidence, the latest first. */
  candidates: procedure
    .input(z.object({ account: z.string() }))
    .output(z.array(evidenceInput.extend({ at: instant.nullable() }))),
  /** @throws not_found without such an account, conflict where it has an open risk */
  add: procedure
    .input(
      z.object({
        account: z.string(),
        stage: z.enum(openRiskStages).default('at-risk'),
        reason: z.number().int().nullable().default(null),
        /** Left out: the account's owner. */
        owner: person.optional(),
        due: day.nullable().default(null),
        note: words.nullable().default(null),
        evidence: z.array(evidenceInput).max(20).default([]),
      }),
    )
    .output(changed),
  /** Another stage. Recovered and lost need words: what came of it. @throws invalid_input, conflict where it is in it already */
  move: procedure
    .input(z.object({ id: riskId, stage: riskStage, words: words.nullable().default(null) }))
    .output(changed),
  save: procedure
    .input(
      z.object({
        id: riskId,
        reason: z.number().int().nullable().optional(),
        owner: person.optional(),
        due: day.nullable().optional(),
        note: words.nullable().optional(),
      }),
    )
    .output(changed),
  remove: procedure.input(z.object({ id: riskId })).output(z.object({ change: localChange })),
  link: procedure
    .input(evidenceInput.extend({ risk: riskId }))
    .output(z.object({ evidence: riskEvidence, change: localChange })),
  unlink: procedure.input(z.object({ id: riskId })).output(z.object({ change: localChange })),
  reasons: procedure.output(z.array(riskReason)),
  /** Without an id a new one. @throws conflict where another has the name */
  saveReason: procedure
    .input(
      z.object({
        id: riskId.optional(),
        name: z.object({ en: z.string().trim().min(1).max(80), es: z.string().trim().min(1).max(80) }),
        hidden: z.boolean().default(false),
      }),
    )
    .output(z.object({ reason: riskReason, change: localChange })),
  export: procedure.input(z.object({ ...question, format: z.enum(['csv', 'xlsx']).default('csv') })).output(grant),
};
