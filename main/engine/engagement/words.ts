import type {
  Bilingual,
  IntervalQuestion,
  LifecycleQuestion,
  PeriodName,
  StickinessQuestion,
} from '../../../shared/contract/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { segmentName } from '../segments/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { scopeWords, selectorWords } from '../usage/index.ts';

const periodNames = {
  day: { en: 'day', es: 'día', ens: 'days', ess: 'días' },
  week: { en: 'week', es: 'semana', ens: 'weeks', ess: 'semanas' },
  month: { en: 'month', es: 'mes', ens: 'months', ess: 'meses' },
  quarter: { en: 'quarter', es: 'trimestre', ens: 'quarters', ess: 'trimestres' },
  year: { en: 'year', es: 'año', ens: 'years', ess: 'años' },
} as const;

const weekStarts = {
  monday: { en: 'Monday', es: 'lunes' },
  sunday: { en: 'Sunday', es: 'domingo' },
  saturday: { en: 'Saturday', es: 'sábado' },
} as const;

export interface LifecycleFacts {
  readonly hasRevenue: boolean;
  /** Accounts whose record names no day of creation. */
  readonly withoutDay: number;
  /** Paid subscriptions without a rate or an amount. */
  readonly leftOut: number;
}

export function lifecycleWords(
  context: ReadContext,
  question: LifecycleQuestion,
  calendar: CalendarOptions,
  { hasRevenue, withoutDay, leftOut }: LifecycleFacts,
): Bilingual {
  const { en, es, ens, ess } = periodNames[question.period];
  const event = selectorWords(question.activity);
  return join([
    calendarWords(question.period, calendar),
    {
      en: `An account is active in a ${en} in which it has this event: ${event.en}. Of the active ones it is new in the ${en} in which it was created, returning where it was active in the ${en} before, and resurrected otherwise. It is dormant in the ${en} after one in which it was active, where it is not active any more.`,
      es: `Una cuenta está activa en un periodo si en él tiene este evento: ${event.es}. De las activas, es nueva en el periodo (${es}) en que se creó, recurrente si también estuvo activa en el anterior, y recuperada en otro caso. Es inactiva en el periodo siguiente a uno en que estuvo activa, si ya no lo está.`,
    },
    {
      en: `An account was created on the day that its record names, or with its first event of any kind where that is earlier or no day is named${withoutDay === 0 ? '' : ` (${withoutDay} of those counted)`}.`,
      es: `Una cuenta se creó el día que dice su ficha, o con su primer evento de cualquier tipo si es anterior o si no se dice ninguno${withoutDay === 0 ? '' : ` (${withoutDay} de las contadas)`}.`,
    },
    {
      en: `All ${ens} that the range touches are counted whole, and one ${en} before it is read. A ${en} that had not ended when the data end has a star and no dormant accounts. Of the first ${en} of the data only the new accounts are told: who was active before is not known.`,
      es: `Se cuentan enteros todos los periodos (${ess}) que toca el intervalo, y se lee uno anterior. El que no había terminado al acabar los datos lleva un asterisco y no tiene inactivas. Del primero de los datos solo se dicen las nuevas: no se sabe quién estaba activa antes.`,
    },
    hasRevenue
      ? {
          en: 'Revenue is the monthly recurring revenue of those accounts in the base currency at the stated rates: on the day before the period for returning and dormant ones, on its last day for new and resurrected ones.',
          es: 'Los ingresos son los recurrentes mensuales de esas cuentas en la moneda base a los tipos indicados: el día anterior al periodo para las recurrentes e inactivas, su último día para las nuevas y recuperadas.',
        }
      : null,
    hasRevenue && leftOut > 0
      ? {
          en: `${leftOut} paid subscriptions without an amount or a rate are left out of it.`,
          es: `Quedan fuera ${leftOut} suscripciones de pago sin importe o sin tipo de cambio.`,
        }
      : null,
    scopeWords(question, segmentName(context, question.segment)),
  ]);
}

export function stickinessWords(
  context: ReadContext,
  question: StickinessQuestion,
  calendar: CalendarOptions,
  window: { readonly from: string; readonly to: string } | null,
): Bilingual {
  const { interval, cumulative, window: length } = question;
  const { en, ens, ess } = periodNames[interval];
  const event = selectorWords(question.activity);
  const how = cumulative
    ? { en: `at least k active ${ens}`, es: `al menos k periodos (${ess}) activos` }
    : { en: `exactly k active ${ens}`, es: `exactamente k periodos (${ess}) activos` };
  return join([
    calendarWords(interval, calendar),
    {
      en: `An account is active in a ${en} in which it has this event: ${event.en}. The window of a ${en} is that ${en} and the ${length - 1} before it, also where they lie before the range.`,
      es: `Una cuenta está activa en un periodo si en él tiene este evento: ${event.es}. La ventana de un periodo son él y los ${length - 1} anteriores (${ess}), también si quedan antes del intervalo.`,
    },
    {
      en: `The ratio of a ${en} is the accounts active in it over the accounts active in its window; the mean goes over all ${ens} of the range that had ended when the data end and whose whole window lies in the data.`,
      es: `El cociente de un periodo son las cuentas activas en él entre las activas en su ventana; la media es sobre todos los periodos (${ess}) del intervalo que habían terminado al acabar los datos y cuya ventana entera está en los datos.`,
    },
    window === null
      ? {
          en: `The data hold no whole window of ${length} ${ens} in this range.`,
          es: `En este intervalo los datos no contienen ninguna ventana entera de ${length} ${ess}.`,
        }
      : {
          en: `The bars count the accounts with ${how.en} in the last such window, ${window.from} to ${window.to}.`,
          es: `Las barras cuentan las cuentas con ${how.es} en la última de esas ventanas, de ${window.from} a ${window.to}.`,
        },
    scopeWords(question, segmentName(context, question.segment)),
  ]);
}

export function intervalWords(
  context: ReadContext,
  question: IntervalQuestion,
  calendar: CalendarOptions,
  onceOnly: number,
): Bilingual {
  const event = selectorWords(question.activity);
  return join([
    {
      en: `A gap is the number of days from one active day of an account to its next, in the zone ${calendar.zone}; a day is active where the account has this event: ${event.en}.`,
      es: `Un intervalo es el número de días entre un día activo de una cuenta y el siguiente, en la zona ${calendar.zone}; un día es activo si la cuenta tiene este evento: ${event.es}.`,
    },
    {
      en: `Each account weighs the same: it counts with the median of its own gaps. The suggested period is the shortest of day (1), week (7), month (30), quarter (91) and year (365 days) that holds the median gap of at least 80 % of the accounts.`,
      es: `Todas las cuentas pesan lo mismo: cada una cuenta con la mediana de sus propios intervalos. El periodo sugerido es el más corto de día (1), semana (7), mes (30), trimestre (91) y año (365 días) que contiene la mediana de al menos el 80 % de las cuentas.`,
    },
    {
      en: `Time since the last active day is no gap yet and is not counted${onceOnly === 0 ? '' : `; ${onceOnly === 1 ? '1 account with a single active day is' : `${onceOnly} accounts with a single active day are`} left out`}.`,
      es: `El tiempo desde el último día activo aún no es un intervalo y no se cuenta${onceOnly === 0 ? '' : `; ${onceOnly === 1 ? 'queda fuera 1 cuenta' : `quedan fuera ${onceOnly} cuentas`} con un solo día activo`}.`,
    },
    scopeWords(question, segmentName(context, question.segment)),
  ]);
}

function calendarWords(period: PeriodName, { zone, weekStart }: CalendarOptions): Bilingual {
  const { ens, ess } = periodNames[period];
  const week = period === 'week' ? weekStarts[weekStart] : null;
  return {
    en: `Periods are calendar ${ens} in the zone ${zone}${week === null ? '' : `, weeks beginning on ${week.en}`}.`,
    es: `Los periodos son ${ess} naturales en la zona ${zone}${week === null ? '' : `, con semanas que empiezan en ${week.es}`}.`,
  };
}

/** The scope's words bring their own blank. */
function join(parts: readonly (Bilingual | null)[]): Bilingual {
  const told = parts.filter((part) => part !== null);
  const say = (language: 'en' | 'es'): string =>
    told
      .map((part) => part[language].trim())
      .filter(Boolean)
      .join(' ');
  return { en: say('en'), es: say('es') };
}
