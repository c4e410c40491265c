/** Why a row cannot be stored, and the column that shows it. */
export type Refusal = { readonly column: string | null; readonly reason: string };

/** Rows on their way from a file into staging. */
export type RowBatch = {
  /** Cells in the order of the (transformed) header. */
  readonly rows: readonly string[][];
  /** The spreadsheet's number of the first row; the others count up from it, unless `numbers` has a number for each. */
  readonly firstRow: number;
  readonly numbers: Uint32Array | null;
  /**
   * Cells as they stood in the file, for rejected rows: `rows` itself where nothing was transformed. What the recipe keeps
   * out is blank or a pseudonym.
   */
  readonly raw: readonly (readonly string[])[];
  /** Places of rows that cannot be taken, with why. */
  readonly refusals: ReadonlyMap<number, Refusal>;
};

export const noRefusals: ReadonlyMap<number, Refusal> = new Map();

export function rowNumber({ firstRow, numbers }: RowBatch, index: number): number {
  return numbers === null ? firstRow + index : numbers[index]!;
}
