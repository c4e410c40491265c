import { rowSentences } from './reason-sentences-rows.ts';
import { usageSentences } from './reason-sentences-usage.ts';

/**
 * The sentences of reasons, by key: the feature's name, with `_missing`, `_up`, `_down` or `_plain` where a feature has
 * several. `{{name}}` stands for a value of the reason's sentence, `{{name:one|more}}` for the word that goes with it. Figures arrive as numbers; shares arrive in per cent.
 */
export const reasonSentences = {
  ...usageSentences,
  ...rowSentences,
  // A feature without a sentence of its own is told by its description.
  described: { en: '{{en}}: {{value}}', es: '{{es}}: {{value}}' },
  described_share: { en: '{{en}}: {{percent}}%', es: '{{es}}: {{percent}} %' },
  described_missing: { en: '{{en}}: not known', es: '{{es}}: desconocido' },
} as const satisfies Record<string, { readonly en: string; readonly es: string }>;

export type ReasonSentenceKey = keyof typeof reasonSentences;

export type ReasonValues = Readonly<Record<string, string | number | null>>;

// Making a formatter costs far more than using it, and a list of accounts needs thousands of figures.
const formats = {
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 2 }),
  es: new Intl.NumberFormat('es', { maximumFractionDigits: 2 }),
};

/** `{{name}}`, or `{{name:one|more}}`. */
const place = /\{\{(\w+)(?::([^|}]*)\|([^}]*))?\}\}/g;

/** A reason's sentence with its figures put in, as many decimals as they come with, two at most. */
export function reasonText(key: ReasonSentenceKey, values: ReasonValues, language: 'en' | 'es' = 'en'): string {
  return reasonSentences[key][language].replace(place, (_, name: string, one?: string, more?: string) => {
    const value = values[name] ?? null;
    if (one !== undefined && more !== undefined) return value === 1 ? one : more;
    if (value === null) return '–';
    return typeof value === 'number' ? formats[language].format(value) : value;
  });
}
