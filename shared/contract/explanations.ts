import { z } from 'zod';
import { modelTarget } from './models.ts';
import { bilingual, day, instant, pageInput, procedure, tableName } from './common.ts';

const theme = z.string();

/** One feature's share in a score. */
export const scorePart = z.object({
  feature: z.string(),
  theme,
  unit: z.string(),
  description: bilingual,
  /** Null where it is missing. */
  value: z.number().nullable(),
  /** Signed part of the probability. */
  contribution: z.number(),
  /** The same in log-odds. */
  logOdds: z.number(),
  text: bilingual,
  /** Whether a person can do something about it. */
  actionable: z.boolean(),
});
export type ScorePart = z.infer<typeof scorePart>;

export const themeShare = z.object({ theme, contribution: z.number(), logOdds: z.number(), parts: z.array(scorePart) });
export type ThemeShare = z.infer<typeof themeShare>;

export const partChange = z.object({
  feature: z.string(),
  theme,
  before: z.object({ value: z.number().nullable(), logOdds: z.number(), text: bilingual }),
  now: z.object({ value: z.number().nullable(), logOdds: z.number(), text: bilingual }),
  /** Points of probability that the score moved through this feature; all of them sum to the score's change. */
  change: z.number(),
});
export type PartChange = z.infer<typeof partChange>;

const explainedModel = z.object({
  id: z.string(),
  name: z.string(),
  target: modelTarget,
  /** False where the parts are estimates because the model's inside is not known. They sum to the score all the same. */
  exact: z.boolean(),
});

export const accountExplanation = z.object({
  id: z.string(),
  name: z.string(),
  model: explainedModel,
  asOf: day,
  scoredAt: instant,
  horizonDays: z.number().int(),
  /** Data came in or was undone since: the rows behind may not be those that were scored. */
  stale: z.boolean(),
  /** base + all parts = probability, and baseLogOdds + all parts in log-odds = logOdds, within 1e-6. */
  probability: z.number(),
  base: z.number(),
  logOdds: z.number(),
  baseLogOdds: z.number(),
  /** Largest first, and so are the parts of each. */
  themes: z.array(themeShare),
  /** Against the model's score before; null where there is none. */
  since: z
    .object({
      asOf: day,
      probability: z.number(),
      change: z.number(),
      themes: z.array(z.object({ theme, change: z.number() })),
      /** Largest first; only what moved. */
      parts: z.array(partChange),
    })
    .nullable(),
});
export type AccountExplanation = z.infer<typeof accountExplanation>;

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const evidenceRow = z.object({
  id: z.string(),
  at: instant,
  /** Which of the spans it counts in. */
  span: z.string(),
  title: z.string(),
  text: z.string().nullable(),
  values: z.record(z.string(), cell),
  /** Null for an event where several imports brought events of that time. */
  source: z
    .object({ importId: z.number().int(), file: z.string().nullable(), row: z.number().int().nullable() })
    .nullable(),
});
export type EvidenceRow = z.infer<typeof evidenceRow>;

export const featureEvidence = z.object({
  feature: z.string(),
  theme,
  unit: z.string(),
  description: bilingual,
  asOf: day,
  stale: z.boolean(),
  value: z.number().nullable(),
  text: bilingual,
  table: tableName,
  /** What is counted, by span of time: `now`, and `before` where the feature compares. */
  spans: z.array(
    z.object({
      key: z.string(),
      /** First and last day; null where nothing limits it. */
      from: day.nullable(),
      until: day,
      rows: z.number().int(),
      /** Events only. */
      days: z.number().int().nullable(),
      names: z.number().int().nullable(),
      people: z.number().int().nullable(),
    }),
  ),
  /** The value counted again from these rows; null where it is not a count, sum or mean of them. */
  recomputed: z.number().nullable(),
  rows: z.array(evidenceRow),
  total: z.number().int(),
  next: z.string().nullable(),
});
export type FeatureEvidence = z.infer<typeof featureEvidence>;

export const hint = z.object({
  changes: z.array(
    z.object({
      feature: z.string(),
      theme,
      unit: z.string(),
      description: bilingual,
      from: z.number(),
      to: z.number(),
      /** What would be said of the account then. */
      text: bilingual,
    }),
  ),
  /** What the model itself answers for the account with these values and all else as it is. */
  probability: z.number(),
  /** Points of probability; negative for churn, positive for what one wishes for. */
  change: z.number(),
  crosses: z.boolean(),
  /** The whole hint as a sentence. */
  text: bilingual,
});
export type Hint = z.infer<typeof hint>;

export const accountHints = z.object({
  id: z.string(),
  model: explainedModel,
  asOf: day,
  probability: z.number(),
  target: z.object({ probability: z.number(), of: z.enum(['top-tenth', 'average', 'given']) }),
  /** How many accounts like this one say what values are realistic. */
  comparedWith: z.number().int(),
  hints: z.array(hint),
  /** Said beside every list of hints. */
  caution: bilingual,
});
export type AccountHints = z.infer<typeof accountHints>;

export const similarAccount = z.object({
  id: z.string(),
  name: z.string(),
  /** What was known of it then. */
  asOf: day,
  probability: z.number(),
  /** Root mean square difference of the parts, in log-odds; 0 = the same reasons. */
  distance: z.number(),
  /** Whether what the model foretells came true of it: for churn, that it left. */
  cameTrue: z.boolean(),
  /** The day on which it did; null where it did not. */
  day: day.nullable(),
  /** The account's main reasons, and what the other one had there. */
  shared: z.array(z.object({ feature: z.string(), value: z.number().nullable(), text: bilingual })),
});
export type SimilarAccount = z.infer<typeof similarAccount>;

export const similarAccounts = z.object({
  id: z.string(),
  model: explainedModel,
  horizonDays: z.number().int(),
  /** Of how many accounts the nearest were looked for, and over which snapshots. */
  searched: z.object({
    accounts: z.number().int(),
    rows: z.number().int(),
    from: day.nullable(),
    until: day.nullable(),
  }),
  /** Of how many of the nearest it came true, with a Wilson interval; null where there are none. */
  outcome: z
    .object({
      accounts: z.number().int(),
      cameTrue: z.number().int(),
      share: z.number(),
      low: z.number(),
      high: z.number(),
      /** The share among all that were searched. */
      usual: z.number(),
    })
    .nullable(),
  accounts: z.array(similarAccount),
  note: bilingual,
});
export type SimilarAccounts = z.infer<typeof similarAccounts>;

export const rankedFeature = z.object({
  feature: z.string(),
  theme,
  unit: z.string(),
  description: bilingual,
  actionable: z.boolean(),
  /** Mean size of its part over the customers, as points of probability. */
  meanSize: z.number(),
  /** Customers whose score it raises, and lowers. */
  raises: z.number().int(),
  lowers: z.number().int(),
  missing: z.number().int(),
});
export type RankedFeature = z.infer<typeof rankedFeature>;

export const ranking = z.object({
  model: explainedModel,
  asOf: day,
  scoredAt: instant,
  customers: z.number().int(),
  /** `meanSize` is that of the theme's sum, so that features which cancel out do not count. */
  themes: z.array(
    z.object({
      theme,
      meanSize: z.number(),
      raises: z.number().int(),
      lowers: z.number().int(),
      features: z.number().int(),
    }),
  ),
  /** Every feature of the model, largest first. */
  features: z.array(rankedFeature),
});
export type Ranking = z.infer<typeof ranking>;

export const permutationImportance = z.object({
  model: explainedModel,
  /** Whether the rows lie later than all that the model learned from; false where nobody knows. */
  unseen: z.boolean(),
  snapshots: z.array(day),
  rows: z.number().int(),
  accounts: z.number().int(),
  cameTrue: z.number().int(),
  logLoss: z.number().nullable(),
  auc: z.number().nullable(),
  /** What goes wrong when a feature is shuffled between the rows of a snapshot; largest first. */
  features: z.array(
    z.object({
      feature: z.string(),
      theme,
      /** How much the log loss rises, with a 95 % interval over accounts; around 0 = the model does as well without. */
      lossRise: z.object({ value: z.number(), low: z.number(), high: z.number() }),
      /** How much the AUC falls. */
      aucFall: z.number().nullable(),
    }),
  ),
  /** Why there is nothing to tell; null where there is. */
  why: bilingual.nullable(),
});
export type PermutationImportance = z.infer<typeof permutationImportance>;

export const dependence = z.object({
  model: explainedModel,
  asOf: day,
  feature: z.string(),
  theme,
  unit: z.string(),
  description: bilingual,
  customers: z.number().int(),
  /** Of those with a value, ascending: as many customers in each as ties allow. Parts as points of probability. */
  bins: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      count: z.number().int(),
      part: z.number(),
      low: z.number(),
      high: z.number(),
    }),
  ),
  missing: z.object({ count: z.number().int(), part: z.number().nullable() }),
  /** How the values are spread: customers in spans of equal width. */
  histogram: z.array(z.object({ from: z.number(), to: z.number(), count: z.number().int() })),
  /** The feature that most tells apart customers of the same value; null where none does. */
  interaction: z.object({ feature: z.string(), description: bilingual, strength: z.number() }).nullable(),
  /** Customers spread evenly over the book. */
  points: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      value: z.number().nullable(),
      part: z.number(),
      probability: z.number(),
      /** Value of the interaction's feature. */
      other: z.number().nullable(),
    }),
  ),
});
export type Dependence = z.infer<typeof dependence>;

export const catalogueFeature = z.object({
  feature: z.string(),
  theme,
  unit: z.string(),
  description: bilingual,
  source: tableName,
  /** Since when its rows count as known. */
  knownAt: bilingual,
  missing: bilingual,
  kind: z.enum(['number', 'category']),
  actionable: z.boolean(),
  /** The direction that common sense holds to be better for the customer relation. */
  helps: z.enum(['more', 'less']).nullable(),
  /** Whether the model reads it. */
  isRead: z.boolean(),
});
export type CatalogueFeature = z.infer<typeof catalogueFeature>;

const ofModel = { model: z.string().optional() };

/** Why a model says what it says: of one account, and of the book. Without `model`: the one in use. */
export const explanationsContract = {
  account: procedure.input(z.object({ id: z.string(), ...ofModel })).output(accountExplanation),
  /** The rows that made a feature's value, newest first. */
  evidence: procedure
    .input(z.object({ id: z.string(), feature: z.string(), ...ofModel, ...pageInput }))
    .output(featureEvidence),
  /** What a person could change that would make the model say less (of expansion and engagement: more); never a promise of effect. */
  hints: procedure
    .input(z.object({ id: z.string(), ...ofModel, target: z.number().gt(0).lt(1).optional() }))
    .output(accountHints),
  /** Accounts that the model saw alike in the past, and what became of them. */
  similar: procedure
    .input(z.object({ id: z.string(), ...ofModel, limit: z.number().int().min(1).max(50).default(5) }))
    .output(similarAccounts),
  /** Everything that models can learn from, with its rules. */
  features: procedure.input(z.object(ofModel).prefault({})).output(z.array(catalogueFeature)),
  ranking: procedure.input(z.object(ofModel).prefault({})).output(ranking),
  permutation: procedure.input(z.object(ofModel).prefault({})).output(permutationImportance),
  dependence: procedure
    .input(z.object({ feature: z.string(), ...ofModel, points: z.number().int().min(0).max(2_000).default(600) }))
    .output(dependence),
};
