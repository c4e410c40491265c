import { Button, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import type { dailyUsage } from '../../../shared/contract/index.ts';
import { addDays } from '../../../shared/domain/time.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { uiMessages } from '../../ui/texts.ts';
import { useApi } from '../client.tsx';
import { useSettings } from '../settings.ts';
import { heatWeeks } from './heat-days.ts';
import type { HeatDay } from './heat-days.ts';
import styles from './heat.module.css';
import { accountsMessages } from './messages.ts';
import { accountPageMessages } from './page-messages.ts';
import { SectionCard } from './section-card.tsx';

type Days = z.infer<typeof dailyUsage>;

/** A year of use, day by day. */
export function HeatCard({ id }: { readonly id: string }) {
  const t = useMessages(accountsMessages);
  const page = useMessages(accountPageMessages);
  const ui = useMessages(uiMessages);
  const [asTable, setAsTable] = useState(false);
  const days = useQuery(useApi().accounts.days.queryOptions({ input: { id } }));
  return (
    <SectionCard
      title={page('page.days')}
      aside={
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={asTable ? <IconChartBar size={14} /> : <IconTable size={14} />}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? ui('showChart') : ui('showTable')}
        </Button>
      }
    >
      <QueryView
        query={days}
        skeleton="lines"
        isEmpty={(data) => data.total === 0}
        empty={<Empty title={page('days.none')} text={t('usage.noneText')} />}
      >
        {(data) => (asTable ? <DaysTable days={data} /> : <DaysMap days={data} />)}
      </QueryView>
    </SectionCard>
  );
}

function useDayText(): (day: HeatDay) => string {
  const page = useMessages(accountPageMessages);
  const format = useFormat();
  return ({ day, count }) => page('days.day', { count, day: format.day(day), value: format.integer(count) });
}

function DaysMap({ days }: { readonly days: Days }) {
  const page = useMessages(accountPageMessages);
  const format = useFormat();
  const dayText = useDayText();
  const weekStart = useSettings().data?.weekStart ?? 'monday';
  const weeks = useMemo(() => heatWeeks(days.from, days.counts, weekStart), [days, weekStart]);
  const weekdayNames = useMemo(() => {
    const names = new Intl.DateTimeFormat(format.language, { weekday: 'short', timeZone: 'UTC' });
    const week = weeks[1] ?? weeks[0] ?? [];
    return week.map((day) => (day === null ? '' : names.format(new Date(`${day.day}T00:00:00Z`))));
  }, [weeks, format.language]);
  const label = page('days.label', { from: format.day(days.from), to: format.day(days.to) });
  const active = days.counts.filter((count) => count > 0).length;
  return (
    <>
      <div className={styles.scroll} role="img" aria-label={label}>
        <div className={styles.map} aria-hidden="true">
          <span />
          {weekdayNames.map((name, index) => (
            <span key={name} className={styles.weekday}>
              {index % 2 === 0 ? name : ''}
            </span>
          ))}
          {weeks.map((week, index) => (
            <Week key={index} week={week} dayText={dayText} />
          ))}
        </div>
      </div>
      <Group justify="space-between" mt={6} gap="xs">
        <Text size="xs" c="dimmed">
          {page('days.total', { count: days.total, value: format.integer(days.total) })} ·{' '}
          {page('days.active', { count: active })}
        </Text>
        <Text size="xs" c="dimmed" className={styles.legend} aria-hidden="true">
          {page('days.less')}
          {[0, 1, 2, 3, 4].map((level) => (
            <span key={level} className={styles.day} data-level={level} />
          ))}
          {page('days.more')}
        </Text>
      </Group>
    </>
  );
}

function Week({
  week,
  dayText,
}: {
  readonly week: readonly (HeatDay | null)[];
  readonly dayText: (day: HeatDay) => string;
}) {
  const format = useFormat();
  // The month is written over the week in which it begins.
  const firstOfMonth = week.find((day) => day?.day.endsWith('-01') === true);
  return (
    <>
      <span className={styles.month}>
        {firstOfMonth ? format.month(firstOfMonth.day).replace(/\s?\d{4}$/, '') : ''}
      </span>
      {week.map((day, index) =>
        day === null ? (
          <span key={index} />
        ) : (
          <span key={index} className={styles.day} data-level={day.level} title={dayText(day)} />
        ),
      )}
    </>
  );
}

/** The days that had any, the last first. */
function DaysTable({ days }: { readonly days: Days }) {
  const t = useMessages(accountsMessages);
  const page = useMessages(accountPageMessages);
  const format = useFormat();
  const label = page('days.label', { from: format.day(days.from), to: format.day(days.to) });
  const rows = days.counts
    .map((count, index) => ({ day: addDays(days.from, index), count }))
    .filter(({ count }) => count > 0)
    .toReversed();
  return (
    <Table.ScrollContainer
      minWidth={0}
      maxHeight={200}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': label } }}
    >
      <Table fz="xs" verticalSpacing={3} stickyHeader>
        <Table.Thead style={{ background: 'var(--holdfast-surface-raised)' }}>
          <Table.Tr>
            <Table.Th scope="col">{t('usage.day')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('page.usage')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ day, count }) => (
            <Table.Tr key={day}>
              <Table.Th scope="row" fw={500}>
                {format.day(day)}
              </Table.Th>
              <Table.Td ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {format.integer(count)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
