import type { Bilingual, ModelTarget } from '../../../shared/contract/index.ts';
import { inBoth, joined } from './both-languages.ts';
import { outcomes } from './target-texts.ts';

/** Why nothing was learned from a book. Each says what is used instead. */

const instead: Readonly<Record<ModelTarget, Bilingual>> = {
  churn: {
    en: 'The model in use stays; where there is none, the shipped baseline is used, or a health score.',
    es: 'El modelo en uso se mantiene; si no hay ninguno, se usa el modelo de serie, o una puntuación de salud.',
  },
  expansion: { en: 'The model in use stays, where there is one.', es: 'El modelo en uso se mantiene, si lo hay.' },
  engagement: { en: 'The model in use stays, where there is one.', es: 'El modelo en uso se mantiene, si lo hay.' },
};

export function tooShort(target: ModelTarget, snapshots: number, horizonDays: number): Bilingual {
  const why = inBoth({
    en: ({ count }) =>
      `The history allows ${count(snapshots, 'monthly snapshot', 'monthly snapshots')} with a known outcome after ${count(horizonDays, 'day', 'days')}; learning from earlier months and testing on later ones, with that gap between, needs more.`,
    es: ({ count }) =>
      `El historial permite ${count(snapshots, 'instantánea mensual', 'instantáneas mensuales')} con un desenlace conocido a los ${count(horizonDays, 'día', 'días')}; aprender de los meses anteriores y comprobar en los posteriores, con esa distancia entre ambos, exige más.`,
  });
  return joined(why, instead[target]);
}

export function tooFewChurns(target: ModelTarget, found: number, needed: number): Bilingual {
  const words = outcomes[target];
  const why = inBoth({
    en: ({ whole, count }) =>
      `Only ${count(found, `${words.one.en} is`, `${words.other.en} are`)} known in the time that could be learned from; a model of your own needs at least ${whole(needed)}.`,
    es: ({ whole, count }) =>
      `En el periodo del que se podría aprender solo se ${found === 1 ? 'conoce' : 'conocen'} ${count(found, words.one.es, words.other.es)}; un modelo propio necesita al menos ${whole(needed)}.`,
  });
  return joined(why, instead[target]);
}

export function oneOutcomeInTest(target: ModelTarget): Bilingual {
  const why = {
    en: 'In the latest months, which would test a model, all accounts have the same outcome.',
    es: 'En los últimos meses, que servirían para comprobar un modelo, todas las cuentas tienen el mismo desenlace.',
  };
  return joined(why, instead[target]);
}

/** Enough churns, but none in a part of the time that needs some. */
export function oneOutcomeSomewhere(target: ModelTarget): Bilingual {
  const why = {
    en: 'In a part of the time that learning needs, all accounts have the same outcome, so there is nothing to tell apart there. A longer history may hold both.',
    es: 'En una parte del periodo necesario para aprender, todas las cuentas tienen el mismo desenlace, así que allí no hay nada que distinguir. Un historial más largo puede contener ambos.',
  };
  return joined(why, instead[target]);
}

export function noFeatures(target: ModelTarget): Bilingual {
  const why = {
    en: 'No feature can be computed from this book. Import usage, tickets or subscriptions.',
    es: 'Con esta cartera no se puede calcular ninguna variable. Conviene importar uso, tickets o suscripciones.',
  };
  return joined(why, instead[target]);
}
