import { Anchor, Drawer, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { BacktestRow, BacktestRun } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { SaveFileMenu } from '../../app/analysis/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { DataTable } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { messages } from './messages.ts';
import { allMonths, backtestView } from './view.ts';
import type { Which } from './view.ts';

type AccountsDrawerProps = {
  readonly run: BacktestRun | null;
  /** A month end, or all; undefined: closed. */
  readonly month: string | undefined;
  readonly which: Which;
  readonly onWhich: (which: Which) => void;
  readonly onClose: () => void;
};

const kinds = backtestView.shape.which.unwrap().options;

/** Who was flagged in a month, or left without a flag, and what happened when. */
export function AccountsDrawer({ run, month, which, onWhich, onClose }: AccountsDrawerProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const { client } = useHost();
  const isOpen = run !== null && month !== undefined;
  const day = month === undefined || month === allMonths ? null : month;
  const learned = run?.months.find((each) => each.day === day)?.learned ?? null;
  const shown = day === null ? t('allAccounts') : format.day(day);
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={820}
      title={t('listTitle', { month: shown, which: t(`which.${which}`) })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {isOpen ? (
        <Stack gap="sm">
          <Group gap="xs" justify="space-between" wrap="nowrap">
            <SegmentedControl
              size="xs"
              aria-label={t('which')}
              value={which}
              onChange={(next) => onWhich(backtestView.shape.which.parse(next))}
              data={kinds.map((value) => ({ value, label: t(`which.${value}`) }))}
            />
            <SaveFileMenu make={(file) => client.backtests.exportAccounts({ id: run.id, day, which, format: file })} />
          </Group>
          {learned === null ? null : (
            <Text size="sm" c="dimmed">
              {t('learnedText', { count: learned.churns, until: format.day(learned.until) })}
            </Text>
          )}
          <Accounts id={run.id} day={day} which={which} />
        </Stack>
      ) : null}
    </Drawer>
  );
}

type AccountsProps = { readonly id: number; readonly day: string | null; readonly which: Which };

function Accounts({ id, day, which }: AccountsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const api = useApi();
  const navigate = useNavigate();
  const query = useInfiniteQuery(
    api.backtests.accounts.infiniteOptions({
      input: (cursor: string | null) => ({ id, day, which, cursor }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
  );
  const columns = useMemo<Column<BacktestRow>[]>(
    () => [
      {
        id: 'name',
        header: t('account'),
        width: 150,
        grow: 2,
        cell: (row) => (
          <Anchor component={Link} to={accountPath(row.account)} size="sm" truncate display="block">
            {row.name}
          </Anchor>
        ),
      },
      ...(day === null
        ? [{ id: 'month', header: t('month'), width: 112, cell: (row: BacktestRow) => format.day(row.day) }]
        : []),
      {
        id: 'score',
        header: t('probability'),
        width: 104,
        align: 'end',
        cell: (row) => format.percent(row.score),
      },
      { id: 'outcome', header: t('outcome'), width: 160, cell: (row) => t(`outcome.${row.outcome}`) },
      { id: 'left', header: t('leftOn'), width: 112, cell: (row) => format.day(row.leftOn) },
      {
        id: 'revenue',
        header: t('monthly'),
        width: 96,
        align: 'end',
        cell: (row) => format.money(row.monthlyRevenue),
      },
    ],
    [t, format, day],
  );
  return (
    <QueryView
      query={query}
      skeleton="table"
      isEmpty={({ pages }) => (pages[0]?.total ?? 0) === 0}
      empty={<Empty title={t('listEmpty')} />}
    >
      {({ pages }) => {
        const total = pages[0]?.total ?? 0;
        return (
          <Stack gap="xs">
            <Text size="sm" fw={600}>
              {t('count', { count: total })}
            </Text>
            <DataTable
              label={t('accounts')}
              columns={columns}
              rows={pages.flatMap(({ rows }) => rows)}
              rowKey={(row) => `${row.day} ${row.account}`}
              height="calc(100vh - 200px)"
              rowHeight={38}
              total={total}
              hasMore={query.hasNextPage}
              loadingMore={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
              onOpen={(row) => void navigate({ to: accountPath(row.account) })}
              resetKey={JSON.stringify([id, day, which])}
            />
          </Stack>
        );
      }}
    </QueryView>
  );
}
