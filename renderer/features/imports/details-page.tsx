import { Alert, Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Finding, ImportSummary } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { ChangedFields } from './changed-fields.tsx';
import { CommitBar } from './commit-bar.tsx';
import { findingId, Findings } from './findings.tsx';
import { StateBadge } from './history.tsx';
import { ImportFiles } from './import-files.tsx';
import styles from './imports.module.css';
import { useBeginHere, useKeptFocus } from './keep-focus.ts';
import { useRecheck } from './recheck.tsx';
import { useReasonText } from './reason-text.ts';
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
  const page = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // A choice about contradictory rows leads to a new check: the focus goes on from the finding that was chosen for.
  const [chosen, setChosen] = useState<{ readonly finding: string; readonly check: number } | null>(null);
  useBeginHere(heading, id);
  // What vanishes here is done with, such as the undo: what came of it is told from the top.
  useKeptFocus(page, (_, lost) => (lost.dataset['ends'] === undefined ? null : heading.current));
  return (
    <Stack gap="lg" ref={page}>
      <div>
        <Anchor component={Link} to="/import" size="sm">
          <Group gap={4} component="span">
            <IconArrowLeft size={14} aria-hidden="true" />
            {t('back')}
          </Group>
        </Anchor>
        <Title order={1} ref={heading} tabIndex={-1} className={styles.beginning}>
          {id < 0 ? t('checkDetailsTitle') : t('detailsTitle', { id: params.id })}
        </Title>
      </div>
      <QueryView query={query} skeleton="page">
        {(summary) => (
          <Details
            key={summary.id}
            summary={summary}
            beginAt={chosen === null || chosen.check === summary.id ? null : chosen.finding}
            onBegun={() => setChosen(null)}
            onChosen={(finding) => setChosen({ finding: findingId(finding), check: summary.id })}
          />
        )}
      </QueryView>
    </Stack>
  );
}

/** That nothing is stored; or what became of the check. */
function CheckNote({ summary, isKept }: { readonly summary: ImportSummary; readonly isKept: boolean }) {
  const t = useMessages(resultMessages);
  const reasonText = useReasonText();
  const { commitBlockedBy: sentence, commitBlockedCode: code } = summary;
  if (isKept || sentence === null) return <Alert variant="light">{t('checkedText')}</Alert>;
  const { text, language } = reasonText(sentence, code);
  const done = code?.values['import'];
  return (
    <Alert variant="light">
      <Group gap="sm">
        <span lang={language}>{text}</span>
        {done === undefined ? null : (
          <Anchor component={Link} to={`/imports/${done}`} size="sm">
            {t('detailsTitle', { id: done })}
          </Anchor>
        )}
      </Group>
    </Alert>
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

type DetailsProps = {
  readonly summary: ImportSummary;
  /** The finding that takes the focus, where a choice about it led here. */
  readonly beginAt: string | null;
  readonly onBegun: () => void;
  readonly onChosen: (finding: Finding) => void;
};

function Details({ summary, beginAt, onBegun, onChosen }: DetailsProps) {
  const t = useMessages(resultMessages);
  const format = useFormat();
  const rejected = Object.values(summary.totals).reduce((all, totals) => all + totals.rejected, 0);
  const changed = Object.values(summary.totals).reduce((all, totals) => all + totals.changed, 0);
  const isCheck = summary.id < 0;
  // Once it is committed, or another check took its place, its rows are no longer at hand.
  const isKept = !['commit-done', 'commit-not-kept'].includes(summary.commitBlockedCode?.key ?? '');
  const recheck = useRecheck(summary, onChosen);
  const details = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (beginAt === null) return;
    const finding = details.current?.querySelector(`[data-finding="${beginAt}"]`);
    (finding?.querySelector<HTMLElement>('input:checked') ?? finding?.querySelector('button'))?.focus();
    onBegun();
  }, [beginAt, onBegun]);
  return (
    <Stack gap="lg" ref={details}>
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
      {isCheck ? <CheckNote summary={summary} isKept={isKept} /> : null}
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
      {changed === 0 || !isKept ? null : (
        <Section title={t('changesTitle')}>
          <ChangedFields summary={summary} />
        </Section>
      )}
      <Section title={t('findingsTitle')}>
        <Findings summary={summary} recheck={recheck} />
      </Section>
      {isKept ? (
        <Section title={t('rejectsTitle')}>
          {rejected === 0 ? (
            <Text size="sm" c="dimmed">
              {t('rejectsNone')}
            </Text>
          ) : (
            <Rejects id={summary.id} />
          )}
        </Section>
      ) : null}
      <Section title={t('filesLabel')}>
        <ImportFiles summary={summary} />
      </Section>
      {isCheck ? <CommitBar summary={summary} recheck={recheck} /> : null}
    </Stack>
  );
}
