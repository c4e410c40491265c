import { Alert, Button, Group, Paper, Stack } from '@mantine/core';
import { IconBolt, IconSchool } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { isEnded, useJob, useJobs } from '../../app/jobs.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';

/** Starts training and scoring, and follows whichever is under way, also when it was started elsewhere. */
export function useRuns() {
  const api = useApi();
  const jobs = useJobs();
  const [started, setStarted] = useState<number | null>(null);
  const onSuccess = ({ jobId }: { readonly jobId: number }) => setStarted(jobId);
  const train = useMutation(api.models.train.mutationOptions({ onSuccess }));
  const score = useMutation(api.models.score.mutationOptions({ onSuccess }));
  const underWay = jobs.data?.find((job) => (job.kind === 'train' || job.kind === 'score') && !isEnded(job));
  const job = useJob(underWay?.id ?? started);
  return { train, score, job, busy: train.isPending || score.isPending || (job !== undefined && !isEnded(job)) };
}
export type Runs = ReturnType<typeof useRuns>;

export function RunButtons({ runs, hasModel }: { readonly runs: Runs; readonly hasModel: boolean }) {
  const t = useMessages(messages);
  return (
    <Group gap="sm" wrap="nowrap">
      <Button
        leftSection={<IconSchool size={17} />}
        disabled={runs.busy}
        loading={runs.train.isPending}
        onClick={() => runs.train.mutate({})}
      >
        {hasModel ? t('retrain') : t('train')}
      </Button>
      {hasModel ? (
        <Button
          variant="default"
          leftSection={<IconBolt size={17} />}
          disabled={runs.busy}
          loading={runs.score.isPending}
          onClick={() => runs.score.mutate({})}
        >
          {t('score')}
        </Button>
      ) : null}
    </Group>
  );
}

/** How the training or scoring goes, and where it led. */
export function RunState({ runs }: { readonly runs: Runs }) {
  const t = useMessages(messages);
  const { job } = runs;
  const error = runs.train.error ?? runs.score.error;
  if (error !== null) return <ErrorState error={error} />;
  if (job === undefined) return null;
  if (job.state === 'cancelled') return <Alert variant="light">{t('jobCancelled')}</Alert>;
  if (job.state === 'done') {
    return (
      <Alert variant="light" title={job.kind === 'train' ? t('trainedDone') : t('scoredDone')} role="status">
        <Button component={Link} to="/queue" size="xs">
          {t('openQueue')}
        </Button>
      </Alert>
    );
  }
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Stack gap="xs">
        <JobProgress job={job} titled />
      </Stack>
    </Paper>
  );
}
