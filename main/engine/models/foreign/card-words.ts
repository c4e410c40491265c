import type { Bilingual, Evaluation, ModelTarget } from '../../../../shared/contract/index.ts';
import { inBoth, joined } from '../both-languages.ts';
import type { Figures } from '../both-languages.ts';
import type { ForeignPart } from './foreign-part.ts';

type Facts = {
  readonly producer: string;
  readonly target: ModelTarget;
  readonly reasons: ForeignPart['reasons'];
  readonly evaluated: Evaluation | null;
  readonly churns: number;
};

/** What the card of a model of other makers says. */
export function describeForeign({ producer, reasons, evaluated, churns }: Facts): {
  why: Bilingual;
  calibration: Bilingual;
  limits: Bilingual[];
  intendedUse: Bilingual;
} {
  const auc = (figures: Figures, to: string): string => {
    const { value, low, high } = evaluated!.auc;
    const range =
      low === null || high === null ? '' : ` (95 %: ${figures.precise(low)} ${to} ${figures.precise(high)})`;
    return `${figures.precise(value)}${range}`;
  };
  const maker = producer || 'ONNX';
  const isTurned = evaluated !== null && evaluated.auc.high !== null && evaluated.auc.high < 0.5;
  return {
    why:
      evaluated === null
        ? {
            en: `Brought in from a file (${maker}). This book has no months whose outcome is known yet, so nothing is known of how good it is here.`,
            es: `Traído de un archivo (${maker}). Esta cartera aún no tiene meses con desenlace conocido, así que no se sabe lo bueno que es aquí.`,
          }
        : joined(
            inBoth({
              en: (figures) =>
                `Brought in from a file (${maker}). On the latest months of this book whose outcome is known: AUC ${auc(figures, 'to')}, ${figures.count(churns, 'churn', 'churns')} in ${figures.count(evaluated.rows, 'row', 'rows')}.`,
              es: (figures) =>
                `Traído de un archivo (${maker}). En los últimos meses de esta cartera con desenlace conocido: AUC ${auc(figures, 'a')}, ${figures.count(churns, 'baja', 'bajas')} en ${figures.count(evaluated.rows, 'fila', 'filas')}.`,
            }),
            ...(isTurned ? [wrongWayRound] : []),
          ),
    calibration: {
      en: 'Its probabilities are taken as the file gives them.',
      es: 'Sus probabilidades se toman como las da el archivo.',
    },
    limits: [
      {
        en: 'When and on what it was trained is not known. If it learned from the months that it was tested on here, it looks better than it is; only scores from now on, judged once their outcome is known, are beyond doubt.',
        es: 'No se sabe cuándo ni con qué se entrenó. Si aprendió de los meses con que se comprobó aquí, parece mejor de lo que es; solo las puntuaciones desde ahora, juzgadas cuando se conozca su desenlace, están fuera de duda.',
      },
      ...(reasons === 'sampled'
        ? [
            {
              en: 'It cannot be taken apart, so its reasons are approximate: sampled by asking it again with an account’s values put in one after another. They sum to the score exactly; how it is split among the features is uncertain.',
              es: 'No se puede desmontar, así que sus motivos son aproximados: se obtienen preguntándole de nuevo con los valores de la cuenta puestos uno tras otro. Suman exactamente la puntuación; su reparto entre las variables es incierto.',
            },
          ]
        : []),
      {
        en: 'Its inputs were mapped to features of this book by a person; a wrong mapping makes wrong scores without an error.',
        es: 'Una persona asignó sus entradas a variables de esta cartera; una asignación equivocada da puntuaciones equivocadas sin ningún error.',
      },
      ...(evaluated !== null && churns < 50
        ? [
            inBoth({
              en: ({ count }) =>
                `The test holds only ${count(churns, 'departure', 'departures')}; look at the intervals, not at the single figures.`,
              es: ({ count }) =>
                `La prueba contiene solo ${count(churns, 'baja', 'bajas')}; conviene mirar los intervalos, no las cifras sueltas.`,
            }),
          ]
        : []),
    ],
    intendedUse: {
      en: 'To be compared with the model in use, and to order accounts by risk once a person has decided so with a reason. Not to decide anything about an account without a person.',
      es: 'Compararlo con el modelo en uso y ordenar las cuentas por riesgo cuando una persona lo haya decidido con un motivo. No sirve para decidir nada sobre una cuenta sin una persona.',
    },
  };
}

const wrongWayRound: Bilingual = {
  en: 'It puts those who stay before those who leave: look whether another outcome is meant, or a column is mapped to the wrong feature.',
  es: 'Pone a quienes se quedan antes que a quienes se van: compruebe si se refiere a otro desenlace o si alguna columna está asignada a la variable equivocada.',
};
