export type SheetCell = string | number | boolean | null;

/** A table on its way into a file. Rows are asked for while it is written. */
export type Sheet = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly SheetCell[]> | AsyncIterable<readonly SheetCell[]>;
};

/** Texts of about this many characters are written at once, and others get their turn in between. */
export const charactersAtOnce = 128 * 1024;
