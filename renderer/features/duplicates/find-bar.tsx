import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconRefreshAlert, IconSearch } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { isEnded, useFollowedJob, useJobs } from '../../app/jobs.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';

export type Finding = ReturnType<typeof useFind>;

/** The search as a job: also one that was started before this page was opened. */
export function useFind() {
  const api = useApi();
  const queries = useQueryClient();
  const start = useMutation(api.identity.find.mutationOptions());
  const running = useJobs().data?.find((job) => job.kind === 'find-merges' && !isEnded(job));
  const own = useFollowedJob(start.data?.jobId ?? null);
  const job = running ?? own;
  const ended = job !== undefined && isEnded(job);
  useEffect(() => {
    if (ended) void queries.invalidateQueries({ queryKey: api.identity.key() });
  }, [ended, queries, api]);
  return {
    job,
    isUnderWay: start.isPending || (job !== undefined && !ended),
    error: start.error,
    start: () => start.mutate(undefined),
  };
}

export function FindButton({ find, isFirst }: { readonly find: Finding; readonly isFirst: boolean }) {
  const t = useMessages(messages);
  return (
    <Button
      variant={isFirst ? 'filled' : 'default'}
      leftSection={<IconSearch size={16} />}
      miw="max-content"
      loading={find.isUnderWay}
      onClick={find.start}
    >
      {t(isFirst ? 'find' : 'findAgain')}
    </Button>
  );
}

type FindNewsProps = { readonly find: Finding; readonly foundAt: string | null; readonly isOutdated: boolean };

/** How the search goes, and whether what it found still holds. */
export function FindNews({ find, foundAt, isOutdated }: FindNewsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const { job, isUnderWay, error } = find;
  return (
    <Stack gap="xs">
      {error === null ? null : <ErrorState error={error} />}
      {job !== undefined && (isUnderWay || job.state === 'failed') ? <JobProgress job={job} /> : null}
      {job?.state === 'cancelled' ? (
        <Text size="sm" c="dimmed">
          {t('findCancelled')}
        </Text>
      ) : null}
      {foundAt === null || isUnderWay ? null : isOutdated ? (
        <Alert color="orange" variant="light" icon={<IconRefreshAlert size={18} />} py="xs">
          <Group gap="sm">
            <Text size="sm">
              {t('foundAt', { when: format.instant(foundAt) })} {t('outdated')}
            </Text>
          </Group>
        </Alert>
      ) : (
        <Text size="sm" c="dimmed">
          {t('foundAt', { when: format.instant(foundAt) })}
        </Text>
      )}
    </Stack>
  );
}
