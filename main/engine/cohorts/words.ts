import type { Bilingual, RetentionQuestion } from '../../../shared/contract/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { segmentName } from '../segments/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { scopeWords, selectorWords } from '../usage/index.ts';
import { rollingSeconds } from './frames.ts';
import type { RevenueLookup } from './setup.ts';

export interface LeftOut {
  /** Accounts that pay, but whose term is not known. */
  readonly leftOut: number;
  /** Cohorts beyond the largest ones. */
  readonly omitted: number;
  /** What revenue could not be counted of. */
  readonly revenue: RevenueLookup['leftOut'] | null;
}

/** Every rule that a retention table was counted by, in sentences. */
export function retentionWords(
  context: ReadContext,
  question: RetentionQuestion,
  calendar: CalendarOptions,
  { leftOut, omitted, revenue }: LeftOut,
): Bilingual {
  const scope = scopeWords(question, segmentName(context, question.segment));
  const parts = [
    entryWords(question),
    periodWords(question, calendar),
    cohortWords(question, omitted),
    modeWords(question),
    measureWords(question),
    knownWords(question),
    completeWords(question),
    averageWords(question),
    suppressionWords(question),
    leftOutWords(leftOut),
    revenueLeftOutWords(revenue),
  ].filter((part) => part !== null);
  return {
    en: `${parts.map(({ en }) => en).join(' ')}${scope.en}`,
    es: `${parts.map(({ es }) => es).join(' ')}${scope.es}`,
  };
}

const periodNames = {
  day: { en: 'day', es: 'día' },
  week: { en: 'week', es: 'semana' },
  month: { en: 'month', es: 'mes' },
  quarter: { en: 'quarter', es: 'trimestre' },
  year: { en: 'year', es: 'año' },
} as const;

const weekStarts = {
  monday: { en: 'Monday', es: 'lunes' },
  sunday: { en: 'Sunday', es: 'domingo' },
  saturday: { en: 'Saturday', es: 'sábado' },
} as const;

function entryWords({ start, entry, periods, period }: RetentionQuestion): Bilingual {
  if (periods === 'contract' || periods === 'anniversary') {
    return {
      en: 'An account enters on the first day of its first paid subscription (trials and free ones do not count).',
      es: 'Una cuenta entra el primer día de su primera suscripción de pago (las de prueba y las gratuitas no cuentan).',
    };
  }
  const event = selectorWords(start);
  const { en, es } = periodNames[period];
  if (entry === 'first-time') {
    return {
      en: `An account enters once, with its first event in the range: ${event.en}.`,
      es: `Una cuenta entra una vez, con su primer evento del intervalo: ${event.es}.`,
    };
  }
  return {
    en: `An account enters anew in every calendar ${en} in which it has this event, with the first one of that ${en}: ${event.en}. It can be in several cohorts.`,
    es: `Una cuenta entra de nuevo en cada ${es} natural en que tiene este evento, con el primero de ese ${es}: ${event.es}. Puede estar en varias cohortes.`,
  };
}

function periodWords({ periods, period }: RetentionQuestion, { zone, weekStart }: CalendarOptions): Bilingual {
  const { en, es } = periodNames[period];
  switch (periods) {
    case 'calendar': {
      const week = period === 'week' ? weekStarts[weekStart] : null;
      return {
        en: `Periods are calendar ${en}s in the zone ${zone}${week ? `, weeks beginning on ${week.en}` : ''}; the ${en} of entry is period 0.`,
        es: `Los periodos son ${es}${period === 'month' ? 'es' : 's'} naturales en la zona ${zone}${week ? `, con semanas que empiezan en ${week.es}` : ''}; el de entrada es el periodo 0.`,
      };
    }
    case 'rolling': {
      const hours = rollingSeconds[period] / 3600;
      const length =
        hours === 24 ? { en: '24 hours', es: '24 horas' } : { en: `${hours / 24} days`, es: `${hours / 24} días` };
      return {
        en: `Periods are stretches of ${length.en} counted from the very second of entry; the first one is period 0.`,
        es: `Los periodos son tramos de ${length.es} contados desde el segundo exacto de entrada; el primero es el periodo 0.`,
      };
    }
    case 'contract':
      return {
        en: `Period k is the k-th renewal term of the account's own contract, in whole days of the zone ${zone}. A paid subscription that starts when the one before ends (that day or the next) with the same term renews it; one that starts while another runs is an addition; any other begins a new contract, whose first term is the next period. After a contract ends, its terms go on being counted.`,
        es: `El periodo k es la k-ésima renovación del contrato de la propia cuenta, en días enteros de la zona ${zone}. Una suscripción de pago que empieza cuando acaba la anterior (ese día o el siguiente) con la misma duración la renueva; la que empieza mientras otra está en curso es una ampliación; cualquier otra inicia un contrato nuevo, cuyo primer plazo es el periodo siguiente. Tras el fin de un contrato, sus plazos se siguen contando.`,
      };
    case 'anniversary':
      return {
        en: `Periods are ${en}s by date, from the day on which the account began to pay, in the zone ${zone}; the first one is period 0.`,
        es: `Los periodos son ${es}${period === 'month' ? 'es' : 's'} por fecha, desde el día en que la cuenta empezó a pagar, en la zona ${zone}; el primero es el periodo 0.`,
      };
  }
}

function cohortWords({ cohortBy, period, entry }: RetentionQuestion, omitted: number): Bilingual {
  if (cohortBy === null) {
    const { en, es } = periodNames[period];
    return { en: `Cohorts are by calendar ${en} of entry.`, es: `Las cohortes son por ${es} natural de entrada.` };
  }
  const name = cohortBy.replace(/^attribute:/s, '');
  const by =
    cohortBy === 'term'
      ? {
          en: 'by the length of the first contract’s term, in months',
          es: 'por la duración del primer contrato, en meses',
        }
      : { en: `by “${name}” as it is now`, es: `por “${name}”, con su valor actual` };
  const entries =
    entry === 'recurring'
      ? {
          en: ' Their members are entries: an account counts once for each.',
          es: ' Sus miembros son entradas: una cuenta cuenta una vez por cada una.',
        }
      : { en: '', es: '' };
  const rest =
    omitted > 0
      ? {
          en: ` Only the largest are shown; ${omitted} more are left out.`,
          es: ` Solo se muestran las mayores; quedan fuera ${omitted} más.`,
        }
      : { en: '', es: '' };
  return {
    en: `Cohorts are ${by.en}.${entries.en}${rest.en}`,
    es: `Las cohortes son ${by.es}.${entries.es}${rest.es}`,
  };
}

function modeWords({ mode, brackets, return: back }: RetentionQuestion): Bilingual {
  const event = selectorWords(back);
  const said = {
    en: `It comes back with: ${event.en}, at or after the second of its entry.`,
    es: `Vuelve con: ${event.es}, en el segundo de su entrada o después.`,
  };
  const lengths = brackets.join(', ');
  const rules: Record<RetentionQuestion['mode'], Bilingual> = {
    on: {
      en: 'It is retained in a period in which it came back.',
      es: 'Está retenida en un periodo en el que volvió.',
    },
    'on-or-after': {
      en: 'It is retained in a period if it came back in it or in any later one up to the end of the data.',
      es: 'Está retenida en un periodo si volvió en él o en cualquiera posterior hasta el final de los datos.',
    },
    'on-or-before': {
      en: 'It counts in a period if it came back in it or in any earlier one from period 0 on.',
      es: 'Cuenta en un periodo si volvió en él o en cualquiera anterior desde el periodo 0.',
    },
    bracket: {
      en: `It is retained in a bracket if it came back in any of its periods; brackets of ${lengths} periods follow one another from period 0 on.`,
      es: `Está retenida en un tramo si volvió en cualquiera de sus periodos; los tramos, de ${lengths} periodos, se siguen desde el periodo 0.`,
    },
    streak: {
      en: 'It is retained in a period if it came back in it and in every one before, from period 0 on.',
      es: 'Está retenida en un periodo si volvió en él y en todos los anteriores, desde el periodo 0.',
    },
  };
  return { en: `${said.en} ${rules[mode].en}`, es: `${said.es} ${rules[mode].es}` };
}

function measureWords({ measure, mode }: RetentionQuestion): Bilingual {
  const counted =
    mode === 'on-or-after'
      ? { en: 'in the period or later', es: 'del periodo o posteriores' }
      : mode === 'on-or-before'
        ? { en: 'from period 0 to the period', es: 'desde el periodo 0 hasta el periodo' }
        : mode === 'streak'
          ? {
              en: 'in the period, of accounts that never missed one',
              es: 'del periodo, de cuentas que no faltaron a ninguno',
            }
          : { en: 'in the period', es: 'del periodo' };
  const rules: Record<RetentionQuestion['measure'], Bilingual> = {
    accounts: {
      en: 'A cell is the share of members retained, with its 95 % Wilson interval.',
      es: 'Una celda es la proporción de miembros retenidos, con su intervalo de Wilson del 95 %.',
    },
    revenue: {
      en: 'A cell is the monthly recurring revenue, at the end of the period, of the members retained in it, as a share of that of all members on the day of entry, in the base currency at the stated rates.',
      es: 'Una celda son los ingresos recurrentes mensuales, al final del periodo, de los miembros retenidos en él, como proporción de los de todos los miembros el día de entrada, en la moneda base a los tipos indicados.',
    },
    'events-per-account': {
      en: `A cell is the mean number of these events a member: ${counted.en}.`,
      es: `Una celda es el número medio de estos eventos por miembro: ${counted.es}.`,
    },
    'quantity-per-account': {
      en: `A cell is the mean sum of the quantity of these events a member: ${counted.en}.`,
      es: `Una celda es la suma media de la cantidad de estos eventos por miembro: ${counted.es}.`,
    },
  };
  return rules[measure];
}

function completeWords({ cohortBy }: RetentionQuestion): Bilingual {
  const star =
    cohortBy === null
      ? { en: 'not ended for every member', es: 'no había terminado para todos los miembros' }
      : { en: 'ended for nobody', es: 'no había terminado para nadie' };
  return {
    en: `A cell speaks of the members whose period had ended when the data ends; where it had ended for nobody, of those for whom it had begun. A star marks a cell whose period had ${star.en}; it is left out of the average.`,
    es: `Una celda habla de los miembros cuyo periodo había terminado al acabar los datos; si no había terminado para nadie, de aquellos para quienes había empezado. Un asterisco marca la celda cuyo periodo ${star.es}; no entra en la media.`,
  };
}

function knownWords({ periods, mode }: RetentionQuestion): Bilingual | null {
  if (periods !== 'contract' && periods !== 'anniversary') return null;
  const needsAll = mode === 'streak' || mode === 'on-or-before';
  return needsAll
    ? {
        en: 'Accounts that began to pay before usage is known are not counted.',
        es: 'No se cuentan las cuentas que empezaron a pagar antes de que se conozca el uso.',
      }
    : {
        en: 'Periods that began before usage is known are not counted.',
        es: 'No se cuentan los periodos que empezaron antes de que se conozca el uso.',
      };
}

function averageWords({ average, measure }: RetentionQuestion): Bilingual {
  if (average === 'simple') {
    return {
      en: 'The average is the mean of the cohorts, each with the same weight, over complete cells.',
      es: 'La media es la de las cohortes, todas con el mismo peso, sobre las celdas completas.',
    };
  }
  const weight =
    measure === 'revenue' ? { en: 'revenue at entry', es: 'ingresos a la entrada' } : { en: 'members', es: 'miembros' };
  return {
    en: `The average is a ratio of sums: what the cohorts’ complete cells count, over their ${weight.en}.`,
    es: `La media es un cociente de sumas: lo que cuentan las celdas completas de las cohortes entre sus ${weight.es}.`,
  };
}

function suppressionWords({ suppressBelow }: RetentionQuestion): Bilingual | null {
  if (suppressBelow <= 1) return null;
  return {
    en: `Cells about fewer than ${suppressBelow} members say nothing and are left out of the average.`,
    es: `Las celdas sobre menos de ${suppressBelow} miembros no dicen nada y no entran en la media.`,
  };
}

function leftOutWords(leftOut: number): Bilingual | null {
  if (leftOut === 0) return null;
  return {
    en:
      leftOut === 1
        ? '1 account that pays has no known term and is left out.'
        : `${leftOut} accounts that pay have no known term and are left out.`,
    es:
      leftOut === 1
        ? 'Queda fuera 1 cuenta de pago sin duración conocida.'
        : `Quedan fuera ${leftOut} cuentas de pago sin duración conocida.`,
  };
}

function revenueLeftOutWords(leftOut: LeftOut['revenue']): Bilingual | null {
  if (leftOut === null || (leftOut.withoutAmount === 0 && leftOut.currencies.length === 0)) return null;
  const { withoutAmount, currencies } = leftOut;
  const en = [
    ...(withoutAmount > 0 ? [`${withoutAmount} subscriptions without an amount`] : []),
    ...(currencies.length > 0 ? [`those in ${currencies.join(', ')}, for which no rate is stated`] : []),
  ];
  const es = [
    ...(withoutAmount > 0 ? [`${withoutAmount} suscripciones sin importe`] : []),
    ...(currencies.length > 0 ? [`las que están en ${currencies.join(', ')}, sin tipo de cambio indicado`] : []),
  ];
  return { en: `Left out of revenue: ${en.join(' and ')}.`, es: `Fuera de los ingresos: ${es.join(' y ')}.` };
}
