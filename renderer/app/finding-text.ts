import type { Finding } from '../../shared/contract/index.ts';
import { tables } from '../../shared/domain/tables.ts';
import { useFormat } from '../ui/format.ts';
import { translateKey, useLanguage } from '../ui/messages.ts';
import type { Language } from '../ui/messages.ts';
import { findingMessages } from './finding-messages.ts';

/** A finding as a sentence, and the language that it is in: the engine's English where it has no translation. */
export function useFindingText({ key, text, count, table, choice }: Finding): {
  readonly text: string;
  readonly language: Language;
} {
  const language = useLanguage();
  const format = useFormat();
  if (language === 'en') return { text, language };
  const translated = translateKey(findingMessages, key, {
    n: format.integer(count),
    count,
    table: table === null ? '' : tables[table].label[language].toLocaleLowerCase(language),
  });
  if (translated === null) return { text, language: 'en' };
  const leftOut = choice === 'leave-out' ? translateKey(findingMessages, 'leftOut', { count }) : null;
  return { text: leftOut === null ? translated : `${translated} ${leftOut}`, language };
}
