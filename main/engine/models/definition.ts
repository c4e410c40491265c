import type { LabelRule } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { Calibration } from '../../stats/index.ts';
import { calibrate, logit, probabilityContributions } from '../../stats/index.ts';
import { createExplain, predict } from './candidates.ts';
import type { Fitted } from './candidates.ts';
import type { DriftReference } from './drift-reference.ts';
import type { ForeignPart } from './foreign/foreign-part.ts';

/** A model that only its own file can compute, such as a network: nothing of it is known here but its answers. */
export type OpaqueModel = { readonly kind: 'opaque'; readonly featureNames: readonly string[] };

/**
 * All that is needed to explain a model's scores; the scores themselves come from its ONNX file. Plain JSON.
 * Version 2 adds `foreign`, for files that another program wrote; without it both versions are read alike.
 */
export type ModelDefinition = {
  readonly version: 1 | 2;
  /** The model's features in order; contributions are stored in the same order. */
  readonly features: readonly string[];
  readonly model: Fitted | OpaqueModel;
  readonly calibration: Calibration;
  /** Probability where the parts start from: the calibrated mean log-odds. */
  readonly base: number;
  readonly horizonDays: number;
  readonly labelRule: LabelRule | null;
  readonly seed: number;
  /** What inputs and answers looked like in the time learned from; of models made elsewhere, when they were brought in. */
  readonly driftReference?: DriftReference;
  /** How features become the inputs of a file that another program wrote, and its outputs a probability. */
  readonly foreign?: ForeignPart;
};

/** The model itself, for those who compute with it. @throws model_mismatch where only its file can */
export function fittedModel({ model }: Pick<ModelDefinition, 'model'>): Fitted {
  if (model.kind !== 'opaque') return model;
  throw new HoldfastError(
    'model_mismatch',
    'This model was brought in as a file whose inside cannot be taken apart (a network, say). Its scores and sampled reasons are there; for this, use a model of trees or a regression.',
  );
}

/** Feature rows with the probabilities that the model gave them when it was made; null = missing. */
export type Golden = {
  readonly rows: readonly (readonly (number | null)[])[];
  readonly probabilities: readonly number[];
};

export const goldenTolerance = 1e-5;
const goldenCount = 20;

/** The base is the same for every row: the calibrated expectation. */
export function baseProbability(model: Fitted, calibration: Calibration): number {
  const empty = new Float64Array(model.featureNames.length).fill(NaN);
  return calibrate(calibration, createExplain(model)(empty).base);
}

/** Twenty rows from all over the range of scores, and one with nothing known. */
export function makeGolden(model: Fitted, calibration: Calibration, columns: readonly Float32Array[]): Golden {
  const count = columns[0]?.length ?? 0;
  const rows = [
    ...spread(predict(model, columns, count)).map((row) => columns.map((column) => column[row]!)),
    columns.map(() => NaN),
  ];
  const probabilities = rows.map((row) => {
    const own = row.map((value) => Float32Array.of(value));
    return calibrate(calibration, predict(model, own, 1)[0]!);
  });
  return { rows: rows.map(knownOf), probabilities };
}

/** Twenty rows from all over the range of scores, with what was said of them. */
export function goldenOf(columns: readonly Float32Array[], probabilities: Float32Array): Golden {
  const rows = spread(probabilities);
  return {
    rows: rows.map((row) => knownOf(columns.map((column) => column[row]!))),
    probabilities: rows.map((row) => probabilities[row]!),
  };
}

/** Places of rows from all over the range of scores. */
function spread(scores: ArrayLike<number>): number[] {
  const order = Uint32Array.from({ length: scores.length }, (_, row) => row);
  order.sort((a, b) => scores[a]! - scores[b]! || a - b);
  const count = Math.min(goldenCount, scores.length);
  return Array.from({ length: count }, (_, index) => order[Math.floor(((index + 0.5) / count) * scores.length)]!);
}

const knownOf = (row: readonly number[]): (number | null)[] => row.map((value) => (Number.isNaN(value) ? null : value));

/** @throws model_mismatch where the loaded model does not say what it said when it was made */
export function checkGolden(name: string, golden: Golden, scored: ArrayLike<number>): void {
  golden.probabilities.forEach((expected, row) => {
    const got = scored[row];
    if (got !== undefined && Math.abs(got - expected) <= goldenTolerance) return;
    throw new HoldfastError(
      'model_mismatch',
      `The model "${name}" was refused: for golden row ${row + 1} it answers ${got ?? 'nothing'} instead of ${expected}. Its file was changed or this machine computes differently. Train again, or restore the model from a backup.`,
      { row: row + 1, expected, got: got ?? null },
    );
  });
}

export type Explained = {
  readonly probability: number;
  readonly logOdds: number;
  readonly contributions: Float64Array;
};

/** Scores a row by the trainer's own model and splits the probability into the features' parts; base + parts = probability. */
export function createExplainer(definition: ModelDefinition): (row: ArrayLike<number>) => Explained {
  const explain = createExplain(fittedModel(definition));
  return (row) => {
    const { base, contributions } = explain(row);
    const parts = probabilityContributions(base, contributions, (logOdds) =>
      calibrate(definition.calibration, logOdds),
    );
    const sum = contributions.reduce((total, part) => total + part, base);
    // Of a file whose parts add up to the probability itself (a forest, say), the log-odds are that probability's.
    const logOdds = definition.foreign?.scale === 'probability' ? logit(parts.probability) : sum;
    return { probability: parts.probability, logOdds, contributions: parts.contributions };
  };
}
