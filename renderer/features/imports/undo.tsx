import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconLock } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ImportSummary } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { isEnded, useJob } from '../../app/jobs.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { useReasonText } from './reason-text.ts';
import { resultMessages } from './result-messages.ts';
import { SteadyButton } from './steady-button.tsx';

/** Takes the import out again, after a question; where it cannot be, says what depends on it. */
export function Undo({ summary }: { readonly summary: ImportSummary }) {
  const t = useMessages(resultMessages);
  const reasonText = useReasonText();
  const api = useApi();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const undo = useMutation(api.imports.undo.mutationOptions({ onSuccess: () => setAsked(false) }));
  const job = useJob(undo.data?.jobId ?? null);
  const ended = job !== undefined && isEnded(job);
  useEffect(() => {
    if (ended) void queries.invalidateQueries();
  }, [ended, queries]);
  if (summary.undoBlockedBy !== null) {
    return (
      <Alert variant="light" color="gray" icon={<IconLock size={16} />} py={6} maw={520}>
        <Text size="sm">
          {t('undoBlocked', { reason: reasonText(summary.undoBlockedBy, summary.undoBlockedCode).text })}
        </Text>
      </Alert>
    );
  }
  return (
    <Stack gap="xs" miw={260} align="flex-end">
      {job !== undefined && !(ended && job.state === 'done') ? (
        <div style={{ width: '100%' }}>
          <JobProgress job={job} titled />
        </div>
      ) : null}
      {undo.error === null ? null : <ErrorState error={undo.error} />}
      <SteadyButton
        variant="default"
        leftSection={<IconArrowBackUp size={16} />}
        ends
        isBusy={job !== undefined && !ended}
        onPress={() => setAsked(true)}
      >
        {t('undo')}
      </SteadyButton>
      <Modal
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('undoTitle', { id: summary.id })}
        closeButtonProps={{ 'aria-label': t('cancel') }}
      >
        <Stack gap="md">
          <Text size="sm">{t('undoText')}</Text>
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={() => setAsked(false)}>
              {t('cancel')}
            </Button>
            <SteadyButton color="orange" isBusy={undo.isPending} onPress={() => undo.mutate({ id: summary.id })}>
              {t('undoConfirm')}
            </SteadyButton>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}
