import type { PortfolioScatter } from '../../../shared/contract/index.ts';
import { axisStyle } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';

export type ScatterWords = {
  readonly x: string;
  readonly y: string;
  readonly group: (place: number) => string;
  readonly xValue: (value: number) => string;
  readonly yValue: (value: number) => string;
  readonly field: (accounts: number) => string;
};

type ScatterView = { readonly log: boolean; readonly y: 'risk' | 'health' };

const smallest = 5;
const largest = 30;
const usual = 8;

/** Areas, not widths, say how large an account is. */
export function symbolSize(size: number | null, most: number): number {
  if (size === null || most <= 0) return size === null ? usual : smallest;
  return smallest + (largest - smallest) * Math.sqrt(Math.max(0, size) / most);
}

/** Which step of a ramp a value between 0 and `most` has; the first is nearly the paper's own. */
export function rampStep(value: number, most: number, steps: number): number {
  const share = most <= 0 ? 0 : Math.min(1, value / most);
  return Math.min(steps - 1, 1 + Math.floor(share * (steps - 1)));
}

export function scatterOption(
  answer: PortfolioScatter,
  view: ScatterView,
  words: ScatterWords,
  tokens: ChartTokens,
): ChartOption {
  const isBinned = answer.bins.length > 0;
  const most = Math.max(0, ...answer.points.map(({ size }) => size ?? 0));
  const crowd = Math.max(0, ...answer.bins.map(({ accounts }) => accounts));
  return {
    grid: { left: 62, right: 18, top: 34, bottom: 46 },
    legend:
      isBinned || answer.colours.length < 2
        ? undefined
        : {
            top: 0,
            left: 0,
            type: 'scroll',
            itemWidth: 12,
            itemHeight: 12,
            textStyle: { color: tokens.text, fontSize: 12 },
            pageTextStyle: { color: tokens.muted },
          },
    brush: {
      xAxisIndex: 0,
      yAxisIndex: 0,
      toolbox: [],
      brushStyle: { borderWidth: 1.5, color: 'rgba(80, 140, 200, 0.12)', borderColor: tokens.series[0] },
      outOfBrush: { colorAlpha: 0.25 },
      throttleType: 'debounce',
      throttleDelay: 150,
    },
    xAxis: {
      ...axisStyle(tokens),
      type: view.log ? 'log' : 'value',
      name: words.x,
      nameLocation: 'middle',
      nameGap: 28,
      axisLabel: { color: tokens.muted, fontSize: 11, hideOverlap: true, formatter: words.xValue },
      ...(view.log ? { min: 'dataMin', max: 'dataMax' } : {}),
    },
    yAxis: {
      ...axisStyle(tokens),
      type: 'value',
      name: words.y,
      nameLocation: 'middle',
      nameGap: 46,
      min: 0,
      ...(view.y === 'health' ? { max: 100 } : {}),
      axisLabel: { color: tokens.muted, fontSize: 11, formatter: words.yValue },
    },
    tooltip: {
      formatter: ({ data }: { data: { name: string; value: [number, number]; accounts?: number } }) =>
        data.accounts === undefined
          ? `${data.name}\n${words.x}: ${words.xValue(data.value[0])}\n${words.y}: ${words.yValue(data.value[1])}`
          : data.name,
    },
    series: isBinned
      ? [
          {
            type: 'scatter',
            symbol: 'rect',
            data: answer.bins.map((bin) => ({
              name: words.field(bin.accounts),
              value: [view.log ? Math.sqrt(bin.x0 * bin.x1) : (bin.x0 + bin.x1) / 2, (bin.y0 + bin.y1) / 2],
              accounts: bin.accounts,
              symbolSize: symbolSize(bin.accounts, crowd) / 2 + 3,
              itemStyle: {
                color: tokens.ramp[rampStep(Math.log1p(bin.accounts), Math.log1p(crowd), tokens.ramp.length)],
              },
            })),
          },
        ]
      : answer.colours.map((_, place) => ({
          type: 'scatter',
          name: words.group(place),
          itemStyle: {
            color: place < tokens.series.length ? tokens.series[place] : tokens.neutral,
            opacity: 0.75,
            borderColor: tokens.surface,
            borderWidth: 0.5,
          },
          data: answer.points
            .filter(({ colour }) => colour === place)
            .map(({ id, name, x, y, size }) => ({ name, id, value: [x, y], symbolSize: symbolSize(size, most) })),
        })),
  };
}
