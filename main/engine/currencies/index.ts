import { revenueRates } from '../../../shared/contract/index.ts';
import type { RevenueRates } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { readMeta, writeMeta } from '../db/index.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';

/** Stands for the currency of amounts that name none (ISO 4217: no currency involved). */
export const noCurrency = 'XXX';

/** Amounts of one book in one currency, at rates that a person stated. Nothing is ever converted at a guess. */
export type Currencies = {
  /** ISO code; `XXX` where the book names none. */
  readonly base: string;
  readonly statedOn: string | null;
  /**
   * Minor units of the base, rounded half away from zero; null where there is no rate. An amount without a currency is
   * in the base where the book has no other one; with several currencies it needs a rate of its own (`XXX`).
   */
  convert(minor: number, currency: string | null): number | null;
};

const metaKey = 'revenue_rates';

export function readRates(database: ReadableDatabase | WritableDatabase): RevenueRates {
  const stored = readMeta(database, metaKey);
  const parsed = stored === null ? null : revenueRates.safeParse(JSON.parse(stored));
  return parsed?.success ? parsed.data : { base: null, rates: {}, statedOn: null };
}

/**
 * In place of all rates before. The base needs no rate, and is left out of them.
 * @throws invalid_input for rates without a base, or a rate of the base that is not 1
 */
export function writeRates(database: WritableDatabase, { base, rates, statedOn }: RevenueRates): RevenueRates {
  const others = Object.entries(rates).filter(([currency]) => currency !== base);
  if (base === null && others.length > 0) {
    throw new HoldfastError(
      'invalid_input',
      'Rates say what one unit of a currency is worth in the base. Name the base currency, for example EUR.',
    );
  }
  if (base !== null && (rates[base] ?? 1) !== 1) {
    throw new HoldfastError('invalid_input', `${base} is the base: one unit of it is 1. Leave its rate out.`);
  }
  const saved = { base, rates: Object.fromEntries(others), statedOn };
  writeMeta(database, metaKey, JSON.stringify(saved));
  return saved;
}

/** What conversions depend on beside the subscriptions themselves: for keys of what is kept in memory. */
export function ratesKey(database: ReadableDatabase | WritableDatabase): string {
  return readMeta(database, metaKey) ?? '';
}

/** Currencies of paid subscriptions, the most frequent first; `XXX` for those that name none. */
export function currenciesInUse(
  database: ReadableDatabase | WritableDatabase,
): { currency: string; subscriptions: number }[] {
  return database
    .prepare(
      `SELECT coalesce(nullif(currency, ''), '${noCurrency}') AS currency, count(*) AS subscriptions FROM current_subscriptions
       WHERE coalesce(is_trial, 0) = 0 AND mrr > 0
       GROUP BY 1 ORDER BY subscriptions DESC, 1`,
    )
    .all() as { currency: string; subscriptions: number }[];
}

export function currenciesOf(database: ReadableDatabase | WritableDatabase): Currencies {
  const { base: chosen, rates, statedOn } = readRates(database);
  const named = currenciesInUse(database)
    .map(({ currency }) => currency)
    .filter((currency) => currency !== noCurrency);
  const base = chosen ?? named[0] ?? noCurrency;
  const scale = (currency: string): number => 10 ** (minorDigits(base) - minorDigits(currency));
  return {
    base,
    statedOn,
    convert(minor, currency) {
      const from = currency === null || currency === '' ? noCurrency : currency;
      if (from === base) return minor;
      const rate = rates[from] ?? (from === noCurrency && named.every((other) => other === base) ? 1 : undefined);
      if (rate === undefined) return null;
      const exact = minor * rate * scale(from);
      return Math.sign(exact) * Math.round(Math.abs(exact));
    },
  };
}
