import type { Bilingual, Evaluation } from '../../../shared/contract/index.ts';
import { inBoth } from '../models/index.ts';
import { fewPositives } from './prepare.ts';

export function intendedUse(label: string, positive: string): Bilingual {
  return {
    en: `To rank rows like those of this table by the chance that "${label}" is "${positive}", so that a person looks at the highest first. Not for decisions about people without one.`,
    es: `Para ordenar filas como las de esta tabla por la probabilidad de que "${label}" sea "${positive}", de modo que una persona mire primero las más altas. No para decidir sobre personas sin que alguien intervenga.`,
  };
}

/** What the model cannot know, and where its figures are weak. */
export function limitsOf(test: Evaluation, rows: number, columns: number): Bilingual[] {
  const { churned, auc, calibrationSlope: slope } = test;
  const scarcer = Math.min(churned, test.rows - churned);
  return [
    inBoth({
      en: ({ whole }) =>
        `It knows the ${whole(columns)} columns of this table and nothing else, as they stood when the table was made.`,
      es: ({ whole }) =>
        `Conoce las ${whole(columns)} columnas de esta tabla y nada más, tal como estaban cuando se hizo la tabla.`,
    }),
    inBoth({
      en: ({ whole }) =>
        `It was tested on other rows of the same ${whole(rows)}, not on a later time. How it does next year is not known.`,
      es: ({ whole }) =>
        `Se probó con otras filas de las mismas ${whole(rows)}, no con un tiempo posterior. No se sabe cómo le irá el próximo año.`,
    }),
    {
      en: 'Reasons say what moved the answer, not what would change the outcome.',
      es: 'Los motivos dicen qué movió la respuesta, no qué cambiaría el desenlace.',
    },
    ...(scarcer < fewPositives
      ? [
          inBoth({
            en: ({ whole }) => `With ${whole(scarcer)} rows of the rarer outcome its figures can be chance.`,
            es: ({ whole }) => `Con ${whole(scarcer)} filas del desenlace menos frecuente, sus cifras pueden ser azar.`,
          }),
        ]
      : []),
    ...(auc.low !== null && auc.low <= 0.5
      ? [
          {
            en: 'It could not be told from guessing: the interval of the AUC holds 0.5. Do not use it.',
            es: 'No se distingue de adivinar: el intervalo del AUC incluye 0,5. No la use.',
          },
        ]
      : []),
    ...(slope !== null && (slope < 0.8 || slope > 1.25)
      ? [
          inBoth({
            en: ({ precise }) =>
              `Its probabilities are ${slope < 1 ? 'too extreme' : 'too timid'} (calibration slope ${precise(slope)}): rank by them, but do not read them as shares.`,
            es: ({ precise }) =>
              `Sus probabilidades son ${slope < 1 ? 'demasiado extremas' : 'demasiado tímidas'} (pendiente de calibración ${precise(slope)}): ordene por ellas, pero no las lea como proporciones.`,
          }),
        ]
      : []),
  ];
}
