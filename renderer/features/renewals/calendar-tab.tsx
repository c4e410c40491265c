import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconCalendarOff } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { DueRenewal, RenewalCall } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { accountPath } from '../../app/account-id.ts';
import { useApi } from '../../app/client.tsx';
import { Choice } from '../../ui/choice.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { DataTable } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { messages } from './messages.ts';
import styles from './renewals.module.css';
import { monthsFrom, toFilter } from './view.ts';
import type { RenewalsView } from './view.ts';

type CalendarTabProps = {
  readonly view: RenewalsView;
  readonly onView: (change: Partial<RenewalsView>, options?: { readonly push?: boolean }) => void;
};

/** The renewals by account: in their months, or as a list with what both expect. */
export function CalendarTab({ view, onView }: CalendarTabProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const { order, descending } = view;
  const filter = toFilter(view);
  const query = useInfiniteQuery({
    ...useApi().renewals.list.infiniteOptions({
      input: (cursor: string | null) => ({ filter, order, descending, cursor }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
    placeholderData: keepPreviousData,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const asOf = query.data?.pages[0]?.asOf ?? null;
  const open = (row: DueRenewal, say?: RenewalCall): void =>
    onView({ account: row.account.id, day: row.day, say }, { push: true });
  /** The row of the table that has the focus. */
  const inFocus = (say: RenewalCall) => (): void => {
    const place = (document.activeElement as HTMLElement | null)?.dataset['row'];
    const row = place === undefined ? undefined : rows[Number(place)];
    if (row !== undefined) open(row, say);
  };
  useHotkeys([
    ['r', inFocus('renew')],
    ['a', inFocus('at-risk')],
    ['c', inFocus('churn')],
  ]);
  const list = useListColumns();
  const months = useMonthColumns(asOf, view);
  return (
    <QueryView
      query={query}
      skeleton="table"
      isEmpty={({ pages }) => (pages[0]?.total ?? 0) === 0}
      empty={<Empty icon={<IconCalendarOff size={26} stroke={1.6} />} title={t('emptyTitle')} text={t('emptyText')} />}
    >
      {({ pages }) => {
        const first = pages[0];
        return (
          <Stack gap="xs">
            <Group justify="space-between" align="flex-end" gap="xs">
              <div>
                <Text size="sm">
                  {t('summary', {
                    count: first?.total ?? 0,
                    due: format.money(first?.due ?? null),
                    owed: first?.owed ?? 0,
                  })}
                </Text>
                {asOf === null ? null : (
                  <Text size="xs" c="dimmed">
                    {t('asOf', { day: format.day(asOf) })}
                  </Text>
                )}
              </div>
              <Choice
                label={t('show')}
                value={view.show}
                data={[
                  { value: 'list', label: t('show.list') },
                  { value: 'months', label: t('show.months') },
                ]}
                onChange={(show) => onView({ show })}
              />
            </Group>
            <DataTable
              label={t('table')}
              columns={view.show === 'months' ? months : list}
              rows={rows}
              rowKey={(row) => `${row.account.id} ${row.day}`}
              onOpen={(row) => open(row)}
              sort={{ id: order, descending }}
              onSort={({ id, descending: falling }) =>
                onView({ order: id as RenewalsView['order'], descending: falling })
              }
              height="calc(100vh - 480px)"
              total={first?.total ?? 0}
              hasMore={query.hasNextPage}
              loadingMore={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
              resetKey={JSON.stringify({ filter, order, descending, show: view.show })}
              pageKeys
            />
            <Text size="xs" c="dimmed">
              {t('keys')}
            </Text>
          </Stack>
        );
      }}
    </QueryView>
  );
}

function AccountLink({ row }: { readonly row: DueRenewal }) {
  return (
    <Anchor component={Link} to={accountPath(row.account.id)} size="sm" truncate display="block">
      {row.account.name}
    </Anchor>
  );
}

function useListColumns(): Column<DueRenewal>[] {
  const t = useMessages(messages);
  const format = useFormat();
  return useMemo<Column<DueRenewal>[]>(
    () => [
      { id: 'name', header: t('account'), width: 160, grow: 2, sortable: true, cell: (row) => <AccountLink row={row} /> },
      {
        id: 'owner',
        header: t('owner'),
        width: 120,
        grow: 1,
        cell: ({ account }) => <span data-private>{account.owner ?? nothing}</span>,
      },
      { id: 'day', header: t('renewal'), width: 110, sortable: true, cell: ({ day }) => format.day(day) },
      { id: 'ahead', header: t('inDays'), width: 70, align: 'end', cell: ({ daysAhead }) => format.integer(daysAhead) },
      { id: 'due', header: t('due'), width: 105, align: 'end', sortable: true, cell: ({ due }) => format.money(due) },
      {
        id: 'you',
        header: t('you'),
        width: 120,
        cell: ({ said }) =>
          said === null
            ? nothing
            : `${t(`call.${said.call}`)}${said.probability === null ? '' : `, ${format.percent(said.probability, 0)}`}`,
      },
      {
        id: 'model',
        header: t('model'),
        width: 96,
        align: 'end',
        sortable: true,
        firstSort: 'ascending',
        cell: ({ model }) => format.percent(model?.probability ?? null, 0),
      },
      {
        id: 'interval',
        header: t('interval'),
        width: 105,
        align: 'end',
        cell: ({ model }) =>
          model === null ? nothing : `${format.percent(model.lower, 0)} – ${format.percent(model.upper, 0)}`,
      },
      {
        id: 'checkpoint',
        header: t('checkpoint'),
        width: 160,
        grow: 1,
        cell: ({ checkpoints }) => {
          const current = checkpoints.find((checkpoint) => checkpoint.current);
          if (current === undefined) return <Text size="xs" c="dimmed">{t(checkpoints.length === 0 ? 'none' : 'state.ahead')}</Text>;
          const isOwed = ['unsaid', 'needs-probability', 'explain'].includes(current.state);
          return (
            <Text size="xs" {...(isOwed ? { className: styles.owed ?? '' } : { c: 'dimmed' })}>
              {t(`state.${current.state}`)}
            </Text>
          );
        },
      },
    ],
    [t, format],
  ); // prettier-ignore
}

const mostMonths = 13;

function useMonthColumns(asOf: string | null, view: RenewalsView): Column<DueRenewal>[] {
  const t = useMessages(messages);
  const format = useFormat();
  return useMemo<Column<DueRenewal>[]>(() => {
    const months = asOf === null ? [] : monthsFrom(asOf, view.months).slice(0, mostMonths);
    return [
      { id: 'name', header: t('account'), width: 150, grow: 2, sortable: true, cell: (row) => <AccountLink row={row} /> },
      ...months.map((month): Column<DueRenewal> => ({
        id: month,
        header: format.month(month).replace(/ ?\d{2}(\d{2})$/, ' $1'),
        hint: format.month(month),
        width: 68,
        grow: 1,
        align: 'end',
        cell: ({ day, due, said }) => {
          if (!day.startsWith(month)) return null;
          const call = said?.call ?? 'unsaid';
          const words = t('cell', { amount: format.money(due), call: t(`call.${call}`) });
          return (
            <span className={styles.mark} data-call={call} title={`${format.day(day)}: ${words}`} aria-label={words} role="img">
              {format.compact(due.minor / 10 ** minorDigits(due.currency))}
            </span>
          );
        },
      })),
    ];
  }, [t, format, asOf, view.months]); // prettier-ignore
}
