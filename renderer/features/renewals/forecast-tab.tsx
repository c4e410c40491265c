import { Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useCallback } from 'react';
import type { ContractOutputs, Money, RenewalPeriod } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { Choice } from '../../ui/choice.tsx';
import { FiguresTable } from '../../ui/figures-table.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import type { RenewalsView } from './view.ts';

type Forecast = ContractOutputs['renewals']['forecast'];
type ForecastTabProps = {
  readonly view: RenewalsView;
  readonly query: {
    readonly data: Forecast | undefined;
    readonly error: unknown;
    readonly isPending: boolean;
    readonly refetch: () => unknown;
  };
  readonly onView: (change: Partial<RenewalsView>) => void;
};

/** Committed, best case and what the model expects, by period. */
export function ForecastTab({ view, query, onView }: ForecastTabProps) {
  const t = useMessages(messages);
  const say = useLanguageText();
  return (
    <QueryView
      query={query}
      skeleton="chart"
      isEmpty={({ periods }) => periods.length === 0}
      empty={<Empty title={t('emptyTitle')} text={t('emptyText')} />}
    >
      {({ periods, all, notes }) => (
        <Stack gap="sm">
          {all === null ? null : <Headline all={all} />}
          <Paper withBorder bg="var(--holdfast-surface)" p="md">
            <PeriodsChart
              periods={periods}
              controls={
                <Choice
                  label={t('by')}
                  value={view.by}
                  data={[
                    { value: 'month', label: t('by.month') },
                    { value: 'quarter', label: t('by.quarter') },
                  ]}
                  onChange={(by) => onView({ by })}
                />
              }
              onOpen={(period) => onView(/-Q/.test(period) ? { tab: 'calendar' } : { tab: 'calendar', month: period })}
            />
          </Paper>
          <PeriodsTable periods={periods} all={all} onOpen={(month) => onView({ tab: 'calendar', month })} />
          {notes.map((note) => (
            <Text key={note.en} size="xs" c="dimmed">
              {say(note)}
            </Text>
          ))}
        </Stack>
      )}
    </QueryView>
  );
}

function Headline({ all }: { readonly all: RenewalPeriod }) {
  const t = useMessages(messages);
  const format = useFormat();
  const ofDue = (share: number | undefined) => t('ofDue', { share: format.percent(share ?? null) });
  const { model, rates } = all;
  const figures = [
    [t('due'), format.money(all.due), `${format.integer(all.renewals)} ${t('count').toLowerCase()}`],
    [t('committed'), format.money(all.committed), ofDue(rates?.committedGross)],
    [t('best'), format.money(all.best), t('bestText')],
    [
      t('expected'),
      format.money(model?.expected ?? null),
      model === null
        ? nothing
        : t('expectedInterval', { lower: format.moneyCompact(model.lower), upper: format.moneyCompact(model.upper) }),
    ],
  ] as const;
  return (
    <SimpleGrid cols={4} spacing="xs">
      {figures.map(([name, value, hint]) => (
        <Paper key={name} withBorder bg="var(--holdfast-surface)" p="sm">
          <Text size="xs" c="dimmed">
            {name}
          </Text>
          <Text fz={20} fw={650} style={{ fontVariantNumeric: 'tabular-nums' }}>
            {value}
          </Text>
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

const units = ({ minor, currency }: Money): number => minor / 10 ** minorDigits(currency);

type PeriodsChartProps = {
  readonly periods: readonly RenewalPeriod[];
  readonly controls: React.ReactNode;
  readonly onOpen: (period: string) => void;
};

function PeriodsChart({ periods, controls, onOpen }: PeriodsChartProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const currency = periods[0]?.due.currency ?? 'XXX';
  const money = useCallback(
    (value: number) => format.moneyCompact({ minor: Math.round(value * 10 ** minorDigits(currency)), currency }),
    [format, currency],
  );
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => ({
      grid: { left: 70, right: 12, top: 34, bottom: 28 },
      legend: { top: 0, type: 'scroll', textStyle: { color: tokens.text } },
      xAxis: {
        ...axisStyle(tokens),
        type: 'category',
        data: periods.map(({ period }) => format.period(period ?? '')),
      },
      yAxis: {
        ...axisStyle(tokens),
        type: 'value',
        axisLabel: { ...axisStyle(tokens).axisLabel, formatter: (value: number) => money(value) },
      },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        valueFormatter: (value: unknown) => (typeof value === 'number' ? money(value) : ''),
      },
      series: [
        {
          type: 'bar',
          stack: 'due',
          name: t('committed'),
          itemStyle: { color: tokens.series[0] },
          data: periods.map(({ committed }) => units(committed)),
        },
        {
          type: 'bar',
          stack: 'due',
          name: t('open'),
          itemStyle: { color: tokens.neutral, opacity: 0.55 },
          data: periods.map(({ best, committed }) => units(best) - units(committed)),
        },
        {
          type: 'bar',
          stack: 'due',
          name: t('lost'),
          itemStyle: { color: tokens.series[1] },
          data: periods.map(({ lost }) => units(lost)),
        },
        {
          type: 'line',
          name: t('expected'),
          symbolSize: 8,
          lineStyle: { color: tokens.text, width: 2 },
          itemStyle: { color: tokens.text },
          data: periods.map(({ model }) => (model === null ? null : units(model.expected))),
        },
        ...(['lower', 'upper'] as const).map((end) => ({
          type: 'line' as const,
          name: t('interval'),
          symbol: 'none',
          lineStyle: { color: tokens.text, width: 1, type: 'dashed' as const },
          itemStyle: { color: tokens.text },
          data: periods.map(({ model }) => (model === null ? null : units(model[end]))),
        })),
      ],
    }),
    [periods, money, format, t],
  );
  const opener = (row: number): (() => void) | null => {
    const period = periods[row]?.period;
    return period === null || period === undefined ? null : () => onOpen(period);
  };
  return (
    <Chart
      label={t('chart')}
      option={option}
      height={270}
      controls={controls}
      onClick={({ dataIndex }) => opener(dataIndex)?.()}
      table={{
        columns: [t('period'), t('committed'), t('open'), t('lost'), t('expected'), t('from'), t('to')],
        rows: periods.map(({ period, committed, best, lost, model }) => [
          format.period(period ?? ''),
          format.money(committed),
          format.money({ ...best, minor: best.minor - committed.minor }),
          format.money(lost),
          format.money(model?.expected ?? null),
          format.money(model?.lower ?? null),
          format.money(model?.upper ?? null),
        ]),
        open: (row, column) => (column === 1 ? opener(row) : null),
      }}
    />
  );
}

type PeriodsTableProps = {
  readonly periods: readonly RenewalPeriod[];
  readonly all: RenewalPeriod | null;
  readonly onOpen: (month: string) => void;
};

function PeriodsTable({ periods, all, onOpen }: PeriodsTableProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const rows = [...periods, ...(all === null ? [] : [all])].map((one) => {
    const { period } = one;
    const isMonth = period !== null && !period.includes('-Q');
    const figures = [
      { text: format.integer(one.renewals), ...(isMonth ? { onOpen: () => onOpen(period) } : {}) },
      ...[one.due, one.committed, one.best, one.lost].map((money) => ({ text: format.money(money) })),
      { text: format.money(one.model?.expected ?? null) },
      {
        text:
          one.model === null
            ? nothing
            : `${format.compact(units(one.model.lower))} – ${format.compact(units(one.model.upper))}`,
      },
      ...[one.rates?.committedGross, one.rates?.committedNet, one.rates?.model].map((share) => ({
        text: format.percent(share ?? null, 0),
      })),
    ];
    return { head: period === null ? t('whole') : format.period(period), figures };
  });
  return (
    <Group grow>
      <FiguresTable
        label={t('forecastTable')}
        columns={[
          t('period'), t('count'), t('due'), t('committed'), t('best'), t('lostShort'), t('expectedShort'), '95 %', t('gross'), t('net'), t('modelRate'),
        ]}
        rows={rows}
        height={420}
      />
    </Group>
  ); // prettier-ignore
}
