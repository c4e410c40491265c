import type { z } from 'zod';
import type { timelineEntry } from '../../../shared/contract/index.ts';
import type { Format } from '../../ui/format.ts';

type Entry = Pick<z.infer<typeof timelineEntry>, 'values'>;

const moneyNames = new Set(['mrr', 'amount']);

/** The values of a timeline entry as words, without those that are empty; money takes its currency from the same row. */
export function timelineValues(
  { values }: Entry,
  format: Format,
  words: { readonly yes: string; readonly no: string },
): { readonly name: string; readonly text: string }[] {
  const currency = typeof values['currency'] === 'string' ? values['currency'] : 'XXX';
  const result: { name: string; text: string }[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (value === null || name === 'currency') continue;
    if (typeof value === 'boolean') result.push({ name, text: value ? words.yes : words.no });
    else if (typeof value === 'number') {
      const text = moneyNames.has(name)
        ? format.moneyExact({ minor: value, currency })
        : name.endsWith('Minutes')
          ? format.duration(value * 60)
          : format.plain(value);
      result.push({ name, text });
    } else if (name.endsWith('Day')) result.push({ name, text: format.day(value) });
    else if (name.endsWith('At')) result.push({ name, text: format.instant(value) });
    else result.push({ name, text: value });
  }
  return result;
}
