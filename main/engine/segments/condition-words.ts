import type { Bilingual, SegmentCondition } from '../../../shared/contract/index.ts';
import { setWords } from '../account-sets/index.ts';
import { operatorWords, selectorWords } from '../usage/index.ts';

/** What words need to know of the workspace. */
export type Names = {
  segment(id: number): string;
  /** Of the base; null where the book names none. */
  currency(): string | null;
};

type Language = keyof Bilingual;

const compareWords = {
  'at-least': { en: 'at least', es: 'al menos' },
  'at-most': { en: 'at most', es: 'como máximo' },
  exactly: { en: 'exactly', es: 'exactamente' },
} as const;

const keyWords: Readonly<Record<string, Bilingual>> = {
  segment: { en: 'segment', es: 'segmento' },
  plan: { en: 'plan', es: 'plan' },
  owner: { en: 'owner', es: 'responsable' },
  country: { en: 'country', es: 'país' },
  industry: { en: 'industry', es: 'sector' },
  source: { en: 'source', es: 'origen' },
  name: { en: 'name', es: 'nombre' },
  id: { en: 'account id', es: 'id de cuenta' },
  website: { en: 'website', es: 'sitio web' },
  employees: { en: 'employees', es: 'empleados' },
  created_day: { en: 'created on', es: 'fecha de creación' },
  renewal_day: { en: 'renewal day', es: 'día de renovación' },
  parent_id: { en: 'parent account', es: 'cuenta matriz' },
};

function window(days: number | null): Bilingual {
  if (days === null) return { en: 'ever', es: 'desde siempre' };
  if (days === 1) return { en: 'on the last day', es: 'en el último día' };
  return { en: `in the last ${days} days`, es: `en los últimos ${days} días` };
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function quoted(values: readonly string[], language: Language): string {
  return values.map((value) => `“${value}”`).join(language === 'en' ? ' or ' : ' o ');
}

export function conditionWords(condition: SegmentCondition, names: Names): Bilingual {
  switch (condition.on) {
    case 'attribute': {
      const { key, operator, values } = condition;
      const name = keyWords[key] ?? {
        en: `“${key.replace(/^attribute:/, '')}”`,
        es: `“${key.replace(/^attribute:/, '')}”`,
      };
      const say = (language: Language): string =>
        [name[language], operatorWords[operator][language], quoted(values, language)].filter(Boolean).join(' ');
      return { en: say('en'), es: say('es') };
    }
    case 'usage':
      return usageWords(condition);
    case 'last-seen': {
      const events = selectorWords(condition.selector);
      const isOld = condition.compare === 'at-least';
      return {
        en: `${events.en} last seen ${compareWords[condition.compare].en} ${counted(condition.days, 'day', 'days')} ago${isOld ? ' or never' : ''}`,
        es: `${events.es} por última vez hace ${compareWords[condition.compare].es} ${counted(condition.days, 'día', 'días')}${isOld ? ' o nunca' : ''}`,
      };
    }
    case 'tickets':
      return ticketWords(condition);
    case 'survey': {
      const { survey, compare, value, withinDays } = condition;
      const over =
        withinDays === null ? { en: '', es: '' } : { en: ` ${window(withinDays).en}`, es: ` ${window(withinDays).es}` };
      return {
        en: `a last score ${survey === null ? 'in surveys' : `in the survey “${survey}”`}${over.en} of ${compareWords[compare].en} ${value}`,
        es: `última puntuación ${survey === null ? 'en encuestas' : `en la encuesta “${survey}”`}${over.es} de ${compareWords[compare].es} ${value}`,
      };
    }
    case 'revenue': {
      const amount = [String(condition.value), names.currency()].filter(Boolean).join(' ');
      return {
        en: `monthly recurring revenue of ${compareWords[condition.compare].en} ${amount}`,
        es: `ingresos recurrentes mensuales de ${compareWords[condition.compare].es} ${amount}`,
      };
    }
    case 'score': {
      const value = Math.round(condition.value * 10_000) / 100;
      const { en, es } = compareWords[condition.compare];
      if (condition.what === 'probability')
        return { en: `a probability of churn of ${en} ${value} %`, es: `una probabilidad de baja de ${es} ${value} %` };
      return {
        en: `a change of the probability of churn of ${en} ${value} points since the score before`,
        es: `un cambio de la probabilidad de baja de ${es} ${value} puntos desde la puntuación anterior`,
      };
    }
    case 'renewal':
      return {
        en: `a renewal within ${counted(condition.withinDays, 'day', 'days')}`,
        es: `una renovación en ${counted(condition.withinDays, 'día', 'días')}`,
      };
    case 'churned':
      return condition.is ? { en: 'churn', es: 'baja' } : { en: 'no churn', es: 'ninguna baja' };
    case 'set': {
      const set = setWords(condition.set, names.segment);
      return condition.is
        ? { en: `membership in ${set.en}`, es: `pertenencia a ${set.es}` }
        : { en: `no membership in ${set.en}`, es: `no pertenencia a ${set.es}` };
    }
    case 'segment': {
      const name = `“${names.segment(condition.segment)}”`;
      return condition.is
        ? { en: `membership in the segment ${name}`, es: `pertenencia al segmento ${name}` }
        : { en: `no membership in the segment ${name}`, es: `no pertenencia al segmento ${name}` };
    }
  }
}

function usageWords({
  selector,
  count,
  compare,
  value,
  withinDays,
}: Extract<SegmentCondition, { on: 'usage' }>): Bilingual {
  const events = selectorWords(selector);
  const { en, es } = compareWords[compare];
  const over = window(withinDays);
  if (count === 'events')
    return { en: `${en} ${value} × ${events.en} ${over.en}`, es: `${es} ${value} × ${events.es} ${over.es}` };
  if (count === 'days')
    return {
      en: `${events.en} on ${en} ${counted(value, 'day', 'days')} ${over.en}`,
      es: `${events.es} en ${es} ${counted(value, 'día', 'días')} ${over.es}`,
    };
  return {
    en: `a summed quantity of ${events.en} of ${en} ${value} ${over.en}`,
    es: `una cantidad total de ${events.es} de ${es} ${value} ${over.es}`,
  };
}

function ticketWords({
  state,
  priority,
  compare,
  value,
  withinDays,
}: Extract<SegmentCondition, { on: 'tickets' }>): Bilingual {
  const { en, es } = compareWords[compare];
  const of = {
    en: priority.length === 0 ? '' : ` of priority ${quoted(priority, 'en')}`,
    es: priority.length === 0 ? '' : ` de prioridad ${quoted(priority, 'es')}`,
  };
  const over = state === 'open' && withinDays === null ? null : window(withinDays);
  return {
    en: [
      `${en} ${counted(value, 'ticket', 'tickets')}${of.en}`,
      over && `opened ${over.en}`,
      state === 'open' && 'open now',
    ]
      .filter(Boolean)
      .join(' '),
    es: [
      `${es} ${counted(value, 'ticket', 'tickets')}${of.es}`,
      over && `abiertos ${over.es}`,
      state === 'open' && 'pendientes ahora',
    ]
      .filter(Boolean)
      .join(' '),
  };
}
