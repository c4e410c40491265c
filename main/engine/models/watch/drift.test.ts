import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../stats/index.ts';
import { driftReference } from '../drift-reference.ts';
import { driftOf } from './drift.ts';

const names = ['mrr', 'seats', 'account_age_days', 'segment'];

/** Rows of four features: two normal ones, one with missing values, one category. */
function book(seed: number, rows: number, change: { shift?: number; missing?: number; fresh?: number } = {}) {
  const random = createRandom(seed);
  const inputs = new Float32Array(rows * names.length);
  for (let row = 0; row < rows; row++) {
    const shift = change.shift ?? 0;
    const segment = random.next() < (change.fresh ?? 0) ? 99 : 10 + random.integer(3);
    inputs.set(
      [
        random.normal(),
        random.normal() + shift,
        random.next() < (change.missing ?? 0.1) ? NaN : random.integer(900),
        segment,
      ],
      row * names.length,
    );
  }
  const scores = Float64Array.from(
    { length: rows },
    (_, row) => 1 / (1 + Math.exp(2 - inputs[row * names.length + 1]!)),
  );
  return { inputs, scores };
}

const then = book(1, 3_000);
const columns = names.map((_, place) =>
  Float32Array.from({ length: 3_000 }, (_row, row) => then.inputs[row * names.length + place]!),
);
const reference = driftReference(names, columns, then.scores);
const importance = [0.3, 0.4, 0.2, 0.1];
const scoresThen = { day: '2026-01-31', scores: book(20, 450).scores };
const held = (now: ReturnType<typeof book>) =>
  driftOf({ reference, accountsThen: 500, names, importance, seed: 1, scoresThen, ...now });
const named = (found: ReturnType<typeof held>, name: string) => found.features.find((each) => each.name === name)!;

describe('drift of a book', () => {
  it('is none where the accounts come from where they came from', () => {
    const found = held(book(2, 400));
    expect(found).toMatchObject({ verdict: 'steady', accounts: 400, accountsThen: 500, scoresThen: '2026-01-31' });
    expect(found.features.map(({ name }) => name)).toEqual(names);
    expect(found.features.every(({ verdict }) => verdict === 'within' || verdict === 'small')).toBe(true);
    expect(named(found, 'segment').unseen).toBe(0);
    expect(named(found, 'mrr').unseen).toBeNull();
  });

  it('is told by the feature that shifted and by the scores, and not by the others', () => {
    const found = held(book(3, 400, { shift: 1 }));
    expect(found.verdict).toBe('alarm');
    expect(named(found, 'seats').verdict).toBe('shifted');
    expect(found.score!.verdict).toBe('shifted');
    expect(named(found, 'mrr').verdict).toMatch(/within|small/);
    expect(
      driftOf({ reference, accountsThen: 500, names, importance, seed: 1, scoresThen: null, ...book(3, 400) }),
    ).toMatchObject({
      score: null,
      scoresThen: null,
    });
  });

  it('is none where a day differs no more than the days learned from did', () => {
    const random = createRandom(12);
    // Ten days of 300 accounts: on every fifth, say a Sunday, everybody is a step further.
    const days = Int32Array.from({ length: 3_000 }, (_, row) => row % 10);
    const values = Float32Array.from(days, (day) => random.normal() + (day % 5 === 0 ? 1 : 0));
    const weekly = driftReference(['seats'], [values], new Float64Array(10), days);
    const flat = driftReference(['seats'], [values], new Float64Array(10));
    const inputs = Float32Array.from({ length: 250 }, () => random.normal() + 1);
    const ask = {
      accountsThen: 300,
      names: ['seats'],
      importance: [1],
      inputs,
      scores: new Float64Array(250),
      scoresThen: null,
      seed: 1,
    };
    expect(driftOf({ ...ask, reference: flat })).toMatchObject({ verdict: 'alarm' });
    expect(driftOf({ ...ask, reference: weekly })).toMatchObject({ verdict: 'steady' });
    const further = inputs.map((value) => value + 1);
    expect(driftOf({ ...ask, inputs: further, importance: [0.05], reference: weekly })).toMatchObject({
      verdict: 'watch',
    });
    expect(driftOf({ ...ask, inputs: further, reference: weekly })).toMatchObject({ verdict: 'alarm' });
  });

  it('does not alarm a book of thirty accounts by chance, where the rule of thumb alone would', () => {
    const small = [4, 5, 6, 7, 8].map((seed) => held(book(seed, 30)));
    expect(small.map(({ verdict }) => verdict)).toEqual(small.map(() => 'steady'));
    expect(small.some(({ features }) => features.some(({ psi }) => psi > 0.25))).toBe(true);
  });

  it('names more missing values, and categories that are new', () => {
    const found = held(book(9, 400, { missing: 0.4, fresh: 0.1 }));
    const age = named(found, 'account_age_days').missing;
    expect(age.isNotable).toBe(true);
    expect(age.then).toBeCloseTo(0.1, 1);
    expect(age.now).toBeCloseTo(0.4, 1);
    expect(named(found, 'mrr').missing).toEqual({ then: 0, now: 0, isNotable: false });
    expect(named(found, 'segment').unseen).toBeGreaterThan(20);
    expect(named(found, 'segment').verdict).not.toBe('within');
  });

  it('is not computed without accounts, and leaves out what the reference does not know', () => {
    expect(held(book(1, 0))).toMatchObject({ verdict: 'no-customers', score: null, features: [] });
    const { inputs, scores } = book(2, 50);
    const found = driftOf({
      reference: { ...reference, features: { mrr: reference.features['mrr']! } },
      accountsThen: 500,
      names,
      importance,
      seed: 1,
      inputs,
      scores,
      scoresThen: null,
    });
    expect(found.features.map(({ name }) => name)).toEqual(['mrr']);
  });
});
