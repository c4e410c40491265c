import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HealthMeasureRule, HealthRules, HealthScale } from '../../../shared/contract/index.ts';
import { breakdownOf } from './breakdown.ts';
import { bandOf, compileRules, pointsOf, scoreOf } from './score.ts';

const linear = (zero: number, hundred: number): HealthScale => ({ kind: 'linear', zero, hundred });
const measure = (name: string, weight: number, scale: HealthScale = linear(0, 100)): HealthMeasureRule => ({
  measure: name,
  weight,
  scale,
});
const scoreWith = (rules: HealthRules, values: Readonly<Record<string, number>>) => {
  const compiled = compileRules(rules);
  return scoreOf(
    compiled,
    compiled.reads.map((name) => values[name] ?? NaN),
  );
};

/** Section 6 of the definitions, word by word, without any of the code that is tested. */
function slowly(
  { pillars, exceptions }: HealthRules,
  values: Readonly<Record<string, number>>,
): { score: number | null; coverage: number } {
  const points = ({ scale, measure: name }: HealthMeasureRule): number | null => {
    const value = values[name];
    if (value === undefined) return null;
    if (scale.kind === 'linear') {
      const share = (value - scale.zero) / (scale.hundred - scale.zero);
      return share < 0 ? 0 : share > 1 ? 100 : share * 100;
    }
    for (const band of scale.bands) {
      const isAbove = band.from === null || value >= band.from;
      const isBelow = band.to === null || value < band.to;
      if (isAbove && isBelow) return band.points;
    }
    return null;
  };
  const whole = pillars.reduce((sum, { weight }) => sum + weight, 0);
  let top = 0;
  let bottom = 0;
  let present = 0;
  for (const { weight, measures } of pillars) {
    const there = measures.filter((one) => points(one) !== null);
    const all = measures.reduce((sum, one) => sum + one.weight, 0);
    const known = there.reduce((sum, one) => sum + one.weight, 0);
    if (weight === 0 || all === 0 || Math.round((known / all) * 1e10) / 1e10 < 0.5) continue;
    const mean = there.reduce((sum, one) => sum + one.weight * points(one)!, 0) / known;
    top += weight * mean;
    bottom += weight;
    present += (weight * known) / all;
  }
  const coverage = whole === 0 ? 0 : present / whole;
  if (bottom === 0 || Math.round(coverage * 1e10) / 1e10 < 0.5) return { score: null, coverage };
  let score = top / bottom;
  for (const { when, then } of exceptions) {
    const holds = when.every(({ measure: name, compare, value }) => {
      const own = values[name];
      return own !== undefined && (compare === 'at-least' ? own >= value : own < value);
    });
    if (!holds) continue;
    score = then.kind === 'set' ? then.value : Math.min(then.value, score);
    break;
  }
  return { score, coverage };
}

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const numbers = fc.integer({ min: -20, max: 120 });
const scales: fc.Arbitrary<HealthScale> = fc.oneof(
  fc
    .tuple(numbers, numbers)
    .filter(([zero, hundred]) => zero !== hundred)
    .map(([zero, hundred]) => linear(zero, hundred)),
  fc
    .tuple(
      fc.uniqueArray(numbers, { minLength: 1, maxLength: 4 }),
      fc.array(fc.constantFrom(0, 50, 100), { minLength: 5, maxLength: 5 }),
    )
    .map(([edges, points]): HealthScale => {
      const sorted = [...edges].sort((x, y) => x - y);
      const ends = [null, ...sorted, null];
      const bands = ends
        .slice(0, -1)
        .map((from, index) => ({ from, to: ends[index + 1]!, points: points[index] as 0 | 50 | 100 }));
      return { kind: 'bands', bands };
    }),
);
const weights = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0.01, max: 10, noNaN: true }));
const rulesOf: fc.Arbitrary<HealthRules> = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
    weights: fc.array(weights, { minLength: 4, maxLength: 4 }),
    measures: fc.array(fc.tuple(weights, scales), { minLength: 12, maxLength: 12 }),
    exceptions: fc.array(
      fc.record({
        name: fc.constant('x'),
        when: fc.array(
          fc.record({
            measure: fc.constantFrom(...names),
            compare: fc.constantFrom('at-least', 'below'),
            value: numbers,
          }),
          { minLength: 1, maxLength: 2 },
        ),
        then: fc.record({ kind: fc.constantFrom('set', 'cap'), value: fc.integer({ min: 0, max: 100 }) }),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ sizes, weights: own, measures, exceptions }) => {
    let next = 0;
    const pillars = sizes.flatMap((size, index) => {
      const taken = names.slice(next, next + size).map((name, place) => {
        const [weight, scale] = measures[next + place]!;
        return measure(name, weight, scale);
      });
      next += size;
      return taken.length === 0 ? [] : [{ name: `p${index}`, weight: own[index]!, measures: taken }];
    });
    return { pillars, exceptions } as HealthRules;
  });
const valuesOf = fc.dictionary(fc.constantFrom(...names), numbers);

describe('a health score', () => {
  it('is the one that the definition gives, by any rules and with anything missing', () => {
    fc.assert(
      fc.property(rulesOf, valuesOf, (rules, values) => {
        const found = scoreWith(rules, values);
        const expected = slowly(rules, values);
        expect(found.coverage).toBeCloseTo(expected.coverage, 9);
        if (expected.score === null) expect(found.score).toBeNaN();
        else expect(found.score).toBeCloseTo(expected.score, 8);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the sum of its contributions, to a billionth', () => {
    fc.assert(
      fc.property(rulesOf, valuesOf, (rules, values) => {
        const compiled = compileRules(rules);
        const scored = scoreOf(
          compiled,
          compiled.reads.map((name) => values[name] ?? NaN),
        );
        const told = breakdownOf(compiled, scored, null);
        const pillars = told.pillars.reduce((sum, { contribution }) => sum + contribution, 0);
        const measures = told.pillars.flatMap((pillar) => pillar.measures);
        const parts = measures.reduce((sum, { contribution }) => sum + contribution, 0);
        expect(Math.abs(pillars - parts)).toBeLessThan(1e-9);
        expect(Math.abs(pillars + told.adjustment - (told.score ?? 0))).toBeLessThan(1e-9);
        if (told.score !== null) {
          expect(told.score).toBeGreaterThanOrEqual(0);
          expect(told.score).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  /*
   * By hand: Usage (weight 60) holds active days, 12 on a line from 2 to 22 = 50 points (weight 3), and a ratio of 0.9, at
   * least 0.8 = 100 points (weight 1): (3 × 50 + 100) / 4 = 62.5. Support (weight 20) has one of two measures with equal
   * weight, tickets 1 = 50 points, so half is present and it counts: 50. People (weight 20) has nothing. Total
   * (60 × 62.5 + 20 × 50) / 80 = 59.375; coverage (60 × 1 + 20 × 0.5) / 100 = 70 %.
   */
  const byHand: HealthRules = {
    pillars: [
      {
        name: 'Usage',
        weight: 60,
        measures: [
          measure('days', 3, linear(2, 22)),
          measure('ratio', 1, {
            kind: 'bands',
            bands: [
              { from: null, to: 0.5, points: 0 },
              { from: 0.5, to: 0.8, points: 50 },
              { from: 0.8, to: null, points: 100 },
            ],
          }),
        ],
      },
      {
        name: 'Support',
        weight: 20,
        measures: [
          measure('tickets', 1, {
            kind: 'bands',
            bands: [
              { from: null, to: 1, points: 100 },
              { from: 1, to: 3, points: 50 },
              { from: 3, to: null, points: 0 },
            ],
          }),
          measure('satisfaction', 1, linear(1, 5)),
        ],
      },
      { name: 'People', weight: 20, measures: [measure('seats', 1, linear(0, 1))] },
    ],
    exceptions: [
      {
        name: 'No money',
        when: [{ measure: 'overdue', compare: 'at-least', value: 2 }],
        then: { kind: 'set', value: 20 },
      },
      {
        name: 'Many tickets',
        when: [{ measure: 'tickets', compare: 'at-least', value: 1 }],
        then: { kind: 'cap', value: 55 },
      },
      { name: 'Never', when: [{ measure: 'days', compare: 'below', value: 100 }], then: { kind: 'set', value: 0 } },
    ],
  };
  const facts = { days: 12, ratio: 0.9, tickets: 1 };

  it('agrees with one that was worked out by hand', () => {
    const plain = scoreWith({ ...byHand, exceptions: [] }, facts);
    expect(plain.score).toBe(59.375);
    expect(plain.coverage).toBe(0.7);
    expect(plain.pillars.map(({ score, coverage, counts, share }) => ({ score, coverage, counts, share }))).toEqual([
      { score: 62.5, coverage: 1, counts: true, share: 0.75 },
      { score: 50, coverage: 0.5, counts: true, share: 0.25 },
      { score: NaN, coverage: 0, counts: false, share: 0 },
    ]);
    expect(plain.pillars.map(({ contribution }) => contribution)).toEqual([46.875, 12.5, 0]);
  });

  it('takes the first exception that holds and no other, and shows all', () => {
    const capped = scoreWith(byHand, facts);
    expect(capped.score).toBe(55);
    expect(capped.holds).toEqual([false, true, true]);
    expect(capped.adjustment).toBeCloseTo(-4.375, 10);
    expect(scoreWith(byHand, { ...facts, overdue: 2 }).score).toBe(20);
    expect(scoreWith(byHand, { ...facts, tickets: 0 }).score).toBe(0);
    const shown = breakdownOf(compileRules(byHand), capped, null).exceptions;
    expect(shown.map(({ name, holds, applied }) => [name, holds, applied])).toEqual([
      ['No money', false, false],
      ['Many tickets', true, true],
      ['Never', true, false],
    ]);
  });

  it('gives no score below half of the weight, whatever an exception says, and one from half on', () => {
    const rules: HealthRules = {
      pillars: [
        { name: 'One', weight: 1, measures: [measure('a', 1)] },
        { name: 'Two', weight: 1, measures: [measure('b', 1)] },
      ],
      exceptions: [
        { name: 'x', when: [{ measure: 'c', compare: 'at-least', value: 0 }], then: { kind: 'set', value: 5 } },
      ],
    };
    expect(scoreWith(rules, { a: 80 })).toMatchObject({ score: 80, coverage: 0.5 });
    const less = { ...rules, pillars: [{ ...rules.pillars[0]!, weight: 0.99 }, rules.pillars[1]!] };
    const none = scoreWith(less, { a: 80, c: 1 });
    expect(none.score).toBeNaN();
    expect(breakdownOf(compileRules(less), none, null)).toMatchObject({ score: null, band: null, adjustment: 0 });
    expect(breakdownOf(compileRules(less), none, null).exceptions[0]).toMatchObject({ holds: true, applied: false });
  });

  it('does not lose an edge to sums of decimals', () => {
    const rulesWith = (...parts: number[]): HealthRules => ({
      pillars: [{ name: 'One', weight: 1, measures: parts.map((weight, at) => measure(names[at]!, weight)) }],
      exceptions: [],
    });
    // In binary, three times 0.1 of 50 points are 49.99999999999999, and 0.3 is less than half of 0.1 + 0.2 + 0.3.
    expect(bandOf(scoreWith(rulesWith(0.1, 0.1, 0.1), { a: 50, b: 50, c: 50 }).score)).toBe('amber');
    expect(scoreWith(rulesWith(0.1, 0.2, 0.3), { c: 80 })).toMatchObject({ coverage: 0.5, score: 80 });
  });
});

describe('bands', () => {
  it('hold their lower edge and not their upper', () => {
    expect([0, 49.9999, 50, 74.9999, 75, 100].map(bandOf)).toEqual(['red', 'red', 'amber', 'amber', 'green', 'green']);
    expect(bandOf(null)).toBeNull();
    expect(bandOf(NaN)).toBeNull();
    const points = pointsOf({
      kind: 'bands',
      bands: [
        { from: 10, to: null, points: 100 },
        { from: null, to: 5, points: 0 },
        { from: 5, to: 10, points: 50 },
      ],
    });
    expect([4.999, 5, 9.999, 10].map(points)).toEqual([0, 50, 50, 100]);
  });

  it('of a line end at its anchors, in either direction', () => {
    expect([0, 10, 15, 20, 30].map(pointsOf(linear(10, 20)))).toEqual([0, 0, 50, 100, 100]);
    expect([0, 10, 15, 20, 30].map(pointsOf(linear(20, 10)))).toEqual([100, 100, 50, 0, 0]);
  });
});
