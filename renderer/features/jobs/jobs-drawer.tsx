import { Anchor, Badge, Card, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconProgress } from '@tabler/icons-react';
import type { Job } from '../../../shared/contract/index.ts';
import { useHost } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { isEnded, kindOf, useJobs } from '../../app/jobs.tsx';
import { appMessages } from '../../app/messages.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { jobsMessages } from './messages.ts';
import { resultOf, secondsTaken } from './results.ts';

type JobsDrawerProps = { readonly opened: boolean; readonly onClose: () => void };

/** Every job: what runs with its progress, then what ran, with where it leads. */
export function JobsDrawer({ opened, onClose }: JobsDrawerProps) {
  const t = useMessages(jobsMessages);
  const jobs = useJobs();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={460}
      title={t('title')}
      closeButtonProps={{ 'aria-label': t('title') }}
    >
      <QueryView
        query={jobs}
        skeleton="lines"
        isEmpty={(list) => list.length === 0}
        empty={<Empty icon={<IconProgress size={26} />} title={t('empty')} text={t('emptyText')} />}
      >
        {(list) => {
          const now = list.filter((job) => !isEnded(job));
          const before = list.filter(isEnded);
          return (
            <Stack gap="lg">
              {now.length === 0 ? null : <Section title={t('now')} jobs={now} onClose={onClose} />}
              {before.length === 0 ? null : <Section title={t('before')} jobs={before} onClose={onClose} />}
            </Stack>
          );
        }}
      </QueryView>
    </Drawer>
  );
}

function Section({
  title,
  jobs,
  onClose,
}: {
  readonly title: string;
  readonly jobs: readonly Job[];
  readonly onClose: () => void;
}) {
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {title}
      </Title>
      {jobs.map((job) => (
        <Card key={job.id} withBorder padding="sm">
          {isEnded(job) ? <EndedJob job={job} onClose={onClose} /> : <JobProgress job={job} titled />}
        </Card>
      ))}
    </Stack>
  );
}

const stateColors: Partial<Record<Job['state'], string>> = { done: 'harbour', failed: 'orange' };

function EndedJob({ job, onClose }: { readonly job: Job; readonly onClose: () => void }) {
  const t = useMessages(jobsMessages);
  const words = useMessages(appMessages);
  const format = useFormat();
  const host = useHost();
  const result = resultOf(job);
  const seconds = secondsTaken(job);
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" fw={600} truncate title={job.subject}>
          {words(`kind.${kindOf(job)}`)} · {job.subject}
        </Text>
        <Badge size="sm" variant="light" tt="none" flex="none" color={stateColors[job.state] ?? 'gray'}>
          {job.state === 'done'
            ? words('job.done')
            : job.state === 'failed'
              ? words('job.failed')
              : words('job.cancelledShort')}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {format.instant(job.endedAt ?? job.createdAt)}
        {seconds === null ? '' : ` · ${t('took', { time: format.duration(seconds) })}`}
      </Text>
      {job.error === null ? null : <Text size="sm">{job.error.message}</Text>}
      {job.state === 'interrupted' ? <Text size="sm">{words('job.interrupted')}</Text> : null}
      {result?.to === 'import' ? (
        <Anchor component={Link} to={`/imports/${result.id}`} size="sm" onClick={onClose}>
          {t(kindOf(job) === 'check' ? 'openCheck' : 'openImport')}
        </Anchor>
      ) : null}
      {result?.to === 'model' ? (
        <Anchor component={Link} to="/model" size="sm" onClick={onClose}>
          {t('openModel')}
        </Anchor>
      ) : null}
      {result?.to === 'queue' ? (
        <Anchor component={Link} to="/queue" size="sm" onClick={onClose}>
          {t('openQueue')}
        </Anchor>
      ) : null}
      {result?.to === 'table' ? (
        <Anchor component={Link} to="/table" search={{ run: result.id } as never} size="sm" onClick={onClose}>
          {t('openResult')}
        </Anchor>
      ) : null}
      {result?.to === 'page' ? (
        <Anchor component={Link} to={result.path} size="sm" onClick={onClose}>
          {t('openResult')}
        </Anchor>
      ) : null}
      {result?.to === 'file' ? (
        <Anchor
          component="button"
          type="button"
          size="sm"
          ta="start"
          onClick={() => void host.saveExport(result.grant, result.name)}
        >
          {t('save')}
        </Anchor>
      ) : null}
    </Stack>
  );
}
