import { Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconBookmark } from '@tabler/icons-react';
import { useState } from 'react';
import type { Insight } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { NameForm } from '../../ui/name-form.tsx';
import { useApi } from '../client.tsx';
import { insightParameter } from './address.ts';
import { viewOfAddress } from './insight-link.ts';
import { analysisMessages } from './messages.ts';
import { SaveDialog, useSavedNotice } from './save-dialog.tsx';
import type { AnyAnalysis } from './use-analysis.ts';

type SaveInsightProps = {
  readonly analysis: AnyAnalysis;
  /** The insight that this view was opened from. */
  readonly opened: Insight | null;
};

/** Gives this very question and view a name. */
export function SaveInsight({ analysis, opened }: SaveInsightProps) {
  const t = useMessages(analysisMessages);
  return (
    <SaveDialog title={t('saveInsight')} icon={<IconBookmark size={15} />}>
      {(close) => <SaveForm analysis={analysis} opened={opened} onDone={close} />}
    </SaveDialog>
  );
}

function SaveForm({ analysis, opened, onDone }: SaveInsightProps & { readonly onDone: () => void }) {
  const t = useMessages(analysisMessages);
  const api = useApi();
  const queries = useQueryClient();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const tell = useSavedNotice();
  const insights = useQuery(api.insights.list.queryOptions({ retry: false }));
  const [name, setName] = useState(opened?.name ?? '');
  const sameName = insights.data?.find((insight) => insight.name.toLowerCase() === name.trim().toLowerCase()) ?? null;
  const save = useMutation(
    api.insights.save.mutationOptions({
      onSuccess: (insight) => {
        void queries.invalidateQueries({ queryKey: api.insights.key() });
        tell(t('insightSaved', { name: insight.name }));
        onDone();
        // From here on the page is that insight.
        void navigate({
          to: '.',
          search: (previous: Record<string, unknown>) => ({ ...previous, [insightParameter]: insight.id }),
          replace: true,
          resetScroll: false,
        } as never);
      },
    }),
  );
  return (
    <NameForm
      texts={{ name: t('insightName'), save: t(sameName === null ? 'save' : 'overwrite'), cancel: t('cancel') }}
      name={name}
      onName={setName}
      error={save.error}
      isSaving={save.isPending}
      color={sameName === null ? undefined : 'orange'}
      onSave={(wanted) =>
        save.mutate({
          ...(sameName === null ? {} : { id: sameName.id }),
          name: wanted,
          kind: analysis.kind,
          question: { ...analysis.question },
          view: viewOfAddress(search),
        })
      }
      onCancel={onDone}
    >
      <Text size="sm" c="dimmed" role="status">
        {sameName === null ? t('insightHelp') : t('insightExists', { name: sameName.name })}
      </Text>
    </NameForm>
  );
}
