import type {
  Capacity,
  Money,
  QueueRow,
  ScoredLike,
  TopAnswer,
  TopQuestion,
  TopRow,
} from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { groupOf } from './scored-like.ts';

/** Weeks in a month, on average. */
const weeksAMonth = 365.25 / 12 / 7;

type Worth = Pick<TopAnswer, 'covered' | 'coveredRange' | 'cost' | 'breakEven' | 'breakEvenMissing' | 'saved'>;

export type RankedList = Worth & { readonly rows: TopRow[]; readonly expectedLeavers: number };

/**
 * What an action on the first accounts of the queue costs and what it would have to save.
 * @param rows customers with a score, the greatest expected revenue at risk first
 * @param groups of the validation's reliability; empty where there was none
 */
export function rankedList(
  rows: readonly QueueRow[],
  groups: readonly ScoredLike[],
  { cost, saveRate }: Pick<TopQuestion, 'cost' | 'saveRate'>,
): RankedList {
  const covered = sumsOf(rows);
  const main = covered[0]?.currency ?? null;
  const each = cost === null ? null : Math.round(cost * 10 ** minorDigits(main));
  const ranked = rows.map((row, index): TopRow => {
    const worth = row.revenueAtRisk?.currency === main ? (row.revenueAtRisk?.minor ?? 0) : null;
    const breakEven = each === null || worth === null || worth <= 0 ? null : each / worth;
    return {
      ...row,
      rank: index + 1,
      like: groupOf(groups, row.probability),
      breakEven,
      pays: saveRate === null || breakEven === null ? null : breakEven <= saveRate,
    };
  });
  return {
    rows: ranked,
    expectedLeavers: rows.reduce((sum, row) => sum + (row.probability ?? 0), 0),
    covered,
    ...worthOf(ranked, covered, each, saveRate),
  };
}

function worthOf(
  rows: readonly TopRow[],
  covered: readonly Money[],
  each: number | null,
  saveRate: number | null,
): Omit<Worth, 'covered'> {
  const [sum, ...others] = covered;
  const total = each === null ? null : each * rows.length;
  const isOne = sum !== undefined && others.length === 0;
  const money = (minor: number): Money => ({ minor: Math.round(minor), currency: sum?.currency ?? 'XXX' });
  const breakEvenMissing =
    total === null ? ('no-cost' as const)
    : others.length > 0 ? ('currencies' as const)
    : sum === undefined || sum.minor <= 0 ? ('no-revenue' as const)
    : null; // prettier-ignore
  return {
    coveredRange: isOne ? rangeOf(rows, money) : null,
    cost: each === null || total === null || sum === undefined ? null : { each: money(each), total: money(total) },
    breakEven: breakEvenMissing === null && total !== null && sum !== undefined ? total / sum.minor : null,
    breakEvenMissing,
    saved:
      saveRate === null || !isOne
        ? null
        : {
            rate: saveRate,
            revenue: money(saveRate * sum.minor),
            net: money(saveRate * sum.minor - (total ?? 0)),
            paying: rows.filter(({ pays }) => pays === true).length,
          },
  };
}

/** Annual revenue × the share of each group that really left, and the ends of its interval; null where an account with revenue belongs to no group. */
function rangeOf(rows: readonly TopRow[], money: (minor: number) => Money): TopAnswer['coveredRange'] {
  let low = 0;
  let seen = 0;
  let high = 0;
  for (const { like, monthlyRevenue } of rows) {
    if (monthlyRevenue === null) continue;
    if (like === null) return null;
    low += 12 * monthlyRevenue.minor * like.low;
    seen += 12 * monthlyRevenue.minor * like.observed;
    high += 12 * monthlyRevenue.minor * like.high;
  }
  return { low: money(low), seen: money(seen), high: money(high) };
}

/** Revenue at risk by currency, that of the most accounts first. */
function sumsOf(rows: readonly QueueRow[]): Money[] {
  const sums = new Map<string, { minor: number; accounts: number }>();
  for (const { revenueAtRisk } of rows) {
    if (revenueAtRisk === null) continue;
    const sum = sums.get(revenueAtRisk.currency) ?? { minor: 0, accounts: 0 };
    sums.set(revenueAtRisk.currency, { minor: sum.minor + revenueAtRisk.minor, accounts: sum.accounts + 1 });
  }
  return [...sums]
    .sort((a, b) => b[1].accounts - a[1].accounts || a[0].localeCompare(b[0]))
    .map(([currency, { minor }]) => ({ minor, currency }));
}

/** What the card says of looking at so many accounts a month: its nearest smaller number, so that nothing is promised. */
export function monthOf(
  capacity: Capacity | null | undefined,
  { capacity: accounts, per }: Pick<TopQuestion, 'capacity' | 'per'>,
): NonNullable<TopAnswer['validation']>['month'] {
  const first = capacity?.points[0];
  if (!capacity || first === undefined) return null;
  const monthly = per === 'month' ? accounts : accounts * weeksAMonth;
  const { top, precision, recall, revenue } = capacity.points.findLast((point) => point.top <= monthly) ?? first;
  return { top, months: capacity.months, precision, recall, revenue };
}

/** The groups of the validation that the list falls into, the highest first, with how many of it. */
export function groupsOf(
  rows: readonly TopRow[],
  groups: readonly ScoredLike[],
): NonNullable<TopAnswer['validation']>['groups'] {
  return groups
    .map((group) => ({ ...group, accounts: rows.filter(({ like }) => like === group).length }))
    .filter(({ accounts }) => accounts > 0)
    .sort((a, b) => b.predicted - a.predicted);
}
