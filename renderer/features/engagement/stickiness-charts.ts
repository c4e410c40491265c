import type { ExportedSheet, StickinessAnswer } from '../../../shared/contract/index.ts';
import { axisStyle } from '../../ui/chart-defaults.ts';
import type { ChartOption } from '../../ui/chart-defaults.ts';
import { linesTooltip, periodAxis, periodLine } from '../../ui/chart-periods.ts';
import type { ChartPeriod, PeriodNames } from '../../ui/chart-periods.ts';
import type { ChartTokens } from '../../ui/chart-theme.ts';

export function intervalsOf({ series }: StickinessAnswer): ChartPeriod[] {
  return series.map(({ interval, complete }) => ({ period: interval, complete }));
}

export function barsOption(
  tokens: ChartTokens,
  counts: readonly number[],
  words: { readonly accounts: string; readonly figure: (value: number | null) => string },
): ChartOption {
  const axis = axisStyle(tokens);
  return {
    grid: { left: 56, right: 12, top: 10, bottom: 24 },
    xAxis: { type: 'category', data: counts.map((_, index) => String(index + 1)), ...axis },
    yAxis: { type: 'value', minInterval: 1, ...axis },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      valueFormatter: (value: unknown) => words.figure(typeof value === 'number' ? value : null),
    },
    series: [{ type: 'bar', name: words.accounts, barMaxWidth: 32, color: tokens.series[0], data: [...counts] }],
  };
}

export function ratioOption(
  tokens: ChartTokens,
  { series, ratio }: StickinessAnswer,
  names: readonly PeriodNames[],
  words: { readonly ratio: string; readonly percent: (value: number | null) => string },
): ChartOption {
  const axis = axisStyle(tokens);
  const mean =
    ratio === null
      ? {}
      : {
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: tokens.muted, type: 'dashed' },
            label: { color: tokens.text, formatter: words.percent(ratio), position: 'end' },
            data: [{ yAxis: ratio }],
          },
        };
  const [whole, ...others] = periodLine(
    tokens,
    { name: words.ratio, showSymbol: false, color: tokens.series[0] },
    series.map((row) => row.ratio),
    series.map((row) => row.complete),
  );
  return {
    grid: { left: 56, right: 52, top: 12, bottom: 28 },
    xAxis: { ...periodAxis(tokens, names), boundaryGap: false },
    yAxis: {
      type: 'value',
      min: 0,
      ...axis,
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => words.percent(value) },
    },
    tooltip: linesTooltip((value) => words.percent(value)),
    series: [{ ...whole, ...mean }, ...others],
  };
}

type SheetWords = Readonly<
  Record<
    'bars' | 'series' | 'active' | 'accounts' | 'share' | 'interval' | 'activeIn' | 'trailing' | 'ratio' | 'complete',
    string
  >
>;

export function stickinessSheets({ counts, active, series }: StickinessAnswer, words: SheetWords): ExportedSheet[] {
  const bars: ExportedSheet = {
    name: words.bars,
    columns: [words.active, words.accounts, words.share],
    rows: counts.map((count, index) => [index + 1, count, active === null || active === 0 ? null : count / active]),
  };
  const overTime: ExportedSheet = {
    name: words.series,
    columns: [words.interval, words.activeIn, words.trailing, words.ratio, words.complete],
    rows: series.toReversed().map((row) => [row.interval, row.active, row.trailing, row.ratio, row.complete]),
  };
  return counts.length === 0 ? [overTime] : [bars, overTime];
}
