import { Anchor, Button, Group, SegmentedControl, Stack, Text, ThemeIcon } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OpenFinding } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useFindingText } from '../../app/finding-text.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ShowMore } from '../../ui/show-more.tsx';
import { Empty, ErrorState, QueryView } from '../../ui/states.tsx';
import styles from './data-health.module.css';
import { useLabels } from './labels.ts';
import { messages } from './messages.ts';
import { validateSearch } from './search.ts';
import type { HealthView, SetHealthView } from './search.ts';

const pageSize = 50;
const shownExamples = 5;
const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle } as const;

type FindingsProps = { readonly view: HealthView; readonly setView: SetHealthView };

/** What the checks of imports found: to be accepted, or mended where it came from. */
export function Findings({ view, setView }: FindingsProps) {
  const t = useMessages(messages);
  const api = useApi();
  const accepted = view.findings === 'accepted';
  const query = useInfiniteQuery(
    api.dataHealth.findings.infiniteOptions({
      input: (cursor: string | null) => ({ accepted, cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
  );
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm" c="dimmed" maw={720}>
          {t('findingsText')}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={t('findingsShow')}
          value={view.findings}
          onChange={(findings) => setView({ findings: validateSearch.shape.findings.parse(findings) })}
          data={[
            { value: 'open', label: t('findingsOpen') },
            { value: 'accepted', label: t('findingsAccepted') },
          ]}
        />
      </Group>
      <QueryView
        query={query}
        skeleton="table"
        isEmpty={(data) => data.pages[0]?.total === 0}
        empty={
          <Empty
            title={t(accepted ? 'acceptedEmptyTitle' : 'findingsEmptyTitle')}
            text={t(accepted ? 'acceptedEmptyText' : 'findingsEmptyText')}
          />
        }
      >
        {(data) => {
          const rows = data.pages.flatMap((page) => page.rows);
          return (
            <>
              <ul className={styles.list}>
                {rows.map((finding) => (
                  <FindingItem key={`${finding.importId} ${finding.key} ${finding.table}`} finding={finding} />
                ))}
              </ul>
              <ShowMore
                shown={t('shown', { shown: rows.length, total: data.pages[0]?.total ?? 0 })}
                more={t('more')}
                query={query}
              />
            </>
          );
        }}
      </QueryView>
    </Stack>
  );
}

function FindingItem({ finding }: { readonly finding: OpenFinding }) {
  const t = useMessages(messages);
  const format = useFormat();
  const labels = useLabels();
  const { text, language } = useFindingText(finding);
  const { severity, count, table, examples, accepted } = finding;
  const Icon = icons[severity];
  return (
    <li className={styles.finding}>
      <ThemeIcon size={24} variant="transparent" color={severity === 'info' ? 'harbour' : 'orange'}>
        <Icon size={20} aria-hidden="true" />
      </ThemeIcon>
      <div>
        <Text size="xs" c="dimmed">
          <Text span inherit fw={700} tt="uppercase" c={severity === 'info' ? 'dimmed' : 'var(--holdfast-raises-text)'}>
            {t(`severity_${severity}`)}
          </Text>{' '}
          · {table === null ? '' : `${labels.table(table)} · `}
          {t('findingRows', { count, n: format.integer(count) })}
        </Text>
        <Text size="sm" lang={language}>
          {text}
        </Text>
        {examples.length === 0 ? null : (
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {t('examples', { examples: examples.slice(0, shownExamples).join(' · ') })}
          </Text>
        )}
        <Text size="xs" c="dimmed" mt={2}>
          <Anchor component={Link} to={`/imports/${finding.importId}`} inherit underline="always">
            {t('ofImport', { id: finding.importId })}
          </Anchor>{' '}
          · <ImportedOn finding={finding} />
        </Text>
      </div>
      <AcceptButton finding={finding} text={text} accepted={accepted} />
    </li>
  );
}

const shownFiles = 2;

function ImportedOn({ finding: { files, importedAt } }: { readonly finding: OpenFinding }) {
  const t = useMessages(messages);
  const format = useFormat();
  const named = files.slice(0, shownFiles).join(', ');
  const more = files.length - shownFiles;
  return (
    <span title={files.join(', ')}>
      {t('importedOn', {
        files: more > 0 ? t('andMore', { files: named, count: more }) : named,
        when: format.instant(importedAt),
      })}
    </span>
  );
}

type AcceptButtonProps = { readonly finding: OpenFinding; readonly text: string; readonly accepted: boolean };

function AcceptButton({ finding, text, accepted }: AcceptButtonProps) {
  const t = useMessages(messages);
  const api = useApi();
  const queries = useQueryClient();
  const change = useMutation(
    api.imports.acceptFinding.mutationOptions({
      onSuccess: async () => {
        notifications.show({
          message: t(accepted ? 'reopenedToast' : 'acceptedToast'),
          withBorder: true,
          withCloseButton: false,
        });
        await Promise.all([
          queries.invalidateQueries({ queryKey: api.dataHealth.findings.key() }),
          queries.invalidateQueries({ queryKey: api.imports.key() }),
        ]);
      },
    }),
  );
  return (
    <Stack gap="xs" align="flex-end" maw={320}>
      <Button
        size="xs"
        variant="default"
        loading={change.isPending}
        aria-label={t(accepted ? 'reopenLabel' : 'acceptLabel', { finding: text })}
        onClick={() =>
          change.mutate({ id: finding.importId, key: finding.key, table: finding.table, accepted: !accepted })
        }
      >
        {t(accepted ? 'reopen' : 'accept')}
      </Button>
      {change.error === null ? null : <ErrorState error={change.error} />}
    </Stack>
  );
}
