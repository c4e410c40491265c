import { Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconFileImport } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ImportSummary } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { isEnded, useFollowedJob } from '../../app/jobs.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import styles from './imports.module.css';
import { useReasonText } from './reason-text.ts';
import type { useRecheck } from './recheck.tsx';
import { requestOf } from './request.ts';
import { resultMessages } from './result-messages.ts';
import { SteadyButton } from './steady-button.tsx';
import { useTakeUp } from './use-draft.ts';

type CommitBarProps = {
  readonly summary: ImportSummary;
  readonly recheck: ReturnType<typeof useRecheck>;
};

/** Writes exactly what the check found; where that is no longer possible, says why. */
export function CommitBar({ summary, recheck }: CommitBarProps) {
  const t = useMessages(resultMessages);
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const reasonText = useReasonText();
  const request = requestOf(summary);
  const takeUp = useTakeUp();
  const commit = useMutation(api.imports.commit.mutationOptions());
  const job = useFollowedJob(commit.data?.jobId ?? null);
  const told = useRef(false);
  const importId = typeof job?.result?.['importId'] === 'number' ? job.result['importId'] : null;
  useEffect(() => {
    if (job?.state !== 'done' || importId === null || told.current) return;
    told.current = true;
    void queries.invalidateQueries({ queryKey: api.imports.key() });
    void navigate({ to: `/imports/${importId}`, replace: true });
  }, [job, importId, queries, api, navigate]);
  const isRunning = recheck.isRunning || (job !== undefined && !isEnded(job));
  const shown = recheck.job ?? job;
  const writes = Object.values(summary.totals).reduce((all, totals) => all + totals.new + totals.changed, 0);
  return (
    <div className={styles.dock}>
      <Stack gap="sm">
        {(commit.error ?? recheck.error) === null ? null : <ErrorState error={commit.error ?? recheck.error} />}
        {shown === undefined || shown.state === 'done' ? null : <JobProgress job={shown} />}
        <Group justify="space-between">
          <Text size="sm" fw={600} role="status" flex={1} miw={240}>
            {recheck.isRunning
              ? t('checkingAgain')
              : summary.commitBlockedBy !== null
                ? reasonText(summary.commitBlockedBy, summary.commitBlockedCode).text
                : writes === 0
                  ? t('commitNothing')
                  : t('commitReady', { count: writes })}
          </Text>
          <Group gap="sm">
            <Button
              component={Link}
              to="/import"
              search={(request === null ? {} : { files: request.grants }) as never}
              variant="default"
              leftSection={<IconArrowLeft size={16} />}
              onClick={() => {
                if (request !== null) takeUp(request);
              }}
            >
              {t(request === null ? 'chooseAgain' : 'backToFiles')}
            </Button>
            <SteadyButton
              goesOn
              leftSection={<IconFileImport size={16} />}
              isBlocked={summary.commitBlockedBy !== null || recheck.isRunning}
              isBusy={commit.isPending || isRunning}
              onPress={() => commit.mutate({ id: summary.id })}
            >
              {t('commit')}
            </SteadyButton>
          </Group>
        </Group>
      </Stack>
    </div>
  );
}
