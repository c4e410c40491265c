import { useEffect, useReducer } from 'react';
import type { Job } from '../../shared/contract/index.ts';
import { noPace, paceAfter, secondsLeft } from './job-pace.ts';

/** Rows a second and seconds left of a job that runs; null while they cannot be told. */
export function useJobPace(job: Job): { readonly rowsPerSecond: number | null; readonly secondsLeft: number | null } {
  const [pace, see] = useReducer(paceAfter, noPace);
  const told = job.stage?.values['rows'];
  const rows = typeof told === 'number' ? told : null;
  const { progress, state } = job;
  const runs = state === 'running';
  useEffect(() => {
    if (runs) see({ at: Date.now(), progress, rows });
  }, [runs, progress, rows]);
  if (!runs) return { rowsPerSecond: null, secondsLeft: null };
  return { rowsPerSecond: pace.rowsPerSecond, secondsLeft: secondsLeft(pace) };
}
