import type { Dialect } from './dialect.ts';
import { parseRows } from './papaparse-rows.ts';
import { unclosedQuote, unreadable } from './sentences.ts';

export type RowsReceiver = {
  /** Rows below the header. `firstRow` is the spreadsheet's number of the first; `badQuotes` holds positions among them. */
  rows(rows: string[][], firstRow: number, badQuotes: ReadonlySet<number>): void;
};

/** Takes the text of a file in pieces of any size, cut anywhere, and hands on whole rows. */
export type RowsFeed = { take(text: string): void; end(text: string): void };

/** A row longer than this is none: 16,384 columns of a thousand letters each. */
const mostTextInARow = 16 * 1024 * 1024;

/** @throws file_unreadable from `take` and `end`: a quote that never closes, a row without end, a byte of zero */
export function createRowsFeed(name: string, dialect: Dialect, receiver: RowsReceiver): RowsFeed {
  let carry = '';
  let parseAgainAt = 0;
  /** The number of the next row to come. */
  let row = 1;

  function parse(text: string, isLast: boolean): void {
    const { rows, problems, end } = parseRows(text, dialect.delimiter, dialect.newline, isLast);
    const open = problems.find(({ code }) => code === 'MissingQuotes');
    if (open) throw unclosedQuote(name, row + open.row);
    if (!isLast && end === 0) {
      if (text.length > mostTextInARow) throw endless(text);
      // No row has ended yet. Parsing again from its start at every piece would take quadratic time.
      parseAgainAt = text.length * 2;
      carry = text;
      return;
    }
    parseAgainAt = 0;
    carry = isLast ? '' : text.slice(end);
    handOn(
      rows,
      problems.map((problem) => problem.row),
    );
  }

  function endless(text: string): Error {
    let quotes = 0;
    for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes++;
    if (quotes % 2 === 1) return unclosedQuote(name, row);
    return unreadable(
      name,
      `has no end of row ${row} within ${mostTextInARow / 1024 / 1024} million letters, so it is not a table of rows. Export it again with a line end after each row.`,
      { row },
    );
  }

  function handOn(rows: string[][], bad: readonly number[]): void {
    const from = Math.min(rows.length, Math.max(0, dialect.headerRow + 1 - row));
    const first = row + from;
    row += rows.length;
    if (rows.length > from)
      receiver.rows(from === 0 ? rows : rows.slice(from), first, new Set(bad.map((index) => index - from)));
  }

  function add(text: string): string {
    if (text.includes('\0'))
      throw unreadable(
        name,
        `is not a text file: it holds a byte of zero near row ${row}. Export the table as CSV and import that.`,
        { row },
      );
    return carry === '' ? text : carry + text;
  }

  return {
    take(text) {
      const next = add(text);
      if (next.length < parseAgainAt) carry = next;
      else if (next.length > 0) parse(next, false);
    },
    end(text) {
      const rest = add(text);
      if (rest.length > 0) parse(rest, true);
    },
  };
}
