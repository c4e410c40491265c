import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapInterval, pairedBootstrapInterval } from './bootstrap.ts';
import {
  auc,
  brier,
  brierSkill,
  gainCurve,
  liftAtTop,
  logLoss,
  logLossOfLogOdds,
  prAuc,
  precisionAtCapacity,
  recallAtCapacity,
} from './metrics.ts';
import { calibrationError, reliabilityBins } from './reliability.ts';
import { sigmoid } from './special.ts';

const sample = fc
  .array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 8 })), { minLength: 2, maxLength: 60 })
  .map((rows) => ({ labels: Uint8Array.from(rows, (row) => (row[0] ? 1 : 0)), scores: rows.map((row) => row[1] / 8) }))
  .filter(({ labels }) => labels.includes(0) && labels.includes(1));

describe('ranking metrics', () => {
  it('auc is the share of pairs in the right order', () => {
    fc.assert(
      fc.property(sample, ({ labels, scores }) => {
        let wins = 0;
        let pairs = 0;
        labels.forEach((first, i) =>
          labels.forEach((second, j) => {
            if (first !== 1 || second !== 0) return;
            pairs++;
            wins += scores[i]! > scores[j]! ? 1 : scores[i]! === scores[j]! ? 0.5 : 0;
          }),
        );
        expect(auc(labels, scores)).toBeCloseTo(wins / pairs, 12);
      }),
    );
  });

  it('average precision is the sum of recall steps times precision over distinct thresholds', () => {
    // Four rows by hand: precision 1 at recall 1/2, then 2/3 at recall 1.
    expect(prAuc(Uint8Array.of(0, 0, 1, 1), [0.1, 0.4, 0.35, 0.8])).toBeCloseTo(0.8333333333, 9);
    fc.assert(
      fc.property(sample, ({ labels, scores }) => {
        const positive = labels.reduce((sum, label) => sum + label, 0);
        let before = 0;
        let sum = 0;
        for (const threshold of [...new Set(scores)].sort((a, b) => b - a)) {
          const chosen = [...labels].filter((_label, row) => scores[row]! >= threshold);
          const hits = chosen.reduce((total, label) => total + label, 0);
          sum += (hits / positive - before) * (hits / chosen.length);
          before = hits / positive;
        }
        expect(prAuc(labels, scores)).toBeCloseTo(sum, 12);
      }),
    );
  });

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(sample, fc.double({ min: 0.05, max: 1, noNaN: true }), ({ labels, scores }, share) => {
        const turned = { labels: Uint8Array.from(labels).reverse(), scores: [...scores].reverse() };
        expect(liftAtTop(turned.labels, turned.scores, share)).toBeCloseTo(liftAtTop(labels, scores, share)!, 12);
        expect(recallAtCapacity(turned.labels, turned.scores, 5)).toBeCloseTo(recallAtCapacity(labels, scores, 5)!, 12);
      }),
    );
  });

  it('lift, recall and precision by hand', () => {
    const labels = Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    const scores = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
    expect(liftAtTop(labels, scores, 0.1)).toBe(5);
    expect(liftAtTop(labels, scores, 1)).toBe(1);
    expect(recallAtCapacity(labels, scores, 1)).toBe(0.5);
    expect(precisionAtCapacity(labels, scores, 4)).toBe(0.5);
    const curve = gainCurve(labels, scores, 10);
    expect(curve.map((point) => point.captured)).toEqual([0.5, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(curve.at(-1)).toEqual({ fraction: 1, captured: 1, lift: 1 });
  });

  it('is null where it cannot be computed', () => {
    const none = new Uint8Array(3);
    expect(auc(none, [1, 2, 3])).toBeNull();
    expect(prAuc(none, [1, 2, 3])).toBeNull();
    expect(liftAtTop(none, [1, 2, 3], 0.1)).toBeNull();
    expect(brier(new Uint8Array(0), [])).toBeNull();
    expect(brierSkill(none, [0, 0, 0])).toBeNull();
    expect(bootstrapInterval(auc, none, [1, 2, 3])).toBeNull();
  });
});

describe('probability metrics', () => {
  it('by hand', () => {
    const labels = Uint8Array.of(1, 0);
    expect(brier(labels, [0.8, 0.4])).toBeCloseTo(0.1, 12);
    expect(brierSkill(labels, [0.8, 0.4])).toBeCloseTo(0.6, 12);
    expect(logLoss(labels, [0.8, 0.4])).toBeCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, 12);
    expect(logLossOfLogOdds(labels, [2, -3])).toBeCloseTo(logLoss(labels, [sigmoid(2), sigmoid(-3)])!, 12);
    expect(logLoss(labels, [0, 1])).toBeLessThan(40);
  });

  it('reliability bins hold all rows, enough events, and never part equal probabilities', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 30 })), { minLength: 20, maxLength: 300 }),
        (rows) => {
          const labels = Uint8Array.from(rows, (row) => (row[0] ? 1 : 0));
          const probabilities = rows.map((row) => row[1] / 30);
          const bins = reliabilityBins(labels, probabilities, 10, 5);
          expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(rows.length);
          if (bins.length > 1) for (const bin of bins) expect(bin.events).toBeGreaterThanOrEqual(5);
          for (let index = 1; index < bins.length; index++)
            expect(bins[index]!.lowest).toBeGreaterThan(bins[index - 1]!.highest);
        },
      ),
    );
  });

  it('makes ten equal bins of plenty', () => {
    const labels = Uint8Array.from({ length: 1000 }, (_unused, row) => row % 2);
    const bins = reliabilityBins(
      labels,
      Float64Array.from({ length: 1000 }, (_unused, row) => row / 1000),
    );
    expect(bins.map((bin) => bin.rows)).toEqual(Array(10).fill(100));
    expect(calibrationError(bins)).toBeCloseTo(0.25, 2);
    expect(calibrationError([])).toBeNull();
  });
});

describe('bootstrapInterval', () => {
  it('holds the estimate, repeats by seed, and pairs its draws', () => {
    const labels = Uint8Array.from({ length: 400 }, (_unused, row) => row % 2);
    const scores = Float64Array.from({ length: 400 }, (_unused, row) => (row % 2) * 0.5 + ((row * 7919) % 400) / 400);
    const interval = bootstrapInterval(auc, labels, scores, { seed: 1, resamples: 200 })!;
    expect(interval.lower).toBeLessThan(interval.estimate);
    expect(interval.upper).toBeGreaterThan(interval.estimate);
    expect(bootstrapInterval(auc, labels, scores, { seed: 1, resamples: 200 })).toEqual(interval);
    const same = pairedBootstrapInterval(auc, labels, scores, scores, { resamples: 50 })!;
    expect([same.estimate, same.lower, same.upper]).toEqual([0, 0, 0]);
  });
});
