import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Job } from '../../shared/contract/index.ts';
import { useFormat } from '../ui/format.ts';
import { translateKey, useLanguage, useMessages } from '../ui/messages.ts';
import type { MessageValues } from '../ui/messages.ts';
import { isEnded, useCancelJob } from './jobs.tsx';
import { appMessages, stageMessages } from './messages.ts';

/** The stage of a job in words, with its numbers written in the reader's language. */
export function useStageWords(job: Job): string {
  const t = useMessages(appMessages);
  const format = useFormat();
  useLanguage();
  if (job.state === 'failed') return job.error?.message ?? t('job.failed');
  if (job.state !== 'running') return t(`job.${job.state}`);
  if (job.stage === null) return t('job.running');
  const values: MessageValues = Object.fromEntries(
    Object.entries(job.stage.values).map(([key, value]) => [
      key,
      typeof value === 'number' ? format.plain(value) : value,
    ]),
  );
  return translateKey(stageMessages, job.stage.key, values) ?? job.stage.key;
}

type JobProgressProps = {
  readonly job: Job;
  /** Draw the kind and the subject above the bar. */
  readonly titled?: boolean;
};

/** A job as it goes: bar, stage in words, cancel; its error as a sentence when it fails. */
export function JobProgress({ job, titled = false }: JobProgressProps) {
  const t = useMessages(appMessages);
  const format = useFormat();
  const words = useStageWords(job);
  const cancel = useCancelJob();
  const what = t(`kind.${job.kind}`);
  const ended = isEnded(job);
  if (job.state === 'failed') {
    return (
      <Alert color="orange" variant="light" title={t(`kind.${job.kind}.failed`)} role="alert">
        {words}
      </Alert>
    );
  }
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Stack gap={0} miw={0}>
          {titled ? (
            <Text size="sm" fw={600} truncate>
              {what} · {job.subject}
            </Text>
          ) : null}
          <Text size="sm" c="dimmed" aria-live="polite">
            {words}
          </Text>
        </Stack>
        <Group gap="xs" wrap="nowrap">
          {job.progress === null || ended ? null : (
            <Text size="sm" ff="monospace">
              {format.percent(job.progress, 0)}
            </Text>
          )}
          {!ended && job.cancellable ? (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconX size={14} />}
              disabled={cancel.isPending}
              onClick={() => cancel.mutate({ id: job.id })}
            >
              {cancel.isPending ? t('job.cancelling') : t('job.cancel')}
            </Button>
          ) : null}
        </Group>
      </Group>
      {ended ? null : (
        <Progress
          value={(job.progress ?? 1) * 100}
          striped={job.progress === null}
          animated={job.progress === null}
          aria-label={t('progress', { what })}
        />
      )}
    </Stack>
  );
}
