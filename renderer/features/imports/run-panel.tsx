import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useApi } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { isEnded, useJob } from '../../app/jobs.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

type RunPanelProps = {
  readonly jobId: number;
  /** Told once, when the job of an import (not of a check) has ended well. */
  readonly onImported: (importId: number) => void;
  readonly onClose: () => void;
};

/** The import or check that is under way, and where it led. */
export function RunPanel({ jobId, onImported, onClose }: RunPanelProps) {
  const t = useMessages(messages);
  const api = useApi();
  const queries = useQueryClient();
  const job = useJob(jobId);
  const importId = typeof job?.result?.['importId'] === 'number' ? job.result['importId'] : null;
  const checkOnly = job?.result?.['dryRun'] === true;
  const told = useRef(false);

  useEffect(() => {
    if (job?.state !== 'done' || told.current) return;
    told.current = true;
    void queries.invalidateQueries({ queryKey: api.imports.list.key() });
    if (importId !== null && !checkOnly) onImported(importId);
  }, [job, importId, checkOnly, onImported, queries, api]);

  if (job === undefined) return null;
  const title = !isEnded(job)
    ? t('running')
    : job.state === 'done'
      ? checkOnly
        ? t('checkedTitle')
        : t('doneTitle')
      : t(job.state === 'cancelled' ? 'cancelledTitle' : 'stoppedTitle');
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Stack gap="sm">
        <Title order={2}>{title}</Title>
        {job.state === 'cancelled' ? <Alert variant="light">{t('jobCancelled')}</Alert> : <JobProgress job={job} />}
        {isEnded(job) ? (
          <>
            {checkOnly ? <Text size="sm">{t('checkedText')}</Text> : null}
            <Group gap="sm">
              {importId === null ? null : (
                <Button component={Link} to={`/imports/${importId}`}>
                  {checkOnly ? t('seeCheck') : t('seeResult')}
                </Button>
              )}
              <Button variant="default" onClick={onClose}>
                {t('backToFiles')}
              </Button>
            </Group>
          </>
        ) : null}
      </Stack>
    </Paper>
  );
}
