import { minorDigits } from '../../../shared/domain/money.ts';
import type { ExportedSheet, TrendAnswer, TrendMeasure, TrendUnit } from '../../../shared/contract/index.ts';
import { axisStyle } from '../../ui/chart-defaults.ts';
import type { ChartOption } from '../../ui/chart-defaults.ts';
import { linesTooltip, periodAxis, periodLine } from '../../ui/chart-periods.ts';
import type { ChartPeriod, PeriodNames } from '../../ui/chart-periods.ts';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import type { Words } from './use-words.ts';

export type DrawnSeries = TrendAnswer['series'][number] & {
  /** Position in the answer. */
  readonly place: number;
  readonly name: string;
};

/** Series of one unit share a chart: different ones on one axis would say nothing. */
export function chartsOf(
  answer: TrendAnswer,
  measures: readonly TrendMeasure[],
  isDivided: boolean,
  words: Words,
): { unit: TrendUnit; series: DrawnSeries[] }[] {
  const charts = new Map<TrendUnit, DrawnSeries[]>();
  answer.series.forEach((series, place) => {
    const drawn = { ...series, place, name: words.series(series, measures, isDivided) };
    const known = charts.get(series.unit);
    if (known === undefined) charts.set(series.unit, [drawn]);
    else known.push(drawn);
  });
  return [...charts].map(([unit, series]) => ({ unit, series }));
}

export function periodsOf({ periods, complete }: Pick<TrendAnswer, 'periods' | 'complete'>): ChartPeriod[] {
  return periods.map((period, place) => ({ period, complete: complete[place] === true }));
}

/** Further series than colours are drawn in grey; the table tells them apart. */
export function trendOption(
  tokens: ChartTokens,
  answer: TrendAnswer,
  { unit, series }: ReturnType<typeof chartsOf>[number],
  names: readonly PeriodNames[],
  words: Words,
): ChartOption {
  const axis = axisStyle(tokens);
  const { currency } = answer;
  const isFew = answer.periods.length <= 60;
  return {
    grid: { left: 64, right: 24, top: series.length > 1 ? 34 : 12, bottom: 28 },
    ...(series.length > 1 ? { legend: { top: 0, type: 'scroll', textStyle: { color: tokens.text } } } : {}),
    xAxis: { ...periodAxis(tokens, names), boundaryGap: false },
    yAxis: {
      type: 'value',
      ...axis,
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => words.short(value, unit, currency) },
    },
    tooltip: linesTooltip((value) => words.figure(value, unit, currency)),
    series: series.flatMap(({ name, values, rest }, index) =>
      periodLine(
        tokens,
        {
          name,
          color: rest ? tokens.neutral : (tokens.series[index] ?? tokens.neutral),
          showSymbol: isFew,
          symbolSize: 5,
          ...(rest ? { lineStyle: { type: 'dotted' } } : {}),
        },
        values,
        answer.complete,
      ),
    ),
  };
}

type SheetWords = { readonly name: string; readonly period: string; readonly total: string };

/** As it is shown: the newest period first, then the whole range; money in whole units of the currency. */
export function trendSheet(
  answer: TrendAnswer,
  series: readonly DrawnSeries[],
  names: readonly PeriodNames[],
  words: SheetWords,
): ExportedSheet {
  const { currency } = answer;
  const scaled = (value: number | null, unit: TrendUnit): number | null =>
    value === null || unit !== 'money' ? value : value / 10 ** minorDigits(currency);
  return {
    name: words.name,
    columns: [
      words.period,
      ...series.map(({ name, unit }) => (unit === 'money' && currency !== null ? `${name} (${currency})` : name)),
    ],
    rows: [
      ...names
        .map(({ long }, place) => [long, ...series.map(({ values, unit }) => scaled(values[place] ?? null, unit))])
        .toReversed(),
      [words.total, ...series.map(({ total, unit }) => scaled(total, unit))],
    ],
  };
}
