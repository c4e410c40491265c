import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { durationIn } from './steps.ts';

/** A length of time in words: `4 hours`. */
export function useDurationWords(): (seconds: number) => string {
  const t = useMessages(messages);
  return (seconds) => {
    const { value, unit } = durationIn(seconds);
    return t(unit, { count: value });
  };
}

/** The name of a step as the engine tells it: `*` is any event. */
export function useStepName(): (event: string) => string {
  const t = useMessages(messages);
  return (event) => (event === '*' ? t('anyEvent') : event);
}

/** The name of a group of a breakdown. */
export function useGroupName(): (group: { readonly value: string | null; readonly rest: boolean }) => string {
  const t = useMessages(messages);
  return ({ value, rest }) => (rest ? t('groupRest') : (value ?? t('groupNone')));
}
