import { damaged } from './chunk.ts';
import { partRows } from './encode.ts';
import type { Manifest } from './encode.ts';
import type { PropertyCodes } from './segment.ts';
import { codesIn, ownBytes, readPart } from './stored-segment.ts';
import type { ChunkSource, WholeNumbers } from './stored-segment.ts';
import { accountAt, decodeSeconds } from './varint.ts';

/** Where the rows of a stored segment go: those of its account i to starts[i] and after. */
export interface PlacedRows {
  readonly manifest: Pick<Manifest, 'rows' | 'base' | 'columns'>;
  readonly offsets: Uint32Array;
  readonly starts: Uint32Array;
}

/** Reads one part of the instants to where its rows go. Parts can be read in any order and by several threads. */
export function readSeconds(chunkOf: ChunkSource, placed: PlacedRows, part: number, seconds: Uint32Array): void {
  const { manifest, offsets, starts } = placed;
  const content = readPart(chunkOf, manifest, 'seconds', part, 'varint');
  const { from, to } = rowsOfPart(manifest.rows, part, content.rows, 'seconds');
  if (!decodeSeconds(content.content, offsets, starts, seconds, from, to, manifest.base))
    throw damaged('seconds', part, 'its instants do not add up');
  if (content.isUnpacked) free(content.content);
}

export function readQuantity(chunkOf: ChunkSource, placed: PlacedRows, part: number, quantity: Float32Array): void {
  const content = readPart(chunkOf, placed.manifest, 'quantity', part, 'raw');
  const { from, to } = rowsOfPart(placed.manifest.rows, part, content.rows, 'quantity');
  if (content.width !== 4) throw damaged('quantity', part, 'its values have an unknown width');
  const values = new Float32Array(ownBytes(content));
  const { offsets, starts } = placed;
  for (let account = accountAt(offsets, from), row = from; row < to; account++) {
    const end = Math.min(offsets[account + 1]!, to);
    for (let target = starts[account]! + row - offsets[account]!; row < end; row++)
      quantity[target++] = values[row - from]!;
  }
  free(values);
}

/** @param recode what becomes of each code; a code beyond it is damage */
export function readCodes(
  chunkOf: ChunkSource,
  placed: PlacedRows,
  column: string,
  part: number,
  recode: Uint32Array,
  codes: PropertyCodes,
): void {
  const content = readPart(chunkOf, placed.manifest, column, part, 'raw');
  const { from, to } = rowsOfPart(placed.manifest.rows, part, content.rows, column);
  const values = codesIn(content, column, part);
  if (placeCodes(values, placed, from, to, recode, codes) >= recode.length)
    throw damaged(column, part, 'it points to a text that does not exist');
  if (content.isUnpacked || values !== content.content) free(values);
}

/** @returns the largest code that was met, before it was recoded; -1 where there was none */
function placeCodes(
  values: WholeNumbers,
  { offsets, starts }: PlacedRows,
  from: number,
  to: number,
  recode: Uint32Array,
  codes: PropertyCodes,
): number {
  let largest = -1;
  for (let account = accountAt(offsets, from), row = from; row < to; account++) {
    const end = Math.min(offsets[account + 1]!, to);
    for (let target = starts[account]! + row - offsets[account]!; row < end; row++) {
      const code = values[row - from]!;
      if (code > largest) largest = code;
      codes[target++] = recode[code]!;
    }
  }
  return largest;
}

function rowsOfPart(rows: number, part: number, found: number, column: string): { from: number; to: number } {
  const from = part * partRows;
  const to = Math.min(rows, from + partRows);
  if (found < to - from) throw damaged(column, part, 'rows are missing');
  if (found > to - from) throw damaged(column, part, 'it holds too many rows');
  return { from, to };
}

/**
 * Gives memory up now, where nothing else is in it. Left to the collector, which sees how small the objects are and not what hangs on
 * them, as much of it would wait as the columns take.
 */
export function free({ buffer, byteLength }: Uint8Array | Uint16Array | Uint32Array | Float32Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

/** Codes that stay as they are. */
export function unchanged(codes: number): Uint32Array {
  return Uint32Array.from({ length: codes }, (_, code) => code);
}
