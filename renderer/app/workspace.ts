import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi } from './client.tsx';

/** The open workspace, the recent ones, and whether the system has a keychain. */
export function useWorkspaceStatus() {
  return useQuery(useApi().workspace.status.queryOptions());
}

/** Locks or closes the open workspace, and forgets every answer that came from it. Closing leads to the welcome page. */
export function useLeaveWorkspace() {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const forgetAnswers = async (): Promise<void> => {
    queries.removeQueries({ predicate: (query) => !query.isActive() });
    await queries.invalidateQueries();
  };
  return {
    lock: useMutation(api.workspace.lock.mutationOptions({ onSuccess: forgetAnswers })),
    // Here and not where it is asked for: the menu is gone by the time that the workspace is.
    close: useMutation(
      api.workspace.close.mutationOptions({
        onSuccess: async () => {
          await forgetAnswers();
          await navigate({ to: '/welcome' });
        },
      }),
    ),
  };
}
