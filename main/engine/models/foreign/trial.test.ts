import { describe, expect, it } from 'vitest';
import type { RunPlan } from './foreign-part.ts';
import type { Runner } from './runner.ts';
import { plainPlan } from './testing/exported.ts';
import { tryOut } from './trial.ts';

const output = { name: 'p', column: 0, reading: 'probability' } as const;
const plan = plainPlan(2, output);
const values = Float32Array.from({ length: 40 }, (_, place) => (place === 7 ? NaN : place / 40));

function runner(raw: (values: Float32Array, rows: number) => number[], own: RunPlan = plan): Runner {
  const answer = (given: Float32Array, rows: number) => Promise.resolve(Float64Array.from(raw(given, rows)));
  return { plan: own, raw: answer, run: answer };
}
const byRow = (answer: (row: Float32Array) => number) =>
  runner((given, rows) => Array.from({ length: rows }, (_, row) => answer(given.subarray(2 * row, 2 * row + 2))));
const known = (row: Float32Array): number => (Number.isNaN(row[1]!) ? 0.5 : row[0]! / 2 + row[1]! / 4);

describe('tryOut', () => {
  it('takes a model that answers each account with a probability', async () => {
    expect((await tryOut(byRow(known), values, 20))[0]).toBeCloseTo(known(values), 7);
  });

  it('takes log-odds where a person said so', async () => {
    const logOdds = byRow((row) => known(row) * 8 - 4);
    const said = await tryOut(
      { ...logOdds, plan: { ...plan, output: { ...output, reading: 'log-odds' } } },
      values,
      20,
    );
    expect(said.every((probability) => probability > 0 && probability < 1)).toBe(true);
  });

  it('refuses numbers that are no probabilities', async () => {
    await expect(
      tryOut(
        byRow((row) => known(row) * 8 - 4),
        values,
        20,
      ),
    ).rejects.toThrow(/numbers from -3.95 to .* no probabilities/);
  });

  it('refuses answers that are no numbers, and says for which column a value is needed', async () => {
    await expect(
      tryOut(
        byRow((row) => row[0]! / 2 + row[1]!),
        values,
        20,
      ),
    ).rejects.toThrow(/1 accounts with no number \(NaN\).*feature 1/);
  });

  it('refuses answers by chance', async () => {
    let turn = 0;
    await expect(
      tryOut(
        byRow((row) => known(row) * (1 - (turn++ % 7) / 50)),
        values,
        20,
      ),
    ).rejects.toThrow(/Asked twice/);
  });

  it('refuses answers that depend on the other accounts', async () => {
    const ofMean = runner((given, rows) => {
      const mean = given.reduce((sum, value) => sum + (value || 0), 0) / rows;
      return Array.from({ length: rows }, (_, row) => (given[2 * row]! + mean) / 10);
    });
    await expect(tryOut(ofMean, values, 20)).rejects.toThrow(/which other accounts/);
  });
});
