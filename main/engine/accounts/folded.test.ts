import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testBook } from '../testing/index.ts';
import type { TestBook } from '../testing/index.ts';
import { folded, foldedSql } from './folded.ts';

let book: TestBook;
beforeAll(() => (book = testBook()));
afterAll(() => book.close());

describe('texts to be searched in', () => {
  it('lose case and accents, in the program as in the database', () => {
    expect(folded('ÁUREA Niño Straße Æ')).toBe('aurea nino straße Æ');
    const words = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'áÉñÜçŒaZ ø-') }));
    fc.assert(
      fc.property(
        words.filter((word) => word.isWellFormed() && !word.includes('\0')),
        (word) => {
          const written = book.read(({ database }) =>
            database
              .prepare(`SELECT ${foldedSql(':word')}`)
              .pluck()
              .get({ word }),
          );
          expect(written).toBe(folded(word));
        },
      ),
    );
  });
});
