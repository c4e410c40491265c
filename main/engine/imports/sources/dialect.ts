import type { SourceKind } from '../../../../shared/contract/index.ts';

/** How the bytes of a source become rows. */
export type Dialect = {
  readonly kind: SourceKind;
  readonly encoding: string;
  /** Empty for kinds that have none. */
  readonly delimiter: string;
  readonly newline: '\n' | '\r';
  /** The spreadsheet's number of the row that names the columns. */
  readonly headerRow: number;
  /** How many rows name them, from `headerRow` on; 1 when not given. Workbooks have names under merged group names. */
  readonly headerRows?: number;
  /** How many columns there are, where short rows mean blanks. */
  readonly width?: number;
  /** The names that records are read by, where every record names its values. */
  readonly columns?: readonly string[];
};

/** What a person has to be told of a source beside its rows. */
export type SourceNote = {
  /**
   * `unknown-columns`: values under names that the beginning of the file does not have were left out;
   * `error-cells`: cells with an error of the spreadsheet were read as blank;
   * `cells-without-value`: formulas that were saved without their result were read as blank.
   */
  readonly key: 'unknown-columns' | 'error-cells' | 'cells-without-value';
  readonly count: number;
  readonly examples: readonly string[];
};

/** The head of a file, enough to understand it. */
export type FileHead = {
  readonly dialect: Dialect;
  readonly header: string[];
  /** Header names that were made unique or invented: `name (2)`, `column 3`. */
  readonly renamed: string[];
  /** Rows that have as many fields as the header, trimmed. */
  readonly rows: string[][];
  /** Rows below the header in this head, those of another length included. */
  readonly count: number;
  readonly isWhole: boolean;
  /** Nothing but ASCII, so that the encoding of what follows is still open. */
  readonly isPlain: boolean;
  /** Bytes a row, to estimate how many rows it has: `size / bytes`. */
  readonly bytes: number;
  readonly size: number;
};

export type ReadingOptions = { readonly encoding?: string; readonly delimiter?: string; readonly headerRow?: number };

export type RowsHandler = {
  /** Rows of one piece of the file. `firstRow` is the number that a spreadsheet shows for the first of them. */
  rows(rows: string[][], firstRow: number, badQuotes: ReadonlySet<number>): void;
  /** Bytes of the file read so far. */
  progress(bytes: number): void;
  shouldStop(): boolean;
  /** What has to be told once all rows were read. */
  note?(note: SourceNote): void;
};

export const noBadQuotes: ReadonlySet<number> = new Set();
/** Rows of a head. */
export const mostHeadRows = 2_000;
/** As many as a worksheet has. */
export const mostColumns = 16_384;
