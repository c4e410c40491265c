import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concordance } from './cox-concordance.ts';
import { coxBaselineAt, coxLogRisk, coxRatios, fitCox } from './cox.ts';
import { createRandom } from './random.ts';

const shared = join(import.meta.dirname, '../../../shared/data');
const missing = !existsSync(join(shared, 'golden.json'));

/** Efron's log partial likelihood as it is written down in books: every risk set anew. */
function slowLogLikelihood(
  durations: number[],
  events: number[],
  entries: number[],
  columns: number[][],
  beta: number[],
): number {
  const risk = durations.map((_unused, row) => Math.exp(beta.reduce((sum, b, j) => sum + b * columns[j]![row]!, 0)));
  let sum = 0;
  for (const time of new Set(durations.filter((_unused, row) => events[row] === 1))) {
    const rows = durations.map((_unused, row) => row);
    const atRisk = rows.filter((row) => durations[row]! >= time && entries[row]! < time);
    const dying = rows.filter((row) => durations[row] === time && events[row] === 1);
    const total = atRisk.reduce((all, row) => all + risk[row]!, 0);
    const ofDying = dying.reduce((all, row) => all + risk[row]!, 0);
    dying.forEach((row, tie) => (sum += Math.log(risk[row]!) - Math.log(total - (tie / dying.length) * ofDying)));
  }
  return sum;
}

function drawn(seed: number, count: number, beta: readonly number[]) {
  const random = createRandom(seed);
  const columns = beta.map(() => Array.from({ length: count }, () => random.normal()));
  const durations: number[] = [];
  const events: number[] = [];
  const entries: number[] = [];
  for (let row = 0; row < count; row++) {
    const rate = 0.05 * Math.exp(beta.reduce((sum, b, j) => sum + b * columns[j]![row]!, 0));
    for (;;) {
      const entry = Math.floor(random.next() * 10);
      // Rounded up, so that many end at the same time.
      const time = Math.ceil(-Math.log(1 - random.next()) / rate);
      if (time <= entry) continue;
      const last = entry + 1 + Math.floor(random.next() * 40);
      entries.push(entry);
      durations.push(Math.min(time, last));
      events.push(time <= last ? 1 : 0);
      break;
    }
  }
  return { columns, durations, events, entries };
}

describe('fitCox', () => {
  it('is at the top of the likelihood, with late entry and ties', () => {
    const { columns, durations, events, entries } = drawn(7, 120, [0.6, -0.4]);
    const input = {
      durations,
      eventObserved: events,
      entries,
      columns: columns.map((c) => Float64Array.from(c)),
      names: ['a', 'b'],
    };
    const model = fitCox(input);
    const at = (beta: number[]): number => slowLogLikelihood(durations, events, entries, columns, beta);
    const top = at(model.coefficients);
    expect(model.logLikelihood).toBeCloseTo(top, 8);
    expect(model.nullLogLikelihood).toBeCloseTo(at([0, 0]), 8);
    for (const j of [0, 1]) {
      const moved = (by: number): number => at(model.coefficients.map((b, index) => b + (index === j ? by : 0)));
      expect(moved(0.001)).toBeLessThan(top);
      expect(moved(-0.001)).toBeLessThan(top);
      const curvature = -(moved(0.001) - 2 * top + moved(-0.001)) / 1e-6;
      // 1 / curvature is the variance with the other one held, which cannot be larger.
      expect(1 / Math.sqrt(curvature)).toBeLessThanOrEqual(model.standardErrors[j]! * 1.001);
    }
  });

  it('finds the coefficients that made the data, whose entry was late', () => {
    const { columns, durations, events, entries } = drawn(3, 6000, [0.5, -0.8]);
    const of = columns.map((column) => Float64Array.from(column));
    const model = fitCox({ durations, eventObserved: events, entries, columns: of, names: ['a', 'b'] });
    [0.5, -0.8].forEach((truth, j) =>
      expect(Math.abs(model.coefficients[j]! - truth)).toBeLessThan(4 * model.standardErrors[j]!),
    );
    // Cumulative hazard of a row at zero is 0.05 a unit of time.
    const atZero = coxBaselineAt(model, 20)! * Math.exp(coxLogRisk(model, [0, 0]));
    expect(atZero).toBeCloseTo(1, 0.5);
    expect(coxBaselineAt(model, 1e6)).toBeNull();
    const shrunk = fitCox({ durations, eventObserved: events, entries, columns: of, names: ['a', 'b'], ridge: 500 });
    expect(Math.abs(shrunk.coefficients[0]!)).toBeLessThan(Math.abs(model.coefficients[0]!));
  });

  it('refuses with a sentence what cannot be fitted', () => {
    const durations = [1, 2, 3, 4, 5, 6];
    const eventObserved = [1, 1, 1, 1, 1, 1];
    const of = (...columns: number[][]) => ({
      durations,
      eventObserved,
      columns: columns.map((column) => Float64Array.from(column)),
      names: columns.map((_column, index) => `x${index}`),
    });
    expect(() => fitCox(of([1, 1, 1, 1, 1, 1]))).toThrow(/"x0" is the same in every row/);
    expect(() => fitCox(of([6, 5, 4, 3, 2, 1]))).toThrow(/"x0" tells exactly who leaves first/);
    expect(fitCox({ ...of([6, 5, 4, 3, 2, 1]), ridge: 1 }).coefficients[0]).toBeGreaterThan(0);
    expect(() => fitCox(of([1, 3, 2, 5, 1, 2], [2, 6, 4, 10, 2, 4]))).toThrow(/"x1" says nothing/);
    expect(() => fitCox(of([1, 3, NaN, 5, 1, 2]))).toThrow(/row 3/);
    expect(() => fitCox({ ...of([1, 3, 2, 5, 1, 2]), eventObserved: [0, 0, 0, 0, 0, 0] })).toThrow(/Nobody left/);
    expect(() => fitCox({ ...of([1, 3, 2, 5, 1, 2]), entries: [0, 0, 3, 0, 0, 0] })).toThrow(/Row 3 ends/);
    expect(() => fitCox({ ...of([1, 3, 2, 5, 1, 2]), shouldStop: () => true })).toThrow(/cancelled/i);
  });

  it.skipIf(missing)('gives the reference results on Rossi (needs ../shared/data, absent here if skipped)', () => {
    const golden = JSON.parse(readFileSync(join(shared, 'golden.json'), 'utf8').replaceAll('NaN', 'null'))[
      'rossi:cox_efron_statsmodels'
    ];
    const [header, ...lines] = readFileSync(join(shared, 'survival/rossi.csv'), 'utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','));
    const column = (name: string): Float64Array =>
      Float64Array.from(lines, (line) => Number(line[header!.indexOf(name)]));
    const names = Object.keys(golden.coef);
    const model = fitCox({
      durations: column('week'),
      eventObserved: column('arrest'),
      columns: names.map(column),
      names,
    });
    names.forEach((name, index) => {
      expect(model.coefficients[index]).toBeCloseTo(golden.coef[name], 6);
      expect(model.standardErrors[index]).toBeCloseTo(golden.se[name], 5);
    });
    expect(model.logLikelihood).toBeCloseTo(golden.loglik, 4);
    // As R prints them; the tests of proportionality are those of Fox (2002), Cox regression for survival data.
    expect(model.concordance).toBeCloseTo(0.6403, 4);
    const three = ['fin', 'age', 'prio'];
    const { proportionality } = fitCox({
      durations: column('week'),
      eventObserved: column('arrest'),
      columns: three.map(column),
      names: three,
    });
    const published = [0.00507, 6.54147, 0.77288, 7.13046];
    published.forEach((chiSquared, index) => expect(proportionality[index]!.chiSquared).toBeCloseTo(chiSquared, 5));
    expect(coxRatios(model)[0]).toMatchObject({ name: 'fin', ratio: expect.closeTo(0.684, 3) });
  });
});

describe('concordance', () => {
  it('counts pairs', () => {
    const row = fc.record({
      time: fc.integer({ min: 1, max: 8 }),
      event: fc.constantFrom(0, 1),
      score: fc.integer({ min: 0, max: 4 }),
      before: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), fc.boolean(), (rows, isLate) => {
        const entry = rows.map(({ time, before }) => (isLate ? time - before : -1));
        let pairs = 0;
        let agreeing = 0;
        for (const [i, a] of rows.entries())
          for (const [j, b] of rows.entries()) {
            if (i === j || a.event !== 1 || entry[j]! >= a.time) continue;
            if (!(b.time > a.time || (b.time === a.time && b.event === 0))) continue;
            pairs++;
            agreeing += a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0;
          }
        const found = concordance(
          rows.map(({ time }) => time),
          rows.map(({ event }) => event),
          rows.map(({ score }) => score),
          isLate ? entry : null,
        );
        if (pairs === 0) expect(found).toBeNull();
        else expect(found).toBeCloseTo(agreeing / pairs, 12);
      }),
    );
  });
});
