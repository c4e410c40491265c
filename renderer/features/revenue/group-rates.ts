import type { ExportedSheet, RevenueFigures } from '../../../shared/contract/index.ts';
import type { Group, Movements, OpenMovement, RateName } from './question.ts';

/** More lines than this cross each other beyond reading; the palette has as many colours. */
export const mostDrawn = 8;
/** Further back, a few customers move a rate so much that nothing else can be seen. */
export const mostDrawnPeriods = 36;

/** The largest groups by the revenue at both ends of the trailing months, in the order of the answer; and the others. */
export function drawnGroups(groups: readonly Group[]): { drawn: Group[]; others: Group[] } {
  const size = ({ trailing: { bridge } }: Group): number => bridge.start + bridge.end;
  const largest = new Set([...groups].sort((a, b) => size(b) - size(a)).slice(0, mostDrawn));
  return {
    drawn: groups.filter((group) => largest.has(group)),
    others: groups.filter((group) => !largest.has(group)),
  };
}

/** The figures of a group in each period of the answer; null where it is not told. */
export function figuresOverTime(group: Group, periods: Movements['periods']): (RevenueFigures | null)[] {
  const told = new Map(group.periods.map((figures) => [figures.period, figures]));
  return periods.map(({ period }) => told.get(period) ?? null);
}

/** Whose accounts stand behind a rate: those lost, or those of the start, of whom it tells what became. */
export function movementBehind({ customers }: RevenueFigures, rate: RateName): OpenMovement | null {
  if (rate === 'logoChurn' && customers.churn > 0) return 'churn';
  return customers.start > 0 ? 'start' : null;
}

type Names = {
  readonly sheet: string;
  readonly period: string;
  readonly periods: readonly string[];
  readonly group: (group: Group) => string;
};

/** One rate of all groups over time: a period a row, a group a column. */
export function groupRatesSheet({ groups, periods }: Movements, rate: RateName, names: Names): ExportedSheet {
  const columns = groups.map((group) => figuresOverTime(group, periods));
  return {
    name: names.sheet,
    columns: [names.period, ...groups.map(names.group)],
    rows: periods.map((_, row) => [
      names.periods[row] ?? '',
      ...columns.map((column) => {
        const value = column[row]?.rates[rate] ?? null;
        return value === null ? null : Math.round(value * 1e6) / 1e6;
      }),
    ]),
  };
}
