import type { Bilingual } from '../../../shared/contract/index.ts';
import { useLanguage } from '../../ui/messages.ts';

/** The sentence of the engine in the language of the page: `useLanguageText()(answer.definition.words)`. */
export function useLanguageText(): (text: Bilingual) => string {
  const language = useLanguage();
  return (text) => text[language];
}
