import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { OpenWorkspace } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { wantedPath } from '../../app/return-path.ts';

/** What happens when a workspace has just been opened: answers of the one before are forgotten, and the page opens that was asked for, or that makes sense. */
export function useEnterWorkspace(): (
  workspace: Pick<OpenWorkspace, 'counts'>,
  to?: '/queue' | '/import',
) => Promise<void> {
  const queries = useQueryClient();
  const router = useRouter();
  const api = useApi();
  return async (workspace, to) => {
    queries.removeQueries({ predicate: (query) => !query.isActive() });
    await queries.invalidateQueries({ queryKey: api.workspace.status.key() });
    void queries.invalidateQueries();
    const isFilled = (workspace.counts?.['accounts'] ?? 0) > 0;
    const wanted = isFilled ? wantedPath(window.location.search) : null;
    router.history.push(to ?? wanted ?? (isFilled ? '/queue' : '/import'));
  };
}
