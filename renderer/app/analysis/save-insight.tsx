import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconBookmark } from '@tabler/icons-react';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Insight } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { useApi } from '../client.tsx';
import { insightParameter } from './address.ts';
import { viewOfAddress } from './insight-link.ts';
import { analysisMessages } from './messages.ts';
import type { AnyAnalysis } from './use-analysis.ts';

type SaveInsightProps = {
  readonly analysis: AnyAnalysis;
  /** The insight that this view was opened from. */
  readonly opened: Insight | null;
};

/** Gives this very question and view a name. */
export function SaveInsight({ analysis, opened }: SaveInsightProps) {
  const t = useMessages(analysisMessages);
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconBookmark size={15} />}
        aria-haspopup="dialog"
        onClick={() => setIsAsking(true)}
      >
        {t('saveInsight')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('saveInsight')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <SaveForm analysis={analysis} opened={opened} onDone={() => setIsAsking(false)} />
      </Modal>
    </>
  );
}

function SaveForm({ analysis, opened, onDone }: SaveInsightProps & { readonly onDone: () => void }) {
  const t = useMessages(analysisMessages);
  const api = useApi();
  const queries = useQueryClient();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const insights = useQuery(api.insights.list.queryOptions({ retry: false }));
  const [name, setName] = useState(opened?.name ?? '');
  const wanted = name.trim();
  const sameName = insights.data?.find((insight) => insight.name.toLowerCase() === wanted.toLowerCase()) ?? null;
  const save = useMutation(
    api.insights.save.mutationOptions({
      onSuccess: (insight) => {
        void queries.invalidateQueries({ queryKey: api.insights.key() });
        notifications.show({
          message: t('insightSaved', { name: insight.name }),
          color: 'harbour',
          closeButtonProps: { 'aria-label': t('close') },
        });
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === '') return;
    save.mutate({
      ...(sameName === null ? {} : { id: sameName.id }),
      name: wanted,
      kind: analysis.kind,
      question: { ...analysis.question },
      view: viewOfAddress(search),
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={t('insightName')}
          data-autofocus
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed" role="status">
          {sameName === null ? t('insightHelp') : t('insightExists', { name: sameName.name })}
        </Text>
        {save.error === null ? null : <ErrorState error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            disabled={wanted === ''}
            loading={save.isPending}
            color={sameName === null ? undefined : 'orange'}
          >
            {sameName === null ? t('save') : t('overwrite')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
