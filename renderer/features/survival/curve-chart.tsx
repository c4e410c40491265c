import { Paper } from '@mantine/core';
import { useCallback } from 'react';
import type { SurvivalCurveAnswer, SurvivalPoint } from '../../../shared/contract/index.ts';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { useCurveName } from './curve-name.ts';
import { messages } from './messages.ts';

type Pair = readonly [day: number, share: number | null];

/** A curve begins with everybody. */
const withStart = (pairs: readonly Pair[]): Pair[] => [[0, 1], ...pairs.filter(([day]) => day > 0)];
const ends = ({ survival, lower, upper }: SurvivalPoint) => ({ low: lower ?? survival, high: upper ?? survival });

/** Steps down from 100 %; one curve has its interval, several have their colours. */
export function CurveChart({ curves }: { readonly curves: readonly SurvivalCurveAnswer[] }) {
  const t = useMessages(messages);
  const format = useFormat();
  const nameOf = useCurveName();
  const isAlone = curves.length === 1;
  const shown = isAlone ? curves : curves.slice(1);
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => {
      const step = { type: 'line', step: 'end', showSymbol: false, symbol: 'none' } as const;
      const lines = shown.map((curve, index) => ({
        ...step,
        name: nameOf(curve, isAlone ? 0 : index + 1),
        color: tokens.series[index % tokens.series.length] ?? tokens.text,
        lineStyle: { width: 2, type: index < tokens.series.length ? ('solid' as const) : ('dashed' as const) },
        data: withStart(curve.points.map((point): Pair => [point.day, point.survival])).map((pair) => [...pair]),
      }));
      const band = (curve: SurvivalCurveAnswer) =>
        (['low', 'height'] as const).map((side) => ({
          ...step,
          name: t('interval'),
          stack: 'band',
          silent: true,
          color: tokens.series[0] ?? tokens.text,
          lineStyle: { opacity: 0 },
          areaStyle: { opacity: side === 'low' ? 0 : 0.18 },
          tooltip: { show: false },
          data: [
            [0, side === 'low' ? 1 : 0],
            ...curve.points
              .filter(({ day }) => day > 0)
              .map((point) => {
                const { low, high } = ends(point);
                return [point.day, side === 'low' ? low : high - low];
              }),
          ],
        }));
      return {
        grid: { left: 52, right: 16, top: isAlone ? 12 : 36, bottom: 44 },
        ...(isAlone ? {} : { legend: { top: 0, type: 'scroll', textStyle: { color: tokens.text } } }),
        xAxis: {
          ...axisStyle(tokens),
          type: 'value',
          name: t('days'),
          nameLocation: 'middle',
          nameGap: 28,
          min: 0,
          axisLabel: { ...axisStyle(tokens).axisLabel, formatter: (value: number) => format.integer(value) },
        },
        yAxis: {
          ...axisStyle(tokens),
          type: 'value',
          min: 0,
          max: 1,
          axisLabel: { ...axisStyle(tokens).axisLabel, formatter: (value: number) => format.percent(value, 0) },
        },
        tooltip: {
          trigger: 'axis',
          valueFormatter: (value: unknown) => (typeof value === 'number' ? format.percent(value) : ''),
        },
        series: [...lines, ...(isAlone && shown[0] !== undefined ? band(shown[0]) : [])],
      };
    },
    [shown, isAlone, nameOf, t, format],
  );
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Chart
        label={t('chart')}
        option={option}
        height={300}
        table={{
          columns: [t('group'), t('days'), t('atRisk'), t('stillThere'), t('interval')],
          rows: shown.flatMap((curve, index) =>
            curve.points.map((point) => {
              const { low, high } = ends(point);
              return [
                nameOf(curve, isAlone ? 0 : index + 1),
                format.integer(point.day),
                format.integer(point.atRisk),
                format.percent(point.survival),
                `${format.percent(low)} – ${format.percent(high)}`,
              ];
            }),
          ),
        }}
      />
    </Paper>
  );
}
