import { z } from 'zod';
import { bilingual, grant, instant, jobId, procedure, startedJob } from './common.ts';
import { evaluation, metricWithInterval } from './models.ts';
import { tableStudy, tableStudyQuestion } from './table-studies.ts';

const reading = z.enum(['number', 'decimal-comma', 'day', 'text']);

export const tableColumn = z.object({
  name: z.string(),
  /** Null where it is not learned from; `why` says the reason. */
  kind: z.enum(['number', 'category']).nullable(),
  reading: reading.nullable(),
  why: bilingual.nullable(),
  /** Share of rows without a value. */
  missing: z.number().min(0).max(1),
  distinct: z.number().int(),
  samples: z.array(z.string()),
});
export type TableColumnFacts = z.infer<typeof tableColumn>;

/** A table as it was read, and what it would be asked. */
export const tableDraft = z.object({
  name: z.string(),
  rows: z.number().int(),
  columns: z.array(tableColumn),
  /** Columns that can be the label, with their values, most frequent first. */
  labels: z.array(
    z.object({ column: z.string(), values: z.array(z.object({ value: z.string(), rows: z.number().int() })) }),
  ),
  proposed: z.object({
    label: z.string().nullable(),
    positive: z.string().nullable(),
    id: z.string().nullable(),
    group: z.string().nullable(),
  }),
});
export type TableDraft = z.infer<typeof tableDraft>;

/** What is learned from a table. */
export const tableQuestion = z.object({
  label: z.string().min(1),
  positive: z.string().min(1),
  id: z.string().optional(),
  group: z.string().optional(),
  segment: z.string().optional(),
  exclude: z.array(z.string()).max(2000).default([]),
  /** Columns that tell the label too well and are kept all the same. */
  allow: z.array(z.string()).max(2000).default([]),
  folds: z.number().int().min(2).max(20).default(5),
  seed: z.number().int().min(0).default(42),
  /** Minutes to search for better settings; 0 = the house's. */
  searchMinutes: z.number().min(0).max(600).default(0),
});
export type TableQuestion = z.infer<typeof tableQuestion>;

/** What looking at the highest probabilities finds. */
export const tableCapacity = z.object({
  top: z.number().int(),
  share: z.number(),
  recall: metricWithInterval,
  precision: metricWithInterval,
});
export type TableCapacity = z.infer<typeof tableCapacity>;

export const tableSegment = z.object({
  value: z.string(),
  rows: z.number().int(),
  positives: z.number().int(),
  observed: z.number(),
  predicted: z.number(),
  auc: metricWithInterval,
  liftTop10: metricWithInterval,
  brierSkill: z.number().nullable(),
});
export type TableSegment = z.infer<typeof tableSegment>;

export const tableLeakage = z.object({
  column: z.string(),
  gini: z.number(),
  verdict: z.enum(['flagged', 'removed']),
  rule: z.enum(['gini', 'name']),
  why: bilingual,
});

/** How a column moves the probability on average, over bins of its values or its categories. */
export const tableDependence = z.object({
  column: z.string(),
  points: z.array(z.object({ label: z.string(), rows: z.number().int(), effect: z.number(), observed: z.number() })),
});
export type TableDependence = z.infer<typeof tableDependence>;

/** Definitions, section 13, for a table without dates. */
export const tableCard = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: instant,
  file: z.string(),
  label: z.string(),
  positive: z.string(),
  others: z.array(z.string()),
  rows: z.number().int(),
  positives: z.number().int(),
  validation: z.object({
    method: z.enum(['stratified', 'grouped', 'given']),
    folds: z.number().int(),
    /** The column whose values stayed together, or that gave the folds. */
    column: z.string().nullable(),
    seed: z.number().int(),
  }),
  /** On rows that the answering model had not seen, calibration included. */
  test: evaluation,
  recall: z.array(tableCapacity),
  segments: z.object({ column: z.string(), values: z.array(tableSegment) }).nullable(),
  members: z.array(z.object({ kind: z.enum(['trees', 'logistic']), weight: z.number() })),
  calibration: z.object({ method: z.enum(['none', 'sigmoid', 'isotonic']), reason: bilingual }),
  /** Probability where the parts start from. */
  base: z.number(),
  columns: z.array(
    z.object({ name: z.string(), kind: z.enum(['number', 'category']), reading, importance: z.number() }),
  ),
  dependence: z.array(tableDependence),
  leftOut: z.array(z.object({ name: z.string(), why: bilingual })),
  leakage: z.array(tableLeakage),
  /** What must be known before the figures are believed. */
  warnings: z.array(bilingual),
  notes: z.array(bilingual),
  intendedUse: bilingual,
  limits: z.array(bilingual),
  onnx: z.object({ sha256: z.string(), opset: z.string(), bytes: z.number().int() }),
});
export type TableCard = z.infer<typeof tableCard>;

export const tableReason = z.object({
  column: z.string(),
  /** As the file says it; null where missing. */
  value: z.string().nullable(),
  /** Points of probability, −1 to 1. */
  contribution: z.number(),
  text: bilingual,
});
export type TableReason = z.infer<typeof tableReason>;

export const tablePrediction = z.object({
  id: z.string(),
  /** As the file says it; null where it says nothing. */
  label: z.string().nullable(),
  probability: z.number(),
  reasons: z.array(tableReason),
});
export type TablePredictionRow = z.infer<typeof tablePrediction>;

const run = z.object({ jobId });

export const tableModelsContract = {
  inspect: procedure.input(z.object({ grant: z.string() })).output(tableDraft),
  /** Checks, fits and explains; the job ends with what `run` then shows. Nothing is stored in the workspace. */
  start: procedure.input(tableQuestion.extend({ grant: z.string() })).output(startedJob),
  /** How long customers stay, or what they will buy, instead of a model; as `start`. */
  study: procedure.input(z.object({ grant: z.string(), question: tableStudyQuestion })).output(startedJob),
  /** Null where the job has not ended well, or the program was started again since. */
  run: procedure
    .input(run)
    .output(z.object({ card: tableCard.nullable(), predictions: z.number().int(), study: tableStudy.nullable() })),
  /** Rows of the table with the probabilities of the whole model, highest first. */
  predictions: procedure
    .input(
      run.extend({ offset: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(100).default(20) }),
    )
    .output(z.object({ rows: z.array(tablePrediction), total: z.number().int() })),
  export: procedure
    .input(
      run.extend({
        what: z.enum(['onnx', 'json', 'predictions', 'report-html', 'report-md', 'study-csv', 'study-xlsx']),
        language: z.enum(['en', 'es']).default('en'),
      }),
    )
    .output(grant),
};
