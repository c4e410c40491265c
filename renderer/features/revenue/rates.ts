import type { ContractOutputs, RevenueRates } from '../../../shared/contract/index.ts';

export type KnownRates = ContractOutputs['revenue']['rates'];
/** What is typed, by currency. */
export type TypedRates = Readonly<Record<string, string>>;

/** Stands for the amounts that name no currency. */
export const noCurrency = 'XXX';

/** `0.91` or `0,91`; null where that is no number above 0. */
export function readRate(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  if (!/^(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  const rate = Number(plain);
  return rate > 0 && Number.isFinite(rate) ? rate : null;
}

/** The currencies that need a rate: those of the book beside the base, and those that have one already. */
export function currenciesToState({ currencies, rates }: KnownRates, base: string): string[] {
  const used = currencies.map(({ currency }) => currency);
  const further = Object.keys(rates).filter((currency) => !used.includes(currency));
  // With one other currency or none, amounts without a currency are in it.
  const isBlankClear = used.every((currency) => currency === noCurrency || currency === base);
  return [...used, ...further].filter(
    (currency) => currency !== base && !(currency === noCurrency && isBlankClear && rates[noCurrency] === undefined),
  );
}

/** What to save; null while something typed is no rate, or the base no currency. Blank: no rate. */
export function ratesTyped(base: string, typed: TypedRates, statedOn: string | undefined): RevenueRates | null {
  if (!/^[A-Z]{3}$/.test(base)) return null;
  const rates: Record<string, number> = {};
  for (const [currency, text] of Object.entries(typed)) {
    if (text.trim() === '' || currency === base) continue;
    const rate = readRate(text);
    if (rate === null) return null;
    rates[currency] = rate;
  }
  return { base, rates, statedOn: statedOn ?? null };
}
