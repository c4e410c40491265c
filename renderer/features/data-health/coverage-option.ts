import type { CoverageOverTime } from '../../../shared/contract/index.ts';
import { axisStyle } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import type { Format } from '../../ui/format.ts';

type CoverageFigures = {
  readonly overTime: CoverageOverTime;
  /** Of the field that is drawn, by month. */
  readonly share: readonly (number | null)[];
  readonly rowsName: string;
  readonly shareName: string;
  readonly format: Format;
};

/** Rows by month as bars, and the share of them that has a field as a line over them. */
export function coverageOption(figures: CoverageFigures, tokens: ChartTokens): ChartOption {
  const { overTime, share, rowsName, shareName, format } = figures;
  const axis = axisStyle(tokens);
  return {
    grid: { left: 8, right: 8, top: 34, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: { color: tokens.muted } },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: overTime.months.map((month) => format.month(month)), ...axis },
    yAxis: [
      { type: 'value', ...axis, axisLabel: { ...axis.axisLabel, formatter: (value: number) => format.compact(value) } },
      {
        type: 'value',
        min: 0,
        max: 1,
        ...axis,
        splitLine: { show: false },
        axisLabel: { ...axis.axisLabel, formatter: (value: number) => format.percent(value, 0) },
      },
    ],
    series: [
      {
        name: rowsName,
        type: 'bar',
        data: overTime.rows,
        itemStyle: { color: tokens.ramp[2] },
        tooltip: { valueFormatter: (value: unknown) => format.integer(typeof value === 'number' ? value : null) },
      },
      {
        name: shareName,
        type: 'line',
        yAxisIndex: 1,
        data: share,
        symbolSize: 5,
        itemStyle: { color: tokens.raises },
        lineStyle: { color: tokens.raises, width: 2 },
        tooltip: { valueFormatter: (value: unknown) => format.percent(typeof value === 'number' ? value : null) },
      },
    ],
  };
}
