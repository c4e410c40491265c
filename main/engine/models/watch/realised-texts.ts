import type { Bilingual, LabelRule, ModelCard, OpenRun, RealisedAnswer } from '../../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { inBoth, joined } from '../both-languages.ts';
import { outcomeRule } from '../outcome-texts.ts';
import { cardWords } from '../registry/card-words.ts';
import { foretellsSame } from '../registry/promotion.ts';
import { leastChurnsToCompare } from '../registry/compare.ts';
import { outcomes } from '../target-texts.ts';
import { countsFrom } from './realised-rule.ts';

/** By which scores and outcomes a model is judged. */
export function ruleWords(card: ModelCard, rule: LabelRule): Bilingual {
  const from = countsFrom(card);
  const since = Number.isFinite(from) ? dayOfNumber(from) : null;
  const isOther =
    card.target === 'churn' &&
    card.labelRule !== null &&
    !foretellsSame(card, { ...rule, horizonDays: card.horizonDays });
  const counted: Bilingual = {
    en: `Counted are scores as of a day on which the data ended when they were made${since === null ? '' : `, from ${since} on, so that the model cannot have learned from what came of them`}. Of the runs of a month the last one counts; scores made afterwards for comparison do not.`,
    es: `Cuentan las puntuaciones a fecha del día en que terminaban los datos cuando se hicieron${since === null ? '' : `, desde el ${since}, de modo que el modelo no pudo aprender de lo que vino después`}. De las de un mes cuenta la última; las que se hicieron después para comparar, no.`,
  };
  const outcome: Bilingual =
    card.target === 'churn'
      ? {
          en: `What came of them, by the rule in force within ${card.horizonDays} days: ${cardWords.en.ruleOf(rule)}.`,
          es: `Lo que vino después, según la regla en vigor y en ${card.horizonDays} días: ${cardWords.es.ruleOf(rule)}.`,
        }
      : (card.outcome ?? outcomeRule(card.target, card.horizonDays, card.labelRule?.threshold));
  return joined(counted, outcome, ...(isOther ? [otherRule] : []));
}

const otherRule: Bilingual = {
  en: 'The model learned by another rule than the one in force, which may be why it misses; train again to learn by this one.',
  es: 'El modelo aprendió con otra regla que la vigente, y por eso puede fallar; entrénelo de nuevo para que aprenda con esta.',
};

type Told = Pick<RealisedAnswer, 'state' | 'verdict' | 'together' | 'promised' | 'open'> & {
  readonly card: Pick<ModelCard, 'name' | 'target'>;
};

export function realisedWords({ card, state, verdict, together, promised, open }: Told): Bilingual {
  if (state === 'no-scores')
    return {
      en: `“${card.name}” has made no score that can be judged yet: what counts are scores made while the data ended on their day. The next scoring makes one.`,
      es: `«${card.name}» todavía no ha hecho ninguna puntuación que se pueda juzgar: cuentan las que se hacen cuando los datos terminan ese día. La próxima puntuación será una.`,
    };
  if (together === null) return joined(nothingSettled, ...nextSettling(open));
  const found = inBoth({
    en: ({ whole, count, precise }) =>
      `${count(together.departures, outcomes[card.target].one.en, outcomes[card.target].other.en)} came of ${count(together.accounts, 'score', 'scores')}; ${whole(together.observed)} were seen where about ${whole(Math.round(together.expected))} were expected. AUC within the day ${precise(together.auc.value)}${(promised?.value ?? null) === null ? '' : `, ${precise(promised?.value ?? null)} in its own test`}.`,
    es: ({ whole, count, precise }) =>
      `De ${count(together.accounts, 'puntuación', 'puntuaciones')} salieron ${count(together.departures, outcomes[card.target].one.es, outcomes[card.target].other.es)}; se vieron ${whole(together.observed)} donde se esperaban unas ${whole(Math.round(together.expected))}. AUC dentro del día ${precise(together.auc.value)}${(promised?.value ?? null) === null ? '' : `, ${precise(promised?.value ?? null)} en su propia prueba`}.`,
  });
  return joined(verdict === null ? notEnough(together.departures) : verdicts[verdict], found);
}

const nothingSettled: Bilingual = {
  en: 'Nothing has settled yet: the outcomes of all scores are still open.',
  es: 'Todavía no se ha resuelto nada: los desenlaces de todas las puntuaciones siguen abiertos.',
};

function nextSettling(open: readonly OpenRun[]): Bilingual[] {
  const [next] = open.map(({ settlesOn }) => settlesOn).sort();
  return next === undefined
    ? []
    : [
        {
          en: `The first are known by ${next}, once data up to that day is imported.`,
          es: `Los primeros se conocerán a más tardar el ${next}, cuando se hayan importado datos hasta ese día.`,
        },
      ];
}

const notEnough = (departures: number): Bilingual =>
  inBoth({
    en: ({ count, whole }) =>
      `Not enough to judge by: ${count(departures, 'departure', 'departures')} so far, and at least ${whole(leastChurnsToCompare)} are needed.`,
    es: ({ count, whole }) =>
      `No basta para juzgar: ${count(departures, 'desenlace', 'desenlaces')} hasta ahora, y hacen falta al menos ${whole(leastChurnsToCompare)}.`,
  });

const verdicts: Readonly<Record<NonNullable<RealisedAnswer['verdict']>, Bilingual>> = {
  'as-promised': {
    en: 'The scores held what the model’s own test promised, as far as can be told.',
    es: 'Las puntuaciones cumplieron lo que prometía la prueba del modelo, hasta donde se puede saber.',
  },
  worse: {
    en: 'The order was worse than the model’s own test promised, by more than chance explains.',
    es: 'El orden fue peor de lo que prometía la prueba del modelo, más de lo que explica el azar.',
  },
  'off-level': {
    en: 'The order held, but the probabilities are off in level or spread, by more than chance explains.',
    es: 'El orden se mantuvo, pero las probabilidades se desvían en nivel o en amplitud, más de lo que explica el azar.',
  },
};
