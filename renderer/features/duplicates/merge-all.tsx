import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { Decisions } from './use-decisions.ts';
import { usePageKeys } from './use-page-keys.ts';

/** All pairs of which nothing is doubtful, at once, after a question. */
export function MergeAll({ total, decisions }: { readonly total: number; readonly decisions: Decisions }) {
  const t = useMessages(messages);
  const format = useFormat();
  const [asked, setAsked] = useState<number | null>(null);
  const { mergedOfAll, isPending } = decisions;
  const ask = (): void => {
    if (total > 0 && !isPending) setAsked(total);
  };
  usePageKeys({ M: ask });
  const n = format.integer(asked ?? total);
  const isOpen = asked !== null && (mergedOfAll !== null || total > 0);
  const confirm = (): void => {
    decisions.mergeAllExact();
    setAsked(null);
  };
  return (
    <>
      {mergedOfAll === null ? (
        <Button size="xs" variant="default" disabled={total === 0 || isPending} onClick={ask}>
          {t('mergeAll', { n: format.integer(total) })}
        </Button>
      ) : (
        <Stack gap={4} w={220}>
          <Text size="xs" c="dimmed" aria-live="polite">
            {t('mergeAllProgress', { done: format.integer(mergedOfAll), n: format.integer(total) })}
          </Text>
          <Progress value={100} animated striped aria-label={t('mergeAll', { n: format.integer(total) })} />
        </Stack>
      )}
      <Modal
        opened={isOpen}
        onClose={() => setAsked(null)}
        title={t('mergeAllTitle')}
        closeButtonProps={{ 'aria-label': t('cancel') }}
      >
        <Stack gap="md">
          <Text size="sm">{t('mergeAllText', { count: asked ?? 0, n })}</Text>
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={() => setAsked(null)}>
              {t('cancel')}
            </Button>
            <Button onClick={confirm}>{t('mergeAllConfirm')}</Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
