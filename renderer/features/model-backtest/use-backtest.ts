import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../../app/client.tsx';
import { isEnded, useFollowedJob, useJobs } from '../../app/jobs.tsx';

/** The backtest as a job: also one that was started before this page was opened. */
export function useBacktest() {
  const api = useApi();
  const queries = useQueryClient();
  const start = useMutation(api.backtests.start.mutationOptions());
  const running = useJobs().data?.find((job) => job.kind === 'backtest' && !isEnded(job));
  const own = useFollowedJob(start.data?.jobId ?? null);
  const job = running ?? own;
  const hasEnded = job !== undefined && isEnded(job);
  useEffect(() => {
    if (hasEnded) void queries.invalidateQueries({ queryKey: api.backtests.key() });
  }, [hasEnded, queries, api]);
  return { job, isUnderWay: start.isPending || (job !== undefined && !hasEnded), error: start.error, start };
}
export type Backtest = ReturnType<typeof useBacktest>;
