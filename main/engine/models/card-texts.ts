import type { Bilingual, Evaluation } from '../../../shared/contract/index.ts';
import { inBoth, joined } from './both-languages.ts';
import type { Figures } from './both-languages.ts';
import type { ModelKind } from './candidates.ts';
import type { Learned } from './learn.ts';

export const intendedUse: Bilingual = {
  en: 'To order the accounts of this book by the risk of leaving within the horizon, so that people look at the right ones first, with reasons. Not to decide anything about an account without a person, and not for other books.',
  es: 'Ordenar las cuentas de esta cartera por el riesgo de irse dentro del horizonte, para que las personas miren primero las que importan, con motivos. No sirve para decidir nada sobre una cuenta sin una persona, ni para otras carteras.',
};

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

/** Why this kind of model was chosen, and whether it is good enough to be used. */
export function whyChosen({
  kind,
  alternatives,
  ...result
}: TestResult & Pick<Learned, 'kind' | 'alternatives'>): Bilingual {
  const others = (language: keyof Bilingual, and: string): string =>
    alternatives.map((other) => kindNames[other.kind][language]).join(and);
  const chosen = inBoth({
    en: (figures) =>
      `${didBetter[kind].en} did better than ${others('en', ' and ')} on the time before the test; on the latest months, which neither had seen: ${measuresInEnglish(result, figures)}.`,
    es: (figures) =>
      `${didBetter[kind].es} más que ${others('es', ' y ')} en el tiempo anterior a la prueba; en los últimos meses, que ninguno de los dos había visto: ${measuresInSpanish(result, figures)}.`,
  });
  return beatsChance(result.test) ? chosen : joined(chosen, noBetterThanChance);
}

const noBetterThanChance: Bilingual = {
  en: 'That is no better than chance, so the trained model is kept only for comparison and the shipped baseline is used: what this book records does not tell who will leave.',
  es: 'Eso no es mejor que el azar, así que el modelo entrenado se conserva solo para comparar y se usa el modelo de serie: lo que registra esta cartera no dice quién se irá.',
};

export function limitsOf({
  test,
  testChurns,
  data,
}: TestResult & { data: Pick<Learned['data'], 'everyNth'> }): Bilingual[] {
  return [
    ...(beatsChance(test) ? [] : [noSkill({ test, testChurns })]),
    ...((test.brierSkill ?? 0) <= 0 ? [orderOnly] : []),
    ...(testChurns < 50 ? [fewInTest(testChurns)] : []),
    ...(data.everyNth > 1 ? [sampled(data.everyNth)] : []),
    ...limitsOfEveryModel,
  ];
}

const noSkill = (result: TestResult): Bilingual =>
  inBoth({
    en: (figures) =>
      `On later time it did not tell accounts that left from those that stayed: ${measuresInEnglish(result, figures)}.`,
    es: (figures) =>
      `En un tiempo posterior no distinguió las cuentas que se fueron de las que siguieron: ${measuresInSpanish(result, figures)}.`,
  });

const orderOnly: Bilingual = {
  en: 'On later time its probabilities were no better than saying the average to everybody; read it as an order, not as percentages.',
  es: 'En un tiempo posterior sus probabilidades no fueron mejores que dar a todas la media; debe leerse como un orden, no como porcentajes.',
};

const fewInTest = (churned: number): Bilingual =>
  inBoth({
    en: ({ count }) =>
      `The test holds only ${count(churned, 'account', 'accounts')} that left; look at the intervals, not at the single figures.`,
    es: ({ count }) =>
      `La prueba contiene solo ${count(churned, 'cuenta que se fue', 'cuentas que se fueron')}; conviene mirar los intervalos, no las cifras sueltas.`,
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
    en: 'The tested model learned from the training snapshots only; the one in use was then fitted by the same recipe on all labelled snapshots, and its calibration was taken from the latest of them.',
    es: 'El modelo comprobado aprendió solo de las instantáneas de entrenamiento; el que se usa se ajustó después con la misma receta sobre todas las instantáneas con desenlace conocido, y su calibración se tomó de las últimas.',
  },
  {
    en: 'It knows what the imported tables tell and nothing else, and it assumes that the coming months resemble the past ones.',
    es: 'Sabe lo que dicen las tablas importadas y nada más, y supone que los próximos meses se parecerán a los pasados.',
  },
  {
    en: 'Fields without history (segment, plan, owner) are not used, because their earlier values are not known.',
    es: 'Los campos sin historial (segmento, plan, responsable) no se usan, porque no se conocen sus valores anteriores.',
  },
];

function measuresInEnglish({ test, testChurns }: TestResult, { precise, count }: Figures): string {
  const { auc, brierSkill, rows } = test;
  const { value, low, high } = auc;
  const range = low === null || high === null ? '' : ` (95 % interval ${precise(low)} to ${precise(high)})`;
  return `AUC ${precise(value)}${range}, Brier skill ${precise(brierSkill)}, ${count(testChurns, 'churn', 'churns')} in ${count(rows, 'test row', 'test rows')}`;
}

function measuresInSpanish({ test, testChurns }: TestResult, { precise, count }: Figures): string {
  const { auc, brierSkill, rows } = test;
  const { value, low, high } = auc;
  const range = low === null || high === null ? '' : ` (intervalo del 95 %: ${precise(low)} a ${precise(high)})`;
  return `AUC ${precise(value)}${range}, mejora de Brier ${brierSkill === null ? 'desconocida' : precise(brierSkill)}, ${count(testChurns, 'baja', 'bajas')} en ${count(rows, 'fila', 'filas')} de prueba`;
}
