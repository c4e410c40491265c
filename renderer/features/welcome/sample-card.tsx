import { Button, Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheckFilled,
  IconPlayerPlay,
  IconProgress,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Job } from '../../../shared/contract/index.ts';
import { JobProgress } from '../../app/job-progress.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { placeAfter, samplePlaceAtStart, sampleSteps, statesOf } from './sample-steps.ts';
import type { StepState } from './sample-steps.ts';
import type { SampleRun } from './use-sample.ts';
import styles from './welcome.module.css';

const stepText = { generate: 'stepGenerate', import: 'stepImport', train: 'stepTrain', score: 'stepScore' } as const;
const stateText = {
  waiting: 'stateWaiting',
  running: 'stateRunning',
  done: 'stateDone',
  failed: 'stateFailed',
} as const;

type SampleCardProps = { readonly isThere: boolean; readonly run: SampleRun };

/** The first choice of a first visit: the sample book, made before one's eyes, until its queue opens. */
export function SampleCard({ isThere, run }: SampleCardProps) {
  const t = useMessages(messages);
  const { job, running, stopped } = run;
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="lg" className={styles.sample}>
      <Stack gap="md">
        <div>
          <Title order={2}>{running ? t('sampleRunning') : t('sampleTitle')}</Title>
          <Text mt={4}>{running ? t('sampleRunningText') : isThere ? t('sampleOpenText') : t('sampleText')}</Text>
        </div>
        {running || stopped ? <SampleProgress job={job} /> : null}
        {stopped ? <Text fw={600}>{t('sampleStopped')}</Text> : null}
        {run.error === null ? null : <ErrorState error={run.error} />}
        <Group>
          {running ? (
            <Button component={Link} to="/queue" variant="default" disabled={job === undefined}>
              {t('openQueueNow')}
            </Button>
          ) : (
            <Button size="md" leftSection={<IconPlayerPlay size={18} />} onClick={run.start}>
              {isThere ? t('sampleAgain') : t('sampleStart')}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}

function SampleProgress({ job }: { readonly job: Job | undefined }) {
  const t = useMessages(messages);
  const [place, setPlace] = useState(samplePlaceAtStart);
  const next = job?.stage ? placeAfter(place, job.stage.key) : place;
  if (next !== place) setPlace(next);
  const states = statesOf(job?.state, next.step);
  return (
    <Stack gap="sm" role="group" aria-label={t('progressLabel')}>
      <ol className={styles.steps}>
        {sampleSteps.map((step) => (
          <li
            key={step}
            className={styles.step}
            data-state={states[step]}
            aria-current={states[step] === 'running' ? 'step' : undefined}
          >
            <StepIcon state={states[step]} />
            <Text size="sm" fw={states[step] === 'running' ? 600 : 400}>
              {t(stepText[step])}
            </Text>
            <Text size="xs" c="dimmed">
              {t(stateText[states[step]])}
            </Text>
          </li>
        ))}
      </ol>
      {job === undefined ? null : <JobProgress job={job} />}
    </Stack>
  );
}

function StepIcon({ state }: { readonly state: StepState }) {
  const color = state === 'failed' ? 'orange' : state === 'waiting' ? 'gray' : 'harbour';
  return (
    <ThemeIcon size={22} variant="transparent" color={color} aria-hidden="true">
      {state === 'done' ? <IconCircleCheckFilled size={20} /> : null}
      {state === 'running' ? <IconProgress size={20} /> : null}
      {state === 'waiting' ? <IconCircle size={20} /> : null}
      {state === 'failed' ? <IconAlertTriangle size={20} /> : null}
    </ThemeIcon>
  );
}
