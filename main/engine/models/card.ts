import { createHash } from 'node:crypto';
import type { LabelRule, ModelCard, ModelTarget } from '../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { intendedUseOf, limitsOf, whyChosen } from './card-texts.ts';
import { rowsOf } from './dataset.ts';
import { featureNamed } from './features/catalogue.ts';
import type { Learned } from './learn.ts';
import { onnxMachineLearningOpset, onnxOpset } from './onnx/index.ts';
import { outcomeRule } from './outcome-texts.ts';

const unknown = { en: '', es: '' };

export function onnxFacts(onnx: Uint8Array): ModelCard['onnx'] {
  return {
    sha256: createHash('sha256').update(onnx).digest('hex'),
    opset: `ai.onnx ${onnxOpset}, ai.onnx.ml ${onnxMachineLearningOpset}`,
    bytes: onnx.length,
  };
}

export function featureEntries(names: readonly string[], importance: ArrayLike<number>): ModelCard['features'] {
  return names
    .map((name, index) => {
      const feature = featureNamed(name);
      const text = feature?.description ?? { en: name, es: name };
      return {
        name,
        theme: feature?.theme ?? 'other',
        unit: feature?.unit ?? '',
        description: { ...text },
        source: feature?.source ?? '',
        knownAt: feature?.knownAt ?? unknown,
        missing: feature?.missing ?? unknown,
        importance: importance[index] ?? 0,
      };
    })
    .sort((a, b) => b.importance - a.importance);
}

export type CardInput = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly target: ModelTarget;
  readonly rule: LabelRule;
  readonly learned: Learned;
  readonly importance: Float64Array;
  readonly onnx: Uint8Array;
};

export function makeCard({ id, name, createdAt, target, rule, learned, importance, onnx }: CardInput): ModelCard {
  const { data } = learned;
  const day = (place: number): string => dayOfNumber(data.days[place]!);
  const learnable = rowsOf(data, learned.learnedBefore);
  const tested = new Set(Array.from(learned.answered.rows, (row) => data.snapshots[row]!));
  return {
    id,
    name,
    kind: learned.kind,
    status: 'challenger',
    target,
    origin: 'trained',
    createdAt,
    why: whyChosen(learned, target),
    labelRule: rule,
    ...(target === 'churn' ? {} : { outcome: outcomeRule(target, rule.horizonDays, rule.threshold) }),
    horizonDays: rule.horizonDays,
    gapDays: rule.horizonDays,
    trainingSnapshots: learned.learnedBefore.map(day),
    calibrationSnapshots: learned.decidedOn.map(day),
    testSnapshots: [...tested].sort((a, b) => a - b).map(day),
    trainingRows: learnable.length,
    trainingChurned: learnable.reduce((sum, row) => sum + data.labels[row]!, 0),
    test: learned.test,
    testChurns: learned.testChurns,
    learnedUntil: day(data.days.length - 1),
    origins: [...learned.origins],
    alternatives: [...learned.alternatives],
    capacity: learned.capacity,
    segments: [...learned.segments],
    calibration: { method: learned.calibration.method, reason: learned.calibrationReason },
    features: featureEntries(data.names, importance),
    leakage: [...learned.leakage],
    limits: limitsOf({ ...learned, target }),
    intendedUse: intendedUseOf(target),
    onnx: onnxFacts(onnx),
  };
}
