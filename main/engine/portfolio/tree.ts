import type { PortfolioTree } from '../../../shared/contract/index.ts';
import type { PortfolioRow } from './shapes.ts';

export type Group = {
  readonly owner: string | null;
  readonly segment: string | null;
  /** The most revenue first. */
  readonly rows: readonly PortfolioRow[];
  readonly revenue: number;
  readonly atRisk: number;
  readonly risk: number | null;
};

/** Owner by segment, the most revenue first. @param rows all with revenue */
export function groupsOf(rows: readonly PortfolioRow[]): Group[] {
  return [...Map.groupBy(rows, ({ owner, segment }) => JSON.stringify([owner, segment])).values()]
    .map((own): Group => {
      const [{ owner, segment }] = own as [PortfolioRow];
      const sorted = own.toSorted((a, b) => b.revenue! - a.revenue!);
      return { owner, segment, rows: sorted, ...sums(own) };
    })
    .sort((a, b) => b.revenue - a.revenue);
}

function sums(rows: readonly PortfolioRow[]): Pick<Group, 'revenue' | 'atRisk' | 'risk'> {
  let [revenue, scored, atRisk] = [0, 0, 0];
  for (const row of rows) {
    revenue += row.revenue!;
    if (row.risk === null) continue;
    scored += row.revenue!;
    atRisk += row.risk * row.revenue!;
  }
  return { revenue, atRisk, risk: scored === 0 ? null : atRisk / scored };
}

/** One leaf an account; of more accounts than that, the smallest ones of each group stand together. */
export function leavesOf(groups: readonly Group[], most: number): PortfolioTree['leaves'] {
  const all = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  // The limit by revenue that leaves room for one leaf of the others in each group.
  const revenues = groups.flatMap(({ rows }) => rows.map(({ revenue }) => revenue!)).sort((a, b) => b - a);
  const room = Math.max(0, most - groups.length);
  const limit = all <= most ? -Infinity : (revenues[room] ?? Infinity);
  return groups.flatMap(({ rows }, group) => {
    const named = rows.filter(({ revenue }) => revenue! > limit);
    const others = rows.slice(named.length);
    const leaves: PortfolioTree['leaves'] = named.map(({ id, name, revenue, risk }) => ({
      group,
      id,
      name,
      accounts: 1,
      revenue: revenue!,
      risk,
    }));
    if (others.length === 0) return leaves;
    const { revenue, risk } = sums(others);
    return [...leaves, { group, id: null, name: null, accounts: others.length, revenue, risk }];
  });
}
