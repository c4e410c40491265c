import type { EventSegment, PropertyCodes } from './segment.ts';
import { sharedUint16, sharedUint32 } from './segment.ts';

/**
 * All events of a workspace as columns, in the shape of a segment, in shared memory. Analytics read only this.
 * An account may have no events (its offsets are equal).
 */
export interface EventColumns extends EventSegment {
  readonly count: number;
  /** First and last instant of any event; null when there is none. */
  readonly minSeconds: number | null;
  readonly maxSeconds: number | null;
}

/** Adds the figures that every pass needs to a segment whose columns are in shared memory. */
export function columnsOf(segment: EventSegment): EventColumns {
  const { offsets, seconds } = segment;
  let least = Infinity;
  let most = -Infinity;
  for (let account = 0; account + 1 < offsets.length; account++) {
    const from = offsets[account]!;
    const to = offsets[account + 1]!;
    if (from === to) continue;
    least = Math.min(least, seconds[from]!);
    most = Math.max(most, seconds[to - 1]!);
  }
  const count = seconds.length;
  return {
    ...segment,
    count,
    minSeconds: count === 0 ? null : least,
    maxSeconds: count === 0 ? null : most,
  };
}

/**
 * EventColumns as a message: posting it to a worker thread copies nothing but the short dictionaries. Account ids, the
 * one long list, travel as packed UTF-16.
 */
export interface SharedEventColumns extends Omit<EventColumns, 'accounts'> {
  readonly accountText: Uint16Array;
  /** accountEnds[i] = where account i ends in accountText. */
  readonly accountEnds: Uint32Array;
}

export function shareColumns(columns: EventColumns): SharedEventColumns {
  const { accounts, ...rest } = columns;
  let length = 0;
  for (const account of accounts) length += account.length;
  const accountText = sharedUint16(length);
  const accountEnds = sharedUint32(accounts.length);
  let end = 0;
  for (let index = 0; index < accounts.length; index++) {
    const account = accounts[index]!;
    for (let unit = 0; unit < account.length; unit++) accountText[end++] = account.charCodeAt(unit);
    accountEnds[index] = end;
  }
  return {
    ...rest,
    offsets: inSharedMemory(rest.offsets, sharedUint32),
    seconds: inSharedMemory(rest.seconds, sharedUint32),
    name: inSharedMemory(rest.name, sharedUint16),
    quantity: rest.quantity === null ? null : shareQuantity(rest.quantity),
    properties: rest.properties.map((property) => ({ ...property, codes: shareCodes(property.codes) })),
    accountText,
    accountEnds,
  };
}

/** The other end of shareColumns. Account ids are unpacked when first read: most passes never need them. */
export function attachColumns(shared: SharedEventColumns): EventColumns {
  const { accountText, accountEnds, ...rest } = shared;
  let accounts: string[] | null = null;
  return {
    ...rest,
    get accounts() {
      accounts ??= unpackTexts(accountText, accountEnds);
      return accounts;
    },
  };
}

function unpackTexts(units: Uint16Array, ends: Uint32Array): string[] {
  const text = Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le');
  const texts: string[] = [];
  let from = 0;
  for (const end of ends) {
    texts.push(text.slice(from, end));
    from = end;
  }
  return texts;
}

/** The same array when other threads can see it already, a shared copy otherwise. */
export function inSharedMemory<A extends Uint16Array | Uint32Array>(array: A, allocate: (length: number) => A): A {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const copy = allocate(array.length);
  copy.set(array);
  return copy;
}

export function shareCodes(codes: PropertyCodes): PropertyCodes {
  return codes instanceof Uint16Array ? inSharedMemory(codes, sharedUint16) : inSharedMemory(codes, sharedUint32);
}

export function shareQuantity(quantity: Float32Array): Float32Array {
  if (quantity.buffer instanceof SharedArrayBuffer) return quantity;
  const copy = new Float32Array(new SharedArrayBuffer(quantity.byteLength));
  copy.set(quantity);
  return copy;
}

/**
 * Which event names are meant: mask[name code] = 1.
 *
 * @param names null = any event; a name that no event has simply matches nothing.
 */
export function eventMask(columns: EventSegment, names: readonly string[] | null): Uint8Array {
  const mask = new Uint8Array(columns.names.length);
  if (names === null) return mask.fill(1);
  for (const name of names) {
    const code = columns.names.indexOf(name);
    if (code >= 0) mask[code] = 1;
  }
  return mask;
}

/** Position of an account id in a sorted list, -1 where it is absent. */
export function accountIndexOf(columns: EventSegment, accountId: string): number {
  let low = 0;
  let high = columns.accounts.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = columns.accounts[middle]!;
    if (found === accountId) return middle;
    if (found < accountId) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** First row in [from, to) whose instant is at or after `second`; `to` where there is none. */
export function firstRowAt(seconds: Uint32Array, from: number, to: number, second: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (seconds[middle]! < second) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same for a row behind `from` that is likely to be near: eight are skipped at once. */
export function nextRowAt(seconds: Uint32Array, from: number, to: number, second: number): number {
  let row = from;
  while (row + 8 < to && seconds[row + 8]! < second) row += 8;
  row += 1;
  while (row < to && seconds[row]! < second) row += 1;
  return row;
}
