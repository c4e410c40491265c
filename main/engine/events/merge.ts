import type { EventColumns } from './columns.ts';
import { columnsOf, inSharedMemory, shareCodes, shareQuantity } from './columns.ts';
import { uniteTexts } from './dictionary.ts';
import type { EventSegment, NumericColumn, PropertyColumn } from './segment.ts';
import { emptySegment, sharedCodes, sharedFloat32, sharedUint16, sharedUint32 } from './segment.ts';
import { sortAccountsByTime } from './sort-accounts.ts';

/**
 * One set of columns from many segments: the same bytes as one segment built from all their rows, earlier segments
 * first. Events of an account at the same second keep the order of the segments, then of their rows. A single segment
 * is taken over without copying.
 */
export function mergeSegments(segments: readonly EventSegment[]): EventColumns {
  const filled = segments.filter((segment) => segment.seconds.length > 0);
  const [first = emptySegment(), ...others] = filled;
  return columnsOf(others.length === 0 ? shareSegment(first) : mergeFilled(filled));
}

function shareSegment(segment: EventSegment): EventSegment {
  return {
    ...segment,
    offsets: inSharedMemory(segment.offsets, sharedUint32),
    seconds: inSharedMemory(segment.seconds, sharedUint32),
    name: inSharedMemory(segment.name, sharedUint16),
    quantity: segment.quantity === null ? null : shareQuantity(segment.quantity),
    properties: segment.properties.map((property) => ({ ...property, codes: shareCodes(property.codes) })),
  };
}

function mergeFilled(segments: readonly EventSegment[]): EventSegment {
  const accounts = uniteTexts(segments.map((segment) => segment.accounts));
  const names = uniteTexts(segments.map((segment) => segment.names));
  const { offsets, starts } = placeAccounts(segments, accounts.positions, accounts.union.length);
  const rows = offsets[accounts.union.length]!;

  const seconds = sharedUint32(rows);
  const name = sharedUint16(rows);
  const quantity = segments.some((segment) => segment.quantity !== null) ? sharedFloat32(rows).fill(Number.NaN) : null;
  forEachBlock(accounts.positions, offsets, (index, first, end) => {
    const segment = segments[index]!;
    const placed: Placed = { offsets: segment.offsets, starts: starts[index]!, first, end };
    copyRows(placed, segment.seconds, seconds);
    copyCodes(placed, segment.name, name, names.positions[index]!);
    if (quantity !== null && segment.quantity !== null) copyRows(placed, segment.quantity, quantity);
  });
  const properties = mergeProperties(segments, accounts.positions, starts, offsets);

  const companions: NumericColumn[] = [name];
  if (quantity !== null) companions.push(quantity);
  for (const property of properties) companions.push(property.codes);
  // Imports usually follow each other in time, so most accounts are in order as they stand.
  sortAccountsByTime(offsets, seconds, companions);
  return { accounts: accounts.union, offsets, seconds, names: names.union, name, quantity, properties };
}

/** starts[segment][account of the segment] = row where its events go. */
function placeAccounts(
  segments: readonly EventSegment[],
  positions: readonly Uint32Array[],
  accounts: number,
): { offsets: Uint32Array; starts: Uint32Array[] } {
  const offsets = sharedUint32(accounts + 1);
  segments.forEach((segment, index) => {
    const position = positions[index]!;
    for (let account = 0; account < position.length; account++) {
      offsets[position[account]! + 1]! += segment.offsets[account + 1]! - segment.offsets[account]!;
    }
  });
  for (let account = 0; account < accounts; account++) offsets[account + 1]! += offsets[account]!;

  const next = offsets.slice();
  const starts = segments.map((segment, index) => {
    const position = positions[index]!;
    const start = new Uint32Array(position.length);
    for (let account = 0; account < position.length; account++) {
      const target = position[account]!;
      start[account] = next[target]!;
      next[target]! += segment.offsets[account + 1]! - segment.offsets[account]!;
    }
    return start;
  });
  return { offsets, starts };
}

function mergeProperties(
  segments: readonly EventSegment[],
  positions: readonly Uint32Array[],
  starts: readonly Uint32Array[],
  offsets: Uint32Array,
): PropertyColumn[] {
  const keys = new Set(segments.flatMap((segment) => segment.properties.map((property) => property.key)));
  return [...keys].sort().map((key) => {
    const columns = segments.map((segment) => segment.properties.find((property) => property.key === key));
    const values = uniteTexts(columns.map((column) => column?.values ?? []));
    const codes = sharedCodes(values.union.length, offsets.at(-1) ?? 0);
    const recodes = values.positions.map((found) => {
      const recode = new Uint32Array(found.length + 1);
      found.forEach((position, code) => (recode[code + 1] = position + 1));
      return recode;
    });
    forEachBlock(positions, offsets, (index, first, end) => {
      const column = columns[index];
      if (column === undefined) return;
      const placed: Placed = { offsets: segments[index]!.offsets, starts: starts[index]!, first, end };
      copyCodes(placed, column.codes, codes, recodes[index]!);
    });
    return { key, values: values.union, codes };
  });
}

/**
 * Visits the segments for one stretch of accounts after another. The rows of a stretch fit into the processor's cache,
 * where going through whole segments would touch all of the memory once a segment.
 */
function forEachBlock(
  positions: readonly Uint32Array[],
  offsets: Uint32Array,
  visit: (segment: number, first: number, end: number) => void,
): void {
  const next = new Uint32Array(positions.length);
  const accounts = offsets.length - 1;
  let account = 0;
  while (account < accounts) {
    const firstRow = offsets[account]!;
    do account += 1;
    while (account < accounts && offsets[account + 1]! - firstRow < blockRows);
    for (let segment = 0; segment < positions.length; segment++) {
      const position = positions[segment]!;
      const first = next[segment]!;
      let end = first;
      while (end < position.length && position[end]! < account) end += 1;
      next[segment] = end;
      if (end > first) visit(segment, first, end);
    }
  }
}

const blockRows = 1 << 15;

/** Accounts [first, end) of a segment, and the rows where they go. */
interface Placed {
  readonly offsets: Uint32Array;
  readonly starts: Uint32Array;
  readonly first: number;
  readonly end: number;
}

function copyRows<C extends NumericColumn>({ offsets, starts, first, end }: Placed, from: C, to: C): void {
  for (let account = first; account < end; account++) {
    const lastRow = offsets[account + 1]!;
    let target = starts[account]!;
    for (let row = offsets[account]!; row < lastRow; row++) to[target++] = from[row]!;
  }
}

function copyCodes(
  { offsets, starts, first, end }: Placed,
  from: Uint16Array | Uint32Array,
  to: Uint16Array | Uint32Array,
  recode: Uint32Array,
): void {
  for (let account = first; account < end; account++) {
    const lastRow = offsets[account + 1]!;
    let target = starts[account]!;
    for (let row = offsets[account]!; row < lastRow; row++) to[target++] = recode[from[row]!]!;
  }
}
