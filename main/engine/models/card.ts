import { createHash } from 'node:crypto';
import type { LabelRule, ModelCard } from '../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { intendedUse, limitsOf, whyChosen } from './card-texts.ts';
import { featureNamed } from './features/catalogue.ts';
import type { Learned } from './learn.ts';
import { onnxMachineLearningOpset, onnxOpset } from './onnx/index.ts';
import { calibrationSplit } from './snapshots.ts';

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
  readonly rule: LabelRule;
  readonly learned: Learned;
  readonly importance: Float64Array;
  readonly onnx: Uint8Array;
};

export function makeCard({ id, name, createdAt, rule, learned, importance, onnx }: CardInput): ModelCard {
  const day = (place: number): string => dayOfNumber(learned.data.days[place]!);
  const split = calibrationSplit(learned.data.days, learned.plan.train, rule.horizonDays);
  return {
    id,
    name,
    kind: learned.kind,
    status: 'challenger',
    createdAt,
    why: whyChosen(learned),
    labelRule: rule,
    horizonDays: rule.horizonDays,
    gapDays: rule.horizonDays,
    trainingSnapshots: learned.plan.train.map(day),
    calibrationSnapshots: split.calibrate.map(day),
    testSnapshots: learned.plan.test.map(day),
    trainingRows: learned.trainingRows,
    trainingChurned: learned.trainingChurned,
    test: learned.test,
    alternatives: learned.alternatives,
    calibration: { method: learned.calibration.method, reason: learned.calibrationReason },
    features: featureEntries(learned.data.names, importance),
    leakage: learned.leakage,
    limits: limitsOf(learned),
    intendedUse,
    onnx: onnxFacts(onnx),
  };
}
