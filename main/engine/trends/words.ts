import type {
  Bilingual,
  SeasonalityQuestion,
  TrendMeasure,
  TrendMetric,
  TrendQuestion,
} from '../../../shared/contract/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { segmentName } from '../segments/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { scopeWords, selectorWords } from '../usage/index.ts';
import { mostDecomposedDays } from './seasonality.ts';

const periodNames = {
  day: { en: 'days', es: 'días' },
  week: { en: 'weeks', es: 'semanas' },
  month: { en: 'months', es: 'meses' },
  quarter: { en: 'quarters', es: 'trimestres' },
  year: { en: 'years', es: 'años' },
} as const;

const weekStarts = {
  monday: { en: 'Monday', es: 'lunes' },
  sunday: { en: 'Sunday', es: 'domingo' },
  saturday: { en: 'Saturday', es: 'sábado' },
} as const;

const counts = {
  events: { en: 'events', es: 'eventos' },
  accounts: { en: 'accounts with at least one', es: 'cuentas con al menos uno' },
  'events-per-account': {
    en: 'events per account with at least one',
    es: 'eventos por cuenta con al menos uno',
  },
  quantity: { en: 'sum of the quantity of', es: 'suma de la cantidad de' },
  'quantity-mean': {
    en: 'mean quantity (over those that have one) of',
    es: 'cantidad media (sobre los que la tienen) de',
  },
} as const;

const metrics = {
  mrr: {
    en: 'monthly recurring revenue: paid subscriptions that run on the last day of the period, in the base currency at the stated rates',
    es: 'ingresos recurrentes mensuales: suscripciones de pago vigentes el último día del periodo, en la moneda base a los tipos indicados',
  },
  'paying-accounts': {
    en: 'accounts with a paid subscription that runs on the last day of the period',
    es: 'cuentas con una suscripción de pago vigente el último día del periodo',
  },
  'new-accounts': {
    en: 'accounts created in the period: on the day that the record names, or with the first event where that is earlier or no day is named',
    es: 'cuentas creadas en el periodo: el día que dice su ficha, o con su primer evento si es anterior o si no se dice ninguno',
  },
  'churned-accounts': {
    en: 'accounts that paid on the day before the period and do not on its last day (in a book without paid subscriptions: accounts with a churn event in the period); an account won and lost inside one period is not among them',
    es: 'cuentas que pagaban el día anterior al periodo y no en su último día (en una cartera sin suscripciones de pago: cuentas con una baja en el periodo); no incluye las ganadas y perdidas dentro de un mismo periodo',
  },
  invoiced: {
    en: 'amounts of invoices by their day of issue, in the base currency at the stated rates',
    es: 'importes de facturas por su día de emisión, en la moneda base a los tipos indicados',
  },
  'tickets-opened': { en: 'tickets opened', es: 'tickets abiertos en el periodo' },
  'tickets-open': {
    en: 'tickets still open when the period ends',
    es: 'tickets que siguen abiertos al acabar el periodo',
  },
  'survey-score': { en: 'mean score of survey answers', es: 'puntuación media de las encuestas' },
  interactions: { en: 'interactions', es: 'interacciones' },
} as const satisfies Record<TrendMetric, Bilingual>;

export function measureWords(measure: TrendMeasure): Bilingual {
  if (measure.of === 'metric') return metrics[measure.metric];
  const selector = selectorWords(measure);
  const { en, es } = counts[measure.count];
  return { en: `${en}: ${selector.en}`, es: `${es}: ${selector.es}` };
}

export function trendWords(
  context: ReadContext,
  question: TrendQuestion,
  { zone, weekStart }: CalendarOptions,
  leftOut: number,
): Bilingual {
  const { period, measures } = question;
  const week = period === 'week' ? weekStarts[weekStart] : null;
  const { en, es } = periodNames[period];
  const told = measures.map(measureWords);
  return join([
    {
      en: `By calendar ${en} in the zone ${zone}${week === null ? '' : `, weeks beginning on ${week.en}`}: ${listed(told, 'en')}.`,
      es: `Por ${es} naturales en la zona ${zone}${week === null ? '' : `, con semanas que empiezan en ${week.es}`}: ${listed(told, 'es')}.`,
    },
    breakdownWords(question),
    {
      en: 'A star marks a period that the range cuts, or that had not ended when the data end; of periods before the first or after the last data nothing is said.',
      es: 'Un asterisco marca el periodo que el intervalo corta, o que no había terminado al acabar los datos; de los periodos anteriores o posteriores a los datos no se dice nada.',
    },
    leftOutWords(leftOut),
    scopeWords(question, segmentName(context, question.segment)),
  ]);
}

export function seasonalityWords(
  context: ReadContext,
  question: SeasonalityQuestion,
  { zone }: CalendarOptions,
  leftOut: number,
): Bilingual {
  const measure = measureWords(question.measure);
  return join([
    { en: `Counted: ${measure.en}.`, es: `Se cuenta: ${measure.es}.` },
    {
      en: `An index is the mean of a day of the week, an hour or a month over the mean of all: 1 is average. Days of the week are compared over whole weeks, hours on the clocks of the zone ${zone} over whole days, months (by their mean a day, so that short ones are not low) over whole years, each time the latest ones.`,
      es: `Un índice es la media de un día de la semana, una hora o un mes entre la media de todos: 1 es lo normal. Los días de la semana se comparan sobre semanas enteras, las horas según los relojes de la zona ${zone} sobre días enteros, y los meses (por su media diaria, para que los cortos no salgan bajos) sobre años enteros, siempre los últimos.`,
    },
    {
      en: `The days (at most the latest ${mostDecomposedDays}) are taken apart into trend, weekly rhythm and remainder by STL (Cleveland et al. 1990; seasonal window 11, trend window 13, not robust). Strength is 1 − variance of the remainder / variance of the part and the remainder together (Wang, Smith and Hyndman): 0 is none, 1 is nothing else.`,
      es: `Los días (como mucho los últimos ${mostDecomposedDays}) se descomponen en tendencia, ritmo semanal y resto con STL (Cleveland et al. 1990; ventana estacional 11, de tendencia 13, no robusto). La fuerza es 1 − varianza del resto / varianza de la parte y el resto juntos (Wang, Smith y Hyndman): 0 es nada, 1 es nada más.`,
    },
    leftOutWords(leftOut),
    scopeWords(question, segmentName(context, question.segment)),
  ]);
}

function breakdownWords({ breakdown, groups, measures }: TrendQuestion): Bilingual | null {
  if (breakdown === null) return null;
  const size = measures.every(({ of }) => of === 'events')
    ? { en: 'by number of events', es: 'por número de eventos' }
    : {
        en: 'by number of events, or by the sum of the metric',
        es: 'por número de eventos, o por la suma de la métrica',
      };
  const by =
    breakdown.by === 'event'
      ? { en: 'by event', es: 'por evento' }
      : breakdown.by === 'property'
        ? { en: `by “${breakdown.key}” of the event`, es: `por “${breakdown.key}” del evento` }
        : {
            en: `by “${breakdown.key.replace(/^attribute:/s, '')}” of the account as it is now`,
            es: `por “${breakdown.key.replace(/^attribute:/s, '')}” de la cuenta, con su valor actual`,
          };
  const several =
    breakdown.by === 'attribute'
      ? { en: '', es: '' }
      : { en: ' An account can be in several groups.', es: ' Una cuenta puede estar en varios grupos.' };
  return {
    en: `Broken down ${by.en}: the ${groups} largest groups of each measure (${size.en}), all others together as the rest.${several.en}`,
    es: `Desglosado ${by.es}: los ${groups} grupos mayores de cada medida (${size.es}), los demás juntos como resto.${several.es}`,
  };
}

function leftOutWords(leftOut: number): Bilingual | null {
  if (leftOut === 0) return null;
  return {
    en: `Left out for want of an amount or a rate: ${leftOut}.`,
    es: `Sin importe o sin tipo de cambio, quedan fuera: ${leftOut}.`,
  };
}

function listed(told: readonly Bilingual[], language: 'en' | 'es'): string {
  if (told.length === 1) return told[0]![language];
  return told.map((measure, index) => `(${index + 1}) ${measure[language]}`).join('; ');
}

function join(parts: readonly (Bilingual | null)[]): Bilingual {
  const told = parts.filter((part) => part !== null);
  const say = (language: 'en' | 'es'): string =>
    told
      .map((part) => part[language].trim())
      .filter(Boolean)
      .join(' ');
  return { en: say('en'), es: say('es') };
}
