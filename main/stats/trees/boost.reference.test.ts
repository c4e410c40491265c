import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { sigmoid } from '../special.ts';
import { fitTrees } from './boost.ts';
import type { TreeOptions } from './options.ts';
import { predictTrees } from './predict.ts';

type Options = Pick<
  TreeOptions,
  'rounds' | 'learningRate' | 'maxDepth' | 'minChildRows' | 'minChildWeight' | 'l1' | 'l2' | 'maxLeaves' | 'growth'
>;

/** Boosting as it is written down: every cut of every feature with every side for the missing, by plain sums. */
function slowBoost(
  columns: readonly Float32Array[],
  labels: Uint8Array,
  weights: Float64Array,
  options: Options,
): Float64Array {
  const rows = [...labels.keys()];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const positive = rows.reduce((sum, row) => sum + weights[row]! * labels[row]!, 0);
  const scores = new Float64Array(labels.length).fill(Math.log(positive / (total - positive)));
  for (let round = 0; round < options.rounds; round++) {
    const p = scores.map(sigmoid);
    const sumsOf = (members: readonly number[]): { g: number; h: number } => ({
      g: members.reduce((sum, row) => sum + weights[row]! * (p[row]! - labels[row]!), 0),
      h: members.reduce((sum, row) => sum + weights[row]! * p[row]! * (1 - p[row]!), 0),
    });
    const soft = (g: number): number => Math.sign(g) * Math.max(0, Math.abs(g) - options.l1);
    const gainOf = (members: readonly number[]): number => {
      const { g, h } = sumsOf(members);
      return soft(g) ** 2 / (h + options.l2);
    };
    const best = (members: readonly number[]): { gain: number; sides: [number[], number[]] } | null => {
      let found: { gain: number; sides: [number[], number[]] } | null = null;
      for (const column of columns) {
        const values = [...new Set(members.map((row) => column[row]!).filter((x) => !Number.isNaN(x)))];
        for (const cut of values) {
          for (const missingLeft of [false, true]) {
            const isLeft = (row: number): boolean => (Number.isNaN(column[row]) ? missingLeft : column[row]! <= cut);
            const sides: [number[], number[]] = [members.filter(isLeft), members.filter((row) => !isLeft(row))];
            const small = sides.some(
              (side) => side.length < Math.max(1, options.minChildRows) || sumsOf(side).h < options.minChildWeight,
            );
            if (small) continue;
            const gain = gainOf(sides[0]) + gainOf(sides[1]) - gainOf(members);
            if (gain > (found?.gain ?? 1e-9)) found = { gain, sides };
          }
        }
      }
      return found;
    };
    const leaves: number[][] = [];
    let open = [{ members: rows, depth: 0 }].map((node) => ({ ...node, split: best(node.members) }));
    for (;;) {
      leaves.push(...open.filter(({ split }) => split === null).map(({ members }) => members));
      open = open.filter(({ split }) => split !== null);
      if (open.length === 0 || leaves.length + open.length >= options.maxLeaves) break;
      const shallowest = Math.min(...open.map(({ depth }) => depth));
      const eligible = options.growth === 'depth-wise' ? open.filter(({ depth }) => depth === shallowest) : open;
      const next = eligible.reduce((a, b) => (b.split!.gain > a.split!.gain ? b : a));
      open = open.filter((node) => node !== next);
      for (const members of next.split!.sides) {
        const depth = next.depth + 1;
        open.push({ members, depth, split: depth < options.maxDepth ? best(members) : null });
      }
    }
    for (const members of [...leaves, ...open.map((node) => node.members)]) {
      const { g, h } = sumsOf(members);
      for (const row of members) scores[row]! -= (options.learningRate * soft(g)) / (h + options.l2);
    }
  }
  return scores;
}

describe('fitTrees against boosting by plain sums', () => {
  it('predicts the same for every training row', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer(),
          rows: fc.integer({ min: 20, max: 60 }),
          maxDepth: fc.integer({ min: 1, max: 4 }),
          maxLeaves: fc.integer({ min: 2, max: 9 }),
          growth: fc.constantFrom('leaf-wise' as const, 'depth-wise' as const),
          minChildRows: fc.integer({ min: 0, max: 6 }),
          minChildWeight: fc.constantFrom(0, 0.5, 2),
          l1: fc.constantFrom(0, 0.3),
          l2: fc.constantFrom(0.1, 1, 5),
          missing: fc.constantFrom(0, 0.3),
        }),
        ({ seed, rows, missing, ...shape }) => {
          const random = createRandom(seed);
          const columns = [0, 1, 2].map(() =>
            Float32Array.from({ length: rows }, () => (random.next() < missing ? NaN : random.normal())),
          );
          const labels = Uint8Array.from({ length: rows }, (_unused, row) =>
            row < 2 ? row : Number(random.next() < 0.4),
          );
          const weights = Float64Array.from(labels, () => 0.5 + 2 * random.next());
          const options = { ...shape, rounds: 3, learningRate: 0.3 };
          const { model } = fitTrees({ columns, labels, weights, featureNames: ['a', 'b', 'c'], options });
          const fast = predictTrees(model, columns, rows);
          slowBoost(columns, labels, weights, options).forEach((score, row) =>
            expect(Math.abs(score - fast[row]!)).toBeLessThan(1e-5),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
