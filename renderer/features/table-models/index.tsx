import { Alert, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import type { Grant } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { isEnded, useFollowedJob } from '../../app/jobs.tsx';
import { useUrlState } from '../../app/search.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState, Loading, QueryView } from '../../ui/states.tsx';
import { ChooseTable } from './choose-table.tsx';
import { messages } from './messages.ts';
import { Question } from './question.tsx';
import type { AskedQuestion } from './question.tsx';
import { Result } from './result.tsx';
import { studyMessages } from './study-messages.ts';
import { LifetimeQuestion, SurvivalQuestion } from './study-question.tsx';
import type { AskedStudy } from './study-question.tsx';
import { StudyResult } from './study-result.tsx';

/** The run that is shown stands in the address: it survives a reload for as long as the program keeps it. */
const address = z.object({
  run: z.coerce.number().int().positive().optional(),
  about: z.enum(['churn', 'survival', 'lifetime']).optional(),
});
const abouts = ['churn', 'survival', 'lifetime'] as const;

/** One table in, a checked model with reasons and a report out; nothing of it is stored. */
export function TableModelsPage() {
  const t = useMessages(messages);
  const words = useMessages(studyMessages);
  const api = useApi();
  const [{ run: jobId = null, about = 'churn' }, setAddress] = useUrlState(address);
  const [file, setFile] = useState<Grant | null>(null);
  const [asked, setAsked] = useState<AskedQuestion | null>(null);
  const inspect = useMutation(api.tableModels.inspect.mutationOptions());
  const start = useMutation(
    api.tableModels.start.mutationOptions({ onSuccess: (started) => setAddress({ run: started.jobId }) }),
  );
  const study = useMutation(
    api.tableModels.study.mutationOptions({ onSuccess: (started) => setAddress({ run: started.jobId }) }),
  );
  const job = useFollowedJob(jobId);
  const isUnderWay = start.isPending || study.isPending || (job !== undefined && !isEnded(job));
  const take = (chosen: Grant): void => {
    setFile(chosen);
    setAsked(null);
    setAddress({ run: undefined });
    inspect.mutate({ grant: chosen.grant });
  };
  const ask = (question: AskedQuestion): void => {
    if (file === null) return;
    setAsked(question);
    start.mutate({ ...question, grant: file.grant });
  };
  const askStudy = (question: AskedStudy): void => {
    if (file === null) return;
    setAsked(null);
    study.mutate({ grant: file.grant, question });
  };
  const allow = (columns: readonly string[]): void => {
    if (asked !== null) ask({ ...asked, allow: [...(asked.allow ?? []), ...columns] });
  };
  return (
    <Stack gap="lg" maw={1180}>
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed" maw={760}>
          {t('lead')}
        </Text>
      </div>
      <ChooseTable compact={inspect.data !== undefined || jobId !== null} onFile={take} />
      {inspect.isPending ? (
        <div aria-label={t('reading')}>
          <Loading shape="page" />
        </div>
      ) : inspect.error !== null ? (
        <ErrorState error={inspect.error} />
      ) : inspect.data === undefined ? null : (
        <Stack gap="sm">
          <SegmentedControl
            aria-label={words('about')}
            data={abouts.map((value) => ({ value, label: words(`about_${value}`) }))}
            value={about}
            onChange={(value) => setAddress({ about: value === 'churn' ? undefined : value })}
            style={{ alignSelf: 'start' }}
          />
          {about === 'churn' ? (
            <Question key={file?.grant} draft={inspect.data} busy={isUnderWay} onStart={ask} />
          ) : about === 'survival' ? (
            <SurvivalQuestion key={file?.grant} draft={inspect.data} busy={isUnderWay} onStart={askStudy} />
          ) : (
            <LifetimeQuestion key={file?.grant} draft={inspect.data} busy={isUnderWay} onStart={askStudy} />
          )}
        </Stack>
      )}
      {start.error === null ? null : <ErrorState error={start.error} />}
      {study.error === null ? null : <ErrorState error={study.error} />}
      {job === undefined ? null : job.state === 'cancelled' ? (
        <Alert variant="light">{t('stopped')}</Alert>
      ) : job.state === 'done' ? (
        <Finished jobId={job.id} onAllow={asked === null || isUnderWay ? null : allow} />
      ) : (
        <Paper withBorder bg="var(--holdfast-surface)" p="md">
          <JobProgress job={job} titled />
        </Paper>
      )}
    </Stack>
  );
}

type FinishedProps = {
  readonly jobId: number;
  readonly onAllow: ((columns: readonly string[]) => void) | null;
};

function Finished({ jobId, onAllow }: FinishedProps) {
  const t = useMessages(messages);
  const query = useQuery(useApi().tableModels.run.queryOptions({ input: { jobId }, staleTime: Infinity }));
  return (
    <QueryView query={query} skeleton="page">
      {({ card, study }) =>
        study !== null ? (
          <StudyResult jobId={jobId} study={study} />
        ) : card === null ? (
          <Alert variant="light">{t('gone')}</Alert>
        ) : (
          <Result key={jobId} jobId={jobId} card={card} onAllow={onAllow} />
        )
      }
    </QueryView>
  );
}
