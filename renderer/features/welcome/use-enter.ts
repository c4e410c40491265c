import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { OpenWorkspace } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';

/** What happens when a workspace has just been opened: answers of the one before are forgotten, and the page that makes sense opens. */
export function useEnterWorkspace(): (
  workspace: Pick<OpenWorkspace, 'counts'>,
  to?: '/queue' | '/import',
) => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const api = useApi();
  return async (workspace, to) => {
    queries.removeQueries({ predicate: (query) => !query.isActive() });
    await queries.invalidateQueries({ queryKey: api.workspace.status.key() });
    void queries.invalidateQueries();
    await navigate({ to: to ?? ((workspace.counts?.['accounts'] ?? 0) > 0 ? '/queue' : '/import') });
  };
}
