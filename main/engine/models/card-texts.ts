import type { Bilingual, Evaluation, ModelTarget } from '../../../shared/contract/index.ts';
import { inBoth, joined } from './both-languages.ts';
import type { Figures } from './both-languages.ts';
import type { ModelKind } from './candidates.ts';
import type { Learned } from './learn.ts';
import { outcomes } from './target-texts.ts';

const intendedUses = {
  churn: {
    en: 'To order the accounts of this book by the risk of leaving within the horizon, so that people look at the right ones first, with reasons. Not to decide anything about an account without a person, and not for other books.',
    es: 'Ordenar las cuentas de esta cartera por el riesgo de irse dentro del horizonte, para que las personas miren primero las que importan, con motivos. No sirve para decidir nada sobre una cuenta sin una persona, ni para otras carteras.',
  },
  expansion: {
    en: 'To order the accounts of this book by the chance that their recurring revenue grows within the horizon, so that people talk to the right ones first. Not a forecast of revenue, and not for other books.',
    es: 'Ordenar las cuentas de esta cartera por la probabilidad de que sus ingresos recurrentes crezcan dentro del horizonte, para que las personas hablen primero con las adecuadas. No es una previsión de ingresos ni sirve para otras carteras.',
  },
  engagement: {
    en: 'To order the accounts of this book by the chance that they stay engaged within the horizon. Not to decide anything about an account without a person, and not for other books.',
    es: 'Ordenar las cuentas de esta cartera por la probabilidad de que sigan activas dentro del horizonte. No sirve para decidir nada sobre una cuenta sin una persona, ni para otras carteras.',
  },
} as const satisfies Record<ModelTarget, Bilingual>;

export function intendedUseOf(target: ModelTarget): Bilingual {
  return intendedUses[target];
}

const kindNames = {
  'boosted-trees': { en: 'boosted trees', es: 'los árboles potenciados' },
  logistic: { en: 'logistic regression', es: 'la regresión logística' },
} as const satisfies Record<ModelKind, Bilingual>;

const didBetter = {
  'boosted-trees': { en: 'Boosted trees', es: 'Los árboles potenciados acertaron' },
  logistic: { en: 'Logistic regression', es: 'La regresión logística acertó' },
} as const satisfies Record<ModelKind, Bilingual>;

/** Whether the out-of-time interval of the AUC lies above chance. */
export function beatsChance(test: Evaluation): boolean {
  return test.auc.low !== null && test.auc.low > 0.5;
}

/** Churns are separate departures; `test.churned` counts rows, several of which may see one departure ahead. */
type TestResult = Pick<Learned, 'test' | 'testChurns'>;

/** Why this kind of model was chosen, and whether it tells anything. */
export function whyChosen(
  { kind, alternatives, ...result }: TestResult & Pick<Learned, 'kind' | 'alternatives'>,
  target: ModelTarget,
): Bilingual {
  const others = (language: keyof Bilingual, and: string): string =>
    alternatives
      .filter((other) => other.kind !== kind)
      .map((other) => kindNames[other.kind][language])
      .join(and);
  const chosen = inBoth({
    en: (figures) =>
      `${didBetter[kind].en} did better than ${others('en', ' and ')} on later months than each had learned from. There: ${measuresInEnglish(result, target, figures)}.`,
    es: (figures) =>
      `${didBetter[kind].es} más que ${others('es', ' y ')} en meses posteriores a aquellos de los que cada modelo había aprendido. Allí: ${measuresInSpanish(result, target, figures)}.`,
  });
  return beatsChance(result.test) ? chosen : joined(chosen, noBetterThanChance);
}

const noBetterThanChance: Bilingual = {
  en: 'That is no better than chance, so the trained model is kept only for comparison: what this book records does not foretell it.',
  es: 'Eso no es mejor que el azar, así que el modelo entrenado se conserva solo para comparar: lo que registra esta cartera no lo anticipa.',
};

export function limitsOf({
  test,
  testChurns,
  data,
  target,
}: TestResult & { data: Pick<Learned['data'], 'everyNth'>; target: ModelTarget }): Bilingual[] {
  return [
    ...(beatsChance(test) ? [] : [noSkill({ test, testChurns }, target)]),
    ...((test.brierSkill ?? 0) <= 0 ? [orderOnly] : []),
    ...(testChurns < 50 ? [fewInTest(target, testChurns)] : []),
    ...(data.everyNth > 1 ? [sampled(data.everyNth)] : []),
    ...(isCalibrated(test) ? [] : [offSlope(test.calibrationSlope)]),
    ...limitsOfEveryModel,
  ];
}

const noSkill = (result: TestResult, target: ModelTarget): Bilingual =>
  inBoth({
    en: (figures) =>
      `On later time it did not tell the accounts with the outcome from the others: ${measuresInEnglish(result, target, figures)}.`,
    es: (figures) =>
      `En un tiempo posterior no distinguió las cuentas con el desenlace de las demás: ${measuresInSpanish(result, target, figures)}.`,
  });

const orderOnly: Bilingual = {
  en: 'On later time its probabilities were no better than saying the average to everybody; read it as an order, not as percentages.',
  es: 'En un tiempo posterior sus probabilidades no fueron mejores que dar a todas la media; debe leerse como un orden, no como porcentajes.',
};

const fewInTest = (target: ModelTarget, found: number): Bilingual => {
  const { one, other } = outcomes[target];
  return inBoth({
    en: ({ count }) =>
      `The test holds only ${count(found, one.en, other.en)}; look at the intervals, not at the single figures.`,
    es: ({ count }) =>
      `La prueba contiene solo ${count(found, one.es, other.es)}; conviene mirar los intervalos, no las cifras sueltas.`,
  });
};

/** Within these the probabilities are as spread as they should be. */
const goodSlope = { low: 0.8, high: 1.25 } as const;

function isCalibrated({ calibrationSlope: slope }: Evaluation): boolean {
  return slope === null || (slope >= goodSlope.low && slope <= goodSlope.high);
}

const offSlope = (slope: number | null): Bilingual =>
  inBoth({
    en: ({ precise }) =>
      `On later time its probabilities were ${(slope ?? 1) < 1 ? 'too extreme' : 'too timid'} (calibration slope ${precise(slope)}, 1 is right).`,
    es: ({ precise }) =>
      `En un tiempo posterior sus probabilidades fueron ${(slope ?? 1) < 1 ? 'demasiado extremas' : 'demasiado tímidas'} (pendiente de calibración ${precise(slope)}; lo correcto es 1).`,
  });

const sampled = (everyNth: number): Bilingual =>
  inBoth({
    en: ({ whole }) =>
      `The book is large: the model learned from, and was tested on, one account in every ${whole(everyNth)}.`,
    es: ({ whole }) =>
      `La cartera es grande: el modelo aprendió de una de cada ${whole(everyNth)} cuentas, y se comprobó con ellas.`,
  });

const limitsOfEveryModel: readonly Bilingual[] = [
  {
    en: 'What was tested are models that learned up to several origins; the one in use was then fitted by the same recipe on all labelled snapshots, and calibrated on the answers that the tested ones gave to later months.',
    es: 'Lo comprobado son modelos que aprendieron hasta varios orígenes; el que se usa se ajustó después con la misma receta sobre todas las instantáneas con desenlace conocido, y se calibró con las respuestas que los comprobados dieron a meses posteriores.',
  },
  {
    en: 'It knows what the imported tables tell and nothing else, and it assumes that the coming months resemble the past ones.',
    es: 'Sabe lo que dicen las tablas importadas y nada más, y supone que los próximos meses se parecerán a los pasados.',
  },
  {
    en: 'Fields without history (segment or plan of the account, say) are not learned from unless a person lets them in, because their earlier values are not known.',
    es: 'De los campos sin historial (el segmento o el plan de la cuenta, por ejemplo) no se aprende salvo que una persona los admita, porque no se conocen sus valores anteriores.',
  },
];

function measuresInEnglish({ test, testChurns }: TestResult, target: ModelTarget, { precise, count }: Figures): string {
  const { auc, brierSkill, rows } = test;
  const { value, low, high } = auc;
  const range = low === null || high === null ? '' : ` (95 % interval ${precise(low)} to ${precise(high)})`;
  return `AUC ${precise(value)}${range}, Brier skill ${precise(brierSkill)}, ${count(testChurns, outcomes[target].one.en, outcomes[target].other.en)} in ${count(rows, 'test row', 'test rows')}`;
}

function measuresInSpanish({ test, testChurns }: TestResult, target: ModelTarget, { precise, count }: Figures): string {
  const { auc, brierSkill, rows } = test;
  const { value, low, high } = auc;
  const range = low === null || high === null ? '' : ` (intervalo del 95 %: ${precise(low)} a ${precise(high)})`;
  return `AUC ${precise(value)}${range}, mejora de Brier ${brierSkill === null ? 'desconocida' : precise(brierSkill)}, ${count(testChurns, outcomes[target].one.es, outcomes[target].other.es)} en ${count(rows, 'fila', 'filas')} de prueba`;
}
