import type { Bilingual, DriversQuestion } from '../../../shared/contract/index.ts';
import { scopeWords } from '../usage/index.ts';

/** The whole rule of a study as sentences. */
export function driversWords(question: DriversQuestion, segment: string | null): Bilingual {
  const { behaviourDays, gapDays, outcomeDays, outcome, entry, leastGroup } = question;
  const scope = scopeWords(question, segment);
  const begins = entry === 'first-event' ? 'its first event' : 'its first paid day';
  const comienza = entry === 'first-event' ? 'su primer evento' : 'su primer día de pago';
  const active = outcome === 'active';
  const en = [
    `What an account does in the ${behaviourDays} days from ${begins} on is compared with whether it is retained afterwards: ${
      active ? `at least one event in the ${outcomeDays} days` : `still paying on the last of the ${outcomeDays} days`
    } that begin ${gapDays === 0 ? 'right after' : `${gapDays} days later`}.`,
    active
      ? 'Accounts whose outcome days are not over are left out, and so are those known to have stopped paying before these began.'
      : 'Accounts whose outcome days are not over are left out, and so are those that were not paying when these began.',
    `A behaviour is an event done at least so many times; both sides need ${leastGroup} accounts.`,
    'The difference of the two shares has Newcombe’s 95 % interval; p is Fisher’s exact test, two-sided; q is corrected for all behaviours tested (Benjamini-Hochberg).',
    'The adjusted difference compares accounts with equally much other activity (quartiles, Mantel-Haenszel weights).',
    'This shows what goes together. It does not show that one brings about the other; only an experiment with a control can.',
  ];
  const es = [
    `Se compara lo que hace una cuenta en los ${behaviourDays} días desde ${comienza} con si se retiene después: ${
      active ? `al menos un evento en los ${outcomeDays} días` : `sigue pagando el último de los ${outcomeDays} días`
    } que empiezan ${gapDays === 0 ? 'justo después' : `${gapDays} días más tarde`}.`,
    active
      ? 'Quedan fuera las cuentas cuyos días de resultado no han terminado y las que se sabe que dejaron de pagar antes de que empezaran.'
      : 'Quedan fuera las cuentas cuyos días de resultado no han terminado y las que no pagaban cuando empezaron.',
    `Un comportamiento es un evento hecho al menos tantas veces; ambos lados necesitan ${leastGroup} cuentas.`,
    'La diferencia de las dos proporciones lleva el intervalo de Newcombe al 95 %; p es la prueba exacta de Fisher bilateral; q está corregido por todos los comportamientos probados (Benjamini-Hochberg).',
    'La diferencia ajustada compara cuentas con igual cantidad de otra actividad (cuartiles, pesos de Mantel-Haenszel).',
    'Esto muestra lo que va unido. No muestra que lo uno produzca lo otro; eso solo lo muestra un experimento con control.',
  ];
  return { en: `${en.join(' ')}${scope.en}`, es: `${es.join(' ')}${scope.es}` };
}
