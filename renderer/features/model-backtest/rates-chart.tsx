import { Paper, Title } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { BacktestMonth, MetricWithInterval } from '../../../shared/contract/index.ts';
import { Chart, axisStyle } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { Which } from './view.ts';

type RatesChartProps = {
  readonly months: readonly BacktestMonth[];
  readonly onOpen: (month: string, which: Which) => void;
};

/** Precision and recall of the judged months beside the base rate, with what chance leaves open. */
export function RatesChart({ months, onOpen }: RatesChartProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const judged = useMemo(() => months.filter(({ state }) => state === 'judged'), [months]);
  const series = useMemo(
    () => [
      { name: t('precisionShort'), of: (month: BacktestMonth) => month.precision },
      { name: t('recallShort'), of: (month: BacktestMonth) => month.recall },
    ],
    [t],
  );
  const written = useCallback(
    ({ value, low, high }: MetricWithInterval): string =>
      low === null || high === null
        ? format.percent(value, 0)
        : `${format.percent(value, 0)} (${t('interval', { low: format.percent(low, 0), high: format.percent(high, 0) })})`,
    [format, t],
  );
  // To the next tenth above the longest interval.
  const ends = judged.flatMap((month) => series.map(({ of }) => of(month).high ?? 0));
  const top = Math.min(1, Math.ceil(Math.max(0.1, ...ends) * 10 - 1e-9) / 10);
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => {
      const base = axisStyle(tokens);
      return {
        grid: { left: 56, right: 18, top: 34, bottom: 30 },
        legend: { top: 0, textStyle: { color: tokens.text } },
        xAxis: { ...base, type: 'category', data: judged.map(({ day }) => format.month(day)) },
        yAxis: {
          ...base,
          type: 'value',
          min: 0,
          max: top,
          axisLabel: { ...base.axisLabel, formatter: (value: number) => format.percent(value, 0) },
        },
        tooltip: {
          trigger: 'axis',
          formatter: ([first]: { dataIndex: number }[]) => {
            const month = judged[first?.dataIndex ?? -1];
            if (month === undefined) return '';
            return [
              format.day(month.day),
              ...series.map(({ name, of }) => `${name}: ${written(of(month))}`),
              `${t('baseRate')}: ${written(month.baseRate)}`,
            ].join('\n');
          },
        },
        series: [
          ...series.map(({ name, of }, index) => ({
            type: 'line',
            name,
            data: judged.map((month) => of(month).value),
            symbolSize: 7,
            lineStyle: { width: 2.5, color: tokens.series[index] },
            itemStyle: { color: tokens.series[index] },
          })),
          ...series.map(({ name, of }, index) =>
            whiskers(name, judged.map(of), tokens.series[index] ?? tokens.text, index),
          ),
          {
            type: 'line',
            name: t('baseRate'),
            data: judged.map(({ baseRate }) => baseRate.value),
            showSymbol: false,
            lineStyle: { width: 1.5, type: 'dashed', color: tokens.neutral },
            itemStyle: { color: tokens.neutral },
          },
        ],
      };
    },
    [judged, series, top, written, format, t],
  );
  const openMonth = (index: number): (() => void) | null => {
    const month = judged[index];
    return month === undefined ? null : () => onOpen(month.day, 'all');
  };
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Chart
        label={t('chart')}
        option={option}
        controls={<Title order={2}>{t('chart')}</Title>}
        height={280}
        onClick={({ dataIndex }) => openMonth(dataIndex)?.()}
        table={{
          columns: [t('month'), ...series.map(({ name }) => name), t('baseRate')],
          rows: judged.map((month) => [
            format.day(month.day),
            ...series.map(({ of }) => written(of(month))),
            written(month.baseRate),
          ]),
          open: (row, column) => (column === 1 || column === 2 ? openMonth(row) : null),
        }}
      />
    </Paper>
  );
}

type DrawApi = { value: (dimension: number) => number; coord: (point: readonly [number, number]) => [number, number] };

/** Intervals as thin lines, those of one series a little beside those of the other. */
function whiskers(name: string, metrics: readonly MetricWithInterval[], colour: string, place: number) {
  const aside = place === 0 ? -3 : 3;
  return {
    type: 'custom',
    name,
    silent: true,
    z: 1,
    data: metrics.flatMap(({ low, high }, index) => (low === null || high === null ? [] : [[index, low, high]])),
    renderItem: (_: unknown, api: DrawApi) => {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const [, high] = api.coord([api.value(0), api.value(2)]);
      return {
        type: 'line',
        shape: { x1: x + aside, y1: low, x2: x + aside, y2: high },
        style: { stroke: colour, lineWidth: 1.5, opacity: 0.45 },
      };
    },
  };
}
