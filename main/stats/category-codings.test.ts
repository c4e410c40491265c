import { describe, expect, it } from 'vitest';
import { codeColumns, codingLookup, fitCategoryCodings, tellsApart } from './category-codings.ts';
import { createRandom } from './random.ts';
import type { LabelledRows } from './trees/options.ts';

/** Rows of accounts that keep one category each; rate of label 1 by category. */
function rows(rates: ReadonlyMap<number, number>, accounts: number, times: number, seed: number): LabelledRows {
  const random = createRandom(seed);
  const codes = [...rates.keys()];
  const of = Array.from({ length: accounts }, () => codes[random.integer(codes.length)]!);
  const groups = Array.from({ length: accounts * times }, (_, row) => Math.floor(row / times));
  return {
    columns: [Float32Array.from(groups, (account) => of[account]!), Float32Array.from(groups, () => random.normal())],
    labels: Uint8Array.from(groups, (account) => (random.next() < rates.get(of[account]!)! ? 1 : 0)),
    groups,
  };
}
const only = (from: LabelledRows, seed = 1) => {
  const { codings, columns } = fitCategoryCodings(from, [0], seed);
  return { coding: codings[0]!, column: columns[0]! };
};

describe('fitCategoryCodings', () => {
  it('finds the ratio of each category’s rate to the overall one, a little nearer to 1', () => {
    const { coding } = only(
      rows(
        new Map([
          [5, 0.05],
          [6, 0.1],
          [7, 0.3],
          [NaN, 0.1],
        ]),
        8_000,
        1,
        3,
      ),
    );
    const valueOf = codingLookup(coding);
    const overall = (0.05 + 0.1 + 0.3 + 0.1) / 4;
    for (const [code, rate] of [
      [5, 0.05],
      [6, 0.1],
      [7, 0.3],
      [NaN, 0.1],
    ] as const)
      expect(valueOf(code)).toBeCloseTo(Math.log(rate / overall), 0.8);
    expect(coding.codes).toEqual([5, 6, 7]);
    expect(valueOf(8)).toBe(0);
  });

  it('says nothing where categories differ by chance only, however many rows an account has', () => {
    const alike = new Map(Array.from({ length: 6 }, (_, code) => [code, 0.1]));
    const found = Array.from({ length: 60 }, (_, seed) => tellsApart(only(rows(alike, 300, 12, seed)).coding));
    expect(found.filter(Boolean).length).toBeLessThanOrEqual(4);
  });

  it('reads a row’s category from other accounts', () => {
    const from = rows(
      new Map([
        [1, 0.1],
        [2, 0.4],
      ]),
      400,
      3,
      9,
    );
    const { column } = only(from);
    const before = column[0]!;
    const labels = from.labels.slice();
    for (let row = 0; row < 3; row++) labels[row] = 1 - labels[row]!;
    const { column: after } = only({ ...from, labels });
    // Only how strongly categories are drawn together may move, since that is one number for all.
    expect(after[0]!).toBeCloseTo(before, 2);
    const others = [...new Set(Array.from(column).map((value) => value.toFixed(9)))];
    expect(others.length).toBeGreaterThan(2);
    expect(others.length).toBeLessThanOrEqual(10);
  });

  it('lets rare categories share a value, and turns the sign with the label', () => {
    const rates = new Map([
      [1, 0.05],
      [2, 0.35],
    ]);
    const from = rows(rates, 1_000, 1, 4);
    const column = Float32Array.from(from.columns[0]!, (code, row) => (row < 5 ? 100 + row : code));
    const { coding } = only({ ...from, columns: [column] });
    expect(coding.codes).toEqual([1, 2]);
    const turned = only({ ...from, columns: [column], labels: from.labels.map((label) => 1 - label) }).coding;
    turned.values.forEach((value, place) => expect(Math.sign(value)).toBe(-Math.sign(coding.values[place]!)));
    const [coded, other] = codeColumns([coding], [column, column]);
    expect([coded![0], coded![1]]).toEqual([coding.other, coding.other]);
    expect(other).toBe(column);
  });

  it('manages one outcome, one category and too few groups for folds', () => {
    for (const labels of [Uint8Array.of(0, 0, 0), Uint8Array.of(1, 1, 1), Uint8Array.of(0, 1, 0)]) {
      const { coding, column } = only({ columns: [Float32Array.of(1, 1, 2)], labels });
      expect(tellsApart(coding)).toBe(false);
      expect([...column]).toEqual([0, 0, 0]);
    }
  });
});
