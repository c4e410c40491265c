import { Alert, Anchor, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { IconHistory, IconRefreshAlert } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { HealthBacktest, HealthDefinition, MetricWithInterval } from '../../../shared/contract/index.ts';
import { bandColours, HealthBandBadge } from '../../app/account-parts/health-band.tsx';
import { healthMessages } from '../../app/account-parts/health-messages.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { isEnded, useFollowedJob } from '../../app/jobs.tsx';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { Definition } from '../../ui/definition.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState, QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';

type BacktestTabProps = { readonly definition: HealthDefinition; readonly hasProblems: boolean };

/** What the rules on the page would have said before past renewals, and what came of them. */
export function BacktestTab({ definition, hasProblems }: BacktestTabProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const api = useApi();
  const query = useQuery(api.healthScores.backtestOf.queryOptions({ input: { definition } }));
  const start = useMutation(api.healthScores.backtest.mutationOptions());
  const job = useFollowedJob(start.data?.jobId ?? null);
  const isUnderWay = start.isPending || (job !== undefined && !isEnded(job));
  const answer = query.data ?? null;
  const button = (label: string) => (
    <Button
      variant={answer === null ? 'filled' : 'default'}
      size={answer === null ? 'sm' : 'xs'}
      disabled={hasProblems}
      loading={isUnderWay}
      onClick={() => start.mutate({ definition })}
    >
      {label}
    </Button>
  );
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Group gap={6}>
            <Title order={2}>{t('backtestTitle')}</Title>
            {answer === null ? null : <BacktestDefinition backtest={answer} />}
          </Group>
          <Text c="dimmed">{t('backtestLead')}</Text>
        </div>
        {answer === null ? null : button(t('backtestAgain'))}
      </Group>
      {start.error === null ? null : <ErrorState error={start.error} />}
      {job === undefined || (isEnded(job) && job.state === 'done') ? null : <JobProgress job={job} titled />}
      {answer?.outdated === true ? (
        <Alert color="orange" variant="light" icon={<IconRefreshAlert size={18} />}>
          {t('backtestOutdated', { when: format.instant(answer.createdAt) })}
        </Alert>
      ) : null}
      <QueryView
        query={query}
        skeleton="chart"
        isEmpty={(data) => data === null}
        empty={
          <Empty
            icon={<IconHistory size={26} stroke={1.6} />}
            title={t('backtestTitle')}
            text={t('backtestNone')}
            action={button(t('backtestRun'))}
          />
        }
      >
        {(backtest) => (backtest === null ? null : <Answer backtest={backtest} />)}
      </QueryView>
    </Stack>
  );
}

function BacktestDefinition({ backtest }: { readonly backtest: HealthBacktest }) {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  return (
    <Definition
      title={t('backtestTitle')}
      rule={say(backtest.words)}
      facts={[[t('renewals'), format.integer(backtest.renewals)]]}
      source={{
        key: 'health',
        values: {},
        dataVersion: backtest.dataVersion,
        asOf: `${backtest.asOf}T00:00:00Z`,
      }}
      width={520}
    />
  );
}

function useInterval() {
  const format = useFormat();
  return (
    { value, low, high }: MetricWithInterval,
    as: (share: number) => string = (share) => format.percent(share),
  ) =>
    value === null ? nothing : low === null || high === null ? as(value) : `${as(value)} (${as(low)} – ${as(high)})`;
}

const numbers = { fontVariantNumeric: 'tabular-nums' } as const;

function Answer({ backtest }: { readonly backtest: HealthBacktest }) {
  const t = useMessages(messages);
  const say = useLanguageText();
  return (
    <Stack gap="md">
      <Alert color={backtest.state === 'enough' ? 'harbour' : 'orange'} variant="light" role="status">
        {say(backtest.verdict)}
      </Alert>
      <Group align="stretch" gap="md" grow preventGrowOverflow={false}>
        <Paper withBorder bg="var(--holdfast-surface)" p="md" miw={320}>
          <Bands backtest={backtest} />
        </Paper>
        <Paper withBorder bg="var(--holdfast-surface)" p="md" miw={320}>
          <RateChart backtest={backtest} />
        </Paper>
      </Group>
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={3} size="h4" mb={4}>
          {t('lines')}
        </Title>
        <Lines backtest={backtest} />
      </Paper>
      {backtest.notes.map((note) => (
        <Text key={note.en} size="sm" c="dimmed">
          {say(note)}
        </Text>
      ))}
    </Stack>
  );
}

function Bands({ backtest }: { readonly backtest: HealthBacktest }) {
  const t = useMessages(messages);
  const format = useFormat();
  const interval = useInterval();
  return (
    <Table fz="sm" verticalSpacing={5} aria-label={t('backtestTitle')} style={numbers}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('bandBefore', { days: backtest.daysBefore })}</Table.Th>
          {(['renewals', 'lost', 'rate'] as const).map((key) => (
            <Table.Th key={key} scope="col" ta="right">
              {t(key)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {backtest.bands.map(({ id, renewals, lost, rate }) => (
          <Table.Tr key={id}>
            <Table.Th scope="row">
              <HealthBandBadge band={id === 'none' ? null : id} />
            </Table.Th>
            <Table.Td ta="right">{format.integer(renewals)}</Table.Td>
            <Table.Td ta="right">{format.integer(lost)}</Table.Td>
            <Table.Td ta="right">{interval(rate)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** So that no interval is cut off: the next twentieth beyond the highest. */
const axisEnd = (shares: readonly number[]): number => Math.min(1, (1 + Math.floor(20 * Math.max(0, ...shares))) / 20);

/** What a custom series of the chart is drawn by: values of its row, and where they lie on the canvas. */
type DrawApi = {
  value(at: number): number;
  coord(point: readonly [number, number]): readonly [number, number];
};

function RateChart({ backtest: { bands } }: { readonly backtest: HealthBacktest }) {
  const t = useMessages(messages);
  const words = useMessages(healthMessages);
  const format = useFormat();
  const interval = useInterval();
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => {
      const colours = bandColours(tokens);
      const axis = axisStyle(tokens);
      return {
        grid: { left: 46, right: 10, top: 10, bottom: 24 },
        xAxis: { type: 'category', data: bands.map(({ id }) => words(`band.${id}`)), ...axis },
        yAxis: {
          type: 'value',
          min: 0,
          max: axisEnd(bands.map(({ rate }) => rate.high ?? 0)),
          ...axis,
          axisLabel: { ...axis.axisLabel, formatter: (value: number) => format.percent(value, 0) },
        },
        tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => format.percent(Number(value)) },
        series: [
          {
            type: 'bar',
            name: t('rate'),
            barMaxWidth: 60,
            data: bands.map(({ id, rate }) => ({ value: rate.value ?? 0, itemStyle: { color: colours[id] } })),
          },
          {
            // Wilson's interval as a stroke through the end of the bar.
            type: 'custom',
            name: t('interval'),
            silent: true,
            tooltip: { show: false },
            data: bands.map(({ rate }, index) => [index, rate.low ?? 0, rate.high ?? 0]),
            renderItem: (_: unknown, at: DrawApi) => {
              const [x] = at.coord([at.value(0), 0]);
              const [, low] = at.coord([at.value(0), at.value(1)]);
              const [, high] = at.coord([at.value(0), at.value(2)]);
              const style = { stroke: tokens.text, lineWidth: 1.5 };
              return {
                type: 'group',
                children: [
                  { type: 'line', shape: { x1: x, x2: x, y1: low, y2: high }, style },
                  { type: 'line', shape: { x1: x - 6, x2: x + 6, y1: low, y2: low }, style },
                  { type: 'line', shape: { x1: x - 6, x2: x + 6, y1: high, y2: high }, style },
                ],
              };
            },
          },
        ],
      };
    },
    [bands, t, words, format],
  );
  return (
    <Chart
      label={t('backtestChart')}
      option={option}
      height={170}
      controls={
        <Text size="sm" fw={600}>
          {t('backtestChart')}
        </Text>
      }
      table={{
        columns: [t('band'), t('renewals'), t('rate')],
        rows: bands.map(({ id, renewals, rate }) => [words(`band.${id}`), format.integer(renewals), interval(rate)]),
      }}
    />
  );
}

function Lines({ backtest }: { readonly backtest: HealthBacktest }) {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const interval = useInterval();
  const { from, until, months, departures, flagged, lines } = backtest;
  if (from === null || until === null) return <Text size="sm">{t('linesNone')}</Text>;
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {t('linesLead', {
          months: format.integer(months),
          from: format.day(from),
          until: format.day(until),
          departures: format.integer(departures),
        })}
      </Text>
      <Table fz="sm" verticalSpacing={5} aria-label={t('lines')} style={numbers}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('line')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('auc')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('precision', { flagged: format.integer(flagged) })}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('recall')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ id, name, auc, precision, recall }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row" fw={id === 'health' ? 600 : 400}>
                {say(name)}
              </Table.Th>
              <Table.Td ta="right">{interval(auc, (value) => format.decimal(value, 3))}</Table.Td>
              <Table.Td ta="right">{interval(precision)}</Table.Td>
              <Table.Td ta="right">{interval(recall)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {lines.some(({ id }) => id === 'model') ? null : (
        <Text size="sm" c="dimmed" mt="xs">
          {t('modelMissing')}{' '}
          <Anchor component={Link} to="/model/backtest" size="sm" underline="always">
            {t('modelBacktest')}
          </Anchor>
        </Text>
      )}
    </>
  );
}
