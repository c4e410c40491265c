import type { Bilingual, Comparison, MetricWithInterval } from '../../../../shared/contract/index.ts';
import { inBoth } from '../both-languages.ts';

/** What a comparison of two models came to, in plain words. */

export const notComparable: Bilingual = {
  en: 'The model in use was brought in as a file whose answers cannot be computed here for past months, so a person has to judge.',
  es: 'El modelo en uso se trajo como un archivo cuyas respuestas para meses pasados no se pueden calcular aquí, así que debe juzgarlo una persona.',
};

export function noUnseenTime(from: string | null): Bilingual {
  const en =
    from === null ? '' : ` The first such month is that of ${from}; its outcome must be known before it counts.`;
  const es = from === null ? '' : ` El primero será el del ${from}; antes de contar debe conocerse su desenlace.`;
  return {
    en: `There is no month yet that neither model has learned from, so they cannot be compared fairly.${en}`,
    es: `Todavía no hay ningún mes del que no haya aprendido alguno de los dos modelos, así que no se pueden comparar con justicia.${es}`,
  };
}

export function tooFewToCompare(found: number, needed: number): Bilingual {
  return inBoth({
    en: ({ whole, count }) =>
      `The months that neither model has learned from hold ${count(found, 'departure', 'departures')}; at least ${whole(needed)} are needed to tell the two apart.`,
    es: ({ whole, count }) =>
      `Los meses de los que ninguno ha aprendido contienen ${count(found, 'desenlace', 'desenlaces')}; hacen falta al menos ${whole(needed)} para distinguir los dos modelos.`,
  });
}

type Judged = NonNullable<Comparison['logLoss']>;

export function decided(
  isBetter: boolean,
  logLoss: Judged,
  auc: Judged,
  churns: number,
  { from, until }: { from: string; until: string },
): Bilingual {
  return inBoth({
    en: ({ precise, count }) =>
      `On the months from ${from} to ${until}, new to both (${count(churns, 'departure', 'departures')}): log loss ${precise(logLoss.challenger)} against ${precise(logLoss.champion)}, difference ${range(logLoss.difference, precise, 'to')}; AUC ${precise(auc.challenger)} against ${precise(auc.champion)}. ${isBetter ? 'The challenger is better: the whole interval lies below 0.' : 'That does not show the challenger to be better: the interval does not lie wholly below 0.'}`,
    es: ({ precise, count }) =>
      `En los meses del ${from} al ${until}, nuevos para ambos (${count(churns, 'desenlace', 'desenlaces')}): pérdida logarítmica ${precise(logLoss.challenger)} frente a ${precise(logLoss.champion)}, diferencia ${range(logLoss.difference, precise, 'a')}; AUC ${precise(auc.challenger)} frente a ${precise(auc.champion)}. ${isBetter ? 'El aspirante es mejor: todo el intervalo queda por debajo de 0.' : 'Eso no demuestra que el aspirante sea mejor: el intervalo no queda del todo por debajo de 0.'}`,
  });
}

function range(
  { value, low, high }: MetricWithInterval,
  precise: (value: number | null) => string,
  to: string,
): string {
  return low === null || high === null ? precise(value) : `${precise(value)} (${precise(low)} ${to} ${precise(high)})`;
}
