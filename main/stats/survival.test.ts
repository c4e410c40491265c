import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeier, logRank, survivalAt } from './survival.ts';

const shared = join(import.meta.dirname, '../../../shared/data');
const missing = !existsSync(join(shared, 'golden.json'));

function csv(path: string): Record<string, string>[] {
  // These files hold no quotation marks.
  const [header, ...rows] = readFileSync(join(shared, path), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(header!.map((name, index) => [name, row[index]!])));
}

describe('kaplanMeier', () => {
  it('by hand', () => {
    const curve = kaplanMeier([1, 2, 2, 3, 4], [1, 1, 0, 0, 1]);
    expect(curve.timeline.map((point) => [point.time, point.atRisk, point.events, point.censored])).toEqual([
      [1, 5, 1, 0],
      [2, 4, 1, 1],
      [3, 2, 0, 1],
      [4, 1, 1, 0],
    ]);
    expect(curve.timeline.map((point) => point.survival)).toEqual([
      0.8,
      expect.closeTo(0.6, 12),
      expect.closeTo(0.6, 12),
      0,
    ]);
    expect(curve.median).toBe(4);
    expect(survivalAt(curve, 0.5)).toBe(1);
    expect(survivalAt(curve, 10)).toBe(0);
    expect(survivalAt(kaplanMeier([1, 2], [1, 0]), 3)).toBeNull();
  });

  it('without censoring is the share that lasts longer', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 }), (durations) => {
        const curve = kaplanMeier(
          durations,
          durations.map(() => 1),
        );
        for (const point of curve.timeline) {
          expect(point.survival).toBeCloseTo(
            durations.filter((time) => time > point.time).length / durations.length,
            12,
          );
          if (point.lower === null || point.upper === null) continue;
          expect(point.lower).toBeLessThanOrEqual(point.survival);
          expect(point.upper).toBeGreaterThanOrEqual(point.survival);
        }
      }),
    );
  });

  it('with late entry has those at risk who came before the time and had not gone', () => {
    const row = fc.record({
      entry: fc.integer({ min: 0, max: 8 }),
      length: fc.integer({ min: 1, max: 8 }),
      event: fc.constantFrom(0, 1),
      group: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const entries = rows.map(({ entry }) => entry);
        const durations = rows.map(({ entry, length }) => entry + length);
        const events = rows.map(({ event }) => event);
        const at = (time: number, group?: string): number =>
          rows.filter(
            (one, index) => one.entry < time && durations[index]! >= time && (group ?? one.group) === one.group,
          ).length;
        let survival = 1;
        for (const point of kaplanMeier(durations, events, 0.95, entries).timeline) {
          expect(point.atRisk).toBe(at(point.time));
          survival *= 1 - point.events / point.atRisk;
          expect(point.survival).toBeCloseTo(survival, 12);
        }
        const groups = rows.map(({ group }) => group);
        if (new Set(groups).size < 2) return;
        const test = logRank(durations, events, groups, entries);
        for (const { group, expected } of test?.groups ?? []) {
          const sum = rows.reduce(
            (all, { event }, index) => all + (event === 1 ? at(durations[index]!, group) / at(durations[index]!) : 0),
            0,
          );
          expect(expected).toBeCloseTo(sum, 9);
        }
      }),
    );
    expect(() => kaplanMeier([2], [1], 0.95, [2])).toThrow(/Row 1 ends/);
  });

  it('refuses what has no duration', () => {
    expect(() => kaplanMeier([], [])).toThrow(/nobody/);
    expect(() => kaplanMeier([NaN], [1])).toThrow(/Duration 1/);
    expect(() => logRank([1], [1], ['a'])).toThrow(/two groups/);
    expect(logRank([1, 2], [0, 0], ['a', 'b'])).toBeNull();
  });

  it.skipIf(missing)(
    'gives the reference results on Waltons and Telco (needs ../shared/data, absent here if skipped)',
    () => {
      // NaN stands in the file where the reference has no figure.
      const golden = JSON.parse(readFileSync(join(shared, 'golden.json'), 'utf8').replaceAll('NaN', 'null'));
      const waltons = csv('survival/waltons_dataset.csv');
      const times = (rows: Record<string, string>[], key: string): number[] => rows.map((row) => Number(row[key]));
      for (const group of ['control', 'miR-137']) {
        const rows = waltons.filter((row) => row['group'] === group);
        const curve = kaplanMeier(times(rows, 'T'), times(rows, 'E'));
        expect({ n: curve.subjects, events: curve.events, median: curve.median }).toEqual(golden.waltons[group]);
      }
      const test = logRank(
        times(waltons, 'T'),
        times(waltons, 'E'),
        waltons.map((row) => row['group']!),
      )!;
      expect(test.chiSquared).toBeCloseTo(golden.waltons.logrank.chi2, 5);

      const telco = csv('telco/WA_Fn-UseC_-Telco-Customer-Churn.csv').filter((row) => Number(row['tenure']) > 0);
      const churned = (rows: Record<string, string>[]): number[] => rows.map((row) => (row['Churn'] === 'Yes' ? 1 : 0));
      const reference = golden['telco:km'];
      const whole = kaplanMeier(times(telco, 'tenure'), churned(telco));
      expect(whole.subjects).toBe(reference['n_tenure>0']);
      for (const [time, share] of Object.entries(reference['S(t)']))
        expect(survivalAt(whole, Number(time))).toBeCloseTo(share as number, 5);
      for (const contract of ['Month-to-month', 'One year', 'Two year']) {
        const rows = telco.filter((row) => row['Contract'] === contract);
        const curve = kaplanMeier(times(rows, 'tenure'), churned(rows));
        const expected = reference[`contract:${contract}`];
        expect([curve.subjects, curve.events, curve.median]).toEqual([expected.n, expected.events, expected.median]);
        if (expected.S12 !== null) expect(survivalAt(curve, 12)).toBeCloseTo(expected.S12, 5);
      }
      const byContract = logRank(
        times(telco, 'tenure'),
        churned(telco),
        telco.map((row) => row['Contract']!),
      )!;
      expect(byContract.degrees).toBe(2);
      expect(byContract.chiSquared).toBeCloseTo(reference.logrank_contract.chi2, 3);
    },
  );
});
