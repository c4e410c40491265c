import { createRandom } from '../random.ts';
import { sigmoid } from '../special.ts';

export interface TestData {
  columns: Float32Array[];
  featureNames: string[];
  labels: Uint8Array;
}

/** A noisy outcome of two features, their product and one feature's absence; the others are noise. For tests. */
export function exampleData(rows: number, features: number, seed: number, missingShare = 0.1): TestData {
  const random = createRandom(seed);
  const columns = Array.from({ length: features }, (_unused, feature) =>
    Float32Array.from({ length: rows }, () => {
      if (random.next() < missingShare) return NaN;
      return feature % 3 === 2 ? random.integer(4) : random.normal();
    }),
  );
  const labels = Uint8Array.from({ length: rows }, (_unused, row) => {
    const [a, b, c] = [0, 1, 2].map((feature) => columns[feature % features]![row]!) as [number, number, number];
    const logOdds = -1 + (Number.isNaN(a) ? 1.5 : a) + (b || 0) * (c || 0);
    return random.next() < sigmoid(logOdds) ? 1 : 0;
  });
  labels[0] = 0;
  labels[1] = 1;
  return { columns, labels, featureNames: columns.map((_unused, feature) => `feature ${feature}`) };
}

export function rowOf(columns: readonly ArrayLike<number>[], row: number): number[] {
  return columns.map((column) => column[row]!);
}
