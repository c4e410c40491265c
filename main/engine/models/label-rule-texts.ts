import type { Bilingual } from '../../../shared/contract/index.ts';
import { inBoth } from './both-languages.ts';
import type { Figures } from './both-languages.ts';

/** Why a rule is proposed for a book. */

export function bySubscriptions(subscriptions: number, graceDays: number): Bilingual {
  return inBoth({
    en: ({ count }) =>
      `The book has ${count(subscriptions, 'paying subscription', 'paying subscriptions')} and no churn events: an account has left when its last subscription ended and none followed within ${count(graceDays, 'day', 'days')}.`,
    es: ({ count }) =>
      `La cartera tiene ${count(subscriptions, 'suscripción de pago', 'suscripciones de pago')} y ningún registro de baja: una cuenta se ha ido cuando su última suscripción terminó y no siguió otra en ${count(graceDays, 'día', 'días')}.`,
  });
}

export function byChurnEvents(events: number): Bilingual {
  return inBoth({
    en: ({ count }) =>
      `The book has no subscriptions but ${count(events, 'churn event', 'churn events')}: an account has left on the day of its churn event.`,
    es: ({ count }) =>
      `La cartera no tiene suscripciones, pero sí ${count(events, 'registro de baja', 'registros de baja')}: una cuenta se ha ido el día de su registro de baja.`,
  });
}

export function bySilence(days: number): Bilingual {
  return inBoth({
    en: ({ count }) =>
      `The book has neither subscriptions nor churn events: an account has left after ${count(days, 'day', 'days')} without an event, three times the gap that nine in ten of its pauses stay under, but 30 at least and 365 at most.`,
    es: ({ count }) =>
      `La cartera no tiene ni suscripciones ni registros de baja: una cuenta se ha ido tras ${count(days, 'día', 'días')} sin ningún evento, el triple del intervalo que no superan nueve de cada diez pausas, pero no menos de 30 ni más de 365.`,
  });
}

/** Churn events that fall while the account goes on paying, among all. */
export type Overlap = { readonly stillRunning: number; readonly events: number };

const overlapInEnglish = ({ stillRunning, events }: Overlap, { whole, count }: Figures): string =>
  `${whole(stillRunning)} of ${count(events, 'churn event', 'churn events')} ${stillRunning === 1 ? 'falls' : 'fall'} while a paying subscription runs on`;

const overlapInSpanish = ({ stillRunning, events }: Overlap, { whole, count }: Figures): string =>
  `${whole(stillRunning)} de ${count(events, 'registro de baja', 'registros de baja')} ${stillRunning === 1 ? 'cae' : 'caen'} mientras sigue en curso una suscripción de pago`;

export function agreeing(overlap: Overlap, graceDays: number): Bilingual {
  return inBoth({
    en: (figures) =>
      `Subscriptions and churn events agree (${overlapInEnglish(overlap, figures)}): an account has left when its last subscription ended and none followed within ${figures.count(graceDays, 'day', 'days')}, or on the day of its churn event.`,
    es: (figures) =>
      `Las suscripciones y los registros de baja concuerdan (${overlapInSpanish(overlap, figures)}): una cuenta se ha ido cuando su última suscripción terminó y no siguió otra en ${figures.count(graceDays, 'día', 'días')}, o el día de su registro de baja.`,
  });
}

export function contradictingMany(overlap: Overlap, ended: number): Bilingual {
  return inBoth({
    en: (figures) =>
      `Subscriptions and churn events contradict each other (${overlapInEnglish(overlap, figures)}). The ${figures.whole(ended)} endings of subscriptions are enough to learn from, so they count and the churn events do not.`,
    es: (figures) =>
      `Las suscripciones y los registros de baja se contradicen (${overlapInSpanish(overlap, figures)}). Los ${figures.whole(ended)} finales de suscripción bastan para aprender, así que cuentan ellos y no los registros de baja.`,
  });
}

export function contradictingFew(overlap: Overlap, ended: number): Bilingual {
  return inBoth({
    en: (figures) =>
      `Subscriptions and churn events contradict each other (${overlapInEnglish(overlap, figures)}). Only ${figures.count(ended, 'account', 'accounts')} ran out of subscriptions, too few to learn from, so the ${figures.count(overlap.events, 'churn event counts', 'churn events count')}; check which of the two is right before you rely on a score.`,
    es: (figures) =>
      `Las suscripciones y los registros de baja se contradicen (${overlapInSpanish(overlap, figures)}). Solo ${figures.count(ended, 'cuenta se quedó', 'cuentas se quedaron')} sin suscripciones, muy poco para aprender, así que ${overlap.events === 1 ? 'cuenta' : 'cuentan'} ${overlap.events === 1 ? 'el' : 'los'} ${figures.count(overlap.events, 'registro de baja', 'registros de baja')}; antes de fiarse de una puntuación, hay que comprobar cuál de los dos dice la verdad.`,
  });
}
