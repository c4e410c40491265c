import { z } from 'zod';
import { errorCodes } from '../domain/errors.ts';
import { eventIterator, instant, jobId, procedure } from './common.ts';

export const jobKinds = [
  'sample',
  'import',
  'commit-import',
  'undo-import',
  'find-merges',
  'train',
  'import-model',
  'score',
  'survival',
  'table-model',
  'health',
  'health-backtest',
  'backtest',
  'backup',
] as const;
export const jobStates = ['queued', 'running', 'paused', 'done', 'failed', 'cancelled', 'interrupted'] as const;

export const job = z.object({
  id: jobId,
  kind: z.enum(jobKinds),
  /** What it works on: a file name, a model. Not translated. */
  subject: z.string(),
  state: z.enum(jobStates),
  /** 0 to 1; null while it cannot be told. */
  progress: z.number().min(0).max(1).nullable(),
  /** A key of the translations (`reading`, `checking`, `writing`, `fitting`, …) with its numbers. */
  stage: z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  error: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
  /** What the job leads to: an import id, a model id, a grant to download. */
  result: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
  cancellable: z.boolean(),
  pausable: z.boolean(),
});
export type Job = z.infer<typeof job>;

export const jobsContract = {
  list: procedure.input(z.object({ limit: z.number().int().min(1).max(200).default(50) })).output(z.array(job)),
  get: procedure.input(z.object({ id: jobId })).output(job),
  cancel: procedure.input(z.object({ id: jobId })).output(job),
  /** A paused job keeps what it has and goes on where it stopped. @throws conflict where the job cannot be paused */
  pause: procedure.input(z.object({ id: jobId })).output(job),
  resume: procedure.input(z.object({ id: jobId })).output(job),
  /** Every change of every job (or of one) from now on, after the present state of those that are under way. Ends by itself when the one job has ended. */
  watch: procedure.input(z.object({ id: jobId.optional() })).output(eventIterator(job)),
};
