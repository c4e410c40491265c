import { useQueryClient } from '@tanstack/react-query';
import type { Insight } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { RenameDialog } from '../../ui/rename-dialog.tsx';
import { messages } from './messages.ts';

type RenameInsightProps = { readonly insight: Insight | null; readonly onClose: () => void };

/** A dialog for the new name of an insight; closed where there is none. */
export function RenameInsight({ insight, onClose }: RenameInsightProps) {
  const t = useMessages(messages);
  const api = useApi();
  const { client } = useHost();
  const queries = useQueryClient();
  return (
    <RenameDialog
      name={insight?.name ?? null}
      texts={{
        title: t('renameTitle'),
        name: t('name'),
        rename: t('rename'),
        cancel: t('cancel'),
        close: t('close'),
      }}
      rename={async (name) => {
        if (insight === null) return;
        await client.insights.rename({ id: insight.id, name });
        await queries.invalidateQueries({ queryKey: api.insights.key() });
      }}
      onClose={onClose}
    />
  );
}
