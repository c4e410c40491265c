import { useCallback, useMemo } from 'react';
import type { RetentionGrid, RetentionQuestion } from '../../../shared/contract/index.ts';
import { Chart, axisStyle } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useMessages } from '../../ui/messages.ts';
import { useCellWords } from './cell-words.ts';
import { curvesOf, isShareMeasure } from './grid.ts';
import { messages } from './messages.ts';

/** More cohorts than this make a cloud of lines; the newest ones, or the largest ones, say more. */
const drawnCohorts = 24;

type CurveProps = { readonly grid: RetentionGrid; readonly question: RetentionQuestion };

/** Cohorts by attribute are few and each has a name: so many have a colour of their own. */
const namedCohorts = 7;

/** The average as a strong line, the cohorts as faint ones behind it, or each in its colour where they are few. */
export function RetentionCurve({ grid, question }: CurveProps) {
  const t = useMessages(messages);
  const words = useCellWords(grid, question, 'share');
  const { measure, cohortBy } = question;
  const drawn = useMemo(() => {
    const curves = curvesOf(grid, measure);
    return cohortBy === null ? curves.slice(-drawnCohorts) : curves.slice(0, drawnCohorts);
  }, [grid, measure, cohortBy]);
  const isNamed = cohortBy !== null && drawn.length <= namedCohorts;
  const axis = useMemo(() => grid.columns.map((_, index) => words.column(index)), [grid, words]);

  const option = useCallback(
    (tokens: ChartTokens): ChartOption => ({
      grid: { left: 56, right: 16, top: isNamed ? 34 : 12, bottom: 44 },
      ...(isNamed ? { legend: { top: 0, type: 'scroll', textStyle: { color: tokens.text } } } : {}),
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
        // Shares of accounts fill the axis; revenue can grow beyond what it was.
        ...(measure === 'accounts' ? { max: 1 } : {}),
        axisLabel: { ...axisStyle(tokens).axisLabel, formatter: (value: number) => words.figure(value) },
      },
      tooltip: {
        trigger: 'item',
        valueFormatter: (value: unknown) => words.figure(typeof value === 'number' ? value : null, 1),
      },
      series: [
        ...drawn.map((curve, place) => {
          const color = isNamed ? tokens.series[place + 1] : tokens.neutral;
          return {
            type: 'line',
            name: words.cohort(curve.cohort),
            data: curve.points,
            showSymbol: false,
            lineStyle: { width: isNamed ? 2 : 1, color, opacity: isNamed ? 1 : 0.35 },
            itemStyle: { color },
            emphasis: { lineStyle: { width: 2, opacity: 1 } },
          };
        }),
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
    [axis, drawn, isNamed, grid.average, measure, words, t],
  );

  const digits = isShareMeasure(measure) ? 1 : 0;
  const table = {
    columns: [t('cohort'), ...axis],
    rows: [
      [t('average'), ...axis.map((_, index) => words.average(index, digits))],
      ...drawn.map((curve) => [
        words.cohort(curve.cohort),
        ...curve.points.map((point) => words.figure(point, digits)),
      ]),
    ],
  };
  return <Chart label={`${t('curve')}. ${t('curveText')}`} option={option} table={table} height={260} />;
}
