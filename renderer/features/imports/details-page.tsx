import { Alert, Anchor, Button, Group, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowBackUp, IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ImportSummary } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { isEnded, useJob } from '../../app/jobs.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState, QueryView } from '../../ui/states.tsx';
import { Findings } from './findings.tsx';
import { StateBadge } from './history.tsx';
import styles from './imports.module.css';
import { useLabels } from './labels.ts';
import { messages } from './messages.ts';
import { Rejects } from './rejects.tsx';
import { TotalsTable } from './totals-table.tsx';

export function ImportDetailsPage() {
  const t = useMessages(messages);
  const params: { id?: string } = useParams({ strict: false });
  // A check is kept under its job's negative number, which says nothing to a person.
  const id = Number(params.id);
  const query = useQuery(useApi().imports.get.queryOptions({ input: { id } }));
  return (
    <Stack gap="lg">
      <div>
        <Anchor component={Link} to="/import" size="sm">
          <Group gap={4} component="span">
            <IconArrowLeft size={14} aria-hidden="true" />
            {t('back')}
          </Group>
        </Anchor>
        <Title order={1}>{id < 0 ? t('checkDetailsTitle') : t('detailsTitle', { id: params.id })}</Title>
      </div>
      <QueryView query={query} skeleton="page">
        {(summary) => <Details summary={summary} />}
      </QueryView>
    </Stack>
  );
}

function Details({ summary }: { readonly summary: ImportSummary }) {
  const t = useMessages(messages);
  const format = useFormat();
  const rejected = Object.values(summary.totals).reduce((all, totals) => all + totals.rejected, 0);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start">
        <Group gap="sm">
          <StateBadge state={summary.state} />
          <Text size="sm" c="dimmed">
            {summary.undoneAt !== null
              ? t('undoneOn', { when: format.instant(summary.undoneAt) })
              : t(summary.state === 'checked' ? 'checkedOn' : 'committedOn', {
                  when: format.instant(summary.committedAt),
                })}
          </Text>
        </Group>
        {summary.state === 'committed' ? <Undo summary={summary} /> : null}
      </Group>
      {summary.state === 'checked' ? (
        <Alert variant="light">
          {t('checkedTitle')}. {t('checkedText')}
        </Alert>
      ) : null}
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2} mb="sm">
          {t('totalsTitle')}
        </Title>
        <TotalsTable totals={summary.totals} />
      </Paper>
      {summary.state === 'committed' ? (
        <Group gap="sm">
          <Text fw={600}>{t('next')}</Text>
          <Button component={Link} to="/model" size="xs">
            {t('nextTrain')}
          </Button>
          <Button component={Link} to="/queue" size="xs" variant="default">
            {t('nextQueue')}
          </Button>
          <Button component={Link} to="/retention" size="xs" variant="default">
            {t('nextRetention')}
          </Button>
        </Group>
      ) : null}
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2} mb="sm">
          {t('findingsTitle')}
        </Title>
        <Findings findings={summary.findings} />
      </Paper>
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2} mb="sm">
          {t('rejectsTitle')}
        </Title>
        {rejected === 0 ? (
          <Text size="sm" c="dimmed">
            {t('rejectsNone')}
          </Text>
        ) : (
          <Rejects id={summary.id} />
        )}
      </Paper>
      <Files summary={summary} />
    </Stack>
  );
}

function Files({ summary }: { readonly summary: ImportSummary }) {
  const t = useMessages(messages);
  const format = useFormat();
  const labels = useLabels();
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2} mb="sm">
        {t('filesLabel')}
      </Title>
      <div className={styles.scroller} role="region" aria-label={t('filesLabel')} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('fileName')}</th>
              <th scope="col">{t('fileTable')}</th>
              <th scope="col" data-end>
                {t('fileRows')}
              </th>
              <th scope="col">{t('fileHash')}</th>
            </tr>
          </thead>
          <tbody>
            {summary.files.map((file) => (
              <tr key={`${file.name}-${file.sha256}`}>
                <th scope="row">{file.name}</th>
                <td>{labels.table(file.table)}</td>
                <td data-end>{format.integer(file.rows)}</td>
                <td className={styles.raw} title={file.sha256}>
                  {file.sha256.slice(0, 16)}…
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Paper>
  );
}

/** Takes the import out again, after a question. */
function Undo({ summary }: { readonly summary: ImportSummary }) {
  const t = useMessages(messages);
  const api = useApi();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const undo = useMutation(api.imports.undo.mutationOptions({ onSuccess: () => setAsked(false) }));
  const job = useJob(undo.data?.jobId ?? null);
  const ended = job !== undefined && isEnded(job);
  useEffect(() => {
    if (ended) void queries.invalidateQueries();
  }, [ended, queries]);
  if (summary.undoBlockedBy !== null) {
    return (
      <Text size="sm" c="dimmed" maw={480}>
        {t('undoBlocked', { reason: summary.undoBlockedBy })}
      </Text>
    );
  }
  return (
    <Stack gap="xs" miw={260} align="flex-end">
      {job !== undefined && !(ended && job.state === 'done') ? (
        <div style={{ width: '100%' }}>
          <JobProgress job={job} titled />
        </div>
      ) : null}
      {undo.error === null ? null : <ErrorState error={undo.error} />}
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={16} />}
        disabled={job !== undefined && !ended}
        onClick={() => setAsked(true)}
      >
        {t('undo')}
      </Button>
      <Modal
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('undoTitle', { id: summary.id })}
        closeButtonProps={{ 'aria-label': t('cancel') }}
      >
        <Stack gap="md">
          <Text size="sm">{t('undoText')}</Text>
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={() => setAsked(false)}>
              {t('cancel')}
            </Button>
            <Button color="orange" loading={undo.isPending} onClick={() => undo.mutate({ id: summary.id })}>
              {t('undoConfirm')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}
