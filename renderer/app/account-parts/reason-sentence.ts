import { useCallback } from 'react';
import type { Reason } from '../../../shared/contract/index.ts';
import { reasonSentences, reasonText } from '../../../shared/domain/reason-sentences.ts';
import type { ReasonSentenceKey } from '../../../shared/domain/reason-sentences.ts';
import { useLanguage } from '../../ui/messages.ts';
import type { Language } from '../../ui/messages.ts';

function isSentenceKey(key: string): key is ReasonSentenceKey {
  return Object.hasOwn(reasonSentences, key);
}

/** A reason as a sentence; the engine's own, in English, where its key is not known here. */
export function sentenceOf(reason: Pick<Reason, 'sentence' | 'text'>, language: Language): string {
  const { key, values } = reason.sentence;
  return isSentenceKey(key) ? reasonText(key, values, language) : reason.text;
}

/** `sentenceOf` in the language of the page. */
export function useReasonSentence(): (reason: Reason) => string {
  const language = useLanguage();
  return useCallback((reason) => sentenceOf(reason, language), [language]);
}
