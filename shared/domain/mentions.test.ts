import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionedIds, mentionOf, mentionParts, shownText, storedText } from './mentions.ts';

const acme = { id: 'A 1/}', name: 'Acme' };
const foods = { id: 'A2', name: 'Acme Foods' };

describe('accounts named in a text', () => {
  it('are stored as references and shown by their names', () => {
    const stored = storedText('Ask @Acme Foods, then @Acme; not x@Acme.', [acme, foods]);
    expect(stored).toBe(`Ask @{A2}, then @{A%201%2F%7D}; not x@{A%201%2F%7D}.`);
    expect(mentionedIds(stored)).toEqual(['A2', 'A 1/}']);
    expect(shownText(stored, [{ id: 'A2', name: 'New name' }])).toBe('Ask @New name, then @A 1/}; not x@A 1/}.');
    expect(mentionParts('@{A2}!')).toEqual([{ id: 'A2' }, '!']);
  });

  it('leaves what is no reference as it is', () => {
    expect(mentionParts('a @{} b @{% c')).toEqual(['a @{} b @{% c']);
    expect(mentionParts('@{%zz} x')).toEqual(['@{%zz} x']);
    expect(storedText('mail me @ noon', [acme])).toBe('mail me @ noon');
  });

  it('come back whatever their ids are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' }).filter((id) => id.isWellFormed())), (ids) => {
        expect(mentionedIds(ids.map(mentionOf).join(' '))).toEqual([...new Set(ids)]);
      }),
    );
  });
});
