import type { ExportedSheet, StickinessAnswer } from '../../../shared/contract/index.ts';
import { axisStyle } from '../../ui/chart-defaults.ts';
import type { ChartOption } from '../../ui/chart-defaults.ts';
import type { ChartTokens } from '../../ui/chart-theme.ts';

export function starredInterval(row: StickinessAnswer['series'][number]): string {
  return row.complete ? row.interval : `${row.interval}*`;
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
  words: { readonly ratio: string; readonly percent: (value: number | null) => string },
): ChartOption {
  const axis = axisStyle(tokens);
  const percent = (value: unknown): string => words.percent(typeof value === 'number' ? value : null);
  const points = (isWanted: boolean) => series.map((row) => (row.complete === isWanted ? row.ratio : null));
  const mean =
    ratio === null
      ? {}
      : {
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: tokens.muted, type: 'dashed' },
            label: { color: tokens.text, formatter: percent(ratio), position: 'end' },
            data: [{ yAxis: ratio }],
          },
        };
  return {
    grid: { left: 56, right: 52, top: 12, bottom: 28 },
    xAxis: { type: 'category', data: series.map(starredInterval), boundaryGap: false, ...axis },
    yAxis: { type: 'value', min: 0, ...axis, axisLabel: { ...axis.axisLabel, formatter: percent } },
    tooltip: { trigger: 'axis', valueFormatter: percent },
    series: [
      { type: 'line', name: words.ratio, showSymbol: false, color: tokens.series[0], data: points(true), ...mean },
      {
        type: 'line',
        name: `${words.ratio}*`,
        showSymbol: false,
        color: tokens.neutral,
        lineStyle: { type: 'dotted' },
        data: points(false),
      },
    ],
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
