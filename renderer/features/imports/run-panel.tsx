import { Alert, Button, Group, Paper, Stack, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useApi } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { isEnded, useFollowedJob } from '../../app/jobs.tsx';
import { useMessages } from '../../ui/messages.ts';
import styles from './imports.module.css';
import { useBeginHere } from './keep-focus.ts';
import { messages } from './messages.ts';

type RunPanelProps = {
  readonly jobId: number;
  /** Told once, when the job has ended well: the import's number, negative for a check. */
  readonly onDone: (importId: number) => void;
  readonly onClose: () => void;
};

/** The import or check that is under way. */
export function RunPanel({ jobId, onDone, onClose }: RunPanelProps) {
  const t = useMessages(messages);
  const api = useApi();
  const queries = useQueryClient();
  const job = useFollowedJob(jobId);
  const importId = typeof job?.result?.['importId'] === 'number' ? job.result['importId'] : null;
  const told = useRef(false);

  useEffect(() => {
    if (job?.state !== 'done' || told.current) return;
    told.current = true;
    void queries.invalidateQueries({ queryKey: api.imports.list.key() });
    void queries.invalidateQueries({ queryKey: api.recipes.list.key() });
    if (importId !== null) onDone(importId);
  }, [job, importId, onDone, queries, api]);

  const heading = useRef<HTMLHeadingElement>(null);
  useBeginHere(heading, jobId);
  const hasEnded = job !== undefined && isEnded(job);
  const title = !hasEnded
    ? t('running')
    : t(job.state === 'done' ? 'doneTitle' : job.state === 'cancelled' ? 'cancelledTitle' : 'stoppedTitle');
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Stack gap="sm">
        <Title order={2} ref={heading} tabIndex={-1} className={styles.beginning}>
          {title}
        </Title>
        {job === undefined ? null : job.state === 'cancelled' ? (
          <Alert variant="light">{t('jobCancelled')}</Alert>
        ) : (
          <JobProgress job={job} />
        )}
        {hasEnded && job.state !== 'done' ? (
          <Group gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('backToFiles')}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Paper>
  );
}
