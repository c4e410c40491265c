import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { axisStyle } from '../../ui/chart.tsx';
import type { ChartOption, ChartTable } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import type { ChartKind } from './search.ts';

export type SqlAnswer = ContractOutputs['sql']['run'];
export type Drawn = { readonly x: number; readonly y: readonly number[] };

/** More rows than this make a picture that nobody can read. */
export const mostPoints = 2_000;

/** Columns that hold numbers and nothing else. */
export function numberColumns({ columns }: Pick<SqlAnswer, 'columns'>): number[] {
  return columns.flatMap(({ type }, index) => (type === 'number' ? [index] : []));
}

/**
 * What is drawn along which column: what was chosen as far as the result has it, else the first column and the first one of
 * numbers beside it. Null where no column holds numbers.
 */
export function chosenColumns(
  answer: Pick<SqlAnswer, 'columns'>,
  kind: ChartKind,
  wanted: { readonly x?: number | undefined; readonly y?: readonly number[] | undefined },
): Drawn | null {
  const numbers = numberColumns(answer);
  const chosen = (wanted.y ?? []).filter((column) => numbers.includes(column));
  const isFit = (column: number): boolean =>
    column < answer.columns.length && (kind !== 'scatter' || numbers.includes(column));
  const x =
    wanted.x !== undefined && isFit(wanted.x)
      ? wanted.x
      : answer.columns.findIndex((_, column) => isFit(column) && !chosen.includes(column));
  const others = numbers.filter((column) => column !== x);
  const y = chosen.length > 0 ? chosen : (others.length > 0 ? others : numbers).slice(0, 1);
  return y.length === 0 || x < 0 ? null : { x, y };
}

type Words = { readonly noValue: string; readonly number: (value: number) => string };

/** The rows that are drawn, as words. */
export function tableOf({ columns, rows }: SqlAnswer, { x, y }: Drawn, { noValue, number }: Words): ChartTable {
  const shown = (value: string | number | null | undefined): string =>
    value === null || value === undefined ? noValue : typeof value === 'number' ? number(value) : value;
  return {
    columns: [x, ...y].map((column) => columns[column]!.name),
    rows: rows.slice(0, mostPoints).map((row) => [x, ...y].map((column) => shown(row[column]))),
  };
}

export function optionOf(
  { columns, rows }: SqlAnswer,
  kind: ChartKind,
  { x, y }: Drawn,
  { noValue }: Pick<Words, 'noValue'>,
  tokens: ChartTokens,
): ChartOption {
  const drawn = rows.slice(0, mostPoints);
  const axis = axisStyle(tokens);
  const name = (column: number): string => columns[column]!.name;
  const isScatter = kind === 'scatter';
  return {
    grid: { left: 12, right: 20, top: 34, bottom: 26, containLabel: true },
    legend: { show: y.length > 1, top: 0, left: 0, textStyle: { color: tokens.muted } },
    tooltip: { trigger: isScatter ? 'item' : 'axis' },
    xAxis: {
      ...axis,
      type: isScatter ? 'value' : 'category',
      name: name(x),
      nameLocation: 'middle',
      nameGap: 26,
      scale: true,
      ...(isScatter ? {} : { data: drawn.map((row) => (row[x] === null ? noValue : String(row[x]))) }),
    },
    yAxis: { ...axis, type: 'value', scale: kind !== 'bar', ...(y.length === 1 ? { name: name(y[0]!) } : {}) },
    series: y.map((column) => ({
      type: kind,
      name: name(column),
      // Points stay what they are; a line is broken where there is no value.
      data: drawn.map((row) => (isScatter ? [row[x], row[column]] : (row[column] ?? null))),
      ...(isScatter ? { symbolSize: 7 } : {}),
      ...(kind === 'line' ? { showSymbol: drawn.length <= 60, connectNulls: false } : {}),
    })),
  };
}
