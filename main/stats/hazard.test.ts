import { describe, expect, it } from 'vitest';
import { fitHazard, hazardOf, survivalThrough } from './hazard.ts';
import { kaplanMeier, survivalAt } from './survival.ts';
import { createRandom } from './random.ts';
import { sigmoid } from './special.ts';

/** Accounts with a constant trait and one that changes every month; leaving follows exactly the model. */
function drawn(accounts: number, seed: number) {
  const random = createRandom(seed);
  const columns: number[][] = [[], [], []];
  const labels: number[] = [];
  const lives: { months: number; left: number }[] = [];
  for (let account = 0; account < accounts; account++) {
    const trait = random.normal();
    let left = 0;
    let month = 0;
    while (left === 0 && month < 18) {
      month++;
      const now = random.next() < 0.2 ? NaN : random.normal();
      const logOdds = -3 + 0.8 * trait + (now !== now ? 0.5 : -0.6 * now) + (month % 12 === 0 ? 1.5 : 0);
      left = random.next() < sigmoid(logOdds) ? 1 : 0;
      [trait, now, month % 12 === 0 ? 1 : 0].forEach((value, index) => columns[index]!.push(value));
      labels.push(left);
    }
    lives.push({ months: month, left });
  }
  return { columns: columns.map((column) => Float32Array.from(column)), labels: Uint8Array.from(labels), lives };
}

describe('discrete-time hazard', () => {
  const names = ['trait', 'now', 'term ends'];

  it('finds the weights that made the data', () => {
    const { columns, labels } = drawn(4000, 2);
    const model = fitHazard({ columns, labels, featureNames: names, l2: 1e-6 });
    expect(hazardOf(model, [1, 1, 0])).toBeCloseTo(sigmoid(-2.8), 2);
    expect(hazardOf(model, [1, NaN, 1])).toBeCloseTo(sigmoid(-0.2), 1);
  });

  it('without columns that differ is Kaplan-Meier', () => {
    const { labels, lives } = drawn(1500, 4);
    // A column a month, so that each month has a hazard of its own.
    const months = lives.flatMap(({ months: last }) => Array.from({ length: last }, (_unused, index) => index + 1));
    const columns = Array.from({ length: 18 }, (_unused, index) =>
      Float32Array.from(months, (month) => (month === index + 1 ? 1 : 0)),
    );
    const featureNames = columns.map((_column, index) => `month ${index + 1}`);
    const model = fitHazard({ columns, labels, featureNames, l2: 1e-7 });
    const curve = kaplanMeier(
      lives.map(({ months: last }) => last),
      lives.map(({ left }) => left),
    );
    const through = (last: number): Float64Array[] =>
      Array.from({ length: last }, (_unused, index) => {
        const row = new Float64Array(18);
        row[index] = 1;
        return row;
      });
    for (const last of [1, 6, 12, 17]) {
      const { survival, lower, upper } = survivalThrough(model, through(last));
      expect(survival).toBeCloseTo(survivalAt(curve, last)!, 4);
      const point = curve.timeline.find(({ time }) => time === last)!;
      // Both intervals are of the log(−log) scale; Greenwood's and the likelihood's variance agree.
      expect(lower).toBeCloseTo(point.lower!, 2);
      expect(upper).toBeCloseTo(point.upper!, 2);
    }
  });

  it('counts a weight of two as two rows', () => {
    const { columns, labels } = drawn(200, 9);
    const twice = fitHazard({ columns, labels, featureNames: names, weights: new Float64Array(labels.length).fill(2) });
    const double = (of: Float32Array): Float32Array => Float32Array.from([...of, ...of]);
    const doubled = {
      columns: columns.map(double),
      labels: Uint8Array.from([...labels, ...labels]),
      featureNames: names,
    };
    const reference = fitHazard(doubled);
    const rows = [Float64Array.of(0.5, NaN, 1), Float64Array.of(-1, 0.2, 0)];
    const found = survivalThrough(twice, rows);
    const expected = survivalThrough(reference, rows);
    for (const key of ['survival', 'lower', 'upper'] as const) expect(found[key]).toBeCloseTo(expected[key], 9);
    expect(survivalThrough(twice, [])).toEqual({ survival: 1, lower: 1, upper: 1 });
  });
});
