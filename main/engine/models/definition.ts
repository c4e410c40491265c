import type { LabelRule } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { Calibration, LogisticModel, TreesModel } from '../../stats/index.ts';
import { calibrate, probabilityContributions } from '../../stats/index.ts';
import { createExplain, predict } from './candidates.ts';

/** All that is needed to explain a model's scores; the scores themselves come from its ONNX file. Plain JSON. */
export type ModelDefinition = {
  readonly version: 1;
  /** The model's features in order; contributions are stored in the same order. */
  readonly features: readonly string[];
  readonly model: TreesModel | LogisticModel;
  readonly calibration: Calibration;
  /** Probability where the parts start from: the calibrated mean log-odds. */
  readonly base: number;
  readonly horizonDays: number;
  readonly labelRule: LabelRule | null;
  readonly seed: number;
};

/** Feature rows with the probabilities that the model gave them when it was made; null = missing. */
export type Golden = {
  readonly rows: readonly (readonly (number | null)[])[];
  readonly probabilities: readonly number[];
};

export const goldenTolerance = 1e-5;
const goldenCount = 20;

/** The base is the same for every row: the calibrated expectation. */
export function baseProbability(model: TreesModel | LogisticModel, calibration: Calibration): number {
  const empty = new Float64Array(model.featureNames.length).fill(NaN);
  return calibrate(calibration, createExplain(model)(empty).base);
}

/** Twenty rows from all over the range of scores, and one with nothing known. */
export function makeGolden(
  model: TreesModel | LogisticModel,
  calibration: Calibration,
  columns: readonly Float32Array[],
): Golden {
  const count = columns[0]?.length ?? 0;
  const logOdds = predict(model, columns, count);
  const order = Uint32Array.from(logOdds.keys()).sort((a, b) => logOdds[a]! - logOdds[b]! || a - b);
  const chosen = Array.from(
    { length: Math.min(goldenCount, count) },
    (_, index) => order[Math.floor(((index + 0.5) / Math.min(goldenCount, count)) * count)]!,
  );
  const rows = [...chosen.map((row) => columns.map((column) => column[row]!)), columns.map(() => NaN)];
  const probabilities = rows.map((row) =>
    calibrate(
      calibration,
      predict(
        model,
        row.map((value) => Float32Array.of(value)),
        1,
      )[0]!,
    ),
  );
  return { rows: rows.map((row) => row.map((value) => (Number.isNaN(value) ? null : value))), probabilities };
}

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
  const explain = createExplain(definition.model);
  return (row) => {
    const { base, contributions } = explain(row);
    const parts = probabilityContributions(base, contributions, (logOdds) =>
      calibrate(definition.calibration, logOdds),
    );
    const logOdds = contributions.reduce((sum, part) => sum + part, base);
    return { probability: parts.probability, logOdds, contributions: parts.contributions };
  };
}
