import { Alert, Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ImportSummary } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { ChangedFields } from './changed-fields.tsx';
import { CommitBar } from './commit-bar.tsx';
import { Findings } from './findings.tsx';
import { StateBadge } from './history.tsx';
import { ImportFiles } from './import-files.tsx';
import { useRecheck } from './recheck.tsx';
import { Rejects } from './rejects.tsx';
import { resultMessages } from './result-messages.ts';
import { TotalsTable } from './totals-table.tsx';
import { Undo } from './undo.tsx';

/** A committed import, or a check that can still be committed: a check is kept under its job's negative number. */
export function ImportDetailsPage() {
  const t = useMessages(resultMessages);
  const params: { id?: string } = useParams({ strict: false });
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
        {(summary) => <Details key={summary.id} summary={summary} />}
      </QueryView>
    </Stack>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md" component="section" aria-label={title}>
      <Title order={2} mb="sm">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function Details({ summary }: { readonly summary: ImportSummary }) {
  const t = useMessages(resultMessages);
  const format = useFormat();
  const rejected = Object.values(summary.totals).reduce((all, totals) => all + totals.rejected, 0);
  const changed = Object.values(summary.totals).reduce((all, totals) => all + totals.changed, 0);
  const isCheck = summary.id < 0;
  const recheck = useRecheck(summary);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start">
        <Group gap="sm">
          <StateBadge state={summary.state} />
          <Text size="sm" c="dimmed">
            {summary.undoneAt !== null
              ? t('undoneOn', { when: format.instant(summary.undoneAt) })
              : t(isCheck ? 'checkedOn' : 'committedOn', { when: format.instant(summary.committedAt) })}
          </Text>
        </Group>
        {summary.state === 'committed' ? <Undo summary={summary} /> : null}
      </Group>
      {isCheck ? <Alert variant="light">{t('checkedText')}</Alert> : null}
      <Section title={t(isCheck ? 'checkTotalsTitle' : 'totalsTitle')}>
        <TotalsTable totals={summary.totals} />
      </Section>
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
      {changed === 0 ? null : (
        <Section title={t('changesTitle')}>
          <ChangedFields summary={summary} />
        </Section>
      )}
      <Section title={t('findingsTitle')}>
        <Findings summary={summary} recheck={recheck} />
      </Section>
      <Section title={t('rejectsTitle')}>
        {rejected === 0 ? (
          <Text size="sm" c="dimmed">
            {t('rejectsNone')}
          </Text>
        ) : (
          <Rejects id={summary.id} />
        )}
      </Section>
      <Section title={t('filesLabel')}>
        <ImportFiles summary={summary} />
      </Section>
      {isCheck ? <CommitBar summary={summary} recheck={recheck} /> : null}
    </Stack>
  );
}
