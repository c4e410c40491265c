import type { PortfolioArea, PortfolioMeasure, RiskBand } from '../../../shared/contract/index.ts';

/** An account of the book as the pictures need it. */
export type PortfolioRow = {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly segment: string | null;
  readonly plan: string | null;
  /** Null also for those that pay, and so renew, by the month. */
  readonly renewal: string | null;
  /** Annual recurring revenue in major units of the base currency; null where there is none, or no rate. */
  readonly revenue: number | null;
  readonly seats: number | null;
  /** Probability of churn, 0 to 1. */
  readonly risk: number | null;
  /** 0 to 100. */
  readonly health: number | null;
};

export const highRisk = 0.3;
export const mediumRisk = 0.1;

export function bandOf(risk: number | null): RiskBand {
  if (risk === null) return 'none';
  return risk >= highRisk ? 'high' : risk >= mediumRisk ? 'medium' : 'low';
}

/** `2026-Q3`; null without a renewal. */
export function quarterOf(renewal: string | null): string | null {
  return renewal === null ? null : `${renewal.slice(0, 4)}-Q${Math.ceil(Number(renewal.slice(5, 7)) / 3)}`;
}

type Point = readonly [x: number, y: number];

/** Whether a point lies inside a polygon, even-odd rule; the last corner joins the first. */
export function isInside(corners: readonly Point[], [x, y]: Point): boolean {
  let inside = false;
  for (let at = 0, before = corners.length - 1; at < corners.length; before = at++) {
    const [x1, y1] = corners[at]!;
    const [x2, y2] = corners[before]!;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** Whether a row belongs to a part of the picture. */
export function inArea(area: PortfolioArea): (row: PortfolioRow) => boolean {
  switch (area.of) {
    case 'polygon': {
      const along = (value: number): number => (area.logX ? Math.log10(value) : value);
      const corners = area.corners.filter(([x]) => !area.logX || x > 0).map(([x, y]): Point => [along(x), y]);
      return (row) => {
        const x = row[area.x];
        const y = row[area.y];
        if (x === null || y === null || (area.logX && x <= 0)) return false;
        return isInside(corners, [along(x), y]);
      };
    }
    case 'ranges': {
      const asked = (['revenue', 'seats', 'risk', 'health'] as const satisfies readonly PortfolioMeasure[]).flatMap(
        (measure) => {
          const { from, to } = area[measure] ?? {};
          return from === undefined && to === undefined
            ? []
            : [{ measure, from: from ?? -Infinity, to: to ?? Infinity }];
        },
      );
      return (row) =>
        asked.every(({ measure, from, to }) => {
          const value = row[measure];
          return value !== null && value >= from && value <= to;
        });
    }
    case 'group':
      return (row) =>
        (area.owner === undefined || row.owner === area.owner) &&
        (area.segment === undefined || row.segment === area.segment);
    case 'month':
      return (row) =>
        row.renewal?.slice(0, 7) === area.month && (area.band === undefined || bandOf(row.risk) === area.band);
  }
}

export type Bin = { x0: number; x1: number; y0: number; y1: number; accounts: number; revenue: number };
export type Placed = { readonly x: number; readonly y: number; readonly revenue: number };

/** The accounts of each field of a grid over the axes as they are drawn; empty fields are left out. */
export function binned(points: readonly Placed[], logX: boolean, columns = 60, lines = 40): Bin[] {
  if (points.length === 0) return [];
  const along = (value: number): number => (logX ? Math.log10(value) : value);
  const back = (value: number): number => (logX ? 10 ** value : value);
  const [left, right] = extent(points, ({ x }) => along(x));
  const [bottom, top] = extent(points, ({ y }) => y);
  const [width, height] = [(right - left) / columns || 1, (top - bottom) / lines || 1];
  const bins = new Map<number, Bin>();
  for (const { x, y, revenue } of points) {
    const column = Math.min(columns - 1, Math.floor((along(x) - left) / width));
    const line = Math.min(lines - 1, Math.floor((y - bottom) / height));
    const key = line * columns + column;
    const bin = bins.get(key) ?? {
      x0: back(left + column * width),
      x1: back(left + (column + 1) * width),
      y0: bottom + line * height,
      y1: bottom + (line + 1) * height,
      accounts: 0,
      revenue: 0,
    };
    bin.accounts++;
    bin.revenue += revenue;
    bins.set(key, bin);
  }
  return [...bins.values()];
}

function extent<Item>(items: readonly Item[], of: (item: Item) => number): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const item of items) {
    const value = of(item);
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

/** The most frequent values, ties by name; all others and those without one count under null, which comes last. */
export function frequent(
  values: readonly (string | null)[],
  most: number,
): { value: string | null; accounts: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const named = [...counts]
    .map(([value, accounts]) => ({ value, accounts }))
    .sort((a, b) => b.accounts - a.accounts || (a.value < b.value ? -1 : 1))
    .slice(0, most);
  const rest = values.length - named.reduce((sum, { accounts }) => sum + accounts, 0);
  return rest === 0 ? named : [...named, { value: null, accounts: rest }];
}
