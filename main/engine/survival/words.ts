import type { Bilingual, LabelRule, SurvivalQuestion } from '../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { scopeWords } from '../usage/index.ts';

/** What counts as leaving, as a half sentence. */
export function leavingWords({ subscriptionEnded, churnEvent, inactivity }: LabelRule): Bilingual {
  const grace = subscriptionEnded.graceDays;
  const parts = [
    ...(subscriptionEnded.enabled
      ? [{ en: `its last subscription ended and none followed within ${grace} days`, es: `su última suscripción terminó y no siguió otra en ${grace} días` }]
      : []),
    ...(churnEvent.enabled ? [{ en: 'a churn event says so', es: 'lo dice un registro de baja' }] : []),
    ...(inactivity.enabled && !subscriptionEnded.enabled
      ? [{ en: `it had no event for ${inactivity.days} days`, es: `no tuvo ningún evento en ${inactivity.days} días` }]
      : []),
  ]; // prettier-ignore
  return {
    en: `An account has left when ${parts.map(({ en }) => en).join(' or ')}.`,
    es: `Una cuenta se ha ido cuando ${parts.map(({ es }) => es).join(' o ')}.`,
  };
}

/** The whole rule of a curve as sentences. */
export function survivalWords(
  { start, by, ...scope }: SurvivalQuestion,
  rule: LabelRule,
  segment: string | null,
  watchedFrom: number | null,
): Bilingual {
  const leaving = leavingWords(rule);
  const narrowed = scopeWords(scope, segment);
  const late = watchedFrom === null ? null : dayOfNumber(watchedFrom);
  const en = [
    `Share of accounts that are still customers so many days after ${start === 'customer' ? 'they became customers' : 'their first event'} (Kaplan-Meier; accounts that have not left count as long as they are known).`,
    leaving.en,
    'Accounts that came back are followed until they left the first time. Intervals are of 95 % (Greenwood, on the log-log scale); the median is the first day on which half or fewer are left.',
    ...(late === null
      ? []
      : [
          `Nobody is seen to leave before ${late}, so accounts that began earlier count from that day on (late entry).`,
        ]),
    ...(by === null
      ? []
      : [
          `Groups go by ${by === 'plan' ? 'the plan of the first subscription' : 'the present value of the attribute'}. The log-rank test compares the groups that have a value and are told one by one.`,
        ]),
  ];
  const es = [
    `Proporción de cuentas que siguen siendo clientes tantos días después de ${start === 'customer' ? 'hacerse clientes' : 'su primer evento'} (Kaplan-Meier; las cuentas que no se han ido cuentan mientras se sabe de ellas).`,
    leaving.es,
    'Las cuentas que volvieron se siguen hasta que se fueron la primera vez. Los intervalos son del 95 % (Greenwood, escala log-log); la mediana es el primer día en que queda la mitad o menos.',
    ...(late === null
      ? []
      : [
          `No consta que nadie se fuera antes del ${late}, así que las cuentas que empezaron antes cuentan desde ese día (entrada tardía).`,
        ]),
    ...(by === null
      ? []
      : [
          `Los grupos siguen ${by === 'plan' ? 'el plan de la primera suscripción' : 'el valor actual del atributo'}. La prueba log-rank compara los grupos que tienen valor y se muestran por separado.`,
        ]),
  ];
  return { en: `${en.join(' ')}${narrowed.en}`, es: `${es.join(' ')}${narrowed.es}` };
}
