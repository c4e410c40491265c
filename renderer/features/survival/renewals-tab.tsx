import { Alert, Anchor, Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { IconCalculator, IconRefreshAlert } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import type { RenewalRow, RenewalRun } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { SaveFileMenu, SegmentSelect, useLanguageText } from '../../app/analysis/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { isEnded, useFollowedJob, useJobs } from '../../app/jobs.tsx';
import { useUrlState } from '../../app/search.ts';
import { useWorkspaceStatus } from '../../app/workspace.ts';
import { Choice } from '../../ui/choice.tsx';
import { Definition } from '../../ui/definition.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState, QueryView } from '../../ui/states.tsx';
import { DataTable } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { HowGood } from './how-good.tsx';
import { messages } from './messages.ts';
import { renewalsView } from './question.ts';

/** The computation as a job: also one that was started before this page was opened. */
function useComputation() {
  const api = useApi();
  const queries = useQueryClient();
  const start = useMutation(api.survival.compute.mutationOptions());
  const running = useJobs().data?.find((job) => job.kind === 'survival' && !isEnded(job));
  const own = useFollowedJob(start.data?.jobId ?? null);
  const job = running ?? own;
  const hasEnded = job !== undefined && isEnded(job);
  useEffect(() => {
    if (hasEnded) void queries.invalidateQueries({ queryKey: api.survival.key() });
  }, [hasEnded, queries, api]);
  return {
    job,
    isUnderWay: start.isPending || (job !== undefined && !hasEnded),
    error: start.error,
    start: () => start.mutate(undefined),
  };
}

const withinDays = [30, 60, 90, 180, 365] as const;
const orders = renewalsView.shape.order.unwrap().options;

export function RenewalsTab() {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const api = useApi();
  const { client } = useHost();
  const [view, setView] = useUrlState(renewalsView);
  const computation = useComputation();
  const run = useQuery(api.survival.run.queryOptions());
  const told = run.data ?? null;
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Group gap={6} wrap="nowrap">
            <Title order={1}>{t('renewalsTitle')}</Title>
            {told === null ? null : (
              <Definition
                title={t('renewalsTitle')}
                rule={`${say(told.words)} ${say(told.why)}`}
                facts={[
                  [
                    t('accounts'),
                    t('asOf', {
                      day: format.day(told.asOf),
                      version: format.integer(told.dataVersion),
                      accounts: format.integer(told.accounts),
                      churns: format.integer(told.churns),
                    }),
                  ],
                ]}
                width={520}
              />
            )}
          </Group>
          <Text c="dimmed">{t('renewalsLead')}</Text>
        </div>
        {told === null ? null : (
          <Group gap={6} wrap="nowrap">
            <SaveFileMenu make={(file) => client.survival.exportRenewals({ ...view, format: file })} />
            <Button
              variant="default"
              size="xs"
              leftSection={<IconCalculator size={15} />}
              loading={computation.isUnderWay}
              onClick={computation.start}
            >
              {t('computeAgain')}
            </Button>
          </Group>
        )}
      </Group>
      <News computation={computation} run={told} />
      <QueryView
        query={run}
        skeleton="table"
        isEmpty={(data) => data === null}
        empty={
          <Empty
            icon={<IconCalculator size={26} stroke={1.6} />}
            title={t('notYetTitle')}
            text={t('notYetText')}
            action={
              <Button loading={computation.isUnderWay} onClick={computation.start}>
                {t('compute')}
              </Button>
            }
          />
        }
      >
        {(data) =>
          data === null ? null : (
            <>
              <Group align="flex-start" gap="sm">
                <Choice
                  label={t('order')}
                  value={view.order}
                  data={orders.map((value) => ({ value, label: t(`order.${value}`) }))}
                  onChange={(order) => setView({ order })}
                />
                <Select
                  label={t('within')}
                  w={190}
                  allowDeselect={false}
                  value={String(view.within ?? '')}
                  data={[
                    { value: '', label: t('withinAll') },
                    ...withinDays.map((days) => ({ value: String(days), label: t('withinDays', { days }) })),
                  ]}
                  onChange={(value) => setView({ within: value === '' || value === null ? null : Number(value) })}
                />
                <SegmentSelect value={view.segment} onChange={(segment) => setView({ segment })} />
              </Group>
              <Renewals view={view} />
              <HowGood run={data} />
            </>
          )
        }
      </QueryView>
    </Stack>
  );
}

type NewsProps = { readonly computation: ReturnType<typeof useComputation>; readonly run: RenewalRun | null };

function News({ computation, run }: NewsProps) {
  const t = useMessages(messages);
  const workspace = useWorkspaceStatus();
  const { job, isUnderWay, error } = computation;
  const version = workspace.data?.current?.dataVersion;
  const isOutdated = run !== null && version !== undefined && version !== run.dataVersion && !isUnderWay;
  return (
    <>
      {error === null ? null : <ErrorState error={error} />}
      {job !== undefined && (isUnderWay || job.state === 'failed') ? <JobProgress job={job} /> : null}
      {job?.state === 'cancelled' ? (
        <Text size="sm" c="dimmed">
          {t('cancelled')}
        </Text>
      ) : null}
      {isOutdated ? (
        <Alert color="orange" variant="light" icon={<IconRefreshAlert size={18} />} py="xs">
          <Text size="sm">{t('outdated')}</Text>
        </Alert>
      ) : null}
    </>
  );
}

type View = ReturnType<typeof useUrlState<typeof renewalsView>>[0];

function Renewals({ view }: { readonly view: View }) {
  const t = useMessages(messages);
  const format = useFormat();
  const api = useApi();
  const query = useInfiniteQuery(
    api.survival.renewals.infiniteOptions({
      input: (cursor: string | null) => ({ ...view, cursor }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
  );
  const columns = useMemo<Column<RenewalRow>[]>(
    () => [
      {
        id: 'name',
        header: t('account'),
        width: 180,
        grow: 2,
        cell: (row) => (
          <Anchor component={Link} to={accountPath(row.account)} size="sm" truncate display="block">
            {row.name}
          </Anchor>
        ),
      },
      { id: 'owner', header: t('owner'), width: 130, grow: 1, cell: (row) => row.owner ?? nothing },
      { id: 'renewal', header: t('renewal'), width: 120, cell: (row) => format.day(row.renewal) },
      { id: 'ahead', header: t('daysAhead'), width: 90, align: 'end', cell: (row) => format.integer(row.daysAhead) },
      { id: 'chance', header: t('chance'), width: 90, align: 'end', cell: (row) => format.percent(row.probability) },
      {
        id: 'interval',
        header: t('chanceInterval'),
        width: 150,
        align: 'end',
        cell: (row) => `${format.percent(row.lower)} – ${format.percent(row.upper)}`,
      },
      {
        id: 'revenue',
        header: t('revenue'),
        width: 120,
        align: 'end',
        cell: (row) => format.money(row.monthlyRevenue),
      },
    ],
    [t, format],
  );
  return (
    <QueryView
      query={query}
      skeleton="table"
      isEmpty={({ pages }) => (pages[0]?.total ?? 0) === 0}
      empty={<Empty title={t('noRenewalsTitle')} text={t('noRenewalsText')} />}
    >
      {({ pages }) => {
        const first = pages[0];
        const total = first?.total ?? 0;
        return (
          <Stack gap="xs">
            <Text size="sm">
              {t('summary', {
                count: format.integer(total),
                leaving: format.decimal(first?.expectedToLeave ?? null, 1),
              })}
            </Text>
            <DataTable
              label={t('renewalsTable')}
              columns={columns}
              rows={pages.flatMap(({ rows }) => rows)}
              rowKey={(row) => row.account}
              height={420}
              total={total}
              hasMore={query.hasNextPage}
              loadingMore={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
              resetKey={JSON.stringify(view)}
            />
          </Stack>
        );
      }}
    </QueryView>
  );
}
