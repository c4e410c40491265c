import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconBolt, IconSchool } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Job, ModelTarget } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { isEnded, useJob, useJobs } from '../../app/jobs.tsx';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { registryMessages } from './registry-messages.ts';

/** Starts training and scoring for a target, and follows whichever is under way, also when it was started elsewhere. */
export function useRuns(target: ModelTarget) {
  const api = useApi();
  const jobs = useJobs();
  const [started, setStarted] = useState<number | null>(null);
  const onSuccess = ({ jobId }: { readonly jobId: number }) => setStarted(jobId);
  const train = useMutation(api.models.train.mutationOptions({ onSuccess }));
  const score = useMutation(api.models.score.mutationOptions({ onSuccess }));
  const underWay = jobs.data?.find((job) => (job.kind === 'train' || job.kind === 'score') && !isEnded(job));
  const job = useJob(underWay?.id ?? started);
  const busy = train.isPending || score.isPending || (job !== undefined && !isEnded(job));
  return { target, train, score, job, busy, follow: onSuccess };
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
        onClick={() => runs.train.mutate({ target: runs.target })}
      >
        {hasModel ? t('retrain') : t('train')}
      </Button>
      {hasModel && runs.target === 'churn' ? (
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
  if (job.state === 'done') return <DoneState job={job} />;
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Stack gap="xs">
        <JobProgress job={job} titled />
      </Stack>
    </Paper>
  );
}

/** Where a training, comparison or scoring led. */
function DoneState({ job }: { readonly job: Job }) {
  const t = useMessages(messages);
  const words = useMessages(registryMessages);
  const language = useLanguage();
  const result = job.result ?? {};
  const why = result[language === 'es' ? 'whyEs' : 'why'];
  const waits = typeof result['challengerId'] === 'string';
  const wasCompared = typeof result['verdict'] === 'string';
  const title = wasCompared ? words('comparedDone') : t(job.kind === 'train' ? 'trainedDone' : 'scoredDone');
  return (
    <Alert variant="light" title={title} role="status">
      {waits || wasCompared ? (
        <Text size="sm" mb="xs" maw={860}>
          {waits ? `${words('waits')}. ` : ''}
          {String(why ?? '')}
        </Text>
      ) : null}
      <Button component={Link} to="/queue" size="xs" variant={waits || wasCompared ? 'default' : 'filled'}>
        {t('openQueue')}
      </Button>
    </Alert>
  );
}
