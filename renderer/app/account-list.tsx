import { Anchor, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { AccountBrief, accountBriefPage } from '../../shared/contract/index.ts';
import { nothing, useFormat } from '../ui/format.ts';
import { useMessages } from '../ui/messages.ts';
import { Empty, QueryView } from '../ui/states.tsx';
import { DataTable } from '../ui/table.tsx';
import type { Column } from '../ui/table.tsx';
import { accountPath } from './account-id.ts';
import { appMessages } from './messages.ts';

/** The accounts behind a number, page by page. */
export type AccountPages = {
  /** E.g. `api.cohorts.retentionAccounts.key({ input })`: equal keys are the same list. */
  readonly queryKey: readonly unknown[];
  readonly load: (cursor: string | null, signal: AbortSignal) => Promise<z.infer<typeof accountBriefPage>>;
};

/** The accounts behind a number; each leads to its page. */
export function AccountList({
  pages,
  label,
  height = 'calc(100vh - 200px)',
  isNarrow = false,
}: {
  readonly pages: AccountPages;
  readonly label: string;
  readonly height?: string | number;
  /** Beside something else: without the owners, so that nothing is out of sight. */
  readonly isNarrow?: boolean;
}) {
  const t = useMessages(appMessages);
  const format = useFormat();
  const navigate = useNavigate();
  const query = useInfiniteQuery({
    queryKey: [...pages.queryKey, 'pages'],
    queryFn: ({ pageParam, signal }) => pages.load(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const columns = useMemo<Column<AccountBrief>[]>(
    () => [
      {
        id: 'name',
        header: t('list.account'),
        width: isNarrow ? 120 : 170,
        grow: 2,
        cell: (row) => (
          <Anchor component={Link} to={accountPath(row.id)} size="sm" truncate display="block">
            {row.name}
          </Anchor>
        ),
      },
      ...(isNarrow
        ? []
        : [{ id: 'owner', header: t('list.owner'), width: 110, cell: (row: AccountBrief) => row.owner ?? nothing }]),
      {
        id: 'revenue',
        header: t('list.revenue'),
        width: isNarrow ? 90 : 120,
        ...(isNarrow ? { grow: 0 } : {}),
        align: 'end',
        cell: (row) => format.money(row.monthlyRevenue),
      },
      {
        id: 'probability',
        header: t('list.probability'),
        width: isNarrow ? 76 : 100,
        grow: 0,
        align: 'end',
        cell: (row) => format.percent(row.probability),
      },
    ],
    [t, format, isNarrow],
  );
  return (
    <QueryView query={query} isEmpty={(data) => data.pages[0]?.total === 0} empty={<Empty title={t('list.empty')} />}>
      {(data) => {
        const total = data.pages[0]?.total ?? 0;
        return (
          <Stack gap="xs">
            <Text size="sm" fw={600}>
              {t('list.count', { count: total })}
            </Text>
            <DataTable
              label={label}
              columns={columns}
              rows={data.pages.flatMap((page) => page.rows)}
              rowKey={(row) => row.id}
              height={height}
              rowHeight={38}
              total={total}
              hasMore={query.hasNextPage}
              loadingMore={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
              onOpen={(row) => void navigate({ to: accountPath(row.id) })}
            />
          </Stack>
        );
      }}
    </QueryView>
  );
}
