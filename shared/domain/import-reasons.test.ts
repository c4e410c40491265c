import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonOf, reasonSentences, reasonText, reasonWords } from './import-reasons.ts';
import type { ReasonKey } from './import-reasons.ts';

const keys = Object.keys(reasonSentences).map((key) => key.replace(/_(?:one|other)$/, '') as ReasonKey);
const namesOf = (key: ReasonKey): string[] =>
  Object.entries(reasonSentences).flatMap(([own, sentence]) =>
    own === key || own.startsWith(`${key}_`) ? [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!) : [],
  );
const codesOf = (name: string): string[] =>
  Object.keys(reasonWords).flatMap((key) => (key.startsWith(`${name}:`) ? [key.slice(name.length + 1)] : []));

describe('sentences of refusals', () => {
  it.each([...new Set(keys)])('%s is found again with its values, whatever they are', (key) => {
    const arbitrary = Object.fromEntries(
      [...new Set(namesOf(key))].map((name) => {
        const codes = codesOf(name);
        if (codes.length > 0) return [name, fc.constantFrom(...codes)];
        return [name, name === 'count' ? fc.nat() : fc.string({ unit: fc.constantFrom(...'aZ9 .()+$\n$&ñ—') })];
      }),
    );
    fc.assert(
      fc.property(fc.record(arbitrary), (values) => {
        const sentence = reasonText(key, values as Record<string, string | number>);
        expect(sentence).not.toContain('{{');
        const found = reasonOf(sentence);
        expect(found?.key).toBe(key);
        // The words for two codes may be the same; the sentence is then the same too.
        expect(
          reasonText(key, { ...found?.values, ...('count' in values ? { count: Number(values['count']) } : {}) }),
        ).toBe(sentence);
      }),
    );
  });

  it('keep quotes and braces of a value', () => {
    const value = 'he said "no", {{type}} and $1';
    const sentence = reasonText('unknown-value', { value });
    expect(sentence).toBe('"he said "no", {{type}} and $1" is not among the values that the recipe knows for it');
    expect(reasonOf(sentence)).toEqual({ key: 'unknown-value', values: { value } });
  });

  it('count', () => {
    expect(reasonText('row-width', { count: 1, columns: 3 })).toBe('it has 1 value where the header has 3 columns');
    expect(reasonOf('it has 4 values where the header has 3 columns')).toEqual({
      key: 'row-width',
      values: { count: '4', columns: '3' },
    });
  });

  it('tell what their words stand for', () => {
    expect(reasonOf('"x" is not an amount of money')).toEqual({
      key: 'not-of-type',
      values: { value: 'x', type: 'money' },
    });
    expect(reasonOf('Plan is blank, and churn events cannot do without it')).toEqual({
      key: 'blank-field',
      values: { field: 'Plan', table: 'churn_events' },
    });
  });

  it('of no engine are none', () => {
    expect(reasonOf('because the moon was full')).toBeNull();
    expect(reasonOf('"x" is not a banana')).toBeNull();
    expect(reasonOf('')).toBeNull();
  });
});
