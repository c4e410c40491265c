import { useQueryClient } from '@tanstack/react-query';
import type { Segment } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { RenameDialog } from '../../ui/rename-dialog.tsx';
import { messages } from './messages.ts';

type RenameSegmentProps = { readonly segment: Segment | null; readonly onClose: () => void };

/** A dialog for the new name of a segment; closed where there is none. */
export function RenameSegment({ segment, onClose }: RenameSegmentProps) {
  const t = useMessages(messages);
  const api = useApi();
  const { client } = useHost();
  const queries = useQueryClient();
  return (
    <RenameDialog
      name={segment?.name ?? null}
      texts={{
        title: t('renameTitle'),
        name: t('name'),
        rename: t('rename'),
        cancel: t('cancel'),
        close: t('close'),
      }}
      rename={async (name) => {
        if (segment === null) return;
        await client.segments.rename({ id: segment.id, name });
        await queries.invalidateQueries({ queryKey: api.segments.key() });
      }}
      onClose={onClose}
    />
  );
}
