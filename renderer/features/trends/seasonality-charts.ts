import type { ExportedSheet, SeasonalityAnswer } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { axisStyle } from '../../ui/chart-defaults.ts';
import type { ChartOption } from '../../ui/chart-defaults.ts';
import type { ChartTokens } from '../../ui/chart-theme.ts';

export type Bucket = { readonly name: string; readonly index: number | null; readonly mean: number | null };

type BucketWords = {
  readonly index: string;
  readonly average: string;
  readonly figure: (value: number | null) => string;
};

/** Bars around the average: what is above it stands up, what is below hangs down. */
export function bucketsOption(tokens: ChartTokens, buckets: readonly Bucket[], words: BucketWords): ChartOption {
  const axis = axisStyle(tokens);
  return {
    grid: { left: 44, right: 8, top: 10, bottom: 24 },
    xAxis: {
      type: 'category',
      data: buckets.map(({ name }) => name),
      ...axis,
      axisLine: { onZero: false, ...axis.axisLine },
    },
    yAxis: {
      type: 'value',
      ...axis,
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => words.figure(value + 1) },
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      valueFormatter: (value: unknown) => words.figure(typeof value === 'number' ? value + 1 : null),
    },
    series: [
      {
        type: 'bar',
        name: words.index,
        barMaxWidth: 30,
        data: buckets.map(({ index }) => ({
          value: index === null ? null : index - 1,
          itemStyle: { color: index !== null && index < 1 ? tokens.neutral : tokens.series[0] },
        })),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: tokens.muted, type: 'solid', width: 1 },
          label: { show: false },
          data: [{ yAxis: 0, name: words.average }],
        },
      },
    ],
  };
}

export type Decomposition = NonNullable<SeasonalityAnswer['decomposition']>;

type PartWords = {
  readonly observed: string;
  readonly trend: string;
  readonly seasonal: string;
  readonly remainder: string;
  readonly short: (value: number) => string;
  readonly figure: (value: number | null) => string;
  readonly day: (day: string) => string;
};

/** Observed days with their trend, and below them the weekly rhythm and what is left, over the same days. */
export function decompositionOption(tokens: ChartTokens, parts: Decomposition, words: PartWords): ChartOption {
  const axis = axisStyle(tokens);
  const rows = [
    { top: 34, height: 150 },
    { top: 206, height: 80 },
    { top: 308, height: 80 },
  ];
  const line = (name: string, data: readonly number[], row: number, color: string | undefined, width: number) => ({
    type: 'line',
    name,
    data: [...data],
    xAxisIndex: row,
    yAxisIndex: row,
    showSymbol: false,
    color,
    lineStyle: { width },
  });
  return {
    grid: rows.map((row) => ({ left: 64, right: 16, ...row })),
    legend: { top: 0, textStyle: { color: tokens.text } },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    xAxis: rows.map((_, row) => ({
      type: 'category',
      gridIndex: row,
      data: parts.days.map((day) => words.day(day)),
      boundaryGap: false,
      ...axis,
      axisLine: { onZero: false, ...axis.axisLine },
      axisLabel: row === rows.length - 1 ? axis.axisLabel : { show: false },
    })),
    yAxis: rows.map((_, row) => ({
      type: 'value',
      gridIndex: row,
      ...axis,
      scale: row === 0,
      splitNumber: row === 0 ? 4 : 2,
      axisLabel: { ...axis.axisLabel, formatter: words.short },
    })),
    tooltip: {
      trigger: 'axis',
      valueFormatter: (value: unknown) => words.figure(typeof value === 'number' ? value : null),
    },
    series: [
      line(words.observed, parts.observed, 0, tokens.neutral, 1),
      line(words.trend, parts.trend, 0, tokens.series[0], 2.5),
      line(words.seasonal, parts.seasonal, 1, tokens.series[2], 1.2),
      line(words.remainder, parts.remainder, 2, tokens.series[1], 1),
    ],
  };
}

/** From hardly any to strong; the borders are a help for reading, not a test. */
export function strengthWord(strength: number): 'none' | 'weak' | 'clear' | 'strong' {
  if (strength < 0.2) return 'none';
  if (strength < 0.5) return 'weak';
  return strength < 0.8 ? 'clear' : 'strong';
}

/** A table of buckets; money in whole units of the currency. */
export function bucketSheet(
  name: string,
  columns: readonly string[],
  buckets: readonly Bucket[],
  { unit, currency }: Pick<SeasonalityAnswer, 'unit' | 'currency'>,
): ExportedSheet {
  const scale = unit === 'money' ? 10 ** minorDigits(currency) : 1;
  return {
    name,
    columns: [...columns],
    rows: buckets.map((one) => [one.name, one.index, one.mean === null ? null : one.mean / scale]),
  };
}

export function decompositionSheet(
  name: string,
  columns: readonly string[],
  parts: Decomposition,
  { unit, currency }: Pick<SeasonalityAnswer, 'unit' | 'currency'>,
): ExportedSheet {
  const scale = unit === 'money' ? 10 ** minorDigits(currency) : 1;
  return {
    name,
    columns: [...columns],
    rows: parts.days.map((day, i) => [
      day,
      parts.observed[i]! / scale,
      parts.trend[i]! / scale,
      parts.seasonal[i]! / scale,
      parts.remainder[i]! / scale,
    ]),
  };
}
