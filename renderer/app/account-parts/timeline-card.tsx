import { Button, Chip, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import {
  IconAlertTriangle,
  IconBroadcast,
  IconChecklist,
  IconFileInvoice,
  IconGavel,
  IconHeadset,
  IconMessage2,
  IconMoodSmile,
  IconNote,
  IconRefresh,
  IconUserMinus,
} from '@tabler/icons-react';
import type { z } from 'zod';
import type { timelineEntry, TimelineTable } from '../../../shared/contract/index.ts';
import { tables as canonicalTables } from '../../../shared/domain/tables.ts';
import { useApi } from '../client.tsx';
import { useFormat } from '../../ui/format.ts';
import { translateKey, useLanguage, useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import styles from './accounts.module.css';
import { accountsMessages } from './messages.ts';
import { SectionCard } from './section-card.tsx';
import { SourceNote } from './source-note.tsx';
import { timelineValues } from './timeline-values.ts';

type Entry = z.infer<typeof timelineEntry>;

const icons: Partial<Record<TimelineTable, typeof IconHeadset>> = {
  notes: IconNote,
  tasks: IconChecklist,
  review_decisions: IconGavel,
  risks: IconAlertTriangle,
  tickets: IconHeadset,
  interactions: IconMessage2,
  surveys: IconMoodSmile,
  signals: IconBroadcast,
  invoices: IconFileInvoice,
  subscriptions: IconRefresh,
  churn_events: IconUserMinus,
};
const shownTables = [
  'tickets',
  'interactions',
  'surveys',
  'subscriptions',
  'invoices',
  'signals',
  'churn_events',
] as const satisfies readonly TimelineTable[];
/** What people wrote down here. */
const ownTables = ['notes', 'tasks', 'review_decisions', 'risks'] as const satisfies readonly TimelineTable[];
const pageSize = 40;

type TimelineCardProps = {
  readonly id: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly tables: readonly TimelineTable[];
  /** Absent: the reader does not choose. */
  readonly onTables?: (tables: TimelineTable[]) => void;
  readonly title?: string;
};

/** What happened to the account, newest first, with the kinds of rows that the reader wants. */
export function TimelineCard({ id, counts, tables, onTables, title }: TimelineCardProps) {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  const language = useLanguage();
  const wanted = [...tables].sort();
  const timeline = useInfiniteQuery(
    useApi().accounts.timeline.infiniteOptions({
      input: (cursor: string | null) => ({ id, tables: wanted, cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
  );
  const offered = shownTables.filter((table) => (counts[table] ?? 0) > 0 || tables.includes(table));
  return (
    <SectionCard title={title ?? t('page.timeline')}>
      {onTables === undefined ? null : (
        <Group gap={6} mb="xs" role="group" aria-label={t('timeline.filter')}>
          <Chip size="xs" variant="light" checked={tables.length === 0} onChange={() => onTables([])}>
            {t('timeline.all')}
          </Chip>
          {offered.map((table) => (
            <Chip
              key={table}
              size="xs"
              variant="light"
              checked={tables.includes(table)}
              onChange={(checked) => onTables(checked ? [...tables, table] : tables.filter((other) => other !== table))}
            >
              {canonicalTables[table].label[language]} {format.integer(counts[table] ?? 0)}
            </Chip>
          ))}
          {ownTables.map((table) => (
            <Chip
              key={table}
              size="xs"
              variant="light"
              checked={tables.includes(table)}
              onChange={(checked) => onTables(checked ? [...tables, table] : tables.filter((other) => other !== table))}
            >
              {t(`own.${table}`)}
            </Chip>
          ))}
        </Group>
      )}
      <QueryView
        query={timeline}
        skeleton="lines"
        isEmpty={(data) => data.pages[0]?.rows.length === 0}
        empty={<Empty title={t('timeline.none')} text={t('timeline.noneText')} />}
      >
        {(data) => (
          <>
            <ol className={styles.timeline}>
              {data.pages.flatMap((page) =>
                page.rows.map((entry) => <TimelineRow key={`${entry.kind}-${entry.id}`} entry={entry} />),
              )}
            </ol>
            {timeline.hasNextPage ? (
              <Button
                size="xs"
                variant="default"
                mt="xs"
                fullWidth
                loading={timeline.isFetchingNextPage}
                onClick={() => void timeline.fetchNextPage()}
              >
                {t('timeline.more')}
              </Button>
            ) : null}
          </>
        )}
      </QueryView>
    </SectionCard>
  );
}

/** Decisions are told by their word. */
function titleOf({ kind, title }: Entry): string {
  return kind === 'decided' ? (translateKey(accountsMessages, `decided.${title}`) ?? title) : title;
}

function TimelineRow({ entry }: { readonly entry: Entry }) {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  useLanguage();
  const Icon = icons[entry.table] ?? IconMessage2;
  const kind = translateKey(accountsMessages, `kind.${entry.kind}`) ?? entry.kind;
  const values = timelineValues(entry, format, { yes: t('yes'), no: t('no') });
  return (
    <li className={styles.entry}>
      <Text size="xs" c="dimmed" component="time" dateTime={entry.at} title={format.instant(entry.at)}>
        {format.instantDay(entry.at)}
      </Text>
      <Icon size={18} stroke={1.6} color="var(--holdfast-text-muted)" aria-hidden="true" />
      <Stack gap={2} miw={0}>
        <Text size="sm">
          <Text span size="sm" c="dimmed">
            {kind}:
          </Text>{' '}
          <Text span size="sm" fw={600}>
            {titleOf(entry)}
          </Text>
        </Text>
        {entry.text === null ? null : (
          <Text size="sm" lineClamp={4} style={{ overflowWrap: 'anywhere' }}>
            {entry.text}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {values
            .map(({ name, text }) => `${translateKey(accountsMessages, `value.${name}`) ?? name}: ${text}`)
            .join(' · ')}
        </Text>
        {entry.source === null ? null : <SourceNote source={entry.source} short />}
      </Stack>
    </li>
  );
}
