import { describe, expect, it } from 'vitest';
import type { HealthDefinition, HealthScale } from '../../../shared/contract/index.ts';
import {
  bandsFrom,
  bordersOf,
  emptyDefinition,
  moved,
  otherKind,
  rulesOf,
  sharesOf,
  usualScale,
  withBand,
  withoutBand,
  withRules,
} from './edit.ts';

const bands = (scale: HealthScale) => {
  if (scale.kind !== 'bands') throw new Error('no bands');
  return scale;
};

describe('editing a health score', () => {
  it('changes the rules of one variant and leaves the others', () => {
    const definition: HealthDefinition = {
      ...emptyDefinition,
      variants: [{ name: 'Large', when: { key: 'segment', values: ['L'] }, pillars: [], exceptions: [] }],
    };
    const rules = { pillars: [{ name: 'Usage', weight: 1, measures: [] }], exceptions: [] };
    const inVariant = withRules(definition, 0, rules);
    expect(inVariant.pillars).toEqual([]);
    expect(inVariant.variants[0]).toMatchObject({ name: 'Large', ...rules });
    expect(rulesOf(inVariant, 0)).toEqual(rules);
    expect(rulesOf(inVariant, 1)).toEqual({ pillars: [], exceptions: [] });
    expect(withRules(definition, 1, rules).pillars).toEqual(rules.pillars);
  });

  it('turns borders and points into bands and back', () => {
    const scale = bands(bandsFrom([1, 3], [100, 50, 0]));
    expect(scale.bands).toEqual([
      { from: null, to: 1, points: 100 },
      { from: 1, to: 3, points: 50 },
      { from: 3, to: null, points: 0 },
    ]);
    expect(bordersOf(scale.bands.toReversed())).toEqual({ borders: [1, 3], points: [100, 50, 0] });
    expect(bordersOf(bands(withBand(scale)).bands)).toEqual({ borders: [1, 3, 5], points: [100, 50, 0, 0] });
    expect(bordersOf(bands(withoutBand(scale, 1)).bands)).toEqual({ borders: [1], points: [100, 0] });
    expect(bordersOf(bands(withoutBand(scale, 2)).bands)).toEqual({ borders: [1], points: [100, 50] });
  });

  it('keeps the direction when bands become a line and back', () => {
    expect(otherKind(bandsFrom([1, 3], [100, 50, 0]))).toEqual({ kind: 'linear', zero: 3, hundred: 1 });
    expect(otherKind({ kind: 'linear', zero: 0, hundred: 30 })).toEqual(bandsFrom([10, 20], [0, 50, 100]));
    expect(otherKind(bandsFrom([1], [0, 100]))).toEqual({ kind: 'linear', zero: 0, hundred: 2 });
  });

  it('begins where the book lies, in the direction that helps', () => {
    const spread = { p5: 1.23, p25: 2, p50: 3, p75: 4, p95: 48.9 };
    expect(usualScale({ spread, helps: 'more' })).toEqual({ kind: 'linear', zero: 1.2, hundred: 49 });
    expect(usualScale({ spread, helps: 'less' })).toEqual({ kind: 'linear', zero: 49, hundred: 1.2 });
    expect(usualScale({ spread: null, helps: 'less' })).toEqual(bandsFrom([1], [100, 0]));
  });

  it('tells shares and moves one place', () => {
    expect(sharesOf([{ weight: 3 }, { weight: 1 }])).toEqual([0.75, 0.25]);
    expect(sharesOf([{ weight: 0 }])).toEqual([0]);
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
  });
});
