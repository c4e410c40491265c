import {
  calibrate,
  calibrationMethodFor,
  codeColumns,
  codingLookup,
  createTreeExplainer,
  fitCategoryCodings,
  fitLogistic,
  fitTrees,
  isotonicNeeds,
  churnTreeOptions,
  logisticContributions,
  predictLogistic,
  predictTrees,
  searchTreeShape,
} from '../../stats/index.ts';
import type {
  Calibration,
  CategoryCoding,
  LabelledRows,
  LogisticModel,
  TreeSearchResult,
  TreeShape,
  TreesModel,
} from '../../stats/index.ts';
import type { Bilingual, ModelTarget } from '../../../shared/contract/index.ts';
import { inBoth } from './both-languages.ts';
import { categoriesAmong } from './features/catalogue.ts';
import { monotoneOf } from './features/directions.ts';
import { treeTeam } from './tree-team.ts';

export type ModelKind = 'boosted-trees' | 'logistic';
/** With `categories`, the model reads what stands for a category instead of its number. */
export type Fitted = (TreesModel | LogisticModel) & { readonly categories?: readonly CategoryCoding[] };

/** What was decided while fitting, so that the same can be done again on more rows. */
export type Recipe = {
  readonly kind: ModelKind;
  /** Trees: how many. Logistic: not used. */
  readonly rounds: number;
  /** Logistic: strength of the penalty. Trees: not used. */
  readonly l2: number;
};

export type FitContext = {
  readonly seed: number;
  /** What is foretold decides which directions common sense allows; without it, leaving. */
  readonly target?: ModelTarget;
  /** Of the trees, where it was searched for; without it, the house's. */
  readonly shape?: TreeShape;
  shouldStop(): boolean;
  onProgress(share: number): void;
};

export function predict(model: Fitted, columns: readonly Float32Array[], rows: number): Float64Array {
  const read = codeColumns(model.categories ?? [], columns);
  return model.kind === 'trees' ? predictTrees(model, read, rows) : predictLogistic(model, read, rows);
}

/**
 * Searches for the shape of the trees among rows that come before any test, by folds of whole accounts.
 * @param groups whose row each is
 * @param outOfTime a budget; while it does not bite, the same seed gives the same shape
 */
export function chooseShape(
  rows: LabelledRows,
  names: readonly string[],
  groups: ArrayLike<number>,
  context: FitContext,
  outOfTime?: () => boolean,
): TreeSearchResult {
  const coded = codedRows(rows, names, context);
  const house = { ...churnTreeOptions(rows.labels.length), rounds: mostRounds, monotone: coded.monotone };
  return searchTreeShape({
    ...rows,
    columns: coded.columns,
    featureNames: names,
    groups,
    house,
    seed: context.seed,
    team: treeTeam(),
    outOfTime,
    shouldStop: () => context.shouldStop(),
    onProgress: (share) => context.onProgress(share),
  });
}

/** Enough for the slowest learner to stop by itself on a book of this size. */
const mostRounds = 500;

type CodedRows = ReturnType<typeof fitCategoryCodings> & { readonly monotone: number[] };

/** Rows as learners read them. More of what stands for a category means more of label 1, so trees may not turn it round. */
function codedRows(rows: LabelledRows, names: readonly string[], { seed, target }: FitContext): CodedRows {
  const { codings, columns } = fitCategoryCodings(rows, categoriesAmong(names), seed);
  const monotone = monotoneOf(names, target);
  for (const { feature } of codings) monotone[feature] = 1;
  return { codings, columns, monotone };
}

/** The same recipe on other rows. */
export function refit(recipe: Recipe, rows: LabelledRows, names: readonly string[], context: FitContext): Fitted {
  const { codings, columns, monotone } = codedRows(rows, names, context);
  const withCodings = (model: TreesModel | LogisticModel): Fitted =>
    codings.length === 0 ? model : { ...model, categories: codings };
  if (recipe.kind === 'logistic')
    return withCodings(
      fitLogistic({ ...rows, columns, featureNames: names, l2: recipe.l2, shouldStop: context.shouldStop }),
    );
  const options = {
    ...churnTreeOptions(rows.labels.length),
    ...context.shape,
    rounds: recipe.rounds,
    earlyStoppingRounds: 0,
    monotone,
    seed: context.seed,
  };
  const { model } = fitTrees({
    ...rows,
    columns,
    featureNames: names,
    options,
    team: treeTeam(),
    shouldStop: context.shouldStop,
    onProgress: (share) => context.onProgress(share),
  });
  return withCodings(model);
}

/** Isotonic curves bend to noise unless there are many rows and, with rare churns, many of those. */
export function chooseMethod(
  rows: number,
  churnedAccounts: number,
): { method: 'sigmoid' | 'isotonic'; reason: Bilingual } {
  const method = calibrationMethodFor(rows, churnedAccounts);
  const isEnough = method === 'isotonic';
  const reason = inBoth({
    en: ({ whole, count }) => {
      const found = `${count(rows, 'calibration row', 'calibration rows')} with ${count(churnedAccounts, 'churned account', 'churned accounts')}`;
      const needed = `${whole(isotonicNeeds.rows)} and ${whole(isotonicNeeds.events)}`;
      return isEnough
        ? `${found} are enough (${needed}) for an isotonic curve.`
        : `${found} are too few for an isotonic curve (${needed}), so a sigmoid (two numbers) is fitted.`;
    },
    es: ({ whole, count }) => {
      const found = `${count(rows, 'fila', 'filas')} de calibración con ${count(churnedAccounts, 'cuenta perdida', 'cuentas perdidas')}`;
      const needed = `${whole(isotonicNeeds.rows)} y ${whole(isotonicNeeds.events)}`;
      return isEnough
        ? `${found} bastan (${needed}) para una curva isotónica.`
        : `${found} son muy pocas para una curva isotónica (${needed}), así que se ajusta una sigmoide (dos números).`;
    },
  });
  return { method, reason };
}

export function probabilities(
  model: Fitted,
  calibration: Calibration,
  columns: readonly Float32Array[],
  rows: number,
): Float64Array {
  return predict(model, columns, rows).map((logOdds) => calibrate(calibration, logOdds));
}

/** Signed parts of the log-odds of a row, and where they start from. */
export type Explain = (row: ArrayLike<number>) => { base: number; contributions: Float64Array };

export function createExplain(model: Fitted): Explain {
  const lookups = (model.categories ?? []).map((coding) => ({ place: coding.feature, valueOf: codingLookup(coding) }));
  const read = (row: ArrayLike<number>): ArrayLike<number> => {
    if (lookups.length === 0) return row;
    const coded = Float64Array.from(row);
    for (const { place, valueOf } of lookups) coded[place] = valueOf(coded[place]!);
    return coded;
  };
  if (model.kind === 'logistic') return (row) => logisticContributions(model, read(row));
  const explainer = createTreeExplainer(model);
  return (row) => ({
    base: explainer.base,
    contributions: explainer.explain(read(row), new Float64Array(model.featureNames.length)),
  });
}
