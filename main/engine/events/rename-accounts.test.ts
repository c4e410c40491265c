import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSegment } from './encode.ts';
import { mergeSegments } from './merge.ts';
import { renameAccounts } from './rename-accounts.ts';
import { anyEvents, plainEvent, segmentFrom, plainEvents } from './testing.ts';

const rename = (aliases: ReadonlyMap<string, string>) => (id: string) => aliases.get(id) ?? id;

describe('renaming accounts of a segment', () => {
  it('is a segment built with the new ids, of rows in the order of the old ones', () => {
    const anyAliases = fc.dictionary(
      fc.constantFrom('a', 'b', 'B', 'ä', '日本', '😀'),
      fc.constantFrom('a', 'z', 'B', '日'),
    );
    fc.assert(
      fc.property(anyEvents, anyAliases, (events, pairs) => {
        const aliases = new Map(Object.entries(pairs));
        const segment = segmentFrom(events);
        const renamed = plainEvents(segment).map((event) => ({ ...event, account: rename(aliases)(event.account) }));
        expect(encodeSegment(renameAccounts(segment, aliases))).toEqual(encodeSegment(segmentFrom(renamed)));
      }),
    );
  });

  it('can come before or after segments are merged, as far as each account goes', () => {
    fc.assert(
      fc.property(fc.array(anyEvents, { maxLength: 4 }), (imports) => {
        const aliases = new Map([['b', 'a'], ['B', 'a'], ['日本', '0']]); // prettier-ignore
        // Events at one second keep the order of their imports, so instants must differ between old ids that become one.
        const apart = imports.map((events, part) =>
          events.map((event, at) => ({ ...event, seconds: (part * 100 + at) * 16 + event.account.length })),
        );
        const before = mergeSegments(apart.map(segmentFrom).map((segment) => renameAccounts(segment, aliases)));
        const after = renameAccounts(mergeSegments(apart.map(segmentFrom)), aliases);
        expect(encodeSegment(before)).toEqual(encodeSegment(after));
      }),
    );
  });

  it('leaves a segment as it is where nobody is renamed', () => {
    const segment = segmentFrom([plainEvent('a', 1, 'x')]);
    expect(renameAccounts(segment, new Map([['b', 'a']]))).toBe(segment);
  });
});
