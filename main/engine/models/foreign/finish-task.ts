import type { Bilingual, ModelCard, ModelTarget } from '../../../../shared/contract/index.ts';
import type { WorkContext } from '../../threads/index.ts';
import { featureEntries, onnxFacts } from '../card.ts';
import { baseProbability, goldenOf } from '../definition.ts';
import type { ModelDefinition } from '../definition.ts';
import { driftReference } from '../drift-reference.ts';
import { evaluate } from '../evaluate.ts';
import { featureImportance } from '../importance.ts';
import type { TrainedModel } from '../train-task.ts';
import { describeForeign } from './card-words.ts';
import type { ForeignPart, RunPlan } from './foreign-part.ts';
import type { TestRows } from './import-tasks.ts';
import type { SampledReasons } from './sampled-reasons.ts';
import type { TakenApart } from './take-apart/index.ts';

export type FinishInput = {
  readonly task: 'foreign-finish';
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly target: ModelTarget;
  readonly horizonDays: number;
  readonly onnx: Uint8Array;
  readonly opset: string;
  readonly producer: string;
  readonly originalSha256: string;
  readonly plan: RunPlan;
  readonly takenApart: TakenApart | null;
  readonly background: ForeignPart['background'];
  /** Of some customers; null where the model was taken apart. */
  readonly sampled: SampledReasons | null;
  /** Customers of the last day, then a row of which nothing is known, and what the file said of them. */
  readonly values: Float32Array;
  readonly probabilities: Float32Array;
  readonly test: (TestRows & { readonly probabilities: Float32Array }) | null;
  readonly seed: number;
};

/** Definition, golden rows, evaluation and card of a file of other makers, once it has answered. */
export function finishTask(input: FinishInput, context: WorkContext): TrainedModel {
  const { id, name, plan, takenApart, sampled, test, horizonDays, onnx } = input;
  const width = plan.features.length;
  context.progress(0.2, { key: 'validating', values: {} });
  const columns = plan.features.map((_, feature) =>
    Float32Array.from(input.probabilities, (_p, row) => input.values[row * width + feature]!),
  );
  const model = takenApart?.model ?? ({ kind: 'opaque', featureNames: plan.features } as const);
  const calibration = takenApart?.calibration ?? ({ method: 'none' } as const);
  const foreign: ForeignPart = {
    plan,
    reasons: takenApart ? 'exact' : 'sampled',
    scale: takenApart?.scale ?? 'probability',
    background: input.background,
    producer: input.producer,
    originalSha256: input.originalSha256,
  };
  const definition: ModelDefinition = {
    version: 2,
    features: plan.features,
    model,
    calibration,
    base: takenApart ? baseProbability(takenApart.model, calibration) : (sampled?.base ?? 0),
    horizonDays,
    labelRule: null,
    seed: input.seed,
    // Its training time is not known, so what comes is held against what was there when it was brought in.
    driftReference: driftReference(
      plan.features,
      columns.map((column) => column.subarray(0, -1)),
      Float64Array.from(input.probabilities.subarray(0, -1)),
    ),
    foreign,
  };
  const importance = takenApart
    ? featureImportance(takenApart.model, columns, () => context.shouldStop())
    : meanParts(sampled, width);
  const churned = test?.labels.reduce((sum, label) => sum + label, 0) ?? 0;
  const evaluated = test
    ? evaluate(
        test.labels,
        Float64Array.from(test.probabilities),
        test.accounts,
        churned / test.labels.length,
        input.seed,
      )
    : null;
  const words = describeForeign({ ...input, reasons: foreign.reasons, evaluated, churns: test?.churns ?? 0 });
  const card: ModelCard = {
    id,
    name,
    kind: 'foreign',
    status: 'challenger',
    target: input.target,
    origin: 'imported',
    createdAt: input.createdAt,
    why: words.why,
    labelRule: null,
    horizonDays,
    gapDays: horizonDays,
    trainingSnapshots: [],
    calibrationSnapshots: [],
    testSnapshots: test ? [...test.snapshots] : [],
    trainingRows: 0,
    trainingChurned: 0,
    test: evaluated,
    ...(test ? { testChurns: test.churns } : {}),
    learnedUntil: null,
    alternatives: [],
    calibration: { method: 'as in the file', reason: words.calibration },
    features: featureEntries(plan.features, importance),
    leakage: [],
    limits: words.limits satisfies Bilingual[],
    intendedUse: words.intendedUse,
    onnx: { ...onnxFacts(onnx), opset: input.opset },
  };
  return { card, definition, golden: goldenOf(columns, input.probabilities), onnx };
}

function meanParts(sampled: SampledReasons | null, width: number): Float64Array {
  const sums = new Float64Array(width);
  const rows = sampled?.probabilities.length ?? 0;
  sampled?.contributions.forEach((part, place) => (sums[place % width]! += Math.abs(part) / rows));
  return sums;
}
