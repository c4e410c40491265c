import { z } from 'zod';
import { bilingual, day, grant, instant, jobId, procedure, startedJob } from './common.ts';
import { metricWithInterval, modelCard, modelTarget } from './models.ts';

const judged = z.object({
  champion: z.number().nullable(),
  challenger: z.number().nullable(),
  /** Challenger minus champion, both on the same drawn accounts. */
  difference: metricWithInterval,
});

/** Two models on the same rows, which neither has learned from. */
export const comparison = z.object({
  championId: z.string(),
  challengerId: z.string(),
  /** First and last snapshot that both were judged on; null where there is none yet. */
  from: day.nullable(),
  until: day.nullable(),
  /** First day of a snapshot that neither will have learned from; null where it is not known. */
  unseenFrom: day.nullable(),
  rows: z.number().int(),
  churns: z.number().int(),
  /** Decides: the lower the better. */
  logLoss: judged.nullable(),
  auc: judged.nullable(),
  prAuc: judged.nullable(),
  verdict: z.enum(['better', 'not-better', 'no-unseen-time', 'too-few-churns', 'not-comparable']),
  why: bilingual,
});
export type Comparison = z.infer<typeof comparison>;

export const historyKinds = [
  'trained',
  'imported',
  'promoted',
  'kept-as-challenger',
  'compared',
  'rolled-back',
  'retired',
  'renamed',
  'removed',
] as const;

export const historyEntry = z.object({
  id: z.number().int(),
  modelId: z.string(),
  modelName: z.string(),
  target: modelTarget,
  happenedAt: instant,
  what: z.enum(historyKinds),
  /** A person's words; null where a rule decided. */
  reason: z.string().nullable(),
  /** The rule's words, and the figures that decided. */
  why: bilingual.nullable(),
  comparison: comparison.nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

const reason = z.string().trim().min(3).max(500);
const byId = z.object({ id: z.string() });

export const registryEntry = modelCard
  .pick({ id: true, name: true, kind: true, status: true, target: true, origin: true, createdAt: true })
  .extend({
    learnedUntil: day.nullable(),
    auc: metricWithInterval.nullable(),
    prAuc: metricWithInterval.nullable(),
    liftTop10: metricWithInterval.nullable(),
    brierSkill: z.number().nullable(),
    calibrationSlope: z.number().nullable(),
    testChurns: z.number().int().nullable(),
    /** Champion, or the shipped baseline where there is none. */
    inUse: z.boolean(),
    /** Its latest comparison with a champion. */
    comparison: comparison.nullable(),
  });
export type RegistryEntry = z.infer<typeof registryEntry>;

/** A model after what was done, and the job that scores the book anew where another model is in use now. */
const changed = z.object({ model: registryEntry, jobId: jobId.nullable() });

/** Mounted among the procedures of `models`. */
export const modelRegistryProcedures = {
  registry: procedure.input(z.object({ target: modelTarget.optional() })).output(z.array(registryEntry)),
  history: procedure
    .input(
      z.object({
        modelId: z.string().optional(),
        target: modelTarget.optional(),
        limit: z.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.array(historyEntry)),
  /** Judges a challenger against the champion on the months that neither has learned from; puts it in use where it is better. */
  compare: procedure.input(byId).output(startedJob),
  /** A person puts a model in use. @throws invalid_input without a reason; conflict where it is in use already */
  promote: procedure.input(byId.extend({ reason })).output(changed),
  /** Back to the champion before. @throws conflict where there was none */
  rollBack: procedure.input(z.object({ target: modelTarget.default('churn'), reason })).output(changed),
  /** Takes a champion out of use (for churn, the shipped baseline answers then), or a challenger out of the race. */
  retire: procedure.input(byId.extend({ reason })).output(changed),
  rename: procedure.input(byId.extend({ name: z.string().trim().min(1).max(80) })).output(registryEntry),
  /** Forgets a model that is not in use, with its scores; its history stays. @throws conflict where it is in use */
  remove: procedure.input(byId).output(byId),
  /** The card as a file: JSON whole, Markdown in the language of the page. */
  exportCard: procedure
    .input(byId.extend({ format: z.enum(['md', 'json']), language: z.enum(['en', 'es']).optional() }))
    .output(grant),
};
