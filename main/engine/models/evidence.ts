import type { Bilingual } from '../../../shared/contract/index.ts';
import type { Calibration } from '../../stats/index.ts';
import { calibrate, fitCalibration, groupedFolds, logLoss, logLossOfLogOdds, takeRows } from '../../stats/index.ts';
import { chooseMethod } from './candidates.ts';
import type { FitContext, ModelKind, Recipe } from './candidates.ts';
import { churnsIn, labelled } from './dataset.ts';
import type { Dataset } from './dataset.ts';
import { answersOf } from './stages.ts';
import type { Answers } from './stages.ts';

/** What a kind of model answered to rows that it had not learned from. */
export type Evidence = { readonly rows: Int32Array; readonly answers: Answers };

/** What evidence leads to. */
export type Choice = {
  readonly recipe: Recipe;
  /** Place of the recipe among those tried. */
  readonly stage: number;
  readonly calibration: Calibration;
  readonly reason: Bilingual;
  /** Mean log loss of the calibrated answers. */
  readonly loss: number;
  /** The calibrated answers themselves, to rows that the answering model had not learned from. */
  readonly probabilities: Float64Array;
};

/** The rows of several pieces of evidence that `isKnown` lets through, in one. */
export function gather(parts: readonly Evidence[], isKnown: (row: number) => boolean): Evidence {
  const kept = parts.map(({ rows }) => Int32Array.from(rows.keys().filter((index) => isKnown(rows[index]!))));
  const recipes = parts
    .map(({ answers }) => answers.recipes)
    .reduce((a, b) => (b.length < a.length ? b : a), parts[0]?.answers.recipes ?? []);
  return {
    rows: joined(
      parts.map(({ rows }, part) => Int32Array.from(kept[part]!, (index) => rows[index]!)),
      Int32Array,
    ),
    answers: {
      recipes,
      logOdds: recipes.map((_, stage) =>
        joined(
          parts.map(({ answers }, part) => Float64Array.from(kept[part]!, (index) => answers.logOdds[stage]![index]!)),
          Float64Array,
        ),
      ),
    },
  };
}

/** The recipe with the best answers, and how these become probabilities. @throws not_enough_data with one outcome only */
export function choose(data: Dataset, { rows, answers }: Evidence): Choice {
  const labels = Uint8Array.from(rows, (row) => data.labels[row]!);
  const losses = answers.logOdds.map((logOdds) => logLossOfLogOdds(labels, logOdds) ?? Infinity);
  const stage = losses.indexOf(Math.min(...losses));
  const { method, reason } = chooseMethod(labels.length, churnsIn(data, rows));
  const logOdds = answers.logOdds[stage]!;
  const calibration = fitCalibration(labels, logOdds, method);
  const probabilities = logOdds.map((value) => calibrate(calibration, value));
  const loss = logLoss(labels, probabilities) ?? Infinity;
  return { recipe: answers.recipes[stage]!, stage, calibration, reason, loss, probabilities };
}

const folds = 3;

/**
 * Evidence from within the rows, for books too short to have any from later time: accounts are set aside in turn. It shows
 * how well other accounts are told apart, not what time changes.
 */
export function evidenceWithin(data: Dataset, kind: ModelKind, rows: Int32Array, context: FitContext): Evidence {
  const accounts = Int32Array.from(rows, (row) => data.accounts[row]!);
  const foldOf = groupedFolds(accounts, folds, context.seed);
  const parts = Array.from({ length: folds }, (_, fold): Evidence => {
    const aside = rows.filter((_row, index) => foldOf[index] === fold);
    const kept = rows.filter((_row, index) => foldOf[index] !== fold);
    const answers = answersOf(
      kind,
      takeRows(labelled(data), kept),
      data.names,
      takeRows(labelled(data), aside).columns,
      Infinity,
      {
        ...context,
        onProgress: (share) => context.onProgress((fold + share) / folds),
      },
    );
    return { rows: aside, answers };
  });
  return gather(parts, () => true);
}

function joined<Values extends Int32Array | Float64Array>(
  parts: readonly Values[],
  make: { new (length: number): Values },
): Values {
  const whole = new make(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
