import type { EncodedChunk, Encoding } from './chunk.ts';
import { checksumOf, packChunk } from './chunk.ts';
import type { EventSegment, NumericColumn } from './segment.ts';
import { encodeSeconds } from './varint.ts';

/** No part is larger than 4 MiB: 2^19 values of at most 5 bytes. */
export const partRows = 1 << 19;
/** At most 3 bytes each in UTF-8. */
const partTextUnits = 1 << 20;

/** What a segment consists of, so that a missing, foreign or swapped chunk is noticed. Stored as JSON. */
export interface Manifest {
  readonly rows: number;
  readonly accounts: number;
  /** Instants are stored as differences from this one. */
  readonly base: number;
  /** Checksums of the parts, by column. */
  readonly columns: Record<string, number[]>;
}

/** A segment as chunks to store; `decodeSegment` is the way back. The manifest is the last chunk. */
export function encodeSegment(segment: EventSegment): EncodedChunk[] {
  return [...encodeChunks(segment)];
}

/** The chunks of `encodeSegment` one after another, so that only one of them need be in memory. */
export function* encodeChunks(segment: EventSegment): Generator<EncodedChunk, void, undefined> {
  const columns = new Map<string, number[]>();
  for (const chunk of columnChunks(segment)) {
    const parts = columns.get(chunk.column);
    if (parts === undefined) columns.set(chunk.column, [checksumOf(chunk)]);
    else parts.push(checksumOf(chunk));
    yield chunk;
  }
  const figures = { rows: segment.seconds.length, accounts: segment.accounts.length, base: earliest(segment) };
  yield encodeManifest(columns, figures);
}

function* columnChunks(segment: EventSegment): Generator<EncodedChunk, void, undefined> {
  const base = earliest(segment);
  yield* encodeTexts('accounts', segment.accounts);
  yield* encodeNumbers('offsets', accountSizes(segment.offsets));
  yield* encodeTexts('names', segment.names);
  yield* encodeNumbers('name', narrow(segment.name, segment.names.length - 1));
  for (const [part, from, to] of partsOf(segment.seconds.length)) {
    const bytes = encodeSeconds(segment.offsets, segment.seconds, from, to, base);
    yield packChunk('seconds', part, to - from, 'varint', 0, bytes);
  }
  if (segment.quantity !== null) yield* encodeNumbers('quantity', segment.quantity);
  for (const { key, values, codes } of segment.properties) {
    yield* encodeTexts(`values:${key}`, values);
    yield* encodeNumbers(`property:${key}`, narrow(codes, values.length));
  }
}

function encodeManifest(columns: ReadonlyMap<string, number[]>, figures: Omit<Manifest, 'columns'>): EncodedChunk {
  const manifest = { ...figures, columns: Object.fromEntries(columns) } satisfies Manifest;
  return packChunk('manifest', 0, figures.rows, 'json' satisfies Encoding, 0, Buffer.from(JSON.stringify(manifest)));
}

/** JSON arrays, because JSON keeps every UTF-16 text, unpaired surrogates included. */
function* encodeTexts(column: string, texts: readonly string[]): Generator<EncodedChunk, void, undefined> {
  let part = 0;
  let from = 0;
  while (from < texts.length) {
    let to = from;
    let units = 0;
    const written: string[] = [];
    while (to < texts.length && units < partTextUnits) {
      const text = JSON.stringify(texts[to]!);
      units += text.length + 1;
      written.push(text);
      to += 1;
    }
    const content = Buffer.from(`[${written.join(',')}]`);
    yield packChunk(column, part++, to - from, 'json', 0, content);
    from = to;
  }
}

function* encodeNumbers(column: string, values: NumericColumn | Uint8Array): Generator<EncodedChunk, void, undefined> {
  const width = values.BYTES_PER_ELEMENT;
  for (const [part, from, to] of partsOf(values.length)) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset + from * width, (to - from) * width).slice();
    yield packChunk(column, part, to - from, 'raw', width, bytes);
  }
}

/** Part, first value, and where it ends. */
export function* partsOf(rows: number): Generator<readonly [number, number, number], void, undefined> {
  for (let part = 0; part * partRows < rows; part++)
    yield [part, part * partRows, Math.min(rows, (part + 1) * partRows)];
}

/** Events an account, which is smaller and compresses better than running totals. */
function accountSizes(offsets: Uint32Array): NumericColumn | Uint8Array {
  const sizes = new Uint32Array(offsets.length - 1);
  let largest = 0;
  for (let account = 0; account < sizes.length; account++) {
    sizes[account] = offsets[account + 1]! - offsets[account]!;
    largest = Math.max(largest, sizes[account]!);
  }
  return narrow(sizes, largest);
}

function narrow(codes: Uint16Array | Uint32Array, largest: number): NumericColumn | Uint8Array {
  if (largest <= 0xff) return Uint8Array.from(codes);
  return largest <= 0xffff && codes instanceof Uint32Array ? Uint16Array.from(codes) : codes;
}

function earliest({ offsets, seconds }: EventSegment): number {
  let least = Infinity;
  for (let account = 0; account + 1 < offsets.length; account++) {
    const from = offsets[account]!;
    if (from < offsets[account + 1]!) least = Math.min(least, seconds[from]!);
  }
  return least === Infinity ? 0 : least;
}
