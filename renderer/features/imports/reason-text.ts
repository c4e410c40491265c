import type { ReasonCode } from '../../../shared/contract/index.ts';
import { isTableName, tables } from '../../../shared/domain/tables.ts';
import { translateKey, useLanguage } from '../../ui/messages.ts';
import type { Language } from '../../ui/messages.ts';
import { reasonMessages } from './reason-messages.ts';

/** A sentence of the engine in the language of the page; in English where nothing is known of it but the sentence. */
export type ReasonText = { readonly text: string; readonly language: Language };

/** Words a refusal of the engine. */
export function useReasonText(): (sentence: string, code: ReasonCode | null) => ReasonText {
  const language = useLanguage();
  return (sentence, code) => reasonIn(language, sentence, code);
}

export function reasonIn(language: Language, sentence: string, code: ReasonCode | null): ReasonText {
  if (language === 'en' || code === null) return { text: sentence, language: 'en' };
  const told = Object.entries(code.values).map(([name, value]) => {
    if (name === 'count') return [name, Number(value)] as const;
    if (name === 'field') return [name, fieldLabel(value, code.values['table'], language)] as const;
    return [name, translateKey(reasonMessages, `${name}:${value}`) ?? value] as const;
  });
  const translated = translateKey(reasonMessages, code.key, Object.fromEntries(told));
  return translated === null ? { text: sentence, language: 'en' } : { text: translated, language };
}

/** Sentences name fields by their English label. */
function fieldLabel(label: string, table: string | undefined, language: Language): string {
  const own = table !== undefined && isTableName(table) ? tables[table].fields : [];
  const fields = [...own, ...Object.values(tables).flatMap((other) => other.fields)];
  const found = fields.find(({ label: { en } }) => en.toLowerCase() === label.toLowerCase());
  if (found === undefined) return label;
  return label === found.label.en ? found.label[language] : found.label[language].toLocaleLowerCase(language);
}
