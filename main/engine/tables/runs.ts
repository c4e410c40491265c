import type { TablePredictionRow } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { Session } from '../session/index.ts';
import type { FittedTable } from './fit.ts';
import type { TableStudyResult } from './study.ts';

/** A finished run: the model and the table's rows in its order. */
export interface TableRun extends FittedTable {
  rows: TablePredictionRow[];
  /** Places of `rows`, highest probability first. */
  highest: Uint32Array;
}

/** Runs that are kept; older ones are forgotten. */
const mostRuns = 4;
const runs = new WeakMap<Session, Map<number, TableRun | TableStudyResult>>();

/** Kept in memory while the workspace is open: what a consultant tries is not the workspace's business. */
export function keepRun(session: Session, jobId: number, run: TableRun | TableStudyResult): void {
  const own = runs.get(session) ?? new Map<number, TableRun | TableStudyResult>();
  runs.set(session, own.set(jobId, run));
  for (const id of own.keys()) if (own.size > mostRuns) own.delete(id);
}

export function runOf(session: Session, jobId: number): TableRun | null {
  const run = runs.get(session)?.get(jobId);
  return run === undefined || 'study' in run ? null : run;
}

export function studyOf(session: Session, jobId: number): TableStudyResult | null {
  const run = runs.get(session)?.get(jobId);
  return run !== undefined && 'study' in run ? run : null;
}

/** @throws not_found where it is no longer kept */
export function keptRun(session: Session, jobId: number): TableRun {
  return runOf(session, jobId) ?? gone();
}

/** @throws not_found where it is no longer kept */
export function keptStudy(session: Session, jobId: number): TableStudyResult {
  return studyOf(session, jobId) ?? gone();
}

function gone(): never {
  throw new HoldfastError(
    'not_found',
    'This result is no longer kept, since Holdfast was started again or others came after it. Choose the table again.',
  );
}
