import type { Bilingual } from '../../../shared/contract/index.ts';
import { inBoth } from './both-languages.ts';

/** Why nothing was learned from a book. Each says that the shipped baseline is used. */

export function tooShort(snapshots: number, horizonDays: number): Bilingual {
  return inBoth({
    en: ({ count }) =>
      `The history allows ${count(snapshots, 'monthly snapshot', 'monthly snapshots')} with a known outcome after ${count(horizonDays, 'day', 'days')}; learning from earlier months and testing on later ones, with that gap between, needs more. The shipped baseline is used instead.`,
    es: ({ count }) =>
      `El historial permite ${count(snapshots, 'instantánea mensual', 'instantáneas mensuales')} con un desenlace conocido a los ${count(horizonDays, 'día', 'días')}; aprender de los meses anteriores y comprobar en los posteriores, con esa distancia entre ambos, exige más. En su lugar se usa el modelo de serie.`,
  });
}

export function tooFewChurns(churns: number, needed: number): Bilingual {
  return inBoth({
    en: ({ whole, count }) =>
      `Only ${count(churns, 'churn is', 'churns are')} known in the training time; a model of your own needs at least ${whole(needed)}. The shipped baseline is used instead.`,
    es: ({ whole, count }) =>
      `En el periodo de entrenamiento solo se ${churns === 1 ? 'conoce' : 'conocen'} ${count(churns, 'baja', 'bajas')}; un modelo propio necesita al menos ${whole(needed)}. En su lugar se usa el modelo de serie.`,
  });
}

export const oneOutcomeInTest: Bilingual = {
  en: 'In the latest months, which would test a model, all accounts have the same outcome. The shipped baseline is used instead.',
  es: 'En los últimos meses, que servirían para comprobar un modelo, todas las cuentas tienen el mismo desenlace. En su lugar se usa el modelo de serie.',
};

/** Enough churns, but none in a part of the time that needs some. */
export const oneOutcomeSomewhere: Bilingual = {
  en: 'In a part of the time that learning needs, all accounts have the same outcome, so there is nothing to tell apart there. A longer history may hold both; the shipped baseline is used until then.',
  es: 'En una parte del periodo necesario para aprender, todas las cuentas tienen el mismo desenlace, así que allí no hay nada que distinguir. Un historial más largo puede contener ambos; hasta entonces se usa el modelo de serie.',
};

export const noFeatures: Bilingual = {
  en: 'No feature can be computed from this book. Import usage, tickets or subscriptions; the shipped baseline is used until then.',
  es: 'Con esta cartera no se puede calcular ninguna variable. Conviene importar uso, tickets o suscripciones; hasta entonces se usa el modelo de serie.',
};
