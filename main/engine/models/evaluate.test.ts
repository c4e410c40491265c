import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auc, brier, createRandom, liftAtTop, logLoss, prAuc, sigmoid } from '../../stats/index.ts';
import { calibrationLine, evaluate } from './evaluate.ts';
import { rankedMetrics } from './ranked-metrics.ts';

const rows = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0.1, 0.2, 0.25, 0.5, 0.9)), {
  minLength: 1,
  maxLength: 60,
});

describe('ranked metrics', () => {
  it('equal those of main/stats when every row counts once', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const labels = Uint8Array.from(pairs, ([label]) => label);
        const said = Float64Array.from(pairs, ([, probability]) => probability);
        const found = rankedMetrics(labels, said)(new Float64Array(pairs.length).fill(1));
        const expected = {
          auc: auc(labels, said),
          prAuc: prAuc(labels, said),
          brier: brier(labels, said),
          logLoss: logLoss(labels, said),
          liftTop10: liftAtTop(labels, said, 0.1),
        };
        for (const [name, value] of Object.entries(expected)) {
          if (value === null) expect(found[name as keyof typeof found]).toBeNull();
          else expect(found[name as keyof typeof found]).toBeCloseTo(value, 10);
        }
      }),
    );
  });

  it('count a row of weight 2 like two rows', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat(3), { minLength: 60, maxLength: 60 }), (pairs, times) => {
        const repeated = pairs.flatMap((pair, index) => Array.from({ length: times[index]! }, () => pair));
        const of = (list: typeof pairs) =>
          rankedMetrics(
            Uint8Array.from(list, ([label]) => label),
            Float64Array.from(list, ([, said]) => said),
          );
        const weighted = of(pairs)(Float64Array.from(pairs, (_, index) => times[index]!));
        const plain = of(repeated)(new Float64Array(repeated.length).fill(1));
        expect(weighted.auc ?? -1).toBeCloseTo(plain.auc ?? -1, 10);
        expect(weighted.prAuc ?? -1).toBeCloseTo(plain.prAuc ?? -1, 10);
        expect(weighted.liftTop10 ?? -1).toBeCloseTo(plain.liftTop10 ?? -1, 10);
      }),
    );
  });
});

describe('the AUC over several days', () => {
  const dayRow = fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0.1, 0.2, 0.25, 0.5, 0.9), fc.nat(3), fc.nat(2));

  it('compares rows of the same day only', () => {
    fc.assert(
      fc.property(fc.array(dayRow, { minLength: 1, maxLength: 40 }), (list) => {
        let wins = 0;
        let pairs = 0;
        for (const [left, high, day, times] of list)
          for (const [stayed, low, other, otherTimes] of list) {
            if (left !== 1 || stayed !== 0 || day !== other) continue;
            pairs += times * otherTimes;
            wins += times * otherTimes * (high > low ? 1 : high === low ? 0.5 : 0);
          }
        const found = rankedMetrics(
          Uint8Array.from(list, ([label]) => label),
          Float64Array.from(list, ([, said]) => said),
          Int32Array.from(list, ([, , day]) => day),
        )(Float64Array.from(list, ([, , , times]) => times));
        if (pairs === 0) expect(found.auc).toBeNull();
        else expect(found.auc).toBeCloseTo(wins / pairs, 10);
      }),
    );
  });

  it('is a coin for who only knows that some months are worse', () => {
    const days = Int32Array.from({ length: 400 }, (_, row) => Math.floor(row / 100));
    const rates = days.map((day) => [10, 20, 40, 60][day]!);
    const left = Uint8Array.from(days, (_, row) => (row % 100 < rates[row]! ? 1 : 0));
    const of = (moments?: Int32Array) =>
      rankedMetrics(
        left,
        Float64Array.from(rates, (rate) => rate / 100),
        moments,
      )(new Float64Array(400).fill(1)).auc;
    expect(of(days)).toBe(0.5);
    expect(of()).toBeGreaterThan(0.6);
  });
});

describe('an evaluation', () => {
  const random = createRandom(1);
  const logOdds = Float64Array.from({ length: 4000 }, () => random.normal() - 1);
  const labels = Uint8Array.from(logOdds, (x) => (random.next() < sigmoid(x) ? 1 : 0));
  const said = logOdds.map(sigmoid);
  const each = Int32Array.from(labels.keys());

  it('finds a slope of 1 and an intercept of 0 for honest probabilities, and says what is wrong with others', () => {
    const honest = calibrationLine(labels, said);
    expect(honest.slope).toBeCloseTo(1, 1);
    expect(honest.intercept).toBeCloseTo(0, 1);
    expect(
      calibrationLine(
        labels,
        logOdds.map((x) => sigmoid(2 * x)),
      ).slope,
    ).toBeCloseTo(0.5, 1);
    expect(
      calibrationLine(
        labels,
        logOdds.map((x) => sigmoid(x + 1)),
      ).intercept,
    ).toBeCloseTo(-1, 1);
    expect(
      calibrationLine(
        labels,
        said.map(() => 0.3),
      ).slope,
    ).toBeNull();
    expect(calibrationLine(new Uint8Array(3), said.slice(0, 3))).toEqual({ slope: null, intercept: null });
  });

  it('holds its own estimates between low and high, and is the same for the same seed', () => {
    const found = evaluate(labels, said, each, 0.3, 7);
    for (const metric of [found.auc, found.prAuc, found.brier, found.logLoss, found.liftTop10]) {
      expect(metric.low).toBeLessThan(metric.value!);
      expect(metric.high).toBeGreaterThan(metric.value!);
    }
    expect(evaluate(labels, said, each, 0.3, 7)).toEqual(found);
    expect(found.reliability.reduce((sum, bin) => sum + bin.count, 0)).toBe(4000);
    expect(found.gain.at(-1)).toEqual({ reviewed: 1, found: 1 });
  });

  it('is less sure where the rows come from few accounts', () => {
    const width = (groups: Int32Array) => {
      const {
        auc: { low, high },
      } = evaluate(labels, said, groups, 0.3, 7);
      return high! - low!;
    };
    // Rows sorted by score, so that the rows of an account resemble each other.
    const order = [...each].sort((a, b) => said[a]! - said[b]!);
    const few = new Int32Array(4000);
    order.forEach((row, index) => (few[row] = Math.floor(index / 200)));
    expect(width(few)).toBeGreaterThan(2 * width(each));
  });

  it('says nothing where there is nothing to say', () => {
    const found = evaluate(
      new Uint8Array(20),
      new Float64Array(20).fill(0.1),
      Int32Array.from({ length: 20 }, (_, row) => row),
      0.1,
      1,
    );
    expect(found.auc).toEqual({ value: null, low: null, high: null });
    expect(found.calibrationSlope).toBeNull();
  });
});
