import type { EventColumns } from './columns.ts';
import { narrowBits } from './event-bits.ts';
import type { BitFilter, EventBits } from './event-bits.ts';

/** Selectors as tables that answer without a branch: isNamed[name code] & isAllowed[property code]. */
export interface RowTables {
  readonly isNamed: Uint8Array;
  /** The one property that decides; null where names alone do. */
  readonly codes: BitFilter['codes'] | null;
  readonly isAllowed: Uint8Array;
}

/**
 * Whether a row fits any of some selectors, as tables. Null where there is more to it: two properties, a quantity, or
 * selectors whose conditions differ.
 *
 * @param meant bits of the selectors
 */
export function rowTables({ ofName, filters, quantities }: EventBits, meant: number): RowTables | null {
  const narrowing = filters.filter(({ allowed }) => allowed.some((bits) => (bits & meant) !== meant));
  const isAlike = narrowing.every(({ allowed }) =>
    allowed.every((bits) => (bits & meant) === 0 || (bits & meant) === meant),
  );
  if (narrowing.length > 1 || !isAlike || quantities.some(({ bit }) => (bit & meant) !== 0)) return null;
  const tableOf = (bits: Uint32Array): Uint8Array => Uint8Array.from(bits, (found) => ((found & meant) === 0 ? 0 : 1));
  const [filter] = narrowing;
  return {
    isNamed: tableOf(ofName),
    codes: filter?.codes ?? null,
    isAllowed: filter === undefined ? new Uint8Array(0) : tableOf(filter.allowed),
  };
}

/**
 * The instants of the events that a selector means, one behind the other, so that a pass over them has to look at nothing
 * else: what a loop holds apart from that makes it several times as slow.
 */
export interface MeantSeconds {
  /** What the last `read` found: seconds[from … to), ascending. The array may be another one after the next. */
  seconds: Uint32Array;
  from: number;
  to: number;
  /** Reads the rows [from, to). */
  read(from: number, to: number): void;
}

/** @param bit of the selector in `bits` */
export function createMeantSeconds({ seconds, name }: EventColumns, bits: EventBits, bit: number): MeantSeconds {
  const tables = rowTables(bits, bit);
  const isEvery = tables !== null && tables.codes === null && tables.isNamed.every((isMeant) => isMeant === 1);
  if (isEvery) {
    const every: MeantSeconds = {
      seconds,
      from: 0,
      to: 0,
      read(from, to) {
        every.from = from;
        every.to = to;
      },
    };
    return every;
  }
  const select =
    tables === null
      ? (from: number, to: number, into: Uint32Array) => selectSlowly(seconds, name, bits, bit, from, to, into)
      : (from: number, to: number, into: Uint32Array) => selectQuickly(seconds, name, tables, from, to, into);
  const selected: MeantSeconds = {
    seconds: new Uint32Array(1024),
    from: 0,
    to: 0,
    read(from, to) {
      if (selected.seconds.length <= to - from) selected.seconds = new Uint32Array(2 * (to - from));
      selected.to = select(from, to, selected.seconds);
    },
  };
  return selected;
}

function selectQuickly(
  seconds: Uint32Array,
  name: Uint16Array,
  { isNamed, codes, isAllowed }: RowTables,
  from: number,
  to: number,
  into: Uint32Array,
): number {
  let count = 0;
  if (codes === null) {
    for (let row = from; row < to; row++) {
      into[count] = seconds[row]!;
      count += isNamed[name[row]!]!;
    }
    return count;
  }
  for (let row = from; row < to; row++) {
    into[count] = seconds[row]!;
    count += isNamed[name[row]!]! & isAllowed[codes[row]!]!;
  }
  return count;
}

function selectSlowly(
  seconds: Uint32Array,
  name: Uint16Array,
  bits: EventBits,
  bit: number,
  from: number,
  to: number,
  into: Uint32Array,
): number {
  let count = 0;
  for (let row = from; row < to; row++) {
    const found = bits.ofName[name[row]!]! & bit;
    if (found !== 0 && narrowBits(bits, found, row) !== 0) into[count++] = seconds[row]!;
  }
  return count;
}
