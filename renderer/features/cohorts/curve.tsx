import { useCallback, useMemo } from 'react';
import type { RetentionGrid } from '../../../shared/contract/index.ts';
import { Chart, axisStyle } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { curvesOf, widthOf } from './grid.ts';
import { useCohortName } from './heat-map.tsx';
import { messages } from './messages.ts';

/** More cohorts than this make a cloud of lines; the newest ones say more. */
const drawnCohorts = 24;

/** The average as a strong line, the cohorts as faint ones behind it. */
export function RetentionCurve({
  grid,
  period,
}: {
  readonly grid: RetentionGrid;
  readonly period: 'day' | 'week' | 'month';
}) {
  const t = useMessages(messages);
  const format = useFormat();
  const nameOf = useCohortName(period);
  const width = widthOf(grid);
  const drawn = useMemo(() => curvesOf(grid).slice(-drawnCohorts), [grid]);
  const axis = useMemo(
    () => Array.from({ length: width }, (_, index) => t(`index_${period}`, { index })),
    [width, period, t],
  );

  const option = useCallback(
    (tokens: ChartTokens): ChartOption => ({
      grid: { left: 48, right: 16, top: 12, bottom: 44 },
      xAxis: {
        ...axisStyle(tokens),
        type: 'category',
        data: axis,
        name: t('curveAxis'),
        nameLocation: 'middle',
        nameGap: 28,
        boundaryGap: false,
      },
      yAxis: {
        ...axisStyle(tokens),
        type: 'value',
        min: 0,
        max: 1,
        axisLabel: { ...axisStyle(tokens).axisLabel, formatter: (value: number) => format.percent(value, 0) },
      },
      tooltip: {
        trigger: 'item',
        valueFormatter: (value: unknown) => format.percent(typeof value === 'number' ? value : null),
      },
      series: [
        ...drawn.map((curve) => ({
          type: 'line',
          name: nameOf(curve.cohort),
          data: curve.shares,
          showSymbol: false,
          lineStyle: { width: 1, color: tokens.neutral, opacity: 0.35 },
          itemStyle: { color: tokens.neutral },
          emphasis: { lineStyle: { width: 2, opacity: 1 } },
        })),
        {
          type: 'line',
          name: t('curveAverage'),
          data: grid.average,
          symbolSize: 6,
          z: 5,
          lineStyle: { width: 3, color: tokens.series[0] },
          itemStyle: { color: tokens.series[0] },
        },
      ],
    }),
    [axis, drawn, grid.average, nameOf, format, t],
  );

  const table = {
    columns: [t('cohort'), ...axis],
    rows: [
      [t('average'), ...axis.map((_, index) => format.percent(grid.average[index] ?? null))],
      ...drawn.map((curve) => [nameOf(curve.cohort), ...curve.shares.map((share) => format.percent(share))]),
    ],
  };
  return <Chart label={`${t('curve')}. ${t('curveText')}`} option={option} table={table} height={260} />;
}
