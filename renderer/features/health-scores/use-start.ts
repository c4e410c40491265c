import { useMutation } from '@tanstack/react-query';
import { useApi, useHost } from '../../app/client.tsx';
import { isEnded, useJobs } from '../../app/jobs.tsx';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { Bilingual, HealthDefinition } from '../../../shared/contract/index.ts';
import { useLanguage } from '../../ui/messages.ts';

type Proposal = { readonly definition: HealthDefinition; readonly left: readonly Bilingual[] };

/** Computing the measures, and the proposal that needs them; also a computation that somebody else began. */
export function useStart(onProposal: (proposal: Proposal) => void) {
  const { client } = useHost();
  const language = useLanguage();
  const compute = useMutation(useApi().healthScores.compute.mutationOptions());
  const job = useJobs().data?.find(({ kind, state }) => kind === 'health' && state !== 'done');
  const propose = useMutation({
    mutationFn: async (hasMeasures: boolean): Promise<Proposal> => {
      if (!hasMeasures) {
        const { jobId } = await client.healthScores.compute();
        for await (const { state, error } of await client.jobs.watch({ id: jobId }))
          if (state === 'failed' || state === 'cancelled')
            throw new HoldfastError(error?.code ?? 'cancelled', error?.message ?? 'This was cancelled.');
      }
      return client.healthScores.proposal({ language });
    },
    onSuccess: onProposal,
  });
  return {
    job: job !== undefined && !isEnded(job) ? job : undefined,
    compute: () => compute.mutate(undefined),
    propose: propose.mutate,
    isProposing: propose.isPending,
    left: propose.data?.left ?? [],
    error: compute.error ?? propose.error,
  };
}
