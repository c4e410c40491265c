/**
 * A segment: the events of one import as columns, sorted by account, then instant. Segments are immutable and carry
 * their own dictionaries, so that undoing an import is forgetting a segment.
 *
 * Every dictionary is sorted by UTF-16 code unit and holds only what the rows use. That makes the form canonical: the
 * same rows in the same order always give the same bytes, however they were imported.
 */
export interface EventSegment {
  /** Account ids, ascending, without repeats. */
  readonly accounts: readonly string[];
  /** Events of account i are the rows [offsets[i], offsets[i + 1]). Length: accounts + 1. */
  readonly offsets: Uint32Array;
  /** Instant in epoch seconds UTC; ascending within an account, ties in input order. */
  readonly seconds: Uint32Array;
  /** Event names; `name` indexes into it. */
  readonly names: readonly string[];
  readonly name: Uint16Array;
  /** NaN = this event has no quantity; null = no event has one. */
  readonly quantity: Float32Array | null;
  /** Ascending by key. */
  readonly properties: readonly PropertyColumn[];
}

/** A dictionary-coded text property: code 0 = missing, code c = values[c - 1]. */
export interface PropertyColumn {
  readonly key: string;
  readonly values: readonly string[];
  readonly codes: PropertyCodes;
}

export type PropertyCodes = Uint16Array | Uint32Array;

/** Any column that holds one number a row. */
export type NumericColumn = Uint16Array | Uint32Array | Float32Array;

/** Instants outside 1970-01-01T00:00:00Z … 2106-02-07T06:28:15Z do not fit the store. */
export const lastStorableSecond = 0xffff_ffff;

/** Event names are 16-bit codes. */
export const mostEventNames = 0x1_0000;

/** Longest account id, event name, property key or value, in UTF-16 code units. */
export const longestText = 4096;

// Columns live in shared memory from the start, so that handing them to a reader thread never copies them.
export const sharedUint16 = (length: number): Uint16Array => new Uint16Array(new SharedArrayBuffer(length * 2));
export const sharedUint32 = (length: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(length * 4));
export const sharedFloat32 = (length: number): Float32Array => new Float32Array(new SharedArrayBuffer(length * 4));

/** Codes for a dictionary of this size, all missing. */
export function sharedCodes(dictionarySize: number, rows: number): PropertyCodes {
  return dictionarySize <= 0xffff ? sharedUint16(rows) : sharedUint32(rows);
}

export function emptySegment(): EventSegment {
  return {
    accounts: [],
    offsets: sharedUint32(1),
    seconds: sharedUint32(0),
    names: [],
    name: sharedUint16(0),
    quantity: null,
    properties: [],
  };
}

/** The value of a property at a row, null where it is missing. */
export function propertyAt(property: PropertyColumn, row: number): string | null {
  const code = property.codes[row] ?? 0;
  return code === 0 ? null : (property.values[code - 1] ?? null);
}
