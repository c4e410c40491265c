import type { EventSegment, PropertyColumn } from './segment.ts';
import { emptySegment, sharedCodes, sharedFloat32, sharedUint16, sharedUint32 } from './segment.ts';

/**
 * The rows with keep[row] = 1 as a segment of its own, in canonical form: dictionaries hold only what is left.
 * The same segment when every row is kept.
 */
export function selectRows(segment: EventSegment, keep: Uint8Array): EventSegment {
  const rows = sourceRows(keep);
  if (rows.length === segment.seconds.length) return segment;
  if (rows.length === 0) return emptySegment();

  const accounts: string[] = [];
  const ends: number[] = [];
  let kept = 0;
  for (let account = 0; account < segment.accounts.length; account++) {
    const before = kept;
    while (kept < rows.length && rows[kept]! < segment.offsets[account + 1]!) kept += 1;
    if (kept === before) continue;
    accounts.push(segment.accounts[account]!);
    ends.push(kept);
  }
  const offsets = sharedUint32(accounts.length + 1);
  offsets.set(ends, 1);

  const seconds = sharedUint32(rows.length);
  for (let row = 0; row < rows.length; row++) seconds[row] = segment.seconds[rows[row]!]!;

  const names = recodeUsed(segment.names, segment.name, rows, 0);
  const name = sharedUint16(rows.length);
  for (let row = 0; row < rows.length; row++) name[row] = names.recode[segment.name[rows[row]!]!]!;

  const properties = segment.properties
    .map((property) => selectProperty(property, rows))
    .filter((property) => property !== null);
  return { accounts, offsets, seconds, names: names.texts, name, quantity: selectQuantity(segment, rows), properties };
}

function sourceRows(keep: Uint8Array): Uint32Array {
  let count = 0;
  for (let row = 0; row < keep.length; row++) count += keep[row]!;
  const rows = new Uint32Array(count);
  let next = 0;
  for (let row = 0; row < keep.length; row++) if (keep[row] === 1) rows[next++] = row;
  return rows;
}

function selectQuantity(segment: EventSegment, rows: Uint32Array): Float32Array | null {
  if (segment.quantity === null) return null;
  const quantity = sharedFloat32(rows.length);
  let hasQuantity = false;
  for (let row = 0; row < rows.length; row++) {
    const value = segment.quantity[rows[row]!]!;
    quantity[row] = value;
    if (value === value) hasQuantity = true;
  }
  return hasQuantity ? quantity : null;
}

function selectProperty(property: PropertyColumn, rows: Uint32Array): PropertyColumn | null {
  const { texts, recode } = recodeUsed(property.values, property.codes, rows, 1);
  if (texts.length === 0) return null;
  const codes = sharedCodes(texts.length, rows.length);
  for (let row = 0; row < rows.length; row++) codes[row] = recode[property.codes[rows[row]!]!]!;
  return { key: property.key, values: texts, codes };
}

/** @param shift the code of the first text; codes below it stay as they are. */
function recodeUsed(
  texts: readonly string[],
  codes: Uint16Array | Uint32Array,
  rows: Uint32Array,
  shift: number,
): { texts: string[]; recode: Uint32Array } {
  const recode = new Uint32Array(texts.length + shift);
  for (let row = 0; row < rows.length; row++) recode[codes[rows[row]!]!] = 1;
  const used: string[] = [];
  for (let code = shift; code < recode.length; code++) {
    if (recode[code] !== 1) continue;
    recode[code] = used.length + shift;
    used.push(texts[code - shift]!);
  }
  if (shift === 1) recode[0] = 0;
  return { texts: used, recode };
}
