import type { AccountBriefing, Money } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';

export type Language = AccountBriefing['language'];

const locales = { en: 'en-US', es: 'es-ES' } as const satisfies Record<Language, string>;
const dayLocales = { en: 'en-GB', es: 'es-ES' } as const satisfies Record<Language, string>;

/** Their short signs say which currency they are. */
const plainSigns = new Set(['USD', 'EUR', 'GBP', 'JPY']);

/** Figures and days as the pages write them. */
export function briefingFigures(language: Language) {
  const dayFormat = new Intl.DateTimeFormat(dayLocales[language], {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return {
    day: (day: string): string => dayFormat.format(new Date(`${day.slice(0, 10)}T00:00:00Z`)),
    percent: (share: number): string =>
      new Intl.NumberFormat(locales[language], {
        style: 'percent',
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      }).format(share),
    points: (change: number): string =>
      new Intl.NumberFormat(locales[language], {
        signDisplay: 'exceptZero',
        maximumFractionDigits: 1,
        minimumFractionDigits: 1,
      }).format(change * 100),
    whole: (value: number): string => new Intl.NumberFormat(locales[language], { useGrouping: 'always' }).format(value),
    money({ minor, currency }: Money): string {
      const amount = minor / 10 ** minorDigits(currency);
      const options = { maximumFractionDigits: 0, useGrouping: 'always' } as const;
      try {
        if (currency !== 'XXX')
          return new Intl.NumberFormat(locales[language], {
            ...options,
            style: 'currency',
            currency,
            currencyDisplay: plainSigns.has(currency) ? 'narrowSymbol' : 'symbol',
          }).format(amount);
      } catch {
        // No ISO code: the number with the word that the file had.
      }
      return `${new Intl.NumberFormat(locales[language], options).format(amount)}${currency === 'XXX' ? '' : ` ${currency}`}`;
    },
  };
}

const en = {
  owner: 'Owner',
  nobody: 'nobody',
  risk: 'Churn risk',
  riskNote: (days: string, change: string | null) => `within ${days} days${change === null ? '' : `, ${change} pts`}`,
  noScore: 'not scored yet',
  atRisk: 'At risk / year',
  revenue: 'Monthly revenue',
  renewal: 'Renewal',
  inDays: (days: string, ahead: boolean) => (ahead ? `in ${days} days` : `${days} days ago`),
  lastTouch: 'Last touch',
  lastSeen: 'Last use',
  nextTask: 'Next task',
  none: 'none',
  churned: (day: string) => `Churned on ${day}`,
  reasons: 'Why this score',
  raises: 'raises',
  lowers: 'lowers',
  usage: 'Usage',
  usageLine: (now: string, before: string) => `${now} events in the last 4 weeks, ${before} in the 4 weeks before`,
  people: 'People',
  seen: (day: string) => `last seen ${day}`,
  contracts: 'Subscriptions',
  running: 'running',
  until: (day: string) => `until ${day}`,
  seats: (seats: string) => `${seats} seats`,
  invoices: 'Unpaid invoices',
  due: (day: string) => `due ${day}`,
  happened: 'What happened last',
  tasks: 'Open tasks',
  notes: 'Notes',
  foot: (asOf: string, model: string | null) => `Data until ${asOf}${model === null ? '' : ` · scored by ${model}`}`,
};

const es: typeof en = {
  owner: 'Responsable',
  nobody: 'nadie',
  risk: 'Riesgo de baja',
  riskNote: (days, change) => `en ${days} días${change === null ? '' : `, ${change} pp`}`,
  noScore: 'aún sin puntuación',
  atRisk: 'En riesgo al año',
  revenue: 'Ingreso mensual',
  renewal: 'Renovación',
  inDays: (days, ahead) => (ahead ? `en ${days} días` : `hace ${days} días`),
  lastTouch: 'Último contacto',
  lastSeen: 'Último uso',
  nextTask: 'Próxima tarea',
  none: 'ninguna',
  churned: (day) => `Baja el ${day}`,
  reasons: 'Por qué esta puntuación',
  raises: 'sube',
  lowers: 'baja',
  usage: 'Uso',
  usageLine: (now, before) => `${now} eventos en las últimas 4 semanas, ${before} en las 4 anteriores`,
  people: 'Personas',
  seen: (day) => `último uso ${day}`,
  contracts: 'Suscripciones',
  running: 'en vigor',
  until: (day) => `hasta el ${day}`,
  seats: (seats) => `${seats} licencias`,
  invoices: 'Facturas sin pagar',
  due: (day) => `vence el ${day}`,
  happened: 'Lo último que ha pasado',
  tasks: 'Tareas abiertas',
  notes: 'Notas',
  foot: (asOf, model) => `Datos hasta el ${asOf}${model === null ? '' : ` · puntuada por ${model}`}`,
};

export const briefingWords = { en, es } as const;
