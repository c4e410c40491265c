import { useMemo } from 'react';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { trailing } from './question.ts';
import type { Whose } from './question.ts';

export type Words = ReturnType<typeof useWords>;

/** Amounts, periods and groups as this page writes them. */
export function useWords(currency: string, isCohort: boolean) {
  const t = useMessages(messages);
  const format = useFormat();
  return useMemo(() => {
    return {
      amount: (minor: number): string => format.money({ minor, currency }),
      exact: (minor: number): string => format.moneyExact({ minor, currency }),
      compact: (minor: number): string => format.moneyCompact({ minor, currency }),
      share: (value: number | null): string => format.percent(value),
      count: (value: number): string => format.integer(value),
      day: (value: string): string => format.day(value),
      span: (label: string): string => (label === trailing ? t('trailing') : format.period(label)),
      group: (whose: Whose): string => {
        if (whose === null) return t('total');
        if (whose.rest) return t('rest');
        if (whose.value === null) return t('noValue');
        return isCohort ? format.period(whose.value) : whose.value;
      },
    };
  }, [t, format, currency, isCohort]);
}
