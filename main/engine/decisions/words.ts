import type { Bilingual, LabelRule } from '../../../shared/contract/index.ts';
import { leavingWords } from '../survival/index.ts';

/** The rule by which decisions are judged. */
export function judgeWords(rule: LabelRule, threshold: number | undefined): Bilingual {
  const leaving = leavingWords(rule);
  const percent = threshold === undefined ? null : Number((100 * threshold).toFixed(1));
  return {
    en: [
      'A decision is judged by what happened after it: after the score’s day, the last day of the data that was on the screen and the day of the decision, until the end of the model’s horizon. Where some of that was known or could be known when the decision was made, it is left out.',
      leaving.en,
      percent === null
        ? 'The model says “leaves” of the tenth of the book that had the highest probabilities in that score.'
        : `The model says “leaves” from a probability of ${percent} % on.`,
      'A person says “leaves” by acting or by accepting the loss, “stays” by dismissing for a reason that says so, and the opposite of the model by calling it wrong; watching says nothing yet. Accounts that somebody did something about prove neither right and are told apart. Of several decisions on one score the last counts, and of overlapping horizons the first. Intervals are of 95 % (Wilson).',
    ].join(' '),
    es: [
      'Una decisión se juzga por lo que pasó después: después del día de la puntuación, del último día de los datos que se veían y del día de la decisión, hasta el fin del horizonte del modelo. Si algo de eso se sabía o podía saberse al decidir, queda fuera.',
      leaving.es,
      percent === null
        ? 'El modelo dice «se va» del décimo de la cartera con las probabilidades más altas de esa puntuación.'
        : `El modelo dice «se va» desde una probabilidad del ${percent} %.`,
      'Una persona dice «se va» al actuar o al aceptar la pérdida, «se queda» al descartar por un motivo que lo dice, y lo contrario del modelo al decir que se equivoca; vigilar aún no dice nada. Las cuentas por las que se hizo algo no dan la razón a nadie y se cuentan aparte. De varias decisiones sobre una puntuación cuenta la última, y de horizontes que se solapan la primera. Los intervalos son del 95 % (Wilson).',
    ].join(' '),
  };
}

/** How the list of the top accounts comes about, and what its sums mean. */
export const topWords: Bilingual = {
  en: 'Customers in the order of expected revenue at risk: the probability of churn within the model’s horizon × twelve times the monthly recurring revenue. The sum is an expectation, not revenue that is gone: an account of 1,000 at 20 % counts 200. The share saved applies to accounts that would otherwise leave, so the probability is counted once. Break-even is cost ÷ expected revenue at risk. A saved account is taken to stay for one more year at today’s revenue; the action is taken to work alike on all. Only an experiment with a holdout shows what an action really saves.',
  es: 'Clientes por ingreso esperado en riesgo: la probabilidad de baja dentro del horizonte del modelo × doce veces el ingreso mensual recurrente. La suma es una esperanza, no un ingreso perdido: una cuenta de 1.000 al 20 % cuenta 200. La parte salvada se aplica a las cuentas que si no se irían, así que la probabilidad cuenta una sola vez. El punto de equilibrio es coste ÷ ingreso esperado en riesgo. Se supone que una cuenta salvada se queda un año más con el ingreso de hoy y que la acción funciona igual con todas. Solo un experimento con grupo de control muestra cuánto salva de verdad una acción.',
};
