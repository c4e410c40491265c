import type { Bilingual, HealthDefinition, MetricWithInterval } from '../../../shared/contract/index.ts';
import { healthPulseMeasure } from '../../../shared/contract/index.ts';
import { features, inBoth } from '../models/index.ts';
import type { RenewalBacktest } from '../models/index.ts';
import { wordsOf } from './measures.ts';

export const backtestWords = ({ daysBefore, flagged }: { daysBefore: number; flagged: number }): Bilingual => ({
  en: `Every past renewal with a known outcome, by the score that the account had ${daysBefore} days before, from what was known then; lost is that it left by the renewal. Intervals are Wilson’s, 95 %. Below, at the end of every month: the chance that of an account about to leave and one that stays the first looked worse (AUC), and what the ${flagged} worst of each month would have shown; bootstrap by account, 95 %.`,
  es: `Cada renovación pasada con resultado conocido, según el índice que la cuenta tenía ${daysBefore} días antes, con lo que se sabía entonces; perdida es que se fue como muy tarde con la renovación. Intervalos de Wilson, 95 %. Debajo, al final de cada mes: la probabilidad de que, entre una cuenta a punto de irse y otra que se queda, la primera pareciera peor (AUC), y qué habrían mostrado las ${flagged} peores de cada mes; remuestreo por cuenta, 95 %.`,
});

type KnownRate = { readonly value: number; readonly low: number; readonly high: number };
const isKnown = (rate: MetricWithInterval | undefined): rate is KnownRate =>
  rate !== undefined && rate.value !== null && rate.low !== null && rate.high !== null;

/** Whether the bands part those that were lost from those that stayed. */
export function verdictOf({ state, lost, bands }: Pick<RenewalBacktest, 'state' | 'lost' | 'bands'>): Bilingual {
  if (state === 'not-enough')
    return inBoth({
      en: ({ count }) =>
        `Not enough churn to tell: ${count(lost, 'renewal was lost', 'renewals were lost')}, and below 10 every share is chance.`,
      es: ({ count }) =>
        `No hay bastantes bajas para saberlo: ${count(lost, 'renovación perdida', 'renovaciones perdidas')}, y con menos de 10 toda proporción es azar.`,
    });
  if (state === 'too-few-for-a-verdict')
    return inBoth({
      en: ({ count }) =>
        `Not enough churn for a verdict: ${count(lost, 'renewal was lost', 'renewals were lost')}, and at least 50 are needed. Read the intervals, not the shares alone.`,
      es: ({ count }) =>
        `No hay bastantes bajas para un veredicto: ${count(lost, 'renovación perdida', 'renovaciones perdidas')}, y hacen falta al menos 50. Lee los intervalos, no solo las proporciones.`,
    });
  const rate = (id: string) => bands.find((band) => band.id === id)?.rate;
  const [red, green] = [rate('red'), rate('green')];
  if (!isKnown(red) || !isKnown(green))
    return {
      en: 'No verdict: before the renewals, no account was red, or none was green.',
      es: 'Sin veredicto: antes de las renovaciones, ninguna cuenta estaba en rojo, o ninguna en verde.',
    };
  const share = (value: number, decimal: string): string => `${(100 * value).toFixed(1).replace('.', decimal)} %`;
  const says = {
    en: `red ${share(red.value, '.')}, green ${share(green.value, '.')}`,
    es: `rojo ${share(red.value, ',')}, verde ${share(green.value, ',')}`,
  };
  return red.low > green.high
    ? {
        en: `The bands part: of the accounts that were red, more were lost than of the green ones (${says.en}; the intervals do not meet).`,
        es: `Los tramos separan: de las cuentas en rojo se perdieron más que de las verdes (${says.es}; los intervalos no se tocan).`,
      }
    : {
        en: `The bands are not shown to part: the intervals of red and green meet (${says.en}).`,
        es: `No se ve que los tramos separen: los intervalos de rojo y verde se tocan (${says.es}).`,
      };
}

const current = new Set(features.filter(({ history }) => history === 'current').map(({ name }) => name));

/** What of the definition cannot be known of the past. */
export function backtestNotes({ pillars, variants }: HealthDefinition): Bilingual[] {
  const notes: Bilingual[] = [];
  const used = [...pillars, ...variants.flatMap((variant) => variant.pillars)].flatMap(({ measures }) =>
    measures.map(({ measure }) => measure),
  );
  if (variants.length > 0)
    notes.push({
      en: 'Which variant an account goes by is told by its attributes of today, also for the past.',
      es: 'Qué variante corresponde a una cuenta lo dicen sus atributos de hoy, también para el pasado.',
    });
  for (const measure of new Set(used.filter((one) => current.has(one)))) {
    const { en, es } = wordsOf(measure);
    notes.push({
      en: `“${en}” has little history, so the past may be told with later values.`,
      es: `«${es}» tiene poco historial, así que el pasado puede contarse con valores posteriores.`,
    });
  }
  if (used.includes(healthPulseMeasure))
    notes.push({
      en: 'The pulse counts only for the days on which somebody had given one, which is seldom in the past.',
      es: 'El pulso cuenta solo en los días en que alguien lo había dado, lo que en el pasado es raro.',
    });
  return notes;
}
