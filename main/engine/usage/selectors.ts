import type { Bilingual, EventSelector, Scope } from '../../../shared/contract/index.ts';
import { compileSelectors } from '../events/index.ts';
import type { EventBits, EventColumns } from '../events/index.ts';
import { checkEventNames } from './event-names.ts';

/** @throws invalid_input for an event name or a property that no event has */
export function selectorBits(columns: EventColumns, selectors: readonly EventSelector[]): EventBits {
  checkEventNames(
    columns.names,
    selectors.flatMap(({ events }) => events),
  );
  return compileSelectors(columns, selectors);
}

/** Of conditions on properties and attributes. */
export const operatorWords = {
  is: { en: 'is', es: 'es' },
  'is-not': { en: 'is not', es: 'no es' },
  contains: { en: 'contains', es: 'contiene' },
  'at-least': { en: 'is at least', es: 'es como mínimo' },
  'at-most': { en: 'is at most', es: 'es como máximo' },
  'is-set': { en: 'has a value', es: 'tiene valor' },
  'is-not-set': { en: 'has no value', es: 'no tiene valor' },
} as const;

/** `any event`, or `“export” or “share” where “platform” is “web”`. */
export function selectorWords({ events, where }: EventSelector): Bilingual {
  const say = (language: 'en' | 'es'): string => {
    const or = language === 'en' ? ' or ' : ' o ';
    const quoted = (texts: readonly string[]): string => texts.map((text) => `“${text}”`).join(or);
    const names = events.length === 0 ? (language === 'en' ? 'any event' : 'cualquier evento') : quoted(events);
    const conditions = where.map(({ property, operator, values }) =>
      [`“${property}”`, operatorWords[operator][language], quoted(values)].filter(Boolean).join(' '),
    );
    if (conditions.length === 0) return names;
    return `${names} ${language === 'en' ? 'where' : 'donde'} ${conditions.join(language === 'en' ? ' and ' : ' y ')}`;
  };
  return { en: say('en'), es: say('es') };
}

/** ` Only accounts of “Enterprise”, from 2026-01-01 to 2026-03-31.`; empty where nothing narrows the question. */
export function scopeWords({ from, to }: Scope, segmentName: string | null): Bilingual {
  const en = [
    segmentName === null ? null : `only accounts of the segment “${segmentName}”`,
    from === undefined ? null : `from ${from}`,
    to === undefined ? null : `until ${to}`,
  ].filter((part) => part !== null);
  const es = [
    segmentName === null ? null : `solo cuentas del segmento “${segmentName}”`,
    from === undefined ? null : `desde ${from}`,
    to === undefined ? null : `hasta ${to}`,
  ].filter((part) => part !== null);
  const sentence = (parts: readonly string[]): string => {
    const text = parts.join(', ');
    return text === '' ? '' : ` ${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  return { en: sentence(en), es: sentence(es) };
}
