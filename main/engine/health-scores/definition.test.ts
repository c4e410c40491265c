import { describe, expect, it } from 'vitest';
import type { HealthDefinition, HealthMeasure, HealthScale } from '../../../shared/contract/index.ts';
import { fingerprintOf } from './backtests.ts';
import { differencesOf } from './differences.ts';
import { parseDefinition } from './file.ts';
import { knownMeasures } from './measures.ts';
import { problemsOf } from './problems.ts';
import { proposeDefinition } from './proposal.ts';
import { histogramOf, summaryOf } from './summary.ts';
import { compileDefinition } from './variants.ts';

const linear: HealthScale = { kind: 'linear', zero: 0, hundred: 28 };
const good: HealthDefinition = {
  format: 'holdfast-health',
  formatVersion: 1,
  pillars: [
    {
      name: 'Usage',
      weight: 30,
      measures: [
        { measure: 'active_days_28', weight: 1, scale: linear },
        { measure: 'events_ratio', weight: 1, scale: { kind: 'linear', zero: 0.5, hundred: 1 } },
      ],
    },
    {
      name: 'Support',
      weight: 70,
      measures: [{ measure: 'open_tickets', weight: 1, scale: { kind: 'linear', zero: 5, hundred: 0 } }],
    },
  ],
  exceptions: [],
  variants: [],
};
const [usage, support] = [good.pillars[0]!, good.pillars[1]!];
const withScale = (scale: HealthScale): HealthDefinition => ({
  ...good,
  pillars: [{ ...support, measures: [{ measure: 'open_tickets', weight: 1, scale }] }],
});
const bands = (...edges: (readonly [number | null, number | null])[]): HealthScale => ({
  kind: 'bands',
  bands: edges.map(([from, to]) => ({ from, to, points: 50 })),
});
const said = (definition: HealthDefinition): string[] => problemsOf(definition).map(({ words }) => words.en);

describe('problems of a definition', () => {
  it('are none where all is well', () => {
    expect(problemsOf(good)).toEqual([]);
    expect(said(withScale(bands([null, 2], [2, null])))).toEqual([]);
  });

  it.each([
    [
      'weights that are all 0',
      { ...good, pillars: good.pillars.map((pillar) => ({ ...pillar, weight: 0 })) },
      /weigh 0/,
    ],
    ['a blank name', { ...good, pillars: [usage, { ...support, name: ' ' }] }, /name is blank/],
    ['no pillar', { ...good, pillars: [] }, /no pillar yet/],
    ['a pillar without measures', { ...good, pillars: [usage, { ...support, measures: [] }] }, /has no measure/],
    [
      'measures that all weigh 0',
      { ...good, pillars: [{ ...support, measures: [{ ...support.measures[0]!, weight: 0 }] }] },
      /All measures of the pillar/,
    ],
    ['two pillars of one name', { ...good, pillars: [usage, { ...support, name: 'usage' }] }, /Two pillars/],
    [
      'an unknown measure',
      { ...good, pillars: [{ ...support, measures: [{ measure: 'moon_phase', weight: 1, scale: linear }] }] },
      /no measure “moon_phase”/,
    ],
    [
      'a measure that is a text',
      { ...good, pillars: [{ ...support, measures: [{ measure: 'industry', weight: 1, scale: linear }] }] },
      /no measure “industry”/,
    ],
    [
      'a measure that stands twice',
      { ...good, pillars: [usage, { ...support, measures: [usage.measures[0]!] }] },
      /stands in “Usage” already/,
    ],
    ['equal anchors', withScale({ kind: 'linear', zero: 3, hundred: 3 }), /both 3/],
    ['bands that overlap', withScale(bands([null, 5], [3, null])), /overlap between 3 and 5/],
    ['a gap between bands', withScale(bands([null, 3], [5, null])), /from 3 to below 5/],
    ['bands that do not begin', withScale(bands([0, null])), /below 0/],
    ['bands that end', withScale(bands([null, 9])), /from 9 on/],
    ['a band without values', withScale(bands([null, 5], [5, 5], [5, null])), /holds no value/],
    ['no bands', withScale(bands()), /has no bands/],
    [
      'too many exceptions',
      {
        ...good,
        exceptions: Array.from({ length: 6 }, (_, at) => ({
          name: `x${at}`,
          when: [{ measure: 'open_tickets', compare: 'below' as const, value: 1 }],
          then: { kind: 'cap' as const, value: 10 },
        })),
      },
      /at most 5/,
    ],
    [
      'an exception for everyone',
      { ...good, exceptions: [{ name: 'x', when: [], then: { kind: 'cap' as const, value: 10 } }] },
      /no condition/,
    ],
    [
      'an exception beyond the scale',
      {
        ...good,
        exceptions: [
          {
            name: 'x',
            when: [{ measure: 'open_tickets', compare: 'below' as const, value: 1 }],
            then: { kind: 'set' as const, value: 120 },
          },
        ],
      },
      /between 0 and 100/,
    ],
    [
      'a variant without values',
      {
        ...good,
        variants: [{ name: 'Large', when: { key: 'segment', values: [] }, pillars: good.pillars, exceptions: [] }],
      },
      /holds for no value/,
    ],
  ])('tell of %s', (_name, definition: HealthDefinition, words) => {
    expect(said(definition).join(' ')).toMatch(words);
    for (const problem of problemsOf(definition)) expect(problem.words.es.length).toBeGreaterThan(10);
  });

  it('are refused already while a file is read, with the place', () => {
    expect(() => parseDefinition({ ...good, pillars: [{ ...usage, weight: -1 }] }, 'x.json')).toThrow(
      /pillars.0.weight/,
    );
    expect(() => parseDefinition({ ...good, extra: 1 }, 'x.json')).toThrow(/extra/);
    expect(() => parseDefinition({ pillars: [] }, 'x.json')).toThrow(/format/);
    expect(parseDefinition(JSON.parse(JSON.stringify(good)), 'x.json')).toEqual(good);
  });
});

describe('differences between versions', () => {
  it('are told in words, weights as shares', () => {
    const next: HealthDefinition = {
      ...good,
      pillars: [
        { ...usage, weight: 40, measures: [{ ...usage.measures[0]!, scale: { ...linear, hundred: 20 } }] },
        { ...support, weight: 60 },
      ],
      exceptions: [
        {
          name: 'Silent',
          when: [{ measure: 'days_since_event', compare: 'at-least', value: 28 }],
          then: { kind: 'cap', value: 49 },
        },
      ],
    };
    const words = differencesOf(good, next).map((difference) => difference.words.en);
    expect(words[0]).toBe('weight of “Usage” 30 → 40 %');
    expect(words).toContain('weight of “Support” 70 → 60 %');
    expect(words.join('\n')).toMatch(/points of .*: from 0 \(0\) to 100 \(28\) → from 0 \(0\) to 100 \(20\)/);
    expect(words.join('\n')).toMatch(/taken out of “Usage”/);
    expect(words.join('\n')).toMatch(/new exception “Silent”: .* ≥ 28: at most 49/);
    expect(differencesOf(good, good)).toEqual([]);
  });

  it('are none where only the scale of the weights changes', () => {
    const tenfold = { ...good, pillars: good.pillars.map((pillar) => ({ ...pillar, weight: pillar.weight * 10 })) };
    expect(differencesOf(good, tenfold)).toEqual([]);
  });

  it('are apart from the order in which parts were written', () => {
    const turned = { variants: [], exceptions: [], pillars: good.pillars, formatVersion: 1, format: 'holdfast-health' };
    expect(fingerprintOf(turned as HealthDefinition)).toBe(fingerprintOf(good));
    expect(fingerprintOf({ ...good, pillars: good.pillars.toReversed() })).not.toBe(fingerprintOf(good));
  });
});

describe('a proposal', () => {
  const seen = (has: ReadonlySet<string>): HealthMeasure[] =>
    knownMeasures.map((measure) => ({
      ...measure,
      share: has.has(measure.id) ? 0.9 : 0,
      spread: has.has(measure.id) ? { p5: 1, p25: 2, p50: 5, p75: 10, p95: 21.37 } : null,
    }));

  it('takes what the book has, with weights that sum to 100 and no problems', () => {
    const { definition, left } = proposeDefinition(seen(new Set(knownMeasures.map(({ id }) => id))), 'es');
    expect(problemsOf(definition)).toEqual([]);
    expect(definition.pillars.map(({ name }) => name)).toEqual(['Uso', 'Soporte', 'Personas', 'Dinero y contrato']);
    for (const parts of [definition.pillars, ...definition.pillars.map(({ measures }) => measures)])
      expect(parts.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
    expect(left).toEqual([]);
    expect(definition.pillars[0]!.measures[0]!.scale).toEqual({ kind: 'linear', zero: 1, hundred: 21 });
  });

  it('leaves out what is missing, and says so', () => {
    const { definition, left } = proposeDefinition(seen(new Set(['active_days_28', 'open_tickets'])), 'en');
    expect(definition.pillars.map(({ name, weight }) => [name, weight])).toEqual([
      ['Usage', 67],
      ['Support', 33],
    ]);
    expect(definition.exceptions).toEqual([]);
    expect(left.length).toBeGreaterThan(5);
    expect(problemsOf(definition)).toEqual([]);
  });

  it('is refused where the book has nothing', () => {
    expect(() => proposeDefinition(seen(new Set()), 'en')).toThrow(/None of the usual measures/);
  });
});

describe('variants', () => {
  it('the first that fits an account is the one; others go by the main rules', () => {
    const definition: HealthDefinition = {
      ...good,
      variants: [
        { name: 'Large', when: { key: 'segment', values: ['large', 'huge'] }, pillars: [usage], exceptions: [] },
        { name: 'Spain', when: { key: 'country', values: ['ES'] }, pillars: [support], exceptions: [] },
      ],
    };
    const compiled = compileDefinition(definition, {
      segment: new Map([
        ['a', 'huge'],
        ['b', 'small'],
      ]),
      country: new Map([
        ['a', 'ES'],
        ['b', 'ES'],
      ]),
    });
    expect(['a', 'b', 'c'].map((account) => compiled.sets[compiled.setOf(account)]!.name)).toEqual([
      'Large',
      'Spain',
      null,
    ]);
  });
});

describe('the spread of a measure', () => {
  it('leaves missing values out', () => {
    expect(summaryOf([4, NaN, 2, 3, 1, 5])).toEqual({
      share: 5 / 6,
      spread: { p5: 1.2, p25: 2, p50: 3, p75: 4, p95: 4.8 },
    });
    expect(summaryOf([NaN])).toEqual({ share: 0, spread: null });
    expect(summaryOf([])).toEqual({ share: null, spread: null });
  });

  it('counts everyone once, whatever lies beyond the ends', () => {
    const values = [...Array.from({ length: 1_000 }, (_, at) => at), 1e9, -1e9, NaN];
    const { bins, missing } = histogramOf(values, 20);
    expect(missing).toBe(1);
    expect(bins).toHaveLength(20);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(1_002);
    expect(histogramOf([3, 1, 1, 4], 20).bins.map(({ from, count }) => [from, count])).toEqual([
      [1, 2],
      [2, 0],
      [3, 1],
      [4, 1],
    ]);
    expect(histogramOf([7, 7, 7], 20).bins).toEqual([{ from: 7, to: 7, count: 3 }]);
  });
});
