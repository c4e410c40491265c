import { useQueryClient } from '@tanstack/react-query';
import type { Segment } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useRemoval } from '../../app/use-removal.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

/** Removes a segment, and offers for a while to bring it back. One that is used by something stays, and says by what. */
export function useRemoveSegment() {
  const t = useMessages(messages);
  const { client } = useHost();
  const api = useApi();
  const queries = useQueryClient();
  return useRemoval<Segment>({
    word: 'segment',
    remove: (id) => client.segments.remove({ id }),
    restore: (id) => client.segments.restore({ id }),
    refresh: () => void queries.invalidateQueries({ queryKey: api.segments.key() }),
    texts: {
      removed: (name) => t('removed', { name }),
      undo: t('undo'),
      failed: t('failed'),
      close: t('close'),
    },
  });
}
