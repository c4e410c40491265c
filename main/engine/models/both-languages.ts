import type { Bilingual } from '../../../shared/contract/index.ts';

/** Writes figures as one language does. */
export type Figures = {
  /** A whole number with its thousands apart. */
  whole(value: number): string;
  /** A number to three decimals; the language's word for "unknown" where there is none. */
  precise(value: number | null): string;
  /** The number with its noun, e.g. `count(1, 'churn', 'churns')`. */
  count(value: number, one: string, other: string): string;
};

/** As the page writes them, so that a sentence and the table beside it agree. */
const locales = { en: 'en-US', es: 'es-ES' } as const satisfies Record<keyof Bilingual, string>;

function figuresIn(language: keyof Bilingual, unknown: string): Figures {
  const options = { useGrouping: 'always', maximumFractionDigits: 0, signDisplay: 'negative' } as const;
  const whole = new Intl.NumberFormat(locales[language], options);
  const precise = new Intl.NumberFormat(locales[language], {
    ...options,
    minimumFractionDigits: 3,
    maximumFractionDigits: 3,
  });
  return {
    whole: (value) => whole.format(value),
    precise: (value) => (value === null ? unknown : precise.format(value)),
    count: (value, one, other) => `${whole.format(value)} ${value === 1 ? one : other}`,
  };
}

const figures = { en: figuresIn('en', 'unknown'), es: figuresIn('es', 'desconocido') };

/**
 * One sentence in both languages, from the same values.
 *
 * @example
 * inBoth({
 *   en: ({ count }) => `The test holds ${count(churned, 'account', 'accounts')} that left.`,
 *   es: ({ count }) => `La prueba contiene ${count(churned, 'cuenta', 'cuentas')} que se fueron.`,
 * });
 */
export function inBoth(write: { readonly [Language in keyof Bilingual]: (figures: Figures) => string }): Bilingual {
  return { en: write.en(figures.en), es: write.es(figures.es) };
}

/** Sentences one after the other. */
export function joined(...sentences: readonly Bilingual[]): Bilingual {
  return {
    en: sentences.map(({ en }) => en).join(' '),
    es: sentences.map(({ es }) => es).join(' '),
  };
}
