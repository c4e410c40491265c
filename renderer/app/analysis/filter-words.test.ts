import { describe, expect, it } from 'vitest';
import { propertyFilter } from '../../../shared/contract/index.ts';
import { operatorsOf, wholeFilters } from './filter-words.ts';

describe('conditions that are being written', () => {
  it('are asked once they are whole', () => {
    expect(
      wholeFilters([
        { property: null, operator: 'is', values: ['a'] },
        { property: 'plan', operator: 'is', values: [] },
        { property: 'plan', operator: 'is', values: ['pro', ''] },
        { property: 'size', operator: 'at-least', values: [' 12.5 '] },
        { property: 'size', operator: 'at-most', values: ['many'] },
        { property: 'size', operator: 'at-most', values: [''] },
        { property: 'page', operator: 'is-set', values: ['left over'] },
      ]),
    ).toEqual([
      { property: 'plan', operator: 'is', values: ['pro'] },
      { property: 'size', operator: 'at-least', values: ['12.5'] },
      { property: 'page', operator: 'is-set', values: [] },
    ]);
  });

  it('keep spaces that belong to a value', () => {
    expect(wholeFilters([{ property: 'page', operator: 'is', values: [' Home '] }])[0]?.values).toEqual([' Home ']);
  });

  it('ask of a quantity only what a number can answer', () => {
    expect(operatorsOf({ key: 'quantity', kind: 'number' })).not.toContain('contains');
    expect(operatorsOf({ key: 'plan', kind: 'text' })).not.toContain('at-least');
    expect(new Set([...operatorsOf({ key: 'size', kind: 'number' })])).toEqual(
      new Set(propertyFilter.shape.operator.options),
    );
  });
});
