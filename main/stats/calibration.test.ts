import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationMethodFor } from './calibration-choice.ts';
import { calibrate, fitCalibration, fitIsotonic, fitSigmoid } from './calibration.ts';
import { brier } from './metrics.ts';
import { createRandom } from './random.ts';
import { sigmoid } from './special.ts';

function drawn(rows: number, truth: (x: number) => number): { labels: Uint8Array; logOdds: Float64Array } {
  const random = createRandom(3);
  const logOdds = Float64Array.from({ length: rows }, () => 2 * random.normal());
  return { logOdds, labels: Uint8Array.from(logOdds, (x) => (random.next() < truth(x) ? 1 : 0)) };
}

describe('fitSigmoid', () => {
  it('finds slope and offset of distorted log-odds', () => {
    const { labels, logOdds } = drawn(40_000, (x) => sigmoid(0.5 * x - 1));
    const fitted = fitSigmoid(labels, logOdds);
    expect(fitted.slope).toBeCloseTo(0.5, 1);
    expect(fitted.offset).toBeCloseTo(-1, 1);
  });

  it('stays finite on perfectly separated rows, and never turns the order round', () => {
    const separated = fitSigmoid(Uint8Array.of(0, 0, 1, 1), [-2, -1, 1, 2]);
    expect(Number.isFinite(separated.slope)).toBe(true);
    expect(fitSigmoid(Uint8Array.of(1, 1, 0, 0), [-2, -1, 1, 2]).slope).toBe(0);
  });
});

describe('fitIsotonic', () => {
  it('never falls, never says 0 or 1, and its knots rise', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: -40, max: 40 })), { minLength: 2, maxLength: 100 }),
        (rows) => {
          const labels = Uint8Array.from(rows, (row) => (row[0] ? 1 : 0));
          fc.pre(labels.includes(0) && labels.includes(1));
          const fitted = fitIsotonic(
            labels,
            rows.map((row) => row[1] / 10),
          );
          for (let index = 1; index < fitted.logOdds.length; index++) {
            expect(fitted.logOdds[index]!).toBeGreaterThan(fitted.logOdds[index - 1]!);
            expect(fitted.probability[index]!).toBeGreaterThanOrEqual(fitted.probability[index - 1]!);
          }
          let before = 0;
          for (let x = -5; x <= 5; x += 0.05) {
            const p = calibrate(fitted, x);
            expect(p).toBeGreaterThanOrEqual(before);
            expect(p > 0 && p < 1).toBe(true);
            before = p;
          }
        },
      ),
    );
  });

  it('follows a curve that no sigmoid can', () => {
    const truth = (x: number): number => (x < 0 ? 0.1 : 0.1 + 0.3 * Math.min(1, x));
    const { labels, logOdds } = drawn(20_000, truth);
    const isotonic = fitIsotonic(labels, logOdds);
    const plain = fitSigmoid(labels, logOdds);
    const brierOf = (calibration: typeof isotonic | typeof plain): number =>
      brier(
        labels,
        logOdds.map((x) => calibrate(calibration, x)),
      )!;
    expect(brierOf(isotonic)).toBeLessThan(brierOf(plain));
    for (const x of [-2, -1, 0.5, 2]) expect(Math.abs(calibrate(isotonic, x) - truth(x))).toBeLessThan(0.04);
  });
});

describe('fitCalibration', () => {
  it('survives JSON', () => {
    const { labels, logOdds } = drawn(1200, sigmoid);
    const fitted = fitCalibration(labels, logOdds, 'isotonic');
    expect(fitted.method).toBe('isotonic');
    expect(JSON.parse(JSON.stringify(fitted))).toEqual(fitted);
    expect(calibrate({ method: 'none' }, 0.3)).toBe(sigmoid(0.3));
  });

  it('refuses one class only', () => {
    for (const method of ['sigmoid', 'isotonic'] as const)
      expect(() => fitCalibration(new Uint8Array(20), new Float64Array(20), method)).toThrow(/same outcome/);
  });
});

describe('calibrationMethodFor', () => {
  it('turns to isotonic curves at a thousand rows with enough events among them', () => {
    expect(calibrationMethodFor(999, 500)).toBe('sigmoid');
    expect(calibrationMethodFor(50_000, 299)).toBe('sigmoid');
    expect(calibrationMethodFor(1000, 300)).toBe('isotonic');
  });
});
