import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import type { Job } from '../../shared/contract/index.ts';
import { useFormat } from '../ui/format.ts';
import { translateKey, useLanguage, useMessages } from '../ui/messages.ts';
import type { MessageValues } from '../ui/messages.ts';
import { ErrorState } from '../ui/states.tsx';
import { jobMessages } from './job-messages.ts';
import { remainingWords } from './job-pace.ts';
import { isEnded, useCancelJob, usePauseJob, useResumeJob } from './jobs.tsx';
import { appMessages, stageMessages } from './messages.ts';
import { useJobPace } from './use-job-pace.ts';

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

/** `12,000 rows a second · about 3 minutes left`; empty while neither can be told. */
function usePaceWords(job: Job): string {
  const t = useMessages(jobMessages);
  const format = useFormat();
  const { rowsPerSecond, secondsLeft } = useJobPace(job);
  const parts: string[] = [];
  if (rowsPerSecond !== null && rowsPerSecond >= 1)
    parts.push(t('rate', { rows: format.integer(Number(rowsPerSecond.toPrecision(2))) }));
  if (secondsLeft !== null) {
    const { unit, count } = remainingWords(secondsLeft);
    parts.push(t(unit, { count }));
  }
  return parts.join(' · ');
}

type JobProgressProps = {
  readonly job: Job;
  /** Draw the kind and the subject above the bar. */
  readonly titled?: boolean;
};

/** A job as it goes: bar, stage in words, rate, time left; pause, go on, cancel; its error as a sentence when it fails. */
export function JobProgress({ job, titled = false }: JobProgressProps) {
  const t = useMessages(appMessages);
  const format = useFormat();
  const words = useStageWords(job);
  const pace = usePaceWords(job);
  const what = t(`kind.${job.kind}`);
  const ended = isEnded(job);
  const paused = job.state === 'paused';
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
            <Text size="sm" fw={600} truncate title={job.subject}>
              {what} · {job.subject}
            </Text>
          ) : null}
          <Text size="sm" c="dimmed" aria-live="polite">
            {words}
          </Text>
          {pace === '' ? null : (
            <Text size="xs" c="dimmed">
              {pace}
            </Text>
          )}
        </Stack>
        <Group gap="xs" wrap="nowrap">
          {job.progress === null || ended ? null : (
            <Text size="sm" ff="monospace">
              {format.percent(job.progress, 0)}
            </Text>
          )}
          {ended ? null : <JobButtons job={job} />}
        </Group>
      </Group>
      {ended ? null : (
        <Progress
          value={(job.progress ?? 1) * 100}
          striped={job.progress === null}
          animated={job.progress === null && !paused}
          {...(paused ? { color: 'gray' } : {})}
          aria-label={t('progress', { what })}
        />
      )}
    </Stack>
  );
}

function JobButtons({ job }: { readonly job: Job }) {
  const t = useMessages(appMessages);
  const words = useMessages(jobMessages);
  const cancel = useCancelJob();
  const pause = usePauseJob();
  const resume = useResumeJob();
  const error = cancel.error ?? pause.error ?? resume.error;
  return (
    <>
      {error === null ? null : <ErrorState error={error} help={false} />}
      {job.state === 'paused' ? (
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconPlayerPlay size={14} />}
          loading={resume.isPending}
          onClick={() => resume.mutate({ id: job.id })}
        >
          {words('resume')}
        </Button>
      ) : job.pausable && job.state === 'running' ? (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPause size={14} />}
          loading={pause.isPending}
          onClick={() => pause.mutate({ id: job.id })}
        >
          {words('pause')}
        </Button>
      ) : null}
      {job.cancellable ? (
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
    </>
  );
}
