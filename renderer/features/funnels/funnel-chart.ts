import type { FunnelResult } from '../../../shared/contract/index.ts';
import { axisStyle } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';

type Series = { readonly name: string; readonly steps: FunnelResult['steps'] };

/** The funnel as bars: the share of those who entered at each step, a series for each group. */
export function funnelChart(
  tokens: ChartTokens,
  stepTitles: readonly string[],
  groups: readonly Series[],
  /** Whole percents from 0 to 100 as words. */
  percent: (value: number) => string,
): ChartOption {
  const axis = axisStyle(tokens);
  return {
    grid: { left: 48, right: 16, top: 36, bottom: 40 },
    legend: groups.length > 1 ? { top: 0, type: 'plain', textStyle: { color: tokens.text } } : { show: false },
    xAxis: { type: 'category', data: [...stepTitles], ...axis },
    yAxis: { type: 'value', min: 0, max: 100, ...axis, axisLabel: { ...axis.axisLabel, formatter: percent } },
    series: groups.map(({ name, steps }) => ({
      type: 'bar',
      name,
      data: steps.map(({ overall }) => (overall === null ? null : Math.round(overall * 1000) / 10)),
      ...(groups.length > 1
        ? {}
        : {
            label: {
              show: true,
              position: 'top',
              color: tokens.text,
              formatter: ({ value }: { value: number }) => percent(value),
            },
            barMaxWidth: 90,
          }),
    })),
  };
}
