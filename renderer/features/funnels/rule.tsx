import { Stack, Text } from '@mantine/core';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { FunnelQuestion } from './search.ts';
import { durationIn, windowIn } from './steps.ts';

/** A window in words: `30 days`. */
export function useWindowWords(): (seconds: number) => string {
  const t = useMessages(messages);
  return (seconds) => {
    const { value, unit } = windowIn(seconds);
    return t(unit === 'hours' ? 'windowHours' : 'windowDays', { count: value });
  };
}

/** A length of time in words: `4 hours`; null for none. */
export function useDurationWords(): (seconds: number) => string {
  const t = useMessages(messages);
  return (seconds) => {
    const { value, unit } = durationIn(seconds);
    return t(unit, { count: value });
  };
}

/** The rule by which this very funnel was counted, in words. */
export function FunnelRule({ question }: { readonly question: FunnelQuestion }) {
  const t = useMessages(messages);
  const format = useFormat();
  const windowWords = useWindowWords();
  const steps = question.steps.map((step) => step.map((event) => t('quoted', { event })).join(t('or'))).join(t('then'));
  const from = question.from === undefined ? null : format.day(question.from);
  const to = question.to === undefined ? null : format.day(question.to);
  return (
    <Stack gap={6}>
      <Text size="sm">{t('ruleSteps', { steps })}</Text>
      <Text size="sm">{t('rule', { window: windowWords(question.windowSeconds ?? 0) })}</Text>
      <Text size="sm">{t('ruleAnything')}</Text>
      <Text size="sm">{t('ruleEntry')}</Text>
      {from !== null && to !== null ? <Text size="sm">{t('ruleRange', { from, to })}</Text> : null}
      {from !== null && to === null ? <Text size="sm">{t('ruleFrom', { from })}</Text> : null}
      {from === null && to !== null ? <Text size="sm">{t('ruleTo', { to })}</Text> : null}
    </Stack>
  );
}
