import { describe, expect, it } from 'vitest';
import type { InputMapping } from '../../../../shared/contract/index.ts';
import { planOf } from './plan.ts';
import { readForeign } from './read-file.ts';
import { namedInputsFile } from './testing/exported.ts';

const { summary } = readForeign(namedInputsFile());
const output = { name: 'proba', column: 0, reading: 'probability' } as const;
const good: InputMapping[] = [
  { input: 'country', place: 0, feature: null, missing: { kind: 'value', value: 'Spain' } },
  { input: 'seats', place: 0, feature: 'seat_use', missing: { kind: 'value', value: 3 } },
  { input: 'usage', place: 0, feature: 'active_days_28', missing: { kind: 'usual' } },
];
const plan = (
  columns: InputMapping[],
  used: { name: string; column: number; reading: 'probability' | 'log-odds' } = output,
) => planOf(summary, { columns, output: used }, () => 7);
const but = (place: number, change: Partial<InputMapping>): InputMapping[] =>
  good.map((column, index) => (index === place ? { ...column, ...change } : column));

describe('planOf', () => {
  it('maps each column once, and works out what is usual', () => {
    const { features, inputs, texts } = plan(good);
    expect(features).toEqual(['seat_use', 'active_days_28']);
    expect(inputs.map((input) => input.columns[0]?.missing)).toEqual(['Spain', 3, 7]);
    expect(texts).toEqual(['Spain', 'Germany']);
  });

  it('refuses what does not fit, naming the column', () => {
    expect(() => plan(good.slice(1))).toThrow(/takes 3 columns, and 2 were mapped/);
    expect(() => plan([...good.slice(1), good[1]!])).toThrow(/mapped/);
    expect(() => plan(but(2, { feature: 'shoe_size' }))).toThrow(/usage is mapped to shoe_size/);
    expect(() => plan(but(1, { missing: { kind: 'keep' } }))).toThrow(/seats is a column of whole numbers/);
    expect(() => plan(but(1, { missing: { kind: 'value', value: 'many' } }))).toThrow(
      /seats takes numbers, and "many" is none/,
    );
    expect(() => plan(good, { ...output, name: 'label' })).toThrow(/None of the outputs/);
    expect(() => plan(good, { ...output, column: 1 })).toThrow(/None of the outputs/);
    const none = good.map((column): InputMapping => ({
      ...column,
      feature: null,
      missing: { kind: 'value', value: 1 },
    }));
    expect(() => plan(none)).toThrow(/No input is mapped/);
  });
});
