import { minorDigits } from '../../../../shared/domain/money.ts';
import type { FieldType } from '../../../../shared/domain/tables.ts';
import type { DateReader } from './dates.ts';

export type Decimal = '.' | ',';
export type StoredValue = string | number | null;

const blanks = new Set([
  '',
  '-',
  '--',
  'null',
  'none',
  'nan',
  'n/a',
  '#n/a',
  'na',
  'nil',
  '\\n',
  '(null)',
  'undefined',
]);
const idBlanks = new Set(['', 'null', 'NULL', 'Null', 'None', 'nan', 'NaN', '\\N', '(null)']);
const yes = new Set(['true', 't', 'yes', 'y', '1', 'sí', 'si', 's', 'verdadero', 'v', 'on', '1.0', 'x', '✓']);
const no = new Set(['false', 'f', 'no', 'n', '0', 'falso', 'off', '0.0']);
const plain = /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?$/;
const currencySigns: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  R$: 'BRL',
  US$: 'USD',
  A$: 'AUD',
  C$: 'CAD',
  NZ$: 'NZD',
  HK$: 'HKD',
  MX$: 'MXN',
  zł: 'PLN',
  '₩': 'KRW',
  '₺': 'TRY',
  '₪': 'ILS',
  '฿': 'THB',
  '₫': 'VND',
  '₴': 'UAH',
};
const currencyCodes = new Set(Intl.supportedValuesOf('currency'));
const around =
  /^(?:[A-Z]{3}(?=[\s\d-])|(?:US|NZ|HK|MX|[RACS])?\$|[€£¥₹₩₺₪฿₫₴])\s*|\s*(?:[A-Z]{3}|zł|(?:US|NZ|HK|MX|[RACS])?\$|[€£¥₹₩₺₪฿₫₴])$/g;
/** No thousands stand behind a zero: `0,123` is a fraction or a slip, never 123. */
const grouped = {
  '.': /^[-+]?[1-9]\d{0,2}(?:([, '’\u00a0\u2009\u202f])\d{3})(?:\1\d{3})*(?:\.\d+)?$/,
  ',': /^[-+]?[1-9]\d{0,2}(?:([. '’\u00a0\u2009\u202f])\d{3})(?:\1\d{3})*(?:,\d+)?$/,
} as const;
const ungrouped = { '.': /^[-+]?(?:\d+\.?\d*|\.\d+)$/, ',': /^[-+]?(?:\d+,?\d*|,\d+)$/ } as const;

export function isBlank(text: string): boolean {
  return text.length <= 9 && blanks.has(text.toLowerCase());
}

/** `17850.0`, as spreadsheets leave whole numbers, is the id `17850`; null where blank. */
export function readId(text: string): string | null {
  if (text.length <= 6 && idBlanks.has(text)) return null;
  if (text.charCodeAt(text.length - 1) === 48 && /^\d+\.0+$/.test(text)) return text.slice(0, text.indexOf('.'));
  return text;
}

/** A number as people write it: signs of currency and percent, thousands, accounting brackets. `undefined` if it is none. */
export function readNumber(text: string, decimal: Decimal): number | undefined {
  if (decimal === '.' && plain.test(text)) return Number(text);
  let rest = text.trim();
  const isNegative = rest.startsWith('(') && rest.endsWith(')');
  if (isNegative) rest = rest.slice(1, -1).trim();
  const isPercent = rest.endsWith('%');
  if (isPercent) rest = rest.slice(0, -1).trim();
  // Bookkeeping systems write the minus behind the amount.
  if (/^[^-−]*\d[-−]$/.test(rest)) rest = `-${rest.slice(0, -1)}`;
  const sign = rest.startsWith('-') || rest.startsWith('−') ? -1 : 1;
  if (sign < 0) rest = rest.slice(1).trim();
  rest = rest.replace(around, (sign) => (/[A-Z]{3}/.test(sign) && !currencyCodes.has(sign.trim()) ? sign : '')).trim();
  if (rest.startsWith('-') && sign < 0) return undefined;
  if (rest.startsWith('-'))
    return isNegative ? undefined : negate(readNumber(`${rest.slice(1)}${isPercent ? '%' : ''}`, decimal));
  if (grouped[decimal].test(rest))
    rest = rest.replace(decimal === '.' ? /[, '’\u00a0\u2009\u202f]/g : /[. '’\u00a0\u2009\u202f]/g, '');
  else if (!ungrouped[decimal].test(rest)) return undefined;
  const value = Number(decimal === ',' ? rest.replace(',', '.') : rest) * sign * (isNegative ? -1 : 1);
  if (!Number.isFinite(value)) return undefined;
  return isPercent ? value / 100 : value;
}

const negate = (value: number | undefined): number | undefined => (value === undefined ? undefined : -value);

/** Which currency a sign in an amount stands for; null where there is none or where it stands for several (`$`). */
export function currencyInAmount(text: string): string | null {
  for (const sign in currencySigns) if (text.includes(sign)) return currencySigns[sign] ?? null;
  const code = /^[A-Z]{3}(?=[\s\d-])|(?<=[\s\d])[A-Z]{3}$/.exec(text)?.[0];
  return code !== undefined && currencyCodes.has(code) ? code : null;
}

/** Decimal currency units to whole minor units; `undefined` where the amount is too large to be exact. */
export function toMinorUnits(amount: number, currency: string | null): number | undefined {
  // Fifteen digits are what a decimal text keeps exactly in a double: without this, 1.005 would become 100.49999.
  const exact = Number((amount * 10 ** minorDigits(currency)).toPrecision(15));
  // A half goes away from zero on both sides, so that a credit takes back exactly what was charged.
  const minor = Math.sign(exact) * Math.round(Math.abs(exact));
  return Number.isSafeInteger(minor) ? minor + 0 : undefined;
}

export function readBoolean(text: string): 0 | 1 | undefined {
  const word = text.toLowerCase();
  return yes.has(word) ? 1 : no.has(word) ? 0 : undefined;
}

/** Months of a contract term: `12`, `annual`, `monthly`, `24 months`, `2 years`. */
export function readTerm(text: string, decimal: Decimal): number | undefined {
  const word = text.toLowerCase().trim();
  const amount = /^(\d+)\s*(m|mo|months?|mes|meses|y|yr|years?|años?|anos?)?$/.exec(word);
  if (amount) return Number(amount[1]) * (/^[ya]/.test(amount[2] ?? '') ? 12 : 1);
  if (/^(monthly|month|month-to-month|mensual|mes)$/.test(word)) return 1;
  if (/^(quarterly|quarter|trimestral|trimestre)$/.test(word)) return 3;
  if (/^(semi-?annual|half-?yearly|semestral|semestre)$/.test(word)) return 6;
  if (/^(annual|annually|yearly|year|anual|año|one year)$/.test(word)) return 12;
  if (/^(biennial|two year|bienal)$/.test(word)) return 24;
  const number = readNumber(text, decimal);
  return number !== undefined && Number.isInteger(number) ? number : undefined;
}

/** Reads one text that is not blank; `undefined` where it is not of the type. Money comes back in currency units. */
export type ValueReader = (text: string) => StoredValue | undefined;

export function valueReader(type: FieldType, field: string, decimal: Decimal, dates: DateReader): ValueReader {
  switch (type) {
    case 'id':
      return readId;
    case 'text':
    case 'category':
      return (text) => text;
    case 'currency':
      return (text) =>
        /^[A-Za-z]{3}$/.test(text) ? text.toUpperCase() : (currencySigns[text] ?? (text === '$' ? 'USD' : undefined));
    case 'boolean':
      return readBoolean;
    case 'day':
      return (text) => dates.day(text);
    case 'instant':
      return (text) => dates.seconds(text);
    case 'integer':
      if (field === 'term_months') return (text) => readTerm(text, decimal);
      return (text) => {
        const value = readNumber(text, decimal);
        return value !== undefined && Number.isSafeInteger(value) ? value + 0 : undefined;
      };
    case 'number':
    case 'money':
      return (text) => readNumber(text, decimal);
  }
}

/** Whether a field of this type takes words such as `n/a` for "nothing here". Names and texts may really be called so. */
export function takesBlankWords(type: FieldType): boolean {
  return type !== 'text' && type !== 'category' && type !== 'id';
}
