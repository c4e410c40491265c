import { useMutation } from '@tanstack/react-query';
import { useApi } from '../client.tsx';
import { useUndo } from '../undo.tsx';

/** What can be done to tasks; each is told with an undo. */
export function useTaskActions() {
  const { tasks } = useApi();
  const { told } = useUndo();
  const onSuccess = ({ change }: { readonly change: Parameters<typeof told>[0] }) => told(change);
  return {
    save: useMutation(tasks.save.mutationOptions({ onSuccess })),
    done: useMutation(tasks.done.mutationOptions({ onSuccess })),
    remove: useMutation(tasks.remove.mutationOptions({ onSuccess })),
  };
}
export type TaskActions = ReturnType<typeof useTaskActions>;
