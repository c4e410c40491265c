import { useCallback, useMemo } from 'react';
import type { Evaluation, TableCard } from '../../../shared/contract/index.ts';
import { Chart, axisStyle } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

type Pair = readonly [x: number, y: number];
type Line = { readonly name: string; readonly points: readonly Pair[] };
type Shares = {
  readonly own: Line;
  /** What one would compare with. */
  readonly other: Line;
  readonly intervals: readonly { readonly x: number; readonly low: number; readonly high: number }[];
  readonly xName: string;
  readonly yName: string;
  readonly end: number;
};

/** Shares against shares, with intervals. */
function useShareOption({ own, other, intervals, xName, yName, end }: Shares) {
  const format = useFormat();
  return useCallback(
    (tokens: ChartTokens): ChartOption => {
      const axis = {
        ...axisStyle(tokens),
        type: 'value',
        min: 0,
        max: end,
        nameLocation: 'middle',
        axisLabel: { ...axisStyle(tokens).axisLabel, formatter: (value: number) => format.percent(value, 0) },
      };
      const line = ({ name, points }: Line) => ({ type: 'line', name, data: points.map((point) => [...point]) });
      return {
        grid: { left: 62, right: 18, top: 14, bottom: 46 },
        xAxis: { ...axis, name: xName, nameGap: 28 },
        yAxis: { ...axis, name: yName, nameGap: 44 },
        tooltip: {
          trigger: 'item',
          formatter: ({ value, seriesName }: { value: [number, number]; seriesName: string }) =>
            `${seriesName}\n${xName}: ${format.percent(value[0])}\n${yName}: ${format.percent(value[1])}`,
        },
        series: [
          {
            ...line(other),
            showSymbol: false,
            silent: true,
            lineStyle: { type: 'dashed', width: 1, color: tokens.neutral },
            itemStyle: { color: tokens.neutral },
          },
          {
            type: 'line',
            // A point without a value parts one interval from the next.
            data: intervals.flatMap(({ x, low, high }) => [
              [x, low],
              [x, Math.min(end, high)],
              [x, '-'],
            ]),
            showSymbol: false,
            silent: true,
            lineStyle: { width: 1.5, color: tokens.series[0], opacity: 0.5 },
          },
          {
            ...line(own),
            symbolSize: 7,
            lineStyle: { width: 2, color: tokens.series[0] },
            itemStyle: { color: tokens.series[0] },
          },
        ],
      };
    },
    [own, other, intervals, xName, yName, end, format],
  );
}

function diagonal(name: string, end: number): Line {
  return {
    name,
    points: [
      [0, 0],
      [end, end],
    ],
  };
}

/** Share that left against the probability said. */
export function CalibrationChart({ bins }: { readonly bins: Evaluation['reliability'] }) {
  const t = useMessages(messages);
  const format = useFormat();
  const shares = useMemo((): Shares => {
    const most = Math.max(0.1, ...bins.flatMap(({ predicted, observed }) => [predicted, observed]));
    const end = [0.1, 0.25, 0.5].find((value) => most <= value) ?? 1;
    return {
      own: { name: t('seen'), points: bins.map(({ predicted, observed }) => [predicted, observed]) },
      other: diagonal(t('perfect'), end),
      intervals: bins.map(({ predicted, low, high }) => ({ x: predicted, low, high })),
      xName: t('said'),
      yName: t('seen'),
      end,
    };
  }, [bins, t]);
  const option = useShareOption(shares);
  const table = {
    columns: [t('said'), t('seen'), t('low'), t('high'), t('rows'), t('events')],
    rows: bins.map((bin) => [
      format.percent(bin.predicted),
      format.percent(bin.observed),
      format.percent(bin.low),
      format.percent(bin.high),
      format.integer(bin.count),
      format.integer(bin.churned),
    ]),
  };
  return <Chart label={t('calibrationLabel')} option={option} table={table} height={270} />;
}

/** Share found when rows are looked at from the top. */
export function GainChart({ points }: { readonly points: Evaluation['gain'] }) {
  const t = useMessages(messages);
  const format = useFormat();
  const shares = useMemo(
    (): Shares => ({
      own: { name: t('found'), points: [[0, 0], ...points.map(({ reviewed, found }): Pair => [reviewed, found])] },
      other: diagonal(t('byChance'), 1),
      intervals: [],
      xName: t('lookedAt'),
      yName: t('found'),
      end: 1,
    }),
    [points, t],
  );
  const option = useShareOption(shares);
  const table = {
    columns: [t('lookedAt'), t('found')],
    rows: points.map(({ reviewed, found }) => [format.percent(reviewed, 0), format.percent(found)]),
  };
  return <Chart label={t('gainLabel')} option={option} table={table} height={270} />;
}

const barsShown = 15;

/** What the answers depend on, largest first. */
export function ImportanceChart({ columns }: Pick<TableCard, 'columns'>) {
  const t = useMessages(messages);
  const format = useFormat();
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => {
      const shown = columns.slice(0, barsShown);
      return {
        grid: { left: 170, right: 50, top: 6, bottom: 28 },
        xAxis: {
          ...axisStyle(tokens),
          type: 'value',
          axisLabel: { ...axisStyle(tokens).axisLabel, formatter: (value: number) => format.plain(value) },
        },
        yAxis: {
          ...axisStyle(tokens),
          type: 'category',
          inverse: true,
          data: shown.map(({ name }) => name),
          axisLabel: { ...axisStyle(tokens).axisLabel, width: 155, overflow: 'truncate' },
        },
        tooltip: {
          trigger: 'item',
          formatter: ({ name, value }: { name: string; value: number }) => `${name}: ${format.plain(value, 3)}`,
        },
        series: [
          {
            type: 'bar',
            name: t('sizeOf'),
            data: shown.map(({ importance }) => Number(importance.toFixed(4))),
            itemStyle: { color: tokens.series[0] },
            barMaxWidth: 18,
          },
        ],
      };
    },
    [columns, format, t],
  );
  const table = {
    columns: [t('column'), t('sizeOf')],
    rows: columns.map(({ name, importance }) => [name, format.decimal(importance, 3)]),
  };
  const height = Math.max(120, 26 * Math.min(barsShown, columns.length) + 40);
  return <Chart label={t('importanceLabel')} option={option} table={table} height={height} />;
}
