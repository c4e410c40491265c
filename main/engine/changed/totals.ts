import type { HomeAnswer, Money } from '../../../shared/contract/index.ts';
import { daysBetween } from '../../../shared/domain/time.ts';
import type { BookRow } from '../accounts/index.ts';
import type { Currencies } from '../currencies/index.ts';
import { leastMove } from './news-rules.ts';
import type { DueTask } from './queries.ts';

export const moneyOf = (minor: number | null, currency: string | null): Money | null =>
  minor === null ? null : { minor, currency: currency ?? 'XXX' };
/** Minor units a year. */
export const annualOf = (row: BookRow): number | null => (row.mrr === null ? null : 12 * row.mrr);
/** The same in the base currency; null where there is no rate. */
export const inBase = (row: BookRow, { convert }: Currencies): number | null => {
  const annual = annualOf(row);
  return annual === null ? null : convert(annual, row.currency === 'XXX' ? null : row.currency);
};

export type TotalsInput = {
  readonly customers: readonly BookRow[];
  /** Those that renew every month anyway. */
  readonly monthly: ReadonlySet<string>;
  /** Probabilities that were known then; null where none are. */
  readonly before: ReadonlyMap<string, number> | null;
  readonly currencies: Currencies;
  readonly asOf: string;
  readonly tasks: readonly DueTask[];
  readonly today: string;
};

/** The figures above the list; they tell of all customers, whatever the list is narrowed to. */
export function totalsOf({
  customers,
  monthly,
  before,
  currencies,
  asOf,
  tasks,
  today,
}: TotalsInput): HomeAnswer['totals'] {
  const atRisk = new Map<string, number>();
  const renewing = new Map<string, number>();
  const sums = { scored: 0, then: 0, now: 0, compared: 0, rose: 0, fell: 0, renewals: 0 };
  const put = (into: Map<string, number>, currency: string | null, minor: number) =>
    into.set(currency ?? 'XXX', (into.get(currency ?? 'XXX') ?? 0) + minor);
  for (const row of customers) {
    const annual = annualOf(row);
    if (isSoon(row.renewal_day, asOf) && !monthly.has(row.account_id)) {
      sums.renewals++;
      if (annual !== null) put(renewing, row.currency, annual);
    }
    if (row.probability === null) continue;
    sums.scored++;
    if (annual !== null) put(atRisk, row.currency, row.probability * annual);
    const then = before?.get(row.account_id);
    if (then === undefined) continue;
    const change = row.probability - then;
    if (change >= leastMove) sums.rose++;
    if (change <= -leastMove) sums.fell++;
    const base = inBase(row, currencies);
    if (base === null) continue;
    sums.compared++;
    sums.then += then * base;
    sums.now += row.probability * base;
  }
  const money = (minor: number): Money => ({ minor: Math.round(minor), currency: currencies.base });
  const list = (sum: Map<string, number>): Money[] =>
    [...sum].sort((a, b) => b[1] - a[1]).map(([currency, minor]) => ({ minor: Math.round(minor), currency }));
  return {
    atRisk: list(atRisk),
    scored: sums.scored,
    compared: sums.compared === 0 ? null : { then: money(sums.then), now: money(sums.now), accounts: sums.compared },
    rose: sums.rose,
    fell: sums.fell,
    renewals: { accounts: sums.renewals, amounts: list(renewing) },
    tasks: {
      overdue: tasks.filter(({ due }) => due < today).length,
      today: tasks.filter(({ due }) => due === today).length,
    },
  };
}

const isSoon = (renewal: string | null, asOf: string): boolean =>
  renewal !== null && renewal >= asOf && daysBetween(asOf, renewal) <= 90;
