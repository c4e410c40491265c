import { describe, expect, it } from 'vitest';
import { churnTreeOptions } from '../learner.ts';
import { createRandom } from '../random.ts';
import { exampleData } from '../testing/data.ts';
import type { HalvingInput } from './halving.ts';
import { successiveHalving } from './halving.ts';
import { searchTreeShape } from './tree-search.ts';

/** The loss of setting s is |s − 7| and noise; each piece has 50 rows. */
function hill(more: Partial<HalvingInput<number>> = {}): { input: HalvingInput<number>; judged: string[] } {
  const judged: string[] = [];
  const input: HalvingInput<number> = {
    settings: [3, 0, 1, 2, 4, 5, 6, 7, 8],
    pieces: 5,
    judge: (setting, piece) => {
      judged.push(`${setting}:${piece}`);
      const random = createRandom(piece);
      return Float64Array.from({ length: 50 }, () => Math.abs(setting - 7) + random.normal());
    },
    ...more,
  };
  return { input, judged };
}

describe('successiveHalving', () => {
  it('finds the best setting without judging the others to the end, each piece once', () => {
    const { input, judged } = hill();
    const shares: number[] = [];
    const result = successiveHalving({ ...input, onProgress: (share) => shares.push(share) });
    expect(result).toMatchObject({ best: 7, keptFirst: false, isComplete: true });
    expect(result.trials[0]).toMatchObject({ setting: 7, pieces: 5 });
    expect(new Set(judged).size).toBe(judged.length);
    expect(judged.length).toBeLessThan(25);
    expect(judged.filter((one) => one.startsWith('0:'))).toHaveLength(1);
    expect(shares.at(-1)).toBe(1);
    expect(shares.every((share, index) => index === 0 || share >= shares[index - 1]!)).toBe(true);
  });

  it('keeps the first setting where the best is not better than chance', () => {
    const random = createRandom(5);
    const { input } = hill({ judge: () => Float64Array.from({ length: 50 }, () => random.normal()) });
    let kept = 0;
    for (let time = 0; time < 20; time++) kept += successiveHalving(input).keptFirst ? 1 : 0;
    expect(kept).toBeGreaterThan(5);
    const same = hill({ judge: () => new Float64Array(50).fill(1) });
    expect(successiveHalving(same.input)).toMatchObject({ best: 3, keptFirst: true });
  });

  it('ends when time is up with what is known, and when told to stop', () => {
    let asked = 0;
    const { input, judged } = hill({ outOfTime: () => ++asked > 4 });
    expect(successiveHalving(input).isComplete).toBe(false);
    expect(judged).toHaveLength(4);
    expect(successiveHalving(hill({ outOfTime: () => true }).input)).toMatchObject({ best: 3, isComplete: false });
    expect(() => successiveHalving(hill({ shouldStop: () => true }).input)).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
  });
});

describe('searchTreeShape', () => {
  const data = exampleData(700, 5, 12);
  const house = { ...churnTreeOptions(700), rounds: 80 };

  it('leaves a setting that cannot learn, and is the same for the same seed', () => {
    const input = { ...data, house: { ...house, maxDepth: 1, maxLeaves: 2, rounds: 15 }, tries: 8, folds: 3, seed: 4 };
    const found = searchTreeShape(input);
    expect(found).toMatchObject({ keptHouse: false, isComplete: true });
    expect(found.shape.maxLeaves).toBeGreaterThan(2);
    expect(searchTreeShape(input)).toEqual(found);
  });

  it('keeps the house where there is too little to judge by', () => {
    const few = { columns: data.columns.map((column) => column.subarray(0, 2)), labels: Uint8Array.of(0, 1) };
    const found = searchTreeShape({ ...few, featureNames: data.featureNames, house, seed: 1 });
    expect(found).toMatchObject({ keptHouse: true, trials: [] });
  });

  it('never puts rows of one account on both sides', () => {
    const owners = Array.from(data.labels, (_label, row) => row % 100);
    const repeated = {
      ...data,
      columns: [Float32Array.from(owners)],
      featureNames: ['number'],
      labels: Uint8Array.from(owners, (owner) => data.labels[owner]!),
    };
    const input = { ...repeated, house, tries: 2, folds: 3, seed: 2 };
    const careless = searchTreeShape(input).trials[0]!.loss;
    expect(searchTreeShape({ ...input, groups: owners }).trials[0]!.loss).toBeGreaterThan(careless * 1.15);
  });
});
