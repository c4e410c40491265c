import { createInstance } from 'i18next';
import type { FormatterModule } from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { numberWriter, styleInTexts } from './number-signs.ts';

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

export type MessageValues = Readonly<Record<string, string | number | boolean | null | undefined>>;

type PluralForm = 'one' | 'other';
/** `hits_one` and `hits_other` are asked for as `hits` with a `count`. */
type Askable<Key extends string> = Key extends `${infer Stem}_${PluralForm}` ? Stem : Key;

export type Messages<Key extends string = string> = {
  readonly namespace: string;
  readonly texts: Readonly<Record<Language, Readonly<Record<Key, string>>>>;
};

export type Translate<Key extends string> = (key: Askable<Key>, values?: MessageValues) => string;

/** Numbers inside texts are grouped as the language does it. */
const numbersInTexts: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, _format, language) =>
    typeof value === 'number'
      ? numberWriter(language === 'es' ? 'es-ES' : 'en-US', { useGrouping: 'always' }, styleInTexts()).format(value)
      : String(value ?? ''),
};

/** The one translator of the page. Texts join it as the features that own them are loaded. */
export const translator = createInstance();
void translator
  .use(numbersInTexts)
  .use(initReactI18next)
  .init({
    lng: 'en',
    fallbackLng: 'en',
    resources: {},
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it draws; numbers go through `numbersInTexts`.
    interpolation: { escapeValue: false, alwaysFormat: true },
    returnEmptyString: false,
    react: { useSuspense: false, bindI18nStore: 'added' },
  });

/** Spanish counts millions as `many`; the texts for it are those of `other`. */
function withManyForms(texts: Readonly<Record<string, string>>): Record<string, string> {
  const result: Record<string, string> = { ...texts };
  for (const [key, text] of Object.entries(texts)) {
    if (key.endsWith('_other')) result[key.replace(/_other$/, '_many')] ??= text;
  }
  return result;
}

/**
 * The texts of one folder in every language. The type makes each language have exactly the keys of English.
 * Plurals: `key_one` and `key_other`, asked for as `key` with `{ count }`.
 *
 * @example
 * export const messages = defineMessages('funnels', { en: { title: 'Funnel' }, es: { title: 'Embudo' } });
 */
export function defineMessages<const English extends Readonly<Record<string, string>>>(
  namespace: string,
  texts: { readonly en: English; readonly es: { readonly [Key in keyof English]: string } },
): Messages<Extract<keyof English, string>> {
  for (const language of languages)
    translator.addResourceBundle(language, namespace, withManyForms(texts[language]), true, true);
  return { namespace, texts };
}

/** `t(key, values)` for the texts of one folder, in the language of the page; the component draws again when that changes. */
export function useMessages<Key extends string>(messages: Messages<Key>): Translate<Key> {
  const { t } = useTranslation(messages.namespace, { i18n: translator });
  // The library types keys and values from one central resource; here the folder's own keys are the type.
  const translate = t as (key: string, values: Record<string, unknown>) => string;
  return useCallback((key, values) => translate(key, { ...values }), [translate]);
}

/** For keys that come from the engine: the sentence, or null where this folder has no such key. */
export function translateKey(messages: Messages, key: string, values: MessageValues = {}): string | null {
  const options = { ns: messages.namespace, ...values };
  return translator.exists(key, options) ? translator.t(key, options) : null;
}

export function useLanguage(): Language {
  const { i18n } = useTranslation(undefined, { i18n: translator });
  return i18n.language === 'es' ? 'es' : 'en';
}
