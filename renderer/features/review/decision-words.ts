import type { Decision } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

/** A decision in a few words, with its reason. */
export function useDecisionWords(): (decision: Decision) => string {
  const t = useMessages(messages);
  const format = useFormat();
  const language = useLanguage();
  return ({ kind, watchUntil, reason, text }) => {
    const head = kind === 'watch' ? t('kind.watch', { day: format.day(watchUntil) }) : t(`kind.${kind}`);
    const why = [reason?.words[language], text].filter((word) => word !== null && word !== undefined).join(': ');
    return why === '' ? head : `${head} (${why})`;
  };
}
