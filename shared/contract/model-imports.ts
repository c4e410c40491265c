import { z } from 'zod';
import { bilingual, grant, procedure, startedJob } from './common.ts';
import { modelTarget } from './models.ts';

const chosen = z.array(z.string()).min(1).max(200);

/** What stands for a missing value of a feature: nothing (the model knows what to do), the usual value of the book, or this. */
export const missingRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('keep') }),
  z.object({ kind: z.literal('usual') }),
  z.object({ kind: z.literal('value'), value: z.union([z.number(), z.string().max(200)]) }),
]);
export type MissingRule = z.infer<typeof missingRule>;

/** Where one column of one input comes from. */
export const inputMapping = z.object({
  input: z.string(),
  /** Place within the input, from 0. */
  place: z.number().int().min(0),
  /** Null: the same for every account, namely the value of `missing`. */
  feature: z.string().nullable(),
  missing: missingRule,
});
export type InputMapping = z.infer<typeof inputMapping>;

export const outputReading = z.object({
  name: z.string(),
  /** Place of the outcome that the model foretells, from 0. */
  column: z.number().int().min(0),
  reading: z.enum(['probability', 'log-odds']),
});

/** What a file says of itself, and how it would be used. Nothing of it was run. */
export const modelDraft = z.object({
  name: z.string(),
  bytes: z.number().int(),
  from: z.enum(['onnx', 'mlflow']),
  producer: z.string(),
  opset: z.string(),
  operators: z.array(z.string()),
  /** Rows that it takes at a time; null where any number. */
  batch: z.number().int().nullable(),
  columns: z.array(
    inputMapping.extend({
      /** As the file names it. */
      name: z.string(),
      type: z.enum(['float', 'double', 'int32', 'int64', 'bool', 'string']),
      /** How like the names are, 0 to 1; 0 where nothing was proposed. */
      likeness: z.number().min(0).max(1),
    }),
  ),
  outputs: z.array(
    z.object({
      name: z.string(),
      classes: z.array(z.string()).nullable(),
      columns: z.number().int().nullable(),
      reading: z.enum(['probability', 'log-odds']).nullable(),
      column: z.number().int().nullable(),
    }),
  ),
  /** Null where a person must say. */
  output: outputReading.nullable(),
  /** What can be mapped to. */
  features: z.array(z.object({ name: z.string(), theme: z.string(), unit: z.string(), description: bilingual })),
});
export type ModelDraft = z.infer<typeof modelDraft>;

export const modelImport = z.object({
  grants: chosen,
  name: z.string().trim().min(1).max(80),
  target: modelTarget.default('churn'),
  /** Days ahead that it was trained for; the book's own horizon where not given. */
  horizonDays: z.number().int().min(7).max(730).optional(),
  columns: z.array(inputMapping).min(1).max(2000),
  output: outputReading,
});
export type ModelImport = z.infer<typeof modelImport>;

export const modelImportsContract = {
  /** Reads a model without running it. `problem` says why it cannot be brought in; `draft` is null then. */
  inspect: procedure
    .input(z.object({ grants: chosen }))
    .output(z.object({ draft: modelDraft.nullable(), problem: bilingual.nullable() })),
  /**
   * Checks, evaluates and stores the model as a challenger. The job's result has `imported`; where it is false, `why`
   * (English) and `whyEs` (Spanish) say the reason, and nothing was changed.
   */
  start: procedure.input(modelImport).output(startedJob),
  /** A model's file, or what is needed to use it elsewhere: feature names, card and golden rows as JSON. */
  export: procedure.input(z.object({ id: z.string(), what: z.enum(['onnx', 'json']) })).output(grant),
};
