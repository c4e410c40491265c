import type { TrendAnswer, TrendMeasure, TrendUnit } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { nothing } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

type Series = TrendAnswer['series'][number];

export type Words = ReturnType<typeof useWords>;

/** How measures, groups and figures are called. */
export function useWords() {
  const t = useMessages(messages);
  const format = useFormat();
  const measure = (one: TrendMeasure): string => {
    if (one.of === 'metric') return t(`metric.${one.metric}`);
    const names = one.events.length === 0 ? '' : `: ${format.list(one.events)}`;
    return `${t(`count.${one.count}`)}${names}`;
  };
  return {
    measure,
    series({ measure: position, value, rest }: Series, measures: readonly TrendMeasure[], isDivided: boolean): string {
      const one = measures[position];
      const name = one === undefined ? '' : measure(one);
      if (!isDivided) return name;
      const group = rest ? t('rest') : (value ?? t('without'));
      return measures.length === 1 ? group : `${name} · ${group}`;
    },
    figure(value: number | null, unit: TrendUnit, currency: string | null): string {
      if (value === null) return nothing;
      if (unit === 'money') return format.money({ minor: value, currency: currency ?? 'XXX' });
      return unit === 'number' ? format.plain(value, 2) : format.integer(value);
    },
    /** For axes, where room is short. */
    short(value: number, unit: TrendUnit, currency: string | null): string {
      if (unit === 'money') return format.moneyCompact({ minor: value, currency: currency ?? 'XXX' });
      return Math.abs(value) < 1000 ? format.plain(value, 2) : format.compact(value);
    },
  };
}
