import { unclosedQuote, unreadable } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { isBlankRow, parseRows } from './papaparse-rows.ts';

export type RowsReceiver = {
  /** Rows below the header. `firstRow` is the spreadsheet's number of the first; `badQuotes` holds positions among them. */
  rows(rows: string[][], firstRow: number, badQuotes: ReadonlySet<number>): void;
};

/** Takes the text of a file in pieces of any size, cut anywhere, and hands on whole rows. */
export type RowsFeed = { take(text: string): void; end(text: string): void };

/** Without an end of a row in this much text a quote is taken to be open for good. */
const mostTextInARow = 64 * 1024 * 1024;

/** @throws file_unreadable from `take` and `end`: a quote that never closes, a byte of zero */
export function createRowsFeed(name: string, dialect: Dialect, receiver: RowsReceiver): RowsFeed {
  let carry = '';
  let parseAgainAt = 0;
  /** The number of the next row to come. */
  let row = 1;
  let sawHeader = false;

  function parse(text: string, isLast: boolean): void {
    const { rows, problems, end } = parseRows(text, dialect.delimiter, dialect.newline, isLast);
    const open = problems.find(({ code }) => code === 'MissingQuotes');
    if (open) throw unclosedQuote(name, row + open.row);
    if (!isLast && end === 0) {
      if (text.length > mostTextInARow) throw unclosedQuote(name, row);
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

  function handOn(rows: string[][], bad: readonly number[]): void {
    let from = 0;
    if (!sawHeader) {
      const header = rows.findIndex((cells) => !isBlankRow(cells));
      sawHeader = header >= 0;
      from = sawHeader ? header + 1 : rows.length;
    }
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
