import { describe, expect, it } from 'vitest';
import type { RawColumn } from './encoding.ts';
import { encode, fitEncoder } from './encoding.ts';
import { auc } from './metrics.ts';
import { createRandom } from './random.ts';

const all = (count: number): Int32Array => Int32Array.from({ length: count }, (_unused, row) => row);

describe('fitEncoder', () => {
  const labels = Uint8Array.from({ length: 100 }, (_unused, row) => (row % 4 === 0 ? 1 : 0));
  const plan: RawColumn = {
    name: 'plan',
    kind: 'category',
    values: Array.from({ length: 100 }, (_unused, row) =>
      row % 10 === 0 ? null : (['basic', 'pro', 'team'][row % 3] ?? null),
    ),
  };
  const seats: RawColumn = {
    name: 'seats',
    kind: 'number',
    values: Float64Array.from({ length: 100 }, (_unused, row) => (row === 5 ? NaN : row)),
  };
  const region: RawColumn = {
    name: 'region',
    kind: 'category',
    values: Array.from({ length: 100 }, (_unused, row) => (row % 2 ? 'north' : 'south')),
  };

  it('spreads few categories, asks one question of two, and marks the missing', () => {
    const { encoder, training } = fitEncoder([plan, seats, region], labels, all(100));
    expect(encoder.features.map((feature) => feature.name)).toEqual([
      'plan = basic',
      'plan = pro',
      'plan = team',
      'plan is missing',
      'seats',
      'region = south',
    ]);
    expect(training[3]![0]).toBe(1);
    expect(training[4]![5]).toBeNaN();
    expect(encode(encoder, [plan, seats, region], all(100))).toEqual(training);
  });

  it('reads unseen categories as none of the known ones, and survives JSON', () => {
    const { encoder } = fitEncoder([plan, region], labels, all(50));
    const copy: typeof encoder = JSON.parse(JSON.stringify(encoder));
    const fresh: RawColumn[] = [
      { ...plan, values: ['gold', null] } as RawColumn,
      { ...region, values: ['north', 'west'] } as RawColumn,
    ];
    expect(encode(copy, fresh, all(2)).map((column) => [...column])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 1],
      [0, 0],
    ]);
  });

  it('learns nothing from rows outside the training rows', () => {
    const other = Uint8Array.from(labels, (label, row) => (row < 50 ? label : 1 - label));
    const changed: RawColumn = {
      ...plan,
      values: (plan.values as (string | null)[]).map((value, row) => (row < 50 ? value : 'other')),
    };
    const many = { maxIndicators: 1, knots: 3 };
    expect(fitEncoder([changed, seats], other, all(50), many)).toEqual(
      fitEncoder([plan, seats], labels, all(50), many),
    );
  });

  it('hides a row’s own label from its category rate', () => {
    const random = createRandom(1);
    const noise = Uint8Array.from({ length: 3000 }, () => (random.next() < 0.3 ? 1 : 0));
    const city: RawColumn = {
      name: 'city',
      kind: 'category',
      values: Array.from(noise, () => `city ${random.integer(800)}`),
    };
    const { encoder, training } = fitEncoder([city], noise, all(3000), { smoothing: 1 });
    expect(encoder.features[0]!.kind).toBe('target');
    expect(Math.abs(auc(noise, training[0]!)! - 0.5)).toBeLessThan(0.05);
    expect(auc(noise, encode(encoder, [city], all(3000))[0]!)!).toBeGreaterThan(0.7);
  });

  it('bends numbers at quantiles when asked', () => {
    const { encoder, training } = fitEncoder([seats], labels, all(100), { knots: 3 });
    expect(encoder.features.map((feature) => feature.kind)).toEqual(['number', 'hinge', 'hinge', 'hinge']);
    expect(training[2]![99]).toBeCloseTo(99 - 50, 0);
    expect(training[2]![5]).toBe(0);
  });
});
