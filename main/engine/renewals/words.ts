import type { Bilingual } from '../../../shared/contract/index.ts';

/** The rules of the calendar and the forecast in words. */
export function forecastWords(months: number, currency: string, segment: string | null): Bilingual {
  const among = segment === null ? { en: '', es: '' } : { en: ` Only “${segment}”.`, es: ` Solo «${segment}».` };
  return {
    en: `Renewals in the ${months} months after the last day of the data: the day that the account names, else the end of each contract’s present term. Amounts are recurring revenue a year (12 × a month) in ${currency}. Committed: said to renew, at the amounts said, else those due. Best case: all but what was said to churn. The model’s expectation is amount × chance to be a customer the day after, without upsell; its 95 % interval comes from 2,000 simulated outcomes in which the model’s own uncertainty moves all chances together. Due-renewal family: gross caps each renewal at its amount due, net does not; neither compares with rates of the cohort family.${among.en}`,
    es: `Renovaciones en los ${months} meses tras el último día de los datos: el día que indica la cuenta o, si no, el fin del plazo actual de cada contrato. Los importes son ingresos recurrentes al año (12 × un mes) en ${currency}. Comprometido: se dijo que renueva, por lo dicho o, si no, lo que vence. Mejor caso: todo menos lo que se dijo que se pierde. Lo que espera el modelo es importe × probabilidad de seguir siendo cliente al día siguiente, sin ampliaciones; su intervalo del 95 % sale de 2000 desenlaces simulados en que la incertidumbre del modelo mueve todas las probabilidades a la vez. Familia de renovaciones que vencen: la bruta limita cada renovación a lo que vence, la neta no; ninguna se compara con las tasas de la familia de cohortes.${among.es}`,
  };
}

export const accuracyWords: Bilingual = {
  en: 'The last word before each past renewal: what a person said and what the model said, against whether the account still paid on the day. Brier is the mean of (chance − outcome)², lower is better; bias is the mean of chance − outcome, above 0 too hopeful. Intervals of 95 % by bootstrap (500 draws). Words without a chance are not measured. Below 20 renewals, or 5 of either outcome, nothing is told.',
  es: 'La última palabra antes de cada renovación pasada: lo que dijo una persona y lo que dijo el modelo, frente a si la cuenta seguía pagando ese día. Brier es la media de (probabilidad − resultado)², mejor cuanto menor; el sesgo es la media de probabilidad − resultado, por encima de 0 demasiado optimista. Intervalos del 95 % por bootstrap (500 extracciones). Las palabras sin probabilidad no se miden. Con menos de 20 renovaciones, o 5 de cada resultado, no se dice nada.',
};
