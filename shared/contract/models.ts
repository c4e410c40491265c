import { z } from 'zod';
import { bilingual, day, instant, procedure, startedJob } from './common.ts';

/** What counts as churn. Where several hold, the earliest day counts. */
export const labelRule = z.object({
  /** A subscription ended and none of the account runs within this many days after. */
  subscriptionEnded: z.object({ enabled: z.boolean(), graceDays: z.number().int().min(0).max(365) }),
  churnEvent: z.object({ enabled: z.boolean() }),
  /** For books without contracts: no event for this many days. */
  inactivity: z.object({ enabled: z.boolean(), days: z.number().int().min(7).max(730) }),
  horizonDays: z.number().int().min(7).max(730),
  /** Of a model's own rule: by which share revenue grows for an expansion, or which share of use is kept; the target's usual one where absent. */
  threshold: z.number().gt(0).max(10).optional(),
});
export type LabelRule = z.infer<typeof labelRule>;

/** What a model foretells: that an account leaves, that its recurring revenue grows, that it stays engaged. */
export const modelTarget = z.enum(['churn', 'expansion', 'engagement']);
export type ModelTarget = z.infer<typeof modelTarget>;

export const metricWithInterval = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

export const reliabilityBin = z.object({
  predicted: z.number(),
  observed: z.number(),
  low: z.number(),
  high: z.number(),
  count: z.number().int(),
  churned: z.number().int(),
});

export const evaluation = z.object({
  rows: z.number().int(),
  churned: z.number().int(),
  baseRate: z.number().nullable(),
  auc: metricWithInterval,
  prAuc: metricWithInterval,
  brier: metricWithInterval,
  brierSkill: z.number().nullable(),
  logLoss: metricWithInterval,
  liftTop10: metricWithInterval,
  calibrationSlope: z.number().nullable(),
  calibrationIntercept: z.number().nullable(),
  reliability: z.array(reliabilityBin),
  /** Cumulative share of churns found by reviewing the top share of the accounts. */
  gain: z.array(z.object({ reviewed: z.number(), found: z.number() })),
});
export type Evaluation = z.infer<typeof evaluation>;
export type MetricWithInterval = z.infer<typeof metricWithInterval>;

/** One origin of the validation: everything learned before it, tested on the time after the gap. */
export const origin = z.object({
  /** Last snapshot that was learned from. */
  learnedUntil: day,
  testFrom: day,
  testUntil: day,
  learnedRows: z.number().int(),
  /** The candidate that had been better until then, whose answers count. */
  kind: z.string(),
  test: evaluation.pick({
    rows: true,
    churned: true,
    baseRate: true,
    auc: true,
    prAuc: true,
    brier: true,
    brierSkill: true,
    logLoss: true,
    liftTop10: true,
    calibrationSlope: true,
    calibrationIntercept: true,
  }),
});
export type Origin = z.infer<typeof origin>;

/** What looking at the top accounts of every month would have found; all shares with intervals. */
export const capacity = z.object({
  /** Months of the test, and customers in one on average. */
  months: z.number().int(),
  accounts: z.number(),
  points: z.array(
    z.object({
      /** Accounts looked at a month. */
      top: z.number().int(),
      /** Share of the accounts about to leave that are among them. */
      recall: metricWithInterval,
      /** Share of those looked at that left within the horizon. */
      precision: metricWithInterval,
      /** Share of the recurring revenue about to be lost that is among them; null where no revenue is known. */
      revenue: metricWithInterval.nullable(),
    }),
  ),
});
export type Capacity = z.infer<typeof capacity>;

/** How well it did on a part of the book. */
export const segmentEvaluation = z.object({
  kind: z.enum(['attribute', 'segment']),
  /** Of an attribute: its name; of a saved segment: how membership was taken. */
  label: bilingual,
  /** The attribute's value, or the segment's name. Not translated. */
  value: z.string(),
  rows: z.number().int(),
  churned: z.number().int(),
  observed: z.number(),
  predicted: z.number(),
  auc: metricWithInterval,
  liftTop10: metricWithInterval,
  brierSkill: z.number().nullable(),
});
export type SegmentEvaluation = z.infer<typeof segmentEvaluation>;

export const leakageEntry = z.object({
  feature: z.string(),
  gini: z.number(),
  verdict: z.enum(['flagged', 'removed']),
  /** What it was caught by: ranking alone, values that only leavers have, a name, no history, changes after leaving. */
  rule: z.enum(['gini', 'copy', 'name', 'no-history', 'after-churn']).optional(),
  why: bilingual.optional(),
});
export type LeakageEntry = z.infer<typeof leakageEntry>;

export const modelCard = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['boosted-trees', 'logistic', 'foreign']),
  status: z.enum(['champion', 'challenger', 'retired', 'baseline']),
  target: modelTarget,
  /** Learned here, brought in as an ONNX file, or shipped with the program. */
  origin: z.enum(['trained', 'imported', 'shipped']),
  createdAt: instant,
  /** Why this model was chosen, or why the baseline is in use. */
  why: bilingual,
  labelRule: labelRule.nullable(),
  /** What counts as having come true, in words; of churn the label rule says it. */
  outcome: bilingual.optional(),
  horizonDays: z.number().int(),
  gapDays: z.number().int(),
  /** What the last tested model learned from; the one in use has learned from all until `learnedUntil`. */
  trainingSnapshots: z.array(day),
  /** Whose answers decided the recipe and the calibration of the model in use. */
  calibrationSnapshots: z.array(day),
  testSnapshots: z.array(day),
  trainingRows: z.number().int(),
  trainingChurned: z.number().int(),
  /**
   * On later time than anything it learned from, all origins together, each answered by the candidate that had been better
   * until then; null for the shipped baseline on an unlabelled book.
   */
  test: evaluation.nullable(),
  /** Each candidate alone on the same test, so that the choice can be seen. */
  alternatives: z.array(z.object({ kind: z.string(), test: evaluation })),
  /** Separate departures in the test, each of which several rows may see ahead. */
  testChurns: z.number().int().optional(),
  /** Last snapshot that the model in use learned from: rows that see beyond it and its horizon are new to it. */
  learnedUntil: day.nullable().optional(),
  origins: z.array(origin).optional(),
  capacity: capacity.nullable().optional(),
  segments: z.array(segmentEvaluation).optional(),
  calibration: z.object({ method: z.string(), reason: bilingual }),
  features: z.array(
    z.object({
      name: z.string(),
      theme: z.string(),
      unit: z.string(),
      description: bilingual,
      source: z.string(),
      knownAt: bilingual,
      missing: bilingual,
      importance: z.number(),
    }),
  ),
  leakage: z.array(leakageEntry),
  limits: z.array(bilingual),
  intendedUse: bilingual,
  onnx: z.object({ sha256: z.string(), opset: z.string(), bytes: z.number().int() }),
});
export type ModelCard = z.infer<typeof modelCard>;

export const modelsContract = {
  list: procedure.output(
    z.array(
      modelCard.pick({ id: true, name: true, kind: true, status: true, target: true, origin: true, createdAt: true }),
    ),
  ),
  card: procedure.input(z.object({ id: z.string() })).output(modelCard),
  champion: procedure.input(z.object({ target: modelTarget.default('churn') }).default({ target: 'churn' })).output(
    z.object({
      card: modelCard.nullable(),
      scoredAt: instant.nullable(),
      churnsKnown: z.number().int(),
      /** What would count as having come true if one were trained now; null for churn, of which the label rule says it. */
      outcome: bilingual.nullable(),
    }),
  ),
  /** The rule proposed for this book, or the one that was set. */
  labelRule: procedure.output(z.object({ rule: labelRule, isDefault: z.boolean(), why: bilingual })),
  setLabelRule: procedure
    .input(labelRule)
    .output(z.object({ rule: labelRule, isDefault: z.boolean(), why: bilingual })),
  /**
   * Trains, validates on later time, writes ONNX, and scores with the model in use. The first model of a target is put in
   * use where it beats chance, a later one where it is better on time that neither has learned from. The job's result tells
   * the reason as `why` (English) and `whyEs` (Spanish).
   * @throws conflict while another training of the target is under way
   */
  train: procedure
    .input(
      z.object({
        seed: z.number().int().default(42),
        target: modelTarget.default('churn'),
        /** Features without history that may be learned from all the same, by name. */
        allow: z.array(z.string()).max(200).default([]),
        /** Looks for the shape of the trees before any test, for up to a minute; without it, the house's is used. */
        search: z.boolean().default(false),
        /** Share by which revenue must grow (expansion, usually 0.1) or of use that must be kept (engagement, usually 0.5). */
        threshold: z.number().gt(0).max(10).optional(),
      }),
    )
    .output(startedJob),
  score: procedure.input(z.object({ modelId: z.string().optional() })).output(startedJob),
};
