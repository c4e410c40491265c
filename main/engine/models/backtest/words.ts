import type { BacktestMode, Bilingual, FlagRule, LabelRule } from '../../../../shared/contract/index.ts';
import { inBoth, joined } from '../both-languages.ts';

export type WordsInput = {
  readonly mode: BacktestMode;
  readonly rule: FlagRule;
  readonly labelRule: LabelRule;
};

/** The whole rule of a backtest as sentences. */
export function backtestWords({ mode, rule, labelRule }: WordsInput): Bilingual {
  return joined(
    mode === 'refit' ? refitWords : presentWords,
    ruleWords(rule),
    leaving(labelRule),
    countWords,
    pooledWords,
  );
}

const refitWords: Bilingual = {
  en: 'At the end of each month a model of the same kind as the one in question is trained as it would have been then: on the figures, the rows and the outcomes that were known by that day and nothing later, so that a whole horizon lies between what it learned from and what it foretells. How many trees (or how strong a penalty) and the calibration are decided by its answers to earlier months whose outcome was known by then. It may look at the figures that the model in question looks at.',
  es: 'Al final de cada mes se entrena un modelo de la misma clase que el examinado como se habría entrenado entonces: con las cifras, las filas y los desenlaces conocidos ese día y nada posterior, de modo que entre lo aprendido y lo previsto queda un horizonte entero. Cuántos árboles (o cuánta penalización) y la calibración los deciden sus respuestas a meses anteriores cuyo desenlace ya se conocía. Puede mirar las cifras que mira el modelo examinado.',
};

const presentWords: Bilingual = {
  en: 'At the end of each month the present model, as it is, is asked about the customers of that day, from the figures known by then. Months whose outcomes lie within what it learned from are marked and left out of all shares: it has seen the answers.',
  es: 'Al final de cada mes se pregunta al modelo actual, tal como es, por los clientes de ese día, con las cifras conocidas entonces. Los meses cuyos desenlaces están dentro de lo que aprendió se marcan y no entran en ninguna proporción: ya ha visto las respuestas.',
};

function ruleWords(rule: FlagRule): Bilingual {
  return rule.kind === 'top'
    ? inBoth({
        en: ({ whole }) => `Each month the ${whole(rule.top)} customers with the highest probability are flagged.`,
        es: ({ whole }) => `Cada mes se marcan los ${whole(rule.top)} clientes con la probabilidad más alta.`,
      })
    : {
        en: `Each month all customers with a probability of ${percent(rule.threshold, '.')}% or more are flagged.`,
        es: `Cada mes se marcan todos los clientes con una probabilidad del ${percent(rule.threshold, ',')} % o más.`,
      };
}

const percent = (share: number, point: string): string => String(Number((100 * share).toFixed(2))).replace('.', point);

/** What counts as leaving, with the horizon. */
function leaving({ subscriptionEnded, churnEvent, inactivity, horizonDays }: LabelRule): Bilingual {
  const rules: Bilingual[] = [
    ...(subscriptionEnded.enabled
      ? [
          {
            en: `its last subscription ended and none followed within ${subscriptionEnded.graceDays} days`,
            es: `su última suscripción terminó y no siguió otra en ${subscriptionEnded.graceDays} días`,
          },
        ]
      : []),
    ...(churnEvent.enabled ? [{ en: 'a churn event says so', es: 'lo dice un registro de baja' }] : []),
    ...(inactivity.enabled && !subscriptionEnded.enabled
      ? [
          {
            en: `it had no event for ${inactivity.days} days`,
            es: `no tuvo ningún evento en ${inactivity.days} días`,
          },
        ]
      : []),
  ];
  return inBoth({
    en: ({ count }) =>
      `Found is a flagged account that left within the ${count(horizonDays, 'day', 'days')} after, missed one that left without a flag; an account has left when ${rules.map(({ en }) => en).join(' or ')}.`,
    es: ({ count }) =>
      `Encontrada es la cuenta marcada que se fue en los ${count(horizonDays, 'día siguiente', 'días siguientes')}; no vista, la que se fue sin marca. Una cuenta se ha ido cuando ${rules.map(({ es }) => es).join(' o ')}.`,
  });
}

const countWords: Bilingual = {
  en: 'Precision is found of flagged, recall found of all that left. Customers are those of the day as was known then; outcomes are by all that is known now.',
  es: 'La precisión es encontradas entre marcadas; la cobertura, encontradas entre todas las que se fueron. Los clientes son los de ese día según se sabía entonces; los desenlaces, según todo lo que se sabe hoy.',
};

const pooledWords: Bilingual = {
  en: 'Months whose outcomes are not all due are shown with their counts and left out of the shares. Together, an account counts once for every month; intervals of 95% are Wilson’s for a month and a bootstrap of whole accounts for all months. A departure is caught when a month flagged the account within the horizon before it; the lead time runs from the first such flag to the day of leaving, so it cannot be longer than the horizon. What it is held against flags as many accounts each month.',
  es: 'Los meses cuyos desenlaces no vencen todos se muestran con sus recuentos y no entran en las proporciones. En conjunto, una cuenta cuenta una vez por mes; los intervalos del 95 % son de Wilson para un mes y de remuestreo por cuentas enteras para todos. Una baja se detecta cuando un mes marcó la cuenta dentro del horizonte anterior; la antelación va desde la primera de esas marcas hasta el día de la baja, así que no puede superar el horizonte. Aquello con lo que se compara marca otras tantas cuentas cada mes.',
};

/** The model as it is has seen months before a day (ISO). */
export function seenNote(firstNew: string): Bilingual {
  return {
    en: `The model has learned from outcomes up to ${firstNew}: only months that end on that day or later are new to it. Trained anew each month, earlier ones can be judged too.`,
    es: `El modelo ha aprendido de desenlaces hasta el ${firstNew}: solo le son nuevos los meses que terminan ese día o después. Entrenado de nuevo cada mes, también se pueden juzgar los anteriores.`,
  };
}

/** Large books are learned from in part. */
export function thinnedNote(everyNth: number): Bilingual {
  return inBoth({
    en: ({ whole }) =>
      `The book is large, so each month’s model learned from every ${whole(everyNth)}th account. All accounts were judged.`,
    es: ({ whole }) =>
      `La cartera es grande, así que el modelo de cada mes aprendió de una de cada ${whole(everyNth)} cuentas. Se juzgaron todas.`,
  });
}

export function fewerMonthsNote(asked: number, found: number): Bilingual {
  return inBoth({
    en: ({ whole, count }) =>
      `${whole(asked)} months were asked for; the book reaches back to ${count(found, 'month end', 'month ends')} with 90 days of history before.`,
    es: ({ whole, count }) =>
      `Se pidieron ${whole(asked)} meses; la cartera alcanza ${count(found, 'fin de mes', 'fines de mes')} con 90 días de historia antes.`,
  });
}
