import type { Bilingual, ModelCard } from '../../../../shared/contract/index.ts';
import { inBoth, joined } from '../both-languages.ts';
import { featureNamed } from '../features/catalogue.ts';
import { standsOut } from './drift.ts';
import type { StoredDrift } from './drift.ts';

type Named = Pick<ModelCard, 'name' | 'origin'>;

/** The verdict of a report in words, with what it rests on. */
export function driftWords({ name, origin }: Named, report: StoredDrift | null): Bilingual {
  if (report === null) return noReference({ name, origin });
  if (report.verdict === 'no-customers')
    return {
      en: `“${name}” found no customer on the last day of the data, so there is nothing to hold against the past.`,
      es: `«${name}» no encontró ningún cliente el último día de los datos, así que no hay nada que comparar con el pasado.`,
    };
  return joined(verdictWords(report), basis(report, origin));
}

export function noReference({ name, origin }: Named): Bilingual {
  return origin === 'shipped'
    ? {
        en: `“${name}” ships with the program and was trained on generated data, so there is no time of your own to hold the book against. Drift is watched once a model of your own is in use.`,
        es: `«${name}» viene con el programa y se entrenó con datos generados, así que no hay un tiempo propio con el que comparar la cartera. La deriva se vigila cuando haya un modelo propio en uso.`,
      }
    : {
        en: `“${name}” was stored without a record of what its inputs looked like when it learned, so drift cannot be told. Train again; new models keep that record.`,
        es: `«${name}» se guardó sin registro de cómo eran sus entradas cuando aprendió, así que no se puede saber si hay deriva. Entrénelo de nuevo: los modelos nuevos guardan ese registro.`,
      };
}

const notScored = (name: string): Bilingual => ({
  en: `“${name}” has not scored this book yet. Drift is looked at with every scoring.`,
  es: `«${name}» todavía no ha puntuado esta cartera. La deriva se examina con cada puntuación.`,
});

const notComputed = (name: string): Bilingual => ({
  en: `“${name}” scored before drift was looked at. Score all accounts again to see it.`,
  es: `«${name}» puntuó antes de que se examinara la deriva. Puntúe otra vez todas las cuentas para verla.`,
});

export const noModel: Bilingual = {
  en: 'There is no model in this workspace yet. Import your data and train one first.',
  es: 'Todavía no hay ningún modelo en este espacio de trabajo. Importe primero sus datos y entrene uno.',
};

export const driftStateWords = { 'no-scores': notScored, 'not-computed': notComputed } as const;

const mostNamed = 3;

function verdictWords({ verdict, features, score }: StoredDrift): Bilingual {
  const out = features.filter(standsOut).sort((a, b) => b.psi - a.psi);
  const named = (language: keyof Bilingual): string => {
    const names = out.slice(0, mostNamed).map(({ name }) => featureNamed(name)?.description[language] ?? name);
    const rest = out.length - names.length;
    const list = names.map((name) => (language === 'es' ? `«${name}»` : `“${name}”`)).join(', ');
    return rest > 0 ? `${list}, +${rest}` : list;
  };
  const scoreMoved = score !== null && standsOut(score);
  if (verdict === 'steady')
    return inBoth({
      en: ({ count }) =>
        `No drift: of ${count(features.length, 'feature', 'features')} and the scores, none has moved by more than chance explains and enough to matter.`,
      es: ({ count }) =>
        `Sin deriva: de ${count(features.length, 'variable', 'variables')} y las puntuaciones, nada se ha movido más de lo que explica el azar y lo bastante como para importar.`,
    });
  const scoresEn = scoreMoved ? 'The scores themselves have moved. ' : '';
  const scoresEs = scoreMoved ? 'Las propias puntuaciones se han movido. ' : '';
  return inBoth({
    en: ({ count, whole }) =>
      `${verdict === 'alarm' ? 'Drift: the book is not what the model learned from.' : 'Some drift.'} ${scoresEn}${out.length === 0 ? `Of ${count(features.length, 'feature', 'features')} none has moved beyond chance.` : `${whole(out.length)} of ${count(features.length, 'feature has', 'features have')} moved beyond chance: ${named('en')}.`}`,
    es: ({ count, whole }) =>
      `${verdict === 'alarm' ? 'Deriva: la cartera ya no es aquella de la que aprendió el modelo.' : 'Algo de deriva.'} ${scoresEs}${out.length === 0 ? `De ${count(features.length, 'variable', 'variables')}, ninguna se ha movido más allá del azar.` : `${whole(out.length)} de ${count(features.length, 'variable', 'variables')} se ${out.length === 1 ? 'ha' : 'han'} movido más allá del azar: ${named('es')}.`}`,
  });
}

function basis({ accounts, accountsThen }: StoredDrift, origin: ModelCard['origin']): Bilingual {
  return origin === 'imported'
    ? inBoth({
        en: ({ count }) =>
          `${count(accounts, 'account', 'accounts')} now against ${count(accountsThen, 'account', 'accounts')} on the day on which the model was brought in, since its own training time is not known.`,
        es: ({ count }) =>
          `${count(accounts, 'cuenta', 'cuentas')} de ahora frente a ${count(accountsThen, 'cuenta', 'cuentas')} del día en que se trajo el modelo, porque no se conoce el tiempo del que aprendió.`,
      })
    : inBoth({
        en: ({ count }) =>
          `${count(accounts, 'account', 'accounts')} now against about ${count(accountsThen, 'account', 'accounts')} on each day of the time that it learned from.`,
        es: ({ count }) =>
          `${count(accounts, 'cuenta', 'cuentas')} de ahora frente a unas ${count(accountsThen, 'cuenta', 'cuentas')} en cada día del tiempo del que aprendió.`,
      });
}
