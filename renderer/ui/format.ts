import { createContext, useContext, useMemo } from 'react';
import type { Money } from '../../shared/contract/index.ts';
import { minorDigits } from '../../shared/domain/money.ts';
import { useLanguage } from './messages.ts';
import type { Language } from './messages.ts';
import { numberWriter } from './number-signs.ts';
import type { NumberStyle, NumberWriter } from './number-signs.ts';

/** What stands where a number cannot be computed. */
export const nothing = '–';

const locales: Record<Language, string> = { en: 'en-US', es: 'es-ES' };
// Day before month in both languages, with the month in letters, so that no date reads two ways.
const dateLocales: Record<Language, string> = { en: 'en-GB', es: 'es-ES' };
const quarterSigns: Record<Language, string> = { en: 'Q', es: 'T' };

export type Format = ReturnType<typeof createFormat>;

/** Their short signs say which currency they are; another's `$` or `kr` could be several, so it is written out. */
const plainSigns = new Set(['USD', 'EUR', 'GBP', 'JPY']);

/** ISO 4217's code for "no currency": what an import without a currency column stores. */
const noCurrency = 'XXX';

function currencyFormat(
  locale: string,
  currency: string,
  options: Intl.NumberFormatOptions,
  style: NumberStyle | null,
): NumberWriter {
  try {
    if (currency === noCurrency) return numberWriter(locale, { useGrouping: 'always', ...options }, style);
    return numberWriter(
      locale,
      {
        style: 'currency',
        currency,
        currencyDisplay: plainSigns.has(currency) ? 'narrowSymbol' : 'symbol',
        useGrouping: 'always',
        ...options,
      },
      style,
    );
  } catch {
    // A currency that is no ISO code is still money: the number, without a symbol.
    return numberWriter(locale, { useGrouping: 'always', ...options }, style);
  }
}

/** One formatter for each count of decimals: making one takes a hundred times longer than using it. */
function byDigits(make: (digits: number) => NumberWriter): (digits: number) => NumberWriter {
  const made = new Map<number, NumberWriter>();
  return (digits) => {
    const known = made.get(digits);
    if (known !== undefined) return known;
    const fresh = make(digits);
    made.set(digits, fresh);
    return fresh;
  };
}

const exactly = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });

/**
 * Numbers, money, percent, days and instants as words of one language. Shares and probabilities are given as 0–1,
 * money in minor units; days are drawn as they stand, instants in `zone`; numbers with the signs of `style`, null: the language's.
 */
export function createFormat(language: Language, zone = 'UTC', style: NumberStyle | null = null) {
  const write = (options: Intl.NumberFormatOptions): NumberWriter => numberWriter(locales[language], options, style);
  const locale = locales[language];
  const dateLocale = dateLocales[language];
  const whole = write({ maximumFractionDigits: 0, useGrouping: 'always' });
  const compact = write({ notation: 'compact', maximumFractionDigits: 1 });
  const dayFormat = new Intl.DateTimeFormat(dateLocale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const monthFormat = new Intl.DateTimeFormat(dateLocale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const instantFormat = new Intl.DateTimeFormat(dateLocale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  });
  const instantDayFormat = new Intl.DateTimeFormat(dateLocale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: zone,
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  const decimalFormat = byDigits((digits) => write({ ...exactly(digits), useGrouping: 'always' }));
  const percentFormat = byDigits((digits) => write({ ...exactly(digits), style: 'percent' }));
  const pointsFormat = byDigits((digits) => write({ ...exactly(digits), signDisplay: 'exceptZero' }));
  const plainFormat = byDigits((digits) => write({ maximumFractionDigits: digits, useGrouping: 'always' }));

  const decimal = (value: number | null, digits = 0): string =>
    value === null || !Number.isFinite(value) ? nothing : decimalFormat(digits).format(value);
  const percent = (value: number | null, digits = 1): string =>
    value === null || !Number.isFinite(value) ? nothing : percentFormat(digits).format(value);

  return {
    language,
    integer: (value: number | null): string => (value === null ? nothing : whole.format(value)),
    decimal,
    /** At most `digits` decimals, without padding zeros: for values of unknown kind. */
    plain: (value: number | null, digits = 2): string => (value === null ? nothing : plainFormat(digits).format(value)),
    compact: (value: number | null): string => (value === null ? nothing : compact.format(value)),
    percent,
    /** A signed change of a share, in percentage points: `+3.2`. */
    points: (value: number | null, digits = 1): string =>
      value === null ? nothing : pointsFormat(digits).format(value * 100),
    money: (value: Money | null): string =>
      value === null
        ? nothing
        : currencyFormat(locale, value.currency, { maximumFractionDigits: 0 }, style).format(
            value.minor / 10 ** minorDigits(value.currency),
          ),
    moneyExact: (value: Money | null): string =>
      value === null
        ? nothing
        : currencyFormat(locale, value.currency, {}, style).format(value.minor / 10 ** minorDigits(value.currency)),
    moneyCompact: (value: Money | null): string =>
      value === null
        ? nothing
        : currencyFormat(
            locale,
            value.currency,
            {
              notation: 'compact',
              maximumFractionDigits: 1,
            },
            style,
          ).format(value.minor / 10 ** minorDigits(value.currency)),
    day: (value: string | null): string =>
      value === null ? nothing : dayFormat.format(new Date(`${value}T00:00:00Z`)),
    /** `Mar 2026` of a day or of a `2026-03`. */
    month: (value: string | null): string =>
      value === null ? nothing : monthFormat.format(new Date(`${value.slice(0, 7)}-01T00:00:00Z`)),
    /** A period by its label: `3 Jul 2026` (a day, or the first one of a week), `Jul 2026`, `Q3 2026`, `2026`. */
    period: (label: string): string => {
      if (/^\d{4}-\d{2}-\d{2}$/.test(label)) return dayFormat.format(new Date(`${label}T00:00:00Z`));
      if (/^\d{4}-\d{2}$/.test(label)) return monthFormat.format(new Date(`${label}-01T00:00:00Z`));
      const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(label) ?? [];
      return quarter === undefined ? label : `${quarterSigns[language]}${quarter} ${year}`;
    },
    instant: (value: string | null): string => (value === null ? nothing : instantFormat.format(new Date(value))),
    instantDay: (value: string | null): string => (value === null ? nothing : instantDayFormat.format(new Date(value))),
    /** Whole days as `in 12 days`, `3 months ago`. */
    relativeDays: (days: number | null): string => {
      if (days === null) return nothing;
      const size = Math.abs(days);
      if (size < 60) return relative.format(days, 'day');
      if (size < 730) return relative.format(Math.round(days / 30.44), 'month');
      return relative.format(Math.round(days / 365.25), 'year');
    },
    /** A length of time in the largest unit that keeps two significant figures: `45 s`, `3.5 h`, `12 d`. */
    duration: (seconds: number | null): string => {
      if (seconds === null || !Number.isFinite(seconds)) return nothing;
      const [value, unit] =
        seconds < 60
          ? [seconds, 's']
          : seconds < 3_600
            ? [seconds / 60, 'min']
            : seconds < 86_400
              ? [seconds / 3_600, 'h']
              : [seconds / 86_400, 'd'];
      return `${write({ maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`;
    },
    bytes: (value: number | null): string => {
      if (value === null) return nothing;
      const units = ['B', 'KB', 'MB', 'GB', 'TB'];
      let index = 0;
      let size = value;
      while (size >= 1_000 && index < units.length - 1) {
        size /= 1_000;
        index += 1;
      }
      return `${write({ maximumFractionDigits: size < 10 && index > 0 ? 1 : 0 }).format(size)} ${units[index] ?? 'B'}`;
    },
    list: (values: readonly string[]): string => new Intl.ListFormat(locale, { type: 'conjunction' }).format(values),
  };
}

export type FormatSettings = { readonly zone: string; readonly numbers: NumberStyle | null };

/** The zone in which instants are drawn, and how numbers are written. */
export const FormatContext = createContext<FormatSettings>({ zone: 'UTC', numbers: null });

export function useFormat(): Format {
  const language = useLanguage();
  const { zone, numbers } = useContext(FormatContext);
  return useMemo(() => createFormat(language, zone, numbers), [language, zone, numbers]);
}
