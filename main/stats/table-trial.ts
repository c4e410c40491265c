import { blendWeights } from './blend.ts';
import type { EncoderOptions, FittedEncoder, RawColumn } from './encoding.ts';
import { encode, fitEncoder } from './encoding.ts';
import { stratifiedFolds } from './folds.ts';
import { quantile } from './metrics.ts';
import { childSeed } from './random.ts';
import type { Method, MethodWork } from './table-methods.ts';
import { fitMethod, logOddsOf } from './table-methods.ts';

export interface TrialInput extends MethodWork {
  columns: readonly RawColumn[];
  labels: Uint8Array;
  rows: Int32Array;
  seed: number;
  onProgress?: ((fraction: number) => void) | undefined;
}

/** Folds by the number of rows: many where few rows must teach and judge, one part aside where there are plenty. */
function foldPlan(rows: number): { folds: number; used: number } {
  if (rows < 10_000) return { folds: 5, used: 5 };
  if (rows < 30_000) return { folds: 4, used: 2 };
  return { folds: 5, used: 1 };
}

/** What each method is worth beside the others, and how many trees it wants; equal weights where there is too little to judge by. */
export function tryOut(input: TrialInput, methods: readonly Method[]): { weights: number[]; rounds: number[] } {
  const { rows, seed } = input;
  const labels = Uint8Array.from(rows, (row) => input.labels[row]!);
  const plan = foldPlan(rows.length);
  const scarcer = Math.min(count(labels), labels.length - count(labels));
  const without = { weights: methods.map(() => 1 / methods.length), rounds: methods.map(() => 100) };
  if (scarcer < plan.folds) return without;
  const folds = stratifiedFolds(labels, plan.folds, childSeed(seed, 7));
  const said: Float64Array[][] = methods.map(() => []);
  const rounds: number[][] = methods.map(() => []);
  const judged: Uint8Array[] = [];
  for (let fold = 0; fold < plan.used; fold++) {
    const learning = rows.filter((_row, place) => folds[place] !== fold);
    const judging = rows.filter((_row, place) => folds[place] === fold);
    const learned = Uint8Array.from(learning, (row) => input.labels[row]!);
    const truth = Uint8Array.from(judging, (row) => input.labels[row]!);
    judged.push(truth);
    const encodings = new Map<EncoderOptions, FittedEncoder & { aside: Float32Array[] }>();
    methods.forEach((method, index) => {
      let encoding = encodings.get(method.encoding);
      if (encoding === undefined) {
        const fitted = fitEncoder(input.columns, input.labels, learning, { ...method.encoding, seed });
        encoding = { ...fitted, aside: encode(fitted.encoder, input.columns, judging) };
        encodings.set(method.encoding, encoding);
      }
      const { encoder, training, aside } = encoding;
      const fitted = fitMethod(
        input,
        method,
        encoder,
        { columns: training, labels: learned },
        { columns: aside, labels: truth },
        childSeed(seed, fold),
        null,
      );
      rounds[index]!.push(fitted.rounds);
      said[index]!.push(logOddsOf(fitted.model, aside, truth.length));
      input.onProgress?.((fold * methods.length + index + 1) / (plan.used * methods.length));
    });
  }
  const weights =
    methods.length === 1
      ? [1]
      : blendWeights(
          said.map((parts) => joined(parts)),
          Uint8Array.from(judged.flatMap((part) => [...part])),
        );
  return { weights, rounds: rounds.map((found) => Math.max(10, median(found))) };
}

function count(labels: Uint8Array): number {
  return labels.reduce((sum, label) => sum + label, 0);
}

function median(values: readonly number[]): number {
  return Math.round(
    quantile(
      [...values].sort((a, b) => a - b),
      0.5,
    ),
  );
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
