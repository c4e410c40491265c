import { lifecycleStates } from '../../../shared/contract/index.ts';
import type { ExportedSheet, LifecycleAnswer, LifecycleState } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { axisStyle } from '../../ui/chart-defaults.ts';
import type { ChartOption } from '../../ui/chart-defaults.ts';
import { periodAxis } from '../../ui/chart-periods.ts';
import type { PeriodNames } from '../../ui/chart-periods.ts';
import type { ChartTokens } from '../../ui/chart-theme.ts';

type Row = LifecycleAnswer['periods'][number];
type Show = 'accounts' | 'revenue';

/** From the line upwards, and dormant ones below it. */
export const drawnOrder = ['returning', 'resurrected', 'new', 'dormant'] as const satisfies readonly LifecycleState[];

export function figureOf(row: Row, state: LifecycleState, show: Show): number | null {
  return show === 'revenue' ? row.revenue[state] : row[state];
}

type ChartWords = {
  readonly state: (state: LifecycleState) => string;
  readonly figure: (value: number | null) => string;
};

export function lifecycleOption(
  tokens: ChartTokens,
  { periods }: LifecycleAnswer,
  show: Show,
  names: readonly PeriodNames[],
  words: ChartWords,
): ChartOption {
  const axis = axisStyle(tokens);
  const colors = {
    returning: tokens.series[0],
    resurrected: tokens.series[2],
    new: tokens.series[4],
    dormant: tokens.raises,
  };
  return {
    grid: { left: 64, right: 16, top: 34, bottom: 28 },
    legend: { top: 0, textStyle: { color: tokens.text } },
    xAxis: { ...periodAxis(tokens, names), axisLine: { onZero: false, ...axis.axisLine } },
    yAxis: {
      type: 'value',
      ...axis,
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => words.figure(Math.abs(value)) },
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      valueFormatter: (value: unknown) => words.figure(typeof value === 'number' ? Math.abs(value) : null),
    },
    series: drawnOrder.map((state) => ({
      type: 'bar',
      stack: 'states',
      barMaxWidth: 36,
      name: words.state(state),
      color: colors[state],
      data: periods.map((row) => {
        const value = figureOf(row, state, show);
        return {
          value: value === null ? null : state === 'dormant' ? -value : value,
          // An outline alone: more can still come.
          ...(row.complete
            ? {}
            : {
                itemStyle: { color: 'transparent', borderColor: colors[state], borderType: 'dashed', borderWidth: 1.5 },
              }),
        };
      }),
    })),
  };
}

type SheetWords = {
  readonly name: string;
  readonly period: string;
  readonly state: (state: LifecycleState) => string;
};

/** As it is shown, newest first; money in whole units of the currency. */
export function lifecycleSheet(
  { periods, currency }: LifecycleAnswer,
  show: Show,
  names: readonly PeriodNames[],
  words: SheetWords,
): ExportedSheet {
  const isMoney = show === 'revenue' && currency !== null;
  const scale = isMoney ? 10 ** minorDigits(currency) : 1;
  return {
    name: words.name,
    columns: [
      words.period,
      ...lifecycleStates.map((state) => `${words.state(state)}${isMoney ? ` (${currency})` : ''}`),
    ],
    rows: periods
      .map((row, place) => [
        names[place]?.long ?? '',
        ...lifecycleStates.map((state) => {
          const value = figureOf(row, state, isMoney ? 'revenue' : 'accounts');
          return value === null ? null : value / scale;
        }),
      ])
      .toReversed(),
  };
}
