import type { TableName } from '../../../../shared/domain/tables.ts';

export type CsvValue = string | number | null;

/** RFC 4180 quoting: only where needed, or everywhere as some systems do. */
export function csvLine(values: readonly CsvValue[], quoteAll = false): string {
  let line = '';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) line += ',';
    const value = values[index];
    const text = value === null || value === undefined ? '' : String(value);
    line += quoteAll || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }
  return line + '\n';
}

export interface SampleChunk {
  text: string;
  rows: number;
}

/** One exported file. `chunks()` starts again at the top each time it is called and gives the same text. */
export interface SampleFile {
  name: string;
  table: TableName;
  header: readonly string[];
  /** Pieces of about a few hundred kilobytes; the first piece holds the header, which is not counted in `rows`. */
  chunks(): IterableIterator<SampleChunk>;
}

const rowsInAChunk = 2_000;

/** A file whose rows are few enough to hold while they are put in order. */
export function rowFile(
  name: string,
  table: TableName,
  header: readonly string[],
  rows: () => readonly (readonly CsvValue[])[],
  quoteAll = false,
): SampleFile {
  return {
    name,
    table,
    header,
    *chunks() {
      let text = csvLine(header, quoteAll);
      let count = 0;
      for (const row of rows()) {
        text += csvLine(row, quoteAll);
        count++;
        if (count === rowsInAChunk) {
          yield { text, rows: count };
          text = '';
          count = 0;
        }
      }
      if (text !== '') yield { text, rows: count };
    },
  };
}
