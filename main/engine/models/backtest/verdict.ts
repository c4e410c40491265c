import type { BacktestLine, BacktestPooled, BacktestVerdict, Bilingual } from '../../../../shared/contract/index.ts';
import { inBoth } from '../both-languages.ts';

/** Below this many departures nothing is judged; below the second, intervals are shown and no verdict is given. */
export const leastDepartures = { any: 10, verdict: 50 } as const;

export function enoughFor(departures: number): 'enough' | 'too-few-for-a-verdict' | 'not-enough' {
  if (departures < leastDepartures.any) return 'not-enough';
  return departures < leastDepartures.verdict ? 'too-few-for-a-verdict' : 'enough';
}

/** Better: of the accounts about to leave it finds more than everything it is held against, each by a 95 % interval. */
export function verdictOf(pooled: BacktestPooled, lines: readonly BacktestLine[]): BacktestVerdict {
  const departures = pooled.departures.total;
  const enough = enoughFor(departures);
  if (enough === 'not-enough') return { state: enough, departures, why: notEnough(departures) };
  if (enough === 'too-few-for-a-verdict') return { state: enough, departures, why: tooFew(departures) };
  const unbeaten = lines.filter(({ recallDifference: { low } }) => low === null || low <= 0);
  return unbeaten.length === 0
    ? { state: 'better', departures, why: better(departures, lines) }
    : { state: 'not-better', departures, why: notBetter(departures, unbeaten) };
}

function notEnough(departures: number): Bilingual {
  return inBoth({
    en: ({ whole, count }) =>
      `Not enough to tell: the judged months hold ${count(departures, 'departure', 'departures')}, and below ${whole(leastDepartures.any)} every share is chance.`,
    es: ({ whole, count }) =>
      `No basta para saberlo: los meses juzgados contienen ${count(departures, 'baja', 'bajas')}, y con menos de ${whole(leastDepartures.any)} toda proporción es azar.`,
  });
}

function tooFew(departures: number): Bilingual {
  return inBoth({
    en: ({ whole, count }) =>
      `Not enough for a verdict: the judged months hold ${count(departures, 'departure', 'departures')}, and at least ${whole(leastDepartures.verdict)} are needed. Read the intervals, not the figures alone.`,
    es: ({ whole, count }) =>
      `No basta para un veredicto: los meses juzgados contienen ${count(departures, 'baja', 'bajas')}, y hacen falta al menos ${whole(leastDepartures.verdict)}. Lee los intervalos, no solo las cifras.`,
  });
}

function better(departures: number, lines: readonly BacktestLine[]): Bilingual {
  return inBoth({
    en: ({ count }) =>
      `With as many flags it finds more of the accounts about to leave than ${named(lines, 'en', ' and ')}: on ${count(departures, 'departure', 'departures')}, the whole interval of each difference lies above 0.`,
    es: ({ count }) =>
      `Con otras tantas marcas encuentra más cuentas a punto de irse que ${named(lines, 'es', ' y ')}: con ${count(departures, 'baja', 'bajas')}, todo el intervalo de cada diferencia queda por encima de 0.`,
  });
}

function notBetter(departures: number, unbeaten: readonly BacktestLine[]): Bilingual {
  return inBoth({
    en: ({ count }) =>
      `On ${count(departures, 'departure', 'departures')} it is not shown to find more of the accounts about to leave than ${named(unbeaten, 'en', ' and ')}: the interval of the difference does not lie wholly above 0.`,
    es: ({ count }) =>
      `Con ${count(departures, 'baja', 'bajas')} no se ve que encuentre más cuentas a punto de irse que ${named(unbeaten, 'es', ' ni que ')}: el intervalo de la diferencia no queda del todo por encima de 0.`,
  });
}

const named = (lines: readonly BacktestLine[], language: keyof Bilingual, and: string): string =>
  lines.map(({ name }) => `“${name[language]}”`).join(and);
