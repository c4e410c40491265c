import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { Job } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { isEnded, useJob, useJobs } from '../../app/jobs.tsx';

export type SampleRun = {
  readonly start: () => void;
  readonly error: unknown;
  /** The job that fills the sample workspace, as far as it is known. */
  readonly job: Job | undefined;
  readonly running: boolean;
  /** It ended without being done. */
  readonly stopped: boolean;
};

/**
 * Opens the sample workspace and follows the job that fills it; a page that is loaded again in the middle finds the job
 * that is under way.
 * @param onReady told once, when there is nothing left to wait for
 */
export function useSampleRun(onReady: () => void): SampleRun {
  const api = useApi();
  const queries = useQueryClient();
  // Jobs are only listened to while a workspace is known to be open.
  const open = useMutation(
    api.workspace.openSample.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.workspace.status.key() }),
    }),
  );
  const jobs = useJobs();
  const underWay = jobs.data?.find((entry) => entry.kind === 'sample' && !isEnded(entry));
  const [followed, setFollowed] = useState<number | null>(null);
  const found = open.data?.jobId ?? underWay?.id ?? followed;
  if (found !== followed) setFollowed(found);
  const job = useJob(found);
  const ready = open.data?.jobId === null || (found !== null && job?.state === 'done');
  const tell = useEffectEvent(onReady);
  useEffect(() => {
    if (ready) tell();
  }, [ready]);
  return {
    start: () => open.mutate(undefined),
    error: open.error,
    job,
    running: open.isPending || (job !== undefined && !isEnded(job)) || (found !== null && job === undefined),
    stopped: job !== undefined && isEnded(job) && job.state !== 'done',
  };
}
