const withoutMinorUnits = new Set([
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'ISK',
  'JPY',
  'KMF',
  'KRW',
  'PYG',
  'RWF',
  'UGX',
  'UYI',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
]);
const withThreeDecimals = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/**
 * Decimal places of a currency's minor unit (ISO 4217); two where the currency is not known. Amounts are stored by this
 * rule, so whoever shows one must divide by it: `Intl` rounds some currencies to whole units and would be 100 times off.
 */
export function minorDigits(currency: string | null): number {
  if (currency === null) return 2;
  return withoutMinorUnits.has(currency) ? 0 : withThreeDecimals.has(currency) ? 3 : 2;
}
