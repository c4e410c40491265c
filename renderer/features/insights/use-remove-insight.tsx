import { useQueryClient } from '@tanstack/react-query';
import type { Insight } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useRemoval } from '../../app/use-removal.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

/** Removes an insight, and offers for a while to bring it back. */
export function useRemoveInsight() {
  const t = useMessages(messages);
  const { client } = useHost();
  const api = useApi();
  const queries = useQueryClient();
  return useRemoval<Insight>({
    word: 'insight',
    remove: (id) => client.insights.remove({ id }),
    restore: (id) => client.insights.restore({ id }),
    refresh: () => void queries.invalidateQueries({ queryKey: api.insights.key() }),
    texts: {
      removed: (name) => t('removed', { name }),
      undo: t('undo'),
      failed: t('failed'),
      close: t('close'),
    },
  });
}
