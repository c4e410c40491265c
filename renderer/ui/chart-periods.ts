import { useMemo } from 'react';
import { axisStyle } from './chart-defaults.ts';
import type { ChartTokens } from './chart-theme.ts';
import { useFormat } from './format.ts';
import { useMessages } from './messages.ts';
import { uiMessages } from './texts.ts';

export type ChartPeriod = {
  /** `2026-07-03`, `2026-07`, `2026-Q3`, `2026`. */
  readonly period: string;
  /** False: the range cuts it, or the data ends before it does. */
  readonly complete: boolean;
};

export type PeriodNames = {
  /** As an axis writes it, where room is short. */
  readonly short: string;
  /** As tooltips and tables write it: a period that is not complete says so. */
  readonly long: string;
};

/** Periods in the language of the page. */
export function usePeriodNames(periods: readonly ChartPeriod[]): PeriodNames[] {
  const t = useMessages(uiMessages);
  const format = useFormat();
  return useMemo(() => {
    const lastComplete = periods.findLastIndex(({ complete }) => complete);
    return periods.map(({ period, complete }, place) => {
      const name = format.period(period);
      if (complete) return { short: name, long: name };
      // What can still go on stands at the end; the range cuts what stands before.
      return { short: `${name}…`, long: t(place > lastComplete ? 'unfinished' : 'incomplete', { period: name }) };
    });
  }, [periods, format, t]);
}

/** An axis of periods. Its categories are the long names, which tooltips head with. */
export function periodAxis(tokens: ChartTokens, names: readonly PeriodNames[]) {
  const axis = axisStyle(tokens);
  return {
    ...axis,
    type: 'category' as const,
    data: names.map(({ long }) => long),
    axisLabel: { ...axis.axisLabel, formatter: (_: string, place: number) => names[place]?.short ?? '' },
  };
}

type Line = {
  readonly name: string;
  readonly color?: string | undefined;
  readonly lineStyle?: object;
  readonly [key: string]: unknown;
};

/**
 * A line over periods, dashed to and from those that are not complete, so that an unfinished one does not look like a
 * fall. Always two series, of one name: series i of the chart belongs to line i >> 1. Needs `linesTooltip`.
 */
export function periodLine(
  tokens: ChartTokens,
  line: Line,
  values: readonly (number | null)[],
  complete: readonly boolean[],
) {
  const isWhole = (place: number): boolean => complete[place] === true;
  // A long run of rings would hide the line that they stand on.
  const isRinged = complete.filter((whole) => !whole).length <= 3;
  const ring = {
    symbol: 'circle',
    symbolSize: 7,
    itemStyle: { color: tokens.surface, borderColor: line.color, borderWidth: 2 },
  };
  const isBeside = (place: number): boolean =>
    (place > 0 && !isWhole(place - 1)) || (place < values.length - 1 && !isWhole(place + 1));
  return [
    { type: 'line', ...line, data: values.map((value, place) => (isWhole(place) ? value : null)) },
    {
      type: 'line',
      ...line,
      symbol: 'none',
      showSymbol: true,
      lineStyle: { ...line.lineStyle, type: 'dashed' },
      data: values.map((value, place) =>
        !isWhole(place) ? { value, ...(isRinged ? ring : {}) } : { value: isBeside(place) ? value : null },
      ),
    },
  ];
}

type TooltipItem = {
  readonly name: string;
  readonly marker: string;
  readonly seriesName: string;
  readonly value: unknown;
};

/** A figure a line for the period under the pointer, those of `periodLine` told once. */
export function linesTooltip(figure: (value: number | null, name: string) => string) {
  return {
    trigger: 'axis' as const,
    formatter: (items: readonly TooltipItem[]): string => {
      const told = new Map<string, { marker: string; value: number | null }>();
      for (const { seriesName, marker, value } of items) {
        const known = told.get(seriesName);
        if (known === undefined || (known.value === null && typeof value === 'number'))
          told.set(seriesName, { marker, value: typeof value === 'number' ? value : null });
      }
      const lines = [...told].map(([name, { marker, value }]) => `${marker} ${name}: ${figure(value, name)}`);
      return [items[0]?.name ?? '', ...lines].join('\n');
    },
  };
}
