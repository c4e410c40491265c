import { Anchor, Button, Group, Text, Title, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconDownload, IconEyeCheck } from '@tabler/icons-react';
import { useCallback, useRef } from 'react';
import { queueSort } from '../../../shared/contract/index.ts';
import type { Money, QueueRow } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useUrlState } from '../../app/search.ts';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState, QueryView } from '../../ui/states.tsx';
import { DataTable } from '../../ui/table.tsx';
import styles from '../../app/account-parts/accounts.module.css';
import { accountsMessages } from '../../app/account-parts/messages.ts';
import { useQueueColumns } from './queue-columns.tsx';
import { QueueToolbar } from './queue-toolbar.tsx';
import { isFiltered, noFilter, queueView, reviewSearchOf, toQueueAsk } from './queue-view.ts';
import { ColumnMenu, useShownColumns } from './column-menu.tsx';
import { useDefaultView, ViewMenu } from './view-menu.tsx';
import { GiveTasks } from './give-tasks.tsx';
import { TrainCallout } from './train-callout.tsx';

const pageSize = 100;

/** The home screen: the accounts most worth saving, first. */
export function QueuePage() {
  const t = useMessages(accountsMessages);
  const api = useApi();
  const host = useHost();
  const navigate = useNavigate();
  const [view, setView] = useUrlState(queueView);
  const searchRef = useRef<HTMLInputElement>(null);
  useDefaultView(view);
  const ask = toQueueAsk(view);
  const queue = useInfiniteQuery({
    ...api.accounts.queue.infiniteOptions({
      input: (cursor: string | null) => ({ ...ask, cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
    placeholderData: keepPreviousData,
  });
  const exporting = useMutation({
    mutationFn: async () => {
      const file = await host.client.accounts.exportQueue(ask);
      return (await host.saveExport(file.grant, file.name)) ? file.name : null;
    },
    onSuccess: (name) => {
      if (name !== null) notifications.show({ message: t('exported', { name }), withBorder: true });
    },
  });

  useHotkeys([
    ['/', () => searchRef.current?.focus()],
    ['e', () => exporting.mutate()],
  ]);

  // The row is remembered in this page's address first, so that coming back finds it.
  const open = useCallback(
    async (row: QueueRow): Promise<void> => {
      await navigate({
        to: '.',
        search: (search: Record<string, unknown>) => ({ ...search, row: row.id }),
        replace: true,
        resetScroll: false,
      } as never);
      await navigate({ to: accountPath(row.id) });
    },
    [navigate],
  );
  const shown = useShownColumns(view);
  const columns = useQueueColumns(open, shown);
  const first = queue.data?.pages[0];

  return (
    <div className={styles.queue}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <QueueSummary total={first?.total} atRisk={first?.revenueAtRisk ?? []} />
        <Group gap="xs" wrap="nowrap" flex="none">
          <ViewMenu view={view} />
          <ColumnMenu shown={shown} onColumns={(chosen) => setView({ columns: chosen })} />
          <GiveTasks ask={ask} total={first?.total ?? 0} />
          <Button
            size="xs"
            variant="default"
            flex="none"
            component={Link}
            to="/review"
            search={reviewSearchOf(view) as never}
            leftSection={<IconEyeCheck size={14} />}
          >
            {t('review')}
          </Button>
          <Tooltip label={t('exportKeys')} withArrow>
            <Button
              size="xs"
              variant="default"
              flex="none"
              leftSection={<IconDownload size={14} />}
              onClick={() => exporting.mutate()}
              loading={exporting.isPending}
              disabled={first?.total === 0}
            >
              {t('export')}
            </Button>
          </Tooltip>
        </Group>
      </Group>
      <QueueToolbar view={view} onChange={(change) => setView({ ...change, row: undefined })} searchRef={searchRef} />
      {exporting.error === null ? null : <ErrorState error={exporting.error} onRetry={() => exporting.mutate()} />}
      {first !== undefined && first.scoredAt === null && (first.total > 0 || isFiltered(view)) ? (
        <TrainCallout />
      ) : null}
      <QueryView
        query={queue}
        isEmpty={(data) => data.pages[0]?.total === 0}
        empty={
          isFiltered(view) ? (
            <Empty
              title={t('noMatch')}
              text={t('noMatchText')}
              action={<Button onClick={() => setView(noFilter)}>{t('clear')}</Button>}
            />
          ) : (
            <Empty
              title={t('noAccounts')}
              text={t('noAccountsText')}
              action={
                <Button component={Link} to="/import">
                  {t('noAccountsAction')}
                </Button>
              }
            />
          )
        }
      >
        {(data) => (
          <>
            <DataTable
              label={t('title')}
              columns={columns}
              rows={data.pages.flatMap((page) => page.rows)}
              rowKey={(row) => row.id}
              sort={{ id: view.sort, descending: view.descending }}
              onSort={({ id, descending }) => {
                const sort = queueSort.safeParse(id);
                if (sort.success) setView({ sort: sort.data, descending, row: undefined });
              }}
              onOpen={(row) => void open(row)}
              resetKey={JSON.stringify(ask)}
              rowHeight={58}
              height="100%"
              total={first?.total ?? 0}
              hasMore={queue.hasNextPage}
              loadingMore={queue.isFetchingNextPage}
              onMore={() => void queue.fetchNextPage()}
              pageKeys
              {...(view.row === undefined ? {} : { initialKey: view.row })}
            />
            <Group justify="space-between" gap="xs">
              <Text size="xs" c="dimmed">
                {t('keys')}
              </Text>
              <ScoredLine modelId={first?.modelId ?? null} scoredAt={first?.scoredAt ?? null} />
            </Group>
          </>
        )}
      </QueryView>
    </div>
  );
}

function QueueSummary({ total, atRisk }: { readonly total: number | undefined; readonly atRisk: readonly Money[] }) {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  return (
    <Group gap="sm" align="baseline">
      <Title order={1}>{t('title')}</Title>
      {total === undefined ? null : (
        <Text size="sm" aria-live="polite">
          {t('count', { count: total })}
          {atRisk.length === 0
            ? ''
            : ` · ${t('atRiskSum', { money: format.list(atRisk.map((sum) => format.money(sum))) })}`}
        </Text>
      )}
      <Definition title={t('definitions')} rule={t('definitionsText')} />
    </Group>
  );
}

/** Which model gave the probabilities, and when. */
function ScoredLine({ modelId, scoredAt }: { readonly modelId: string | null; readonly scoredAt: string | null }) {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  const models = useQuery(useApi().models.list.queryOptions({ enabled: modelId !== null })).data;
  const model = models?.find(({ id }) => id === modelId)?.name ?? modelId;
  if (model === null || scoredAt === null) return null;
  return (
    <Text size="xs" c="dimmed">
      {t('scoredBy', { model, when: format.instant(scoredAt) })} ·{' '}
      <Anchor component={Link} to="/model" inherit underline="always">
        {t('openCard')}
      </Anchor>
    </Text>
  );
}
