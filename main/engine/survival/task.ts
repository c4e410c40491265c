import type { Bilingual, RenewalRun } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { firstDayOf, leastChurns, readBook, settledUntil, snapshotDays } from '../models/index.ts';
import type { BookInput } from '../models/index.ts';
import type { WorkContext } from '../threads/index.ts';
import { intervalDays, mostIntervals, sightsOf } from './design.ts';
import { learnCox, learnHazard } from './renewal-models.ts';
import type { Chance } from './renewal-models.ts';
import { validateRenewals } from './validate.ts';
import { leavingWords } from './words.ts';

export type SurvivalInput = BookInput & { readonly task: 'survival'; readonly seed: number };

export type AccountChances = {
  readonly account: string;
  /** Days since 1970-01-01; null without a renewal in the time ahead. */
  readonly renewal: number | null;
  readonly chance: Chance | null;
  /** Share still there after 30, 60, … days, with both ends of its interval: triples. */
  readonly curve: Float32Array;
};

export type SurvivalOutput = {
  readonly accounts: readonly AccountChances[];
  readonly run: Pick<RenewalRun, 'method' | 'why' | 'words' | 'validation' | 'churns'>;
};

/** All snapshots together hold about so many accounts; a large book is seen less often. */
const mostSights = 400_000;

/** The renewal model and every customer's chances as of the last day of the data; in its own thread. */
export function survivalTask(input: SurvivalInput, context: WorkContext): SurvivalOutput {
  const shouldStop = (): boolean => context.shouldStop();
  const report = (progress: number, key: string): void => context.progress(progress, { key, values: {} });
  report(0, 'features');
  const book = readBook(input, shouldStop);
  const churns = book.lives.reduce((sum, life) => sum + life.churns.length, 0);
  if (churns < leastChurns) {
    throw new HoldfastError(
      'not_enough_data',
      `The book holds ${churns} departures, and at least ${leastChurns} are needed to tell accounts apart at their renewals. The curve of the whole book is there all the same.`,
      { churns },
    );
  }
  const first = firstDayOf(book.sources);
  const settled = settledUntil(book.lives, input.until);
  const all = Number.isFinite(first) ? snapshotDays(first, settled, intervalDays) : [];
  const most = Math.max(6, Math.floor(mostSights / Math.max(1, book.lives.length)));
  const days = all.slice(-Math.min(24, most));
  const sights = sightsOf(book, days, shouldStop, (share) => report(0.05 + 0.35 * share, 'features'));
  const learning = { sights, lives: book.lives, until: settled, seed: input.seed, shouldStop };
  report(0.4, 'validating');
  const validation = validateRenewals(learning, (share) => report(0.4 + 0.25 * share, 'validating'));
  report(0.65, 'fitting');
  const cox = validation.better === 'cox' ? learnCox(learning) : null;
  const model = cox ?? learnHazard(learning);
  report(0.9, 'scoring');
  const now = sightsOf(book, [input.until], shouldStop, () => {});
  const accounts = now.map((sight): AccountChances => {
    const ahead = Number.isNaN(sight.toRenewal) ? null : sight.toRenewal;
    const chance = ahead === null ? null : model.chance(sight, ahead);
    const curve: number[] = [];
    for (let interval = 1; interval <= mostIntervals; interval++) {
      const at = model.chance(sight, interval * intervalDays);
      if (at === null) break;
      curve.push(at.probability, at.lower, at.upper);
    }
    return {
      account: book.sources.accounts[sight.account]!,
      renewal: chance === null ? null : sight.day + ahead!,
      chance,
      curve: Float32Array.from(curve),
    };
  });
  const { better: _better, ...told } = validation;
  const leaving = leavingWords(book.rule);
  return {
    accounts,
    run: {
      method: model.method,
      why: whyMethod(model.method, validation),
      words: joined(methodWords[model.method], leaving),
      validation: told,
      churns,
    },
  };
}

const methodWords: Record<RenewalRun['method'], Bilingual> = {
  hazard: {
    en: 'Chance that the account is still a customer the day after its term ends, from a discrete-time hazard: for each 30 days ahead the chance to leave, given what is known of the account today, how far ahead they lie, and whether a term ends in them. The interval (95 %) tells how sure the weights of the model are, not what else may happen.',
    es: 'Probabilidad de que la cuenta siga siendo cliente al día siguiente de terminar su plazo, por un riesgo en tiempo discreto: para cada 30 días por delante, la probabilidad de irse según lo que hoy se sabe de la cuenta, lo lejos que están y si un plazo termina en ellos. El intervalo (95 %) dice lo seguros que son los pesos del modelo, no qué más puede pasar.',
  },
  cox: {
    en: 'Chance that the account is still a customer the day after its term ends, from Cox’s proportional hazards on the time as a customer, with what is known of the account today. The interval (95 %) tells how sure the weights of the model are, not what else may happen.',
    es: 'Probabilidad de que la cuenta siga siendo cliente al día siguiente de terminar su plazo, por riesgos proporcionales de Cox sobre el tiempo como cliente, con lo que hoy se sabe de la cuenta. El intervalo (95 %) dice lo seguros que son los pesos del modelo, no qué más puede pasar.',
  },
};

const joined = (a: Bilingual, b: Bilingual): Bilingual => ({ en: `${a.en} ${b.en}`, es: `${a.es} ${b.es}` });

function whyMethod(
  method: RenewalRun['method'],
  { better, cut, renewals, left, scores }: ReturnType<typeof validateRenewals>,
): Bilingual {
  if (better === null) {
    return {
      en: `The discrete-time hazard was taken without a comparison: only ${left} of ${renewals} later renewals with a known outcome were lost.`,
      es: `Se tomó el riesgo en tiempo discreto sin comparación: solo se perdieron ${left} de ${renewals} renovaciones posteriores con resultado conocido.`,
    };
  }
  const of = (wanted: string): string => scores.find(({ method: name }) => name === wanted)?.logLoss?.toFixed(4) ?? '–';
  const de = (wanted: string): string => of(wanted).replace('.', ',');
  const names = {
    hazard: { en: 'discrete-time hazard', es: 'riesgo en tiempo discreto' },
    cox: { en: 'Cox model', es: 'modelo de Cox' },
  };
  return {
    en: `The ${names[method].en} was taken: learned from what was known on ${cut}, and held against ${renewals} views of renewals after it (${left} lost), its log loss was ${of(method)}; hazard ${of('hazard')}, Cox ${of('cox')}, the mere share ${of('share')}.`,
    es: `Se tomó el ${names[method].es}: aprendido con lo que se sabía el ${cut} y contrastado con ${renewals} vistas de renovaciones posteriores (${left} perdidas), su pérdida logarítmica fue ${de(method)}; riesgo ${de('hazard')}, Cox ${de('cox')}, la mera proporción ${de('share')}.`,
  };
}
