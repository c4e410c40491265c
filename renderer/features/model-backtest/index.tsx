import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconHistory, IconRefreshAlert } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { BacktestRun } from '../../../shared/contract/index.ts';
import { SaveFileMenu, useLanguageText } from '../../app/analysis/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { ModelTabs } from '../../app/model-tabs.tsx';
import { useUrlState } from '../../app/search.ts';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState, QueryView } from '../../ui/states.tsx';
import { AccountsDrawer } from './accounts-drawer.tsx';
import { Comparison } from './comparison.tsx';
import { BacktestForm } from './form.tsx';
import { messages } from './messages.ts';
import { MonthsTable } from './months-table.tsx';
import { Pooled } from './pooled.tsx';
import { RatesChart } from './rates-chart.tsx';
import { useBacktest } from './use-backtest.ts';
import type { Backtest } from './use-backtest.ts';
import { backtestView, formOf, questionOf } from './view.ts';
import type { Which } from './view.ts';

/** What a model would have said of every past month, and what happened. */
export function BacktestPage() {
  const api = useApi();
  const [view, setView] = useUrlState(backtestView);
  const backtest = useBacktest();
  const latest = useQuery(api.backtests.latest.queryOptions());
  const list = useQuery(api.models.list.queryOptions());
  const models = (list.data ?? []).filter(({ target }) => target === 'churn');
  const run = latest.data ?? null;
  const form = formOf(view, run, models);
  const start = (): void => void (form !== null && backtest.start.mutate(questionOf(form)));
  const open = (month: string, which: Which): void => setView({ list: month, which }, { push: true });
  return (
    <ModelTabs>
      <Stack gap="md">
        <Heading run={run} />
        {form === null ? null : (
          <BacktestForm
            form={form}
            models={models}
            onChange={setView}
            onRun={start}
            isUnderWay={backtest.isUnderWay}
            isAgain={run !== null}
          />
        )}
        <News backtest={backtest} run={run} />
        <QueryView query={latest} skeleton="page">
          {(data) =>
            data === null ? (
              <QueryView query={list} skeleton="page">
                {() => (models.length === 0 ? <NoModel /> : <NotYet isUnderWay={backtest.isUnderWay} />)}
              </QueryView>
            ) : (
              <Results run={data} onOpen={open} />
            )
          }
        </QueryView>
        <AccountsDrawer
          run={run}
          month={view.list}
          which={view.which}
          onWhich={(which) => setView({ which })}
          onClose={() => setView({ list: undefined, which: 'all' })}
        />
      </Stack>
    </ModelTabs>
  );
}

function Heading({ run }: { readonly run: BacktestRun | null }) {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const { client } = useHost();
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <Group gap={6} wrap="nowrap">
          <Title order={1}>{t('title')}</Title>
          {run === null ? null : (
            <Definition
              title={t('title')}
              rule={say(run.words)}
              facts={[
                [t('model'), run.modelName],
                [t('asOf'), format.day(run.asOf)],
                [t('version'), format.integer(run.dataVersion)],
                [
                  t('sample'),
                  t('sampleText', {
                    rows: format.integer(run.pooled.customerMonths),
                    accounts: format.integer(run.pooled.accounts),
                    departures: format.integer(run.pooled.departures.total),
                  }),
                ],
                [t('made'), format.instant(run.createdAt)],
              ]}
              width={560}
            />
          )}
        </Group>
        <Text c="dimmed">{t('lead')}</Text>
      </div>
      {run === null ? null : (
        <SaveFileMenu
          make={(file) => client.backtests.exportAccounts({ id: run.id, day: null, which: 'all', format: file })}
        />
      )}
    </Group>
  );
}

function News({ backtest, run }: { readonly backtest: Backtest; readonly run: BacktestRun | null }) {
  const t = useMessages(messages);
  const { job, isUnderWay, error } = backtest;
  return (
    <>
      {error === null ? null : <ErrorState error={error} />}
      {job !== undefined && (isUnderWay || job.state === 'failed') ? (
        <Paper withBorder bg="var(--holdfast-surface)" p="md">
          <JobProgress job={job} />
        </Paper>
      ) : null}
      {job?.state === 'cancelled' ? (
        <Text size="sm" c="dimmed">
          {t('cancelled')}
        </Text>
      ) : null}
      {run?.outdated === true && !isUnderWay ? (
        <Alert color="orange" variant="light" icon={<IconRefreshAlert size={18} />} py="xs">
          <Text size="sm">{t('outdated')}</Text>
        </Alert>
      ) : null}
    </>
  );
}

function NotYet({ isUnderWay }: { readonly isUnderWay: boolean }) {
  const t = useMessages(messages);
  if (isUnderWay) return null;
  return <Empty icon={<IconHistory size={26} stroke={1.6} />} title={t('notYetTitle')} text={t('notYetText')} />;
}

function NoModel() {
  const t = useMessages(messages);
  return (
    <Empty
      icon={<IconHistory size={26} stroke={1.6} />}
      title={t('noModelTitle')}
      text={t('noModelText')}
      action={
        <Button component={Link} to="/model">
          {t('toModel')}
        </Button>
      }
    />
  );
}

type ResultsProps = { readonly run: BacktestRun; readonly onOpen: (month: string, which: Which) => void };

function Results({ run, onOpen }: ResultsProps) {
  return (
    <Stack gap="md">
      <Pooled run={run} />
      {run.pooled.months === 0 ? null : (
        <>
          <RatesChart months={run.months} onOpen={onOpen} />
          <Comparison run={run} />
        </>
      )}
      <MonthsTable run={run} onOpen={onOpen} />
    </Stack>
  );
}
