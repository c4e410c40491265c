import type { Job } from '../../../shared/contract/index.ts';

export type JobLink =
  | { readonly to: 'import'; readonly id: number }
  | { readonly to: 'model' }
  | { readonly to: 'queue' }
  | { readonly to: 'table'; readonly id: number }
  | { readonly to: 'page'; readonly path: string }
  | { readonly to: 'file'; readonly grant: string; readonly name: string };

const pageOf: Partial<Record<Job['kind'], string>> = {
  backtest: '/model/backtest',
  health: '/health',
  'health-backtest': '/health',
  survival: '/survival',
};

/** Where a job that is done leads; null where there is nothing to open. */
export function resultOf(job: Job): JobLink | null {
  if (job.state !== 'done') return null;
  const result = job.result ?? {};
  const { grant, importId } = result;
  if (typeof grant === 'string')
    return { to: 'file', grant, name: typeof result['name'] === 'string' ? result['name'] : job.subject };
  if (typeof importId === 'number') return { to: 'import', id: importId };
  if (job.kind === 'table-model') return { to: 'table', id: job.id };
  if (job.kind === 'train') return { to: 'model' };
  if (job.kind === 'score' || job.kind === 'sample') return { to: 'queue' };
  const path = pageOf[job.kind];
  return path === undefined ? null : { to: 'page', path };
}

/** Seconds from start to end; null where the job never ran. */
export function secondsTaken(job: Job): number | null {
  if (job.startedAt === null || job.endedAt === null) return null;
  return Math.max(0, (Date.parse(job.endedAt) - Date.parse(job.startedAt)) / 1000);
}
