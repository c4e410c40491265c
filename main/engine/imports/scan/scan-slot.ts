import { hashWidth } from '../staging/id-hash.ts';

/** Where the scanned rows of one block stand: memory that threads share, used again for block after block. */
export type ScanSlot = {
  readonly capacity: number;
  /** Where each row starts, counted from the block's base. */
  readonly starts: Uint32Array;
  readonly seconds: Uint32Array;
  /** NaN where there is none. */
  readonly quantity: Float32Array;
  /** A hash for each row, all zero where a row has no id. Empty without a column of ids. */
  readonly ids: Uint32Array;
  /** For each column of texts the code of each row. */
  readonly codes: readonly Uint32Array[];
};

/** Bytes in a block: enough for a thread to be worth asking, little enough to stay in the processor's cache. */
export const blockBytes = 2 * 1024 * 1024;

/** No row that the scanner takes is shorter: an instant, a name, an account, two delimiters, an end of line. */
const shortestRow = 12;

export function createScanSlot(texts: number, hasIds: boolean, bytes: number): ScanSlot {
  const capacity = Math.ceil(bytes / shortestRow) + 64;
  const shared = (width: number): SharedArrayBuffer => new SharedArrayBuffer(capacity * width);
  return {
    capacity,
    starts: new Uint32Array(shared(4)),
    seconds: new Uint32Array(shared(4)),
    quantity: new Float32Array(shared(4)),
    ids: new Uint32Array(hasIds ? shared(hashWidth * 4) : new SharedArrayBuffer(0)),
    codes: Array.from({ length: texts }, () => new Uint32Array(shared(4))),
  };
}

/** Rows that need a parser's judgement, between the scanned ones. */
export type OddRows = {
  /** How many scanned rows of the block come before them. */
  readonly at: number;
  /** Bytes of the file, counted from the block's base. */
  readonly from: number;
  readonly to: number;
  /** Lines without any value count here too. */
  readonly rows: number;
};

export type ScannedBlock = {
  /** Positions in the file of the first row and of the row after the last. */
  readonly from: number;
  readonly to: number;
  /** The position in the file from which starts of rows count. */
  readonly base: number;
  /** Scanned rows, which stand in the slot. */
  readonly count: number;
  readonly odd: readonly OddRows[];
  /** For each column of texts those that appeared for the first time; they go on counting the codes of earlier blocks. */
  readonly texts: readonly (readonly string[])[];
  /** The codes count from zero again: what came before is forgotten. */
  readonly startsAnew: boolean;
  /** The block holds a byte of zero, which no text does. */
  readonly hasZero: boolean;
};
