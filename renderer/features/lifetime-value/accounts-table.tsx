import { Anchor } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { LifetimeAccount, LifetimeQuestion } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { useApi } from '../../app/client.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { DataTable } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { messages } from './messages.ts';

type AccountsTableProps = {
  readonly question: LifetimeQuestion;
  readonly behind: { readonly group?: string | null; readonly rest?: boolean };
  readonly label: string;
};

/** Every account with its value, the most valuable first. */
export function AccountsTable({ question, behind, label }: AccountsTableProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const query = useInfiniteQuery(
    useApi().lifetimeValue.accounts.infiniteOptions({
      input: (cursor: string | null) => ({ question, ...behind, cursor }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
  );
  const currency = query.data?.pages[0]?.currency ?? 'XXX';
  const isPurchases = question.family === 'purchases';
  const columns = useMemo<Column<LifetimeAccount>[]>(() => {
    const amount = (minor: number | null | undefined): string =>
      minor === null || minor === undefined ? nothing : format.money({ minor, currency });
    return [
      {
        id: 'name',
        header: t('account'),
        width: 130,
        grow: 2,
        cell: (row) => (
          <Anchor component={Link} to={accountPath(row.account)} size="sm" truncate display="block">
            {row.name}
          </Anchor>
        ),
      },
      { id: 'value', header: t('value'), width: 110, align: 'end', cell: (row) => amount(row.value?.value) },
      {
        id: 'interval',
        header: t('interval'),
        width: 165,
        align: 'end',
        cell: ({ value }) =>
          value === null || value.lower === null ? nothing : `${amount(value.lower)} – ${amount(value.upper)}`,
      },
      {
        id: 'expected',
        header: t(isPurchases ? 'expectedPurchases' : 'expectedMonths'),
        width: 100,
        align: 'end',
        cell: (row) => format.decimal(row.expected, 1),
      },
      ...(isPurchases
        ? [
            {
              id: 'alive',
              header: t('alive'),
              width: 80,
              align: 'end' as const,
              cell: (row: LifetimeAccount) => format.percent(row.alive, 0),
            },
          ]
        : []),
      {
        id: 'made',
        header: t(isPurchases ? 'madePurchases' : 'madeRenewals'),
        width: 95,
        align: 'end',
        cell: (row) => format.integer(row.made),
      },
    ];
  }, [t, format, currency, isPurchases]);
  return (
    <QueryView query={query} skeleton="table">
      {({ pages }) => (
        <DataTable
          label={label}
          columns={columns}
          rows={pages.flatMap(({ rows }) => rows)}
          rowKey={(row) => row.account}
          height="calc(100vh - 110px)"
          total={pages[0]?.total ?? 0}
          hasMore={query.hasNextPage}
          loadingMore={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
          resetKey={label}
        />
      )}
    </QueryView>
  );
}
