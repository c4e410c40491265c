import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HoldfastError } from '../../../shared/domain/errors.ts';
import { distance } from './mistakes.ts';
import { testBook } from './testing.ts';
import type { Book } from './testing.ts';
import { tokensOf } from './tokens.ts';

let book: Book;
beforeAll(() => (book = testBook()));
afterAll(() => book.close());

async function mistake(sql: string): Promise<HoldfastError> {
  return book.ask(sql).then(
    () => {
      throw new Error('This statement has no mistake.');
    },
    (error: unknown) => error as HoldfastError,
  );
}

describe('a mistake', () => {
  it.each([
    ['SELECT * FORM accounts', 'SQL goes wrong near "FORM".', 9],
    ['SELECT name FROM accounts WHERE WHERE 1', 'SQL goes wrong near "WHERE".', 32],
    [`SELECT name AS "from"\nFROM accounts\nWHERE from = 1`, 'SQL goes wrong near "from" (line 3, column 7).', 42],
    ['SELECT name FROM accounts WHERE (', 'The statement has no end: something is missing.', 33],
    ['SELECT * FROM acounts', 'There is no view named "acounts". Did you mean "accounts"?', 14],
    ['SELECT * FROM invioces', 'There is no view named "invioces". Did you mean "invoices"?', 14],
    ['SELECT * FROM nothing_like_it', 'There is no view named "nothing_like_it".', 14],
    ['SELECT a.nmae FROM accounts a', 'There is no column named "a.nmae". Did you mean "name"?', 9],
    [
      'SELECT name FROM accounts WHERE segment = "SMB"',
      `There is no column named "SMB". A text is written between single quotes: 'SMB'.`,
      42,
    ],
    ['SELECT lenght(name) FROM accounts', 'There is no function named "lenght". Did you mean "length"?', 7],
    [
      'SELECT account_id FROM accounts JOIN tickets ON 1',
      'Several views have a column "account_id"; write which one is meant, as in a.account_id.',
      7,
    ],
    ['/* a */ SELECT * FORM accounts', 'SQL goes wrong near "FORM".', 17],
    ['EXPLAIN QUERY PLAN SELECT * FORM accounts', 'SQL goes wrong near "FORM".', 28],
    ['SELECT ?', '"?" has no value here. Write the value itself.', 7],
    ['SELECT 1;\nSELECT 2', 'Only one statement at a time: remove what follows the semicolon (line 2, column 1).', 10],
    [
      'DROP TABLE x',
      'This console only reads: a statement begins with SELECT, WITH, VALUES or EXPLAIN QUERY PLAN, not with "DROP".',
      0,
    ],
    ['SELECT sum(count(*)) FROM accounts', 'SQL goes wrong: misuse of aggregate function count().', 0],
  ])('%j is told as %j, at its place', async (sql, sentence, offset) => {
    const error = await mistake(sql);
    expect([error.code, error.message, error.details['offset']]).toEqual(['invalid_input', sentence, offset]);
  });
});

describe('tokens', () => {
  it('are cut as SQLite cuts them', () => {
    const sql = `SELECT "a""b", [c d], \`e\`, 'f''g', x'00', 1.5e-3, .5, a.b$c -- d\n/* ; */ || ?1 :n`;
    expect(tokensOf(sql).map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'word SELECT',
      'quoted a"b',
      'mark ,',
      'quoted c d',
      'mark ,',
      'quoted e',
      'mark ,',
      "string f'g",
      'mark ,',
      "blob x'00'",
      'mark ,',
      'number 1.5e-3',
      'mark ,',
      'number .5',
      'mark ,',
      'word a',
      'mark .',
      'word b$c',
      'mark ||',
      'parameter ?1',
      'parameter :n',
    ]);
  });

  it('with what stands between them are the whole text, and between them are only spaces and comments', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ' ',
        '\n',
        '--',
        '/*',
        '*/',
        "'",
        '"',
        '`',
        '[',
        ']',
        ';',
        'x',
        'SELECT',
        '1',
        '.',
        '?',
        '|',
        'é',
        '\ufeff',
      ),
      fc.string({ maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const sql = pieces.join('');
        let at = 0;
        for (const { from, to, text } of tokensOf(sql)) {
          expect(from).toBeGreaterThanOrEqual(at);
          expect(to).toBeGreaterThan(from);
          expect(sql.slice(from, to)).toBe(text);
          expect(sql.slice(at, from)).toMatch(/^(?:[ \t\n\f\r\ufeff]|--[^\n]*\n|\/\*[\s\S]*?\*\/)*$/);
          at = to;
        }
        expect(sql.slice(at)).toMatch(/^(?:[ \t\n\f\r\ufeff]|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$))*$/);
      }),
    );
  });
});

it('the distance of two names counts letters put in, taken out, replaced and swapped', () => {
  expect(['name', 'nmae', 'nam', 'nme', 'gamee', ''].map((other) => distance('name', other))).toEqual([
    0, 1, 1, 1, 2, 4,
  ]);
  const word = fc.string({ maxLength: 6 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(distance(a, b)).toBe(distance(b, a));
      expect(distance(a, a)).toBe(0);
      expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});
