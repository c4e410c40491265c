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
});
export type LabelRule = z.infer<typeof labelRule>;

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

export const modelCard = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['boosted-trees', 'logistic']),
  status: z.enum(['champion', 'challenger', 'retired', 'baseline']),
  createdAt: instant,
  /** Why this model was chosen, or why the baseline is in use. */
  why: bilingual,
  labelRule: labelRule.nullable(),
  horizonDays: z.number().int(),
  gapDays: z.number().int(),
  trainingSnapshots: z.array(day),
  calibrationSnapshots: z.array(day),
  testSnapshots: z.array(day),
  trainingRows: z.number().int(),
  trainingChurned: z.number().int(),
  /** On later time than anything it learned from; null for the shipped baseline on an unlabelled book. */
  test: evaluation.nullable(),
  /** The other candidate on the same test, so that the choice can be seen. */
  alternatives: z.array(z.object({ kind: z.string(), test: evaluation })),
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
  leakage: z.array(z.object({ feature: z.string(), gini: z.number(), verdict: z.enum(['flagged', 'removed']) })),
  limits: z.array(bilingual),
  intendedUse: bilingual,
  onnx: z.object({ sha256: z.string(), opset: z.string(), bytes: z.number().int() }),
});
export type ModelCard = z.infer<typeof modelCard>;

export const modelsContract = {
  list: procedure.output(z.array(modelCard.pick({ id: true, name: true, kind: true, status: true, createdAt: true }))),
  card: procedure.input(z.object({ id: z.string() })).output(modelCard),
  champion: procedure.output(
    z.object({ card: modelCard.nullable(), scoredAt: instant.nullable(), churnsKnown: z.number().int() }),
  ),
  /** The rule proposed for this book, or the one that was set. */
  labelRule: procedure.output(z.object({ rule: labelRule, isDefault: z.boolean(), why: bilingual })),
  setLabelRule: procedure
    .input(labelRule)
    .output(z.object({ rule: labelRule, isDefault: z.boolean(), why: bilingual })),
  /**
   * Trains, validates on later time, writes ONNX, and scores with the winner; falls back to the shipped baseline where
   * there are too few churns. The job's result tells the reason as `why` (English) and `whyEs` (Spanish).
   */
  train: procedure.input(z.object({ seed: z.number().int().default(42) })).output(startedJob),
  score: procedure.input(z.object({ modelId: z.string().optional() })).output(startedJob),
};
