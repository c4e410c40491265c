import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from './client.tsx';

/** The open workspace, the recent ones, and whether the system has a keychain. */
export function useWorkspaceStatus() {
  return useQuery(useApi().workspace.status.queryOptions());
}

/** Locks or closes the open workspace, and forgets every answer that came from it. */
export function useLeaveWorkspace() {
  const api = useApi();
  const queries = useQueryClient();
  const forgetAnswers = async (): Promise<void> => {
    queries.removeQueries({ predicate: (query) => !query.isActive() });
    await queries.invalidateQueries();
  };
  return {
    lock: useMutation(api.workspace.lock.mutationOptions({ onSuccess: forgetAnswers })),
    close: useMutation(api.workspace.close.mutationOptions({ onSuccess: forgetAnswers })),
  };
}
