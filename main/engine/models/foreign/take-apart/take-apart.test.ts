import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate, createRandom, predictLogistic, predictTrees, shapValues } from '../../../../stats/index.ts';
import type { RunPlan } from '../foreign-part.ts';
import { readForeign } from '../read-file.ts';
import { createRunner } from '../runner.ts';
import {
  boosterFile,
  fileOf,
  forestFile,
  matrix,
  networkFile,
  pipelineFile,
  plainPlan,
  treeNode,
} from '../testing/exported.ts';
import type { PlainNode } from '../testing/exported.ts';
import { node } from '../../onnx/proto.ts';
import { takeApart } from './index.ts';

const modes = ['BRANCH_LEQ', 'BRANCH_LT', 'BRANCH_GTE', 'BRANCH_GT'];
const cuts = [-1, -0.25, 0, 0.1, 0.3, 1.7];

/** A random tree of some depth; every leaf has a weight of its own. */
function randomTree(
  features: number,
  depth: number,
  seed: number,
  leaf: (value: number) => Record<number, number>,
): PlainNode[] {
  const random = createRandom(seed);
  const nodes: PlainNode[] = [];
  const grow = (left: number): number => {
    const place = nodes.length;
    if (left === 0 || random.next() < 0.15) {
      nodes.push({ weights: leaf(random.next()) });
      return place;
    }
    nodes.push({ weights: {} });
    const yes = grow(left - 1);
    const no = grow(left - 1);
    nodes[place] = {
      feature: random.integer(features),
      mode: modes[random.integer(modes.length)]!,
      threshold: Math.fround(cuts[random.integer(cuts.length)]!),
      yes,
      no,
      missingYes: random.next() < 0.5,
    };
    return place;
  };
  grow(depth);
  return nodes;
}

/** Values on and beside every cut, and missing ones. */
function randomRows(rows: number, features: number, seed: number, share = 0.15): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: rows * features }, () => {
    if (random.next() < share) return NaN;
    const cut = cuts[random.integer(cuts.length)]!;
    return random.next() < 0.5 ? cut * (1 + (random.integer(3) - 1) * 1e-7) : random.normal();
  });
}

async function held(bytes: Uint8Array, plan: RunPlan, values: Float32Array): Promise<ReturnType<typeof takeApart>> {
  const rows = values.length / plan.features.length;
  const { onnx } = readForeign(bytes);
  const said = await (await createRunner(onnx, plan)).run(values, rows);
  const found = takeApart(onnx, plan, values, said, rows);
  if (found === null) return null;
  const columns = plan.features.map((_, feature) =>
    Float32Array.from({ length: rows }, (_r, row) => values[row * plan.features.length + feature]!),
  );
  const { model } = found;
  const sums = model.kind === 'trees' ? predictTrees(model, columns, rows) : predictLogistic(model, columns, rows);
  sums.forEach((sum, row) =>
    expect(Math.abs(calibrate(found.calibration, sum) - said[row]!)).toBeLessThanOrEqual(1e-5),
  );
  return found;
}

const anyCase = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  features: fc.integer({ min: 1, max: 5 }),
  trees: fc.integer({ min: 1, max: 12 }),
  depth: fc.integer({ min: 1, max: 5 }),
});

describe('takeApart', () => {
  it('reads boosted trees with every kind of question, and missing values, as the runtime does', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ seed, features, trees, depth }) => {
        const grown = Array.from({ length: trees }, (_, index) =>
          randomTree(features, depth, seed + index, (value) => ({ 0: value - 0.45 })),
        );
        const plan = plainPlan(features, { name: 'probabilities', column: 1, reading: 'probability' }, 'input');
        const found = await held(boosterFile(grown, features, 0.3), plan, randomRows(120, features, seed));
        expect(found).toMatchObject({ scale: 'log-odds', calibration: { method: 'none' } });
      }),
      { numRuns: 25 },
    );
  });

  it('reads a forest, whose leaves add up to the probability itself', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ seed, features, trees, depth }) => {
        const grown = Array.from({ length: trees }, (_, index) =>
          randomTree(features, depth, seed + index, (value) => ({ 0: (1 - value) / trees, 1: value / trees })),
        );
        const plan = plainPlan(features, { name: 'probabilities', column: 1, reading: 'probability' }, 'float_input');
        const found = await held(forestFile(grown, features), plan, randomRows(120, features, seed));
        // One leaf, or two, may be told as well by a sigmoid.
        if (depth > 2 && trees > 2) expect(found?.scale).toBe('probability');
        expect(found?.model.kind).toBe('trees');
      }),
      { numRuns: 20 },
    );
  });

  it('turns questions about scaled columns back into questions about the features', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, fc.constantFrom(2, -3, 0.001), async ({ seed, features, depth }, scale) => {
        const grown = [
          randomTree(features, depth, seed, (value) => ({ 0: value })),
          randomTree(features, depth, seed + 1, (value) => ({ 0: -value })),
        ];
        const bytes = fileOf({
          nodes: [
            node('Sub', ['x', 'offset'], ['moved']),
            node('Mul', ['moved', 'scale'], ['scaled']),
            treeNode(grown, { kind: 'target', input: 'scaled', outputs: ['sum'], post: 'NONE' }),
            node('Sigmoid', ['sum'], ['p']),
          ],
          inputs: [matrix('x', features)],
          outputs: [matrix('p', 1)],
          constants: [
            { name: 'offset', dims: [1], dataType: 1, floatData: [0.1] },
            { name: 'scale', dims: [1], dataType: 1, floatData: [scale] },
          ],
        });
        const plan = plainPlan(features, { name: 'p', column: 0, reading: 'probability' });
        const values = randomRows(200, features, seed).map((value) => Math.fround(value / scale + 0.1));
        expect((await held(bytes, plan, values))?.model.kind).toBe('trees');
      }),
      { numRuns: 20 },
    );
  });

  it('reads a pipeline of imputer, scaler and logistic regression as one weighted sum', async () => {
    const bytes = pipelineFile({
      fills: [1, 5, 0.2],
      means: [2, 4, 0.1],
      scales: [3, 0.5, 2],
      weights: [0.4, -0.7, 1.2],
      intercept: -0.3,
    });
    const plan = plainPlan(3, { name: 'probabilities', column: 1, reading: 'probability' }, 'float_input');
    const found = await held(bytes, plan, randomRows(200, 3, 4));
    expect(found?.model).toMatchObject({
      kind: 'logistic',
      weights: [0.4 / 3, -1.4, 0.6].map((weight) => expect.closeTo(weight, 5)),
    });
  });

  it('leaves a network as it is', async () => {
    const bytes = networkFile({ first: [1, -2, 0.5, 1, 0.3, -1], second: [1.5, -1], columns: 3, hidden: 2 });
    const plan = plainPlan(3, { name: 'output', column: 0, reading: 'probability' });
    expect(await held(bytes, plan, randomRows(100, 3, 9, 0))).toBeNull();
  });

  it('stands the way through JSON, also where a question has the same answer for all', async () => {
    const tree: PlainNode[] = [
      { feature: 0, mode: 'BRANCH_LEQ', threshold: Infinity, yes: 1, no: 2, missingYes: false },
      { feature: 1, mode: 'BRANCH_GT', threshold: 0.5, yes: 2, no: 3, missingYes: true },
      { weights: { 0: 1 } },
      { weights: { 0: -1 } },
    ];
    const plan = plainPlan(2, { name: 'probabilities', column: 1, reading: 'probability' }, 'input');
    const values = randomRows(80, 2, 3);
    const found = await held(boosterFile([tree], 2), plan, values);
    if (found?.model.kind !== 'trees') throw new Error('Trees were expected.');
    const stored = JSON.parse(JSON.stringify(found.model)) as typeof found.model;
    expect(stored).toEqual(found.model);
  });

  it('counts the accounts that pass each branch, so that reasons start from their mean', async () => {
    const tree: PlainNode[] = [
      { feature: 0, mode: 'BRANCH_LEQ', threshold: 0, yes: 1, no: 2, missingYes: false },
      { weights: { 0: 1 } },
      { weights: { 0: -1 } },
    ];
    const plan = plainPlan(1, { name: 'probabilities', column: 1, reading: 'probability' }, 'input');
    const found = await held(boosterFile([tree], 1), plan, Float32Array.of(-1, -1, -1, 1));
    expect(found?.model.kind === 'trees' && found.model.trees[0]?.cover.map(Math.round)).toEqual([4, 3, 1]);
    if (found?.model.kind === 'trees') expect(shapValues(found.model, [1]).base).toBeCloseTo(0.5, 1);
  });
});
