import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconTargetArrow } from '@tabler/icons-react';
import { useApi } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { isEnded, useJob, useJobs } from '../../app/jobs.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { accountsMessages } from '../../app/account-parts/messages.ts';

/** While no model has scored the book: what to do about it, and the training as it goes. */
export function TrainCallout() {
  const t = useMessages(accountsMessages);
  const train = useMutation(useApi().models.train.mutationOptions());
  const running = useJobs().data?.find(
    (job) => !isEnded(job) && (job.kind === 'train' || job.kind === 'score' || job.kind === 'sample'),
  );
  const started = useJob(train.data?.jobId ?? null);
  const job = running ?? started;
  return (
    <Alert variant="light" color="harbour" icon={<IconTargetArrow size={20} />} title={t('unscored')}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm" maw={720}>
          {t('unscoredText')}
        </Text>
        {train.error === null ? null : <ErrorState error={train.error} />}
        {job === undefined || (isEnded(job) && job.state !== 'failed') ? null : (
          <div style={{ width: '100%', maxWidth: 560 }}>
            <JobProgress job={job} titled />
          </div>
        )}
        {job === undefined || isEnded(job) ? (
          <Button size="sm" loading={train.isPending} onClick={() => train.mutate({})}>
            {t('train')}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}
