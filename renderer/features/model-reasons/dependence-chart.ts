import type { Dependence } from '../../../shared/contract/index.ts';
import { axisStyle } from '../../ui/chart-defaults.ts';
import type { ChartOption } from '../../ui/chart-defaults.ts';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import type { ChartClick } from '../../ui/chart.tsx';

type Point = Dependence['points'][number];

export type DependenceWords = Readonly<
  Record<'mean' | 'missing' | 'customers' | 'other', string> & {
    /** A value of the feature. */
    value(figure: number): string;
    /** Points of probability. */
    points(figure: number): string;
  }
>;

const known = ({ points }: Dependence): readonly Point[] => points.filter((point) => point.value !== null);
const unknown = ({ points }: Dependence): readonly Point[] => points.filter((point) => point.value === null);

/** The customer whose dot was clicked; null for anything else. */
export function pointAt(data: Dependence, { seriesIndex, dataIndex }: ChartClick): Point | null {
  if (seriesIndex === 0) return known(data)[dataIndex] ?? null;
  return seriesIndex === 1 ? (unknown(data)[dataIndex] ?? null) : null;
}

/**
 * Dots of customers over the feature's values with the mean of each bin as a line; those without a value beside them; how
 * the values are spread under it. Dots take their colour from the interaction's feature, grey where that is missing.
 */
export function dependenceOption(tokens: ChartTokens, data: Dependence, words: DependenceWords): ChartOption {
  const axis = axisStyle(tokens);
  const parts = data.points.map((point) => point.part * 100);
  const ends = [...parts, ...data.bins.map((bin) => bin.part * 100), 0];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = Math.max(0.1, (high - low) * 0.06);
  const y = { type: 'value', min: low - room, max: high + room, ...axis };
  const [least, most] = [data.histogram[0]?.from ?? 0, data.histogram.at(-1)?.to ?? 1];
  const x = { type: 'value', min: least, max: most === least ? least + 1 : most, ...axis };
  const hasMissing = data.missing.count > 0;
  const middle = (bin: Dependence['bins'][number]): number => (bin.from + bin.to) / 2;
  const colour = colourOf(tokens, data);
  const right = hasMissing ? 98 : 24;
  // Labels may not move one of them: the spread of the values stands under the dots.
  const fixed = { outerBoundsMode: 'none' };
  return {
    grid: [
      { left: 58, right, top: 14, bottom: 128, ...fixed },
      { width: 62, right: 14, top: 14, bottom: 128, show: hasMissing, borderColor: tokens.line, ...fixed },
      { left: 58, right, height: 62, bottom: 26, ...fixed },
    ],
    xAxis: [
      { ...x, gridIndex: 0, axisLabel: { ...axis.axisLabel, formatter: (value: number) => words.value(value) } },
      { type: 'category', data: [words.missing], gridIndex: 1, show: hasMissing, ...axis },
      { ...x, gridIndex: 2, axisLabel: { show: false }, splitLine: { show: false } },
    ],
    yAxis: [
      {
        ...y,
        gridIndex: 0,
        axisLabel: {
          ...axis.axisLabel,
          showMinLabel: false,
          showMaxLabel: false,
          formatter: (value: number) => words.points(value),
        },
      },
      { ...y, gridIndex: 1, show: false },
      {
        type: 'value',
        gridIndex: 2,
        minInterval: 1,
        splitNumber: 2,
        ...axis,
        name: words.customers,
        nameLocation: 'middle',
        nameGap: 40,
      },
    ],
    tooltip: {
      trigger: 'item',
      formatter: ({ data: dot }: { data: { point?: Point; text?: string } }) => {
        const { point } = dot;
        if (point === undefined) return dot.text ?? '';
        const other = point.other === null || words.other === '' ? '' : `\n${words.other}: ${point.other.toFixed(2)}`;
        const value = point.value === null ? words.missing : words.value(point.value);
        return `${point.name}\n${value} → ${words.points(point.part * 100)}${other}`;
      },
    },
    series: [
      {
        type: 'scatter',
        symbolSize: 6,
        data: known(data).map((point) => ({
          value: [point.value, point.part * 100],
          point,
          itemStyle: { color: colour(point.other), opacity: 0.55 },
        })),
      },
      {
        type: 'scatter',
        symbolSize: 6,
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: unknown(data).map((point) => ({
          value: [words.missing, point.part * 100],
          point,
          itemStyle: { color: colour(point.other), opacity: 0.55 },
        })),
      },
      {
        type: 'line',
        name: words.mean,
        symbolSize: 5,
        color: tokens.text,
        lineStyle: { width: 2 },
        z: 5,
        data: data.bins.map((bin) => ({
          value: [middle(bin), bin.part * 100],
          text: `${words.value(bin.from)} – ${words.value(bin.to)}\n${words.mean}: ${words.points(bin.part * 100)}\n${words.customers}: ${bin.count}`,
        })),
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: tokens.neutral, type: 'dashed' },
          data: [{ yAxis: 0 }],
        },
      },
      {
        type: 'custom',
        xAxisIndex: 2,
        yAxisIndex: 2,
        clip: true,
        renderItem: barOf,
        color: tokens.neutral,
        encode: { x: [0, 1], y: 2 },
        data: data.histogram.map((span) => ({
          value: [span.from, span.to, span.count],
          text: `${words.value(span.from)} – ${words.value(span.to)}\n${words.customers}: ${span.count}`,
        })),
      },
    ],
  };
}

type Api = {
  value(place: number): number;
  coord(point: [number, number]): [number, number];
  visual(name: 'color'): string;
};

/** A bar from the start of a span to its end. */
function barOf(_params: unknown, api: Api): object {
  const [left, top] = api.coord([api.value(0), api.value(2)]);
  const [end, bottom] = api.coord([api.value(1), 0]);
  return {
    type: 'rect',
    shape: { x: left + 0.5, y: top, width: Math.max(1, end - left - 1), height: Math.max(0, bottom - top) },
    style: { fill: api.visual('color') },
  };
}

/** From blue (little) to orange (much) by rank among the dots, since a few great values would hide the rest. */
function colourOf(tokens: ChartTokens, { points, interaction }: Dependence): (other: number | null) => string {
  if (interaction === null) return () => tokens.series[0]!;
  const sorted = points.flatMap(({ other }) => (other === null ? [] : [other])).sort((a, b) => a - b);
  return (other) => {
    if (other === null || sorted.length === 0) return tokens.neutral;
    const rank = sorted.findIndex((value) => value >= other) / Math.max(1, sorted.length - 1);
    return rank < 1 / 3 ? tokens.lowers : rank < 2 / 3 ? tokens.series[3]! : tokens.raises;
  };
}
