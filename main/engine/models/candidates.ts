import {
  calibrate,
  createTreeExplainer,
  fitCalibration,
  fitLogistic,
  fitTrees,
  churnTreeOptions,
  logisticContributions,
  logLoss,
  predictLogistic,
  predictTrees,
} from '../../stats/index.ts';
import type { Calibration, LabelledRows, LogisticModel, TreesModel } from '../../stats/index.ts';
import type { Bilingual } from '../../../shared/contract/index.ts';
import { inBoth } from './both-languages.ts';
import { monotoneOf } from './features/directions.ts';

export type ModelKind = 'boosted-trees' | 'logistic';
export type Fitted = TreesModel | LogisticModel;

/** What was decided while fitting, so that the same can be done again on more rows. */
export type Recipe = {
  readonly kind: ModelKind;
  /** Trees: how many. Logistic: not used. */
  readonly rounds: number;
  /** Logistic: strength of the penalty. Trees: not used. */
  readonly l2: number;
};

export type FitContext = { readonly seed: number; shouldStop(): boolean; onProgress(share: number): void };

/** Enough rounds for the slowest learner to stop by itself on a book of this size. */
const mostRounds = 500;
const penalties = [3, 30, 300];

export function predict(model: Fitted, columns: readonly Float32Array[], rows: number): Float64Array {
  return model.kind === 'trees' ? predictTrees(model, columns, rows) : predictLogistic(model, columns, rows);
}

/** A kind fitted on `fit`, with the recipe that was best on `check`. */
export function search(
  kind: ModelKind,
  fit: LabelledRows,
  check: LabelledRows,
  names: readonly string[],
  context: FitContext,
): { model: Fitted; recipe: Recipe } {
  if (kind === 'boosted-trees') {
    const options = {
      ...churnTreeOptions(fit.labels.length),
      rounds: mostRounds,
      earlyStoppingRounds: 50,
      monotone: monotoneOf(names),
      seed: context.seed,
    };
    const { model, rounds } = fitTrees({
      ...fit,
      featureNames: names,
      validation: check,
      options,
      shouldStop: context.shouldStop,
      onProgress: (share) => context.onProgress(share),
    });
    return { model, recipe: { kind, rounds: Math.max(1, rounds), l2: 0 } };
  }
  const tried = penalties.map((l2, index) => {
    const model = fitLogistic({ ...fit, featureNames: names, l2, shouldStop: context.shouldStop });
    context.onProgress((index + 1) / penalties.length);
    const logOdds = predictLogistic(model, check.columns, check.labels.length);
    return {
      model,
      l2,
      loss:
        logLoss(
          check.labels,
          logOdds.map((value) => 1 / (1 + Math.exp(-value))),
        ) ?? Infinity,
    };
  });
  const best = tried.reduce((a, b) => (b.loss < a.loss ? b : a));
  return { model: best.model, recipe: { kind, rounds: 0, l2: best.l2 } };
}

/** The same recipe on other rows. */
export function refit(recipe: Recipe, rows: LabelledRows, names: readonly string[], context: FitContext): Fitted {
  if (recipe.kind === 'logistic')
    return fitLogistic({ ...rows, featureNames: names, l2: recipe.l2, shouldStop: context.shouldStop });
  const options = {
    ...churnTreeOptions(rows.labels.length),
    rounds: recipe.rounds,
    earlyStoppingRounds: 0,
    monotone: monotoneOf(names),
    seed: context.seed,
  };
  return fitTrees({
    ...rows,
    featureNames: names,
    options,
    shouldStop: context.shouldStop,
    onProgress: (share) => context.onProgress(share),
  }).model;
}

const isotonicNeeds = { rows: 1000, churnedAccounts: 300 } as const;

/** Isotonic curves bend to noise unless there are many rows and, with rare churns, many of those. */
export function chooseMethod(
  rows: number,
  churnedAccounts: number,
): { method: 'sigmoid' | 'isotonic'; reason: Bilingual } {
  const isEnough = rows >= isotonicNeeds.rows && churnedAccounts >= isotonicNeeds.churnedAccounts;
  const reason = inBoth({
    en: ({ whole, count }) => {
      const found = `${count(rows, 'calibration row', 'calibration rows')} with ${count(churnedAccounts, 'churned account', 'churned accounts')}`;
      const needed = `${whole(isotonicNeeds.rows)} and ${whole(isotonicNeeds.churnedAccounts)}`;
      return isEnough
        ? `${found} are enough (${needed}) for an isotonic curve.`
        : `${found} are too few for an isotonic curve (${needed}), so a sigmoid (two numbers) is fitted.`;
    },
    es: ({ whole, count }) => {
      const found = `${count(rows, 'fila', 'filas')} de calibración con ${count(churnedAccounts, 'cuenta perdida', 'cuentas perdidas')}`;
      const needed = `${whole(isotonicNeeds.rows)} y ${whole(isotonicNeeds.churnedAccounts)}`;
      return isEnough
        ? `${found} bastan (${needed}) para una curva isotónica.`
        : `${found} son muy pocas para una curva isotónica (${needed}), así que se ajusta una sigmoide (dos números).`;
    },
  });
  return { method: isEnough ? 'isotonic' : 'sigmoid', reason };
}

export function fitProbabilities(model: Fitted, check: LabelledRows, method: 'sigmoid' | 'isotonic'): Calibration {
  return fitCalibration(check.labels, predict(model, check.columns as Float32Array[], check.labels.length), method);
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
  if (model.kind === 'logistic') return (row) => logisticContributions(model, row);
  const explainer = createTreeExplainer(model);
  return (row) => ({
    base: explainer.base,
    contributions: explainer.explain(row, new Float64Array(model.featureNames.length)),
  });
}
