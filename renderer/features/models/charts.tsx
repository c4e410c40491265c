import { useCallback } from 'react';
import type { Evaluation, ModelTarget } from '../../../shared/contract/index.ts';
import { Chart, axisStyle } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { useOutcomeWords } from './outcome-words.ts';

/** The least of a readable axis that holds a share: 5 %, 10 %, 25 %, 50 % or 100 %. */
export function axisEnd(share: number): number {
  return [0.05, 0.1, 0.25, 0.5].find((end) => share <= end) ?? 1;
}

type DrawApi = { value: (dimension: number) => number; coord: (point: readonly [number, number]) => [number, number] };

type ReliabilityProps = { readonly target: ModelTarget; readonly bins: Evaluation['reliability'] };

/** Observed share against predicted probability, with intervals, beside the diagonal of a perfect forecast. */
export function ReliabilityChart({ target, bins }: ReliabilityProps) {
  const t = useMessages(messages);
  const outcome = useOutcomeWords(target);
  const format = useFormat();
  const end = axisEnd(Math.max(...bins.flatMap(({ predicted, high }) => [predicted, high]), 0));
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => {
      const percent = (value: number) => format.percent(value, end <= 0.1 ? 1 : 0);
      const axis = {
        ...axisStyle(tokens),
        type: 'value',
        min: 0,
        max: end,
        nameLocation: 'middle',
        axisLabel: { ...axisStyle(tokens).axisLabel, formatter: percent },
      };
      const colour = tokens.series[0];
      return {
        grid: { left: 62, right: 18, top: 14, bottom: 46 },
        xAxis: { ...axis, name: t('predicted'), nameGap: 28 },
        yAxis: { ...axis, name: t('observed'), nameGap: 44 },
        tooltip: {
          trigger: 'item',
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const bin = bins[dataIndex];
            if (bin === undefined) return '';
            return [
              `${t('predicted')}: ${format.percent(bin.predicted)}`,
              `${t('observed')}: ${format.percent(bin.observed)} (${t('intervalOf', { low: format.percent(bin.low), high: format.percent(bin.high) })})`,
              `${t('count')}: ${format.integer(bin.count)} · ${outcome('churned')}: ${format.integer(bin.churned)}`,
            ].join('\n');
          },
        },
        series: [
          {
            type: 'line',
            name: t('perfect'),
            data: [
              [0, 0],
              [end, end],
            ],
            showSymbol: false,
            silent: true,
            lineStyle: { type: 'dashed', width: 1, color: tokens.neutral },
          },
          {
            type: 'custom',
            silent: true,
            data: bins.map(({ predicted, low, high }) => [predicted, low, high]),
            renderItem: (_: unknown, api: DrawApi) => {
              const low = api.coord([api.value(0), api.value(1)]);
              const high = api.coord([api.value(0), api.value(2)]);
              const line = (x1: number, y1: number, x2: number, y2: number) => ({
                type: 'line',
                shape: { x1, y1, x2, y2 },
                style: { stroke: colour, lineWidth: 1.5 },
              });
              return {
                type: 'group',
                children: [
                  line(low[0], low[1], high[0], high[1]),
                  line(low[0] - 4, low[1], low[0] + 4, low[1]),
                  line(high[0] - 4, high[1], high[0] + 4, high[1]),
                ],
              };
            },
          },
          {
            type: 'line',
            name: t('observed'),
            data: bins.map(({ predicted, observed }) => [predicted, observed]),
            symbolSize: 8,
            lineStyle: { width: 2, color: colour },
            itemStyle: { color: colour },
          },
        ],
      };
    },
    [bins, end, format, t, outcome],
  );
  const table = {
    columns: [t('predicted'), t('observed'), t('low'), t('high'), t('count'), outcome('churned')],
    rows: bins.map((bin) => [
      format.percent(bin.predicted),
      format.percent(bin.observed),
      format.percent(bin.low),
      format.percent(bin.high),
      format.integer(bin.count),
      format.integer(bin.churned),
    ]),
  };
  return (
    <Chart label={`${t('reliability')}. ${outcome('reliabilityText')}`} option={option} table={table} height={270} />
  );
}

type GainProps = { readonly target: ModelTarget; readonly points: Evaluation['gain'] };

/** Share of churns found when accounts are reviewed from the top, against a random order. */
export function GainChart({ target, points }: GainProps) {
  const t = useMessages(messages);
  const outcome = useOutcomeWords(target);
  const format = useFormat();
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => {
      const axis = {
        ...axisStyle(tokens),
        type: 'value',
        min: 0,
        max: 1,
        nameLocation: 'middle',
        axisLabel: { ...axisStyle(tokens).axisLabel, formatter: (value: number) => format.percent(value, 0) },
      };
      return {
        grid: { left: 62, right: 18, top: 14, bottom: 46 },
        xAxis: { ...axis, name: t('reviewed'), nameGap: 28 },
        yAxis: { ...axis, name: outcome('found'), nameGap: 44 },
        tooltip: {
          trigger: 'axis',
          formatter: (items: { value: [number, number]; seriesName: string }[]) =>
            items
              .map(
                ({ value, seriesName }) =>
                  `${seriesName}: ${format.percent(value[1], 0)} / ${format.percent(value[0], 0)}`,
              )
              .join('\n'),
        },
        series: [
          {
            type: 'line',
            name: t('randomOrder'),
            data: [
              [0, 0],
              [1, 1],
            ],
            showSymbol: false,
            silent: true,
            lineStyle: { type: 'dashed', width: 1, color: tokens.neutral },
            itemStyle: { color: tokens.neutral },
          },
          {
            type: 'line',
            name: outcome('found'),
            data: points.map(({ reviewed, found }) => [reviewed, found]),
            showSymbol: false,
            lineStyle: { width: 2.5, color: tokens.series[0] },
            itemStyle: { color: tokens.series[0] },
            areaStyle: { opacity: 0.1 },
          },
        ],
      };
    },
    [points, format, t, outcome],
  );
  const table = {
    columns: [t('reviewed'), outcome('found')],
    rows: points.map(({ reviewed, found }) => [format.percent(reviewed, 0), format.percent(found)]),
  };
  return <Chart label={`${t('gain')}. ${outcome('gainText')}`} option={option} table={table} height={270} />;
}
