import { describe, expect, it } from 'vitest';
import { chooseMoves } from './choose.ts';
import { leversOf } from './levers.ts';

/** A model of two figures: the first lowers the risk by 5 points a step, the second by 2; both together no more than that. */
const score = (rows: readonly Float32Array[]) =>
  Promise.resolve(rows.map((row) => 0.6 + 0.05 * (row[0]! - 10) + 0.02 * (row[1]! - 10)));
const row = Float32Array.of(10, 10);
const first = { place: 0, from: 10, values: [9, 8, 7, 6] };
const second = { place: 1, from: 10, values: [9, 5] };

describe('chooseMoves', () => {
  it('takes the smallest change that reaches the target', async () => {
    const moves = await chooseMoves(row, 0.6, [first, second], 0.5, score);
    expect(moves[0]!.steps).toEqual([{ lever: first, to: 8 }]);
    expect(moves[0]!.probability).toBeCloseTo(0.5, 6);
    // The other one reaches it too, but only with its farthest value.
    expect(moves.map(({ steps }) => steps[0]!.to)).toEqual([8, 5]);
  });

  it('takes two together where neither is enough alone, and what lowers most where nothing is', async () => {
    const together = await chooseMoves(row, 0.6, [first, second], 0.32, score);
    expect(together[0]!.steps.map(({ to }) => to)).toEqual([6, 5]);
    expect(together[0]!.probability).toBeLessThanOrEqual(0.32);
    const never = await chooseMoves(row, 0.6, [first, second], 0.01, score);
    expect(never[0]!.probability).toBeCloseTo(0.3, 6);
  });

  it('says nothing where nothing helps', async () => {
    expect(await chooseMoves(row, 0.6, [first], 0.1, (rows) => Promise.resolve(rows.map(() => 0.7)))).toEqual([]);
    expect(await chooseMoves(row, 0.6, [], 0.1, score)).toEqual([]);
  });
});

describe('leversOf', () => {
  const customer = (value: number) => ({ contributions: [0, 0], values: [value, value] });
  it('offers values of similar accounts in the helpful direction only, and leaves out rare ones and unknown figures', () => {
    const similar = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 90].map(customer);
    const [lever, ...others] = leversOf(['open_tickets', 'mrr'], customer(4), similar);
    expect(others).toEqual([]);
    expect(lever).toEqual({ place: 0, from: 4, values: [3, 2, 1] });
    expect(leversOf(['open_tickets'], customer(NaN), similar)).toEqual([]);
    expect(leversOf(['active_days_28'], customer(8), similar)).toEqual([]);
  });
});
