import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Finding, FindingChoice, ImportSummary } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { isEnded, useFollowedJob } from '../../app/jobs.tsx';
import { withChoice } from './draft.ts';
import { requestOf } from './request.ts';

/**
 * Checks the same files again with a choice about contradictory rows in their mappings.
 * @param onChosen told which finding the choice was about, before the new check takes the place of this one
 */
export function useRecheck(summary: ImportSummary, onChosen?: (finding: Finding) => void) {
  const request = requestOf(summary);
  const navigate = useNavigate();
  const start = useMutation(useApi().imports.start.mutationOptions());
  const job = useFollowedJob(start.data?.jobId ?? null);
  const told = useRef<number | null>(null);
  const importId = typeof job?.result?.['importId'] === 'number' ? job.result['importId'] : null;
  useEffect(() => {
    if (job?.state !== 'done' || importId === null || told.current === importId) return;
    told.current = importId;
    void navigate({ to: `/imports/${importId}`, replace: true, resetScroll: false });
  }, [job, importId, navigate]);
  const isRunning = start.isPending || (job !== undefined && !isEnded(job));
  const choose =
    request === null
      ? null
      : (finding: Finding, choice: FindingChoice) => {
          if (isRunning) return;
          onChosen?.(finding);
          start.mutate({ files: withChoice(request.files, finding, choice), dryRun: true });
        };
  return { choose, job, error: start.error, isRunning };
}
