import type { ChunkContent, EncodedChunk, Encoding } from './chunk.ts';
import { damaged, unpackChunk } from './chunk.ts';
import { isAscending } from './dictionary.ts';
import { partsOf } from './encode.ts';
import type { Manifest } from './encode.ts';
import { sharedUint32 } from './segment.ts';

export type StoredChunk = Pick<EncodedChunk, 'column' | 'part' | 'bytes'>;

/** How the chunks of a segment are found; undefined = there is none. */
export type ChunkSource = (column: string, part: number) => StoredChunk | undefined;

/** A segment without its rows. */
export interface SegmentHead {
  readonly manifest: Manifest;
  readonly accounts: readonly string[];
  readonly offsets: Uint32Array;
  readonly names: readonly string[];
  readonly hasQuantity: boolean;
  readonly properties: readonly { readonly key: string; readonly values: readonly string[] }[];
}

/**
 * What a segment says before its rows.
 * @param chunks how many chunks it has: more than belong to it are refused
 */
export function readHead(chunkOf: ChunkSource, chunks: number): SegmentHead {
  const manifest = readManifest(chunkOf);
  const expected = Object.values(manifest.columns).reduce((sum, parts) => sum + parts.length, 1);
  if (chunks > expected) throw damaged('manifest', 0, 'there are chunks that do not belong to it');
  const accounts = readTexts(chunkOf, manifest, 'accounts');
  if (accounts.length !== manifest.accounts) throw damaged('accounts', null, 'accounts are missing');
  const sizes = sharedUint32(accounts.length + 1);
  readSizes(chunkOf, manifest, sizes.subarray(1));
  for (let account = 0; account < accounts.length; account++) sizes[account + 1]! += sizes[account]!;
  if (sizes[accounts.length] !== manifest.rows) throw damaged('offsets', null, 'the events do not add up');
  const names = readTexts(chunkOf, manifest, 'names');
  const properties = Object.keys(manifest.columns)
    .filter((column) => column.startsWith('property:'))
    .map((column) => column.slice('property:'.length))
    .sort()
    .map((key) => ({ key, values: readTexts(chunkOf, manifest, `values:${key}`) }));
  const hasQuantity = manifest.columns['quantity'] !== undefined;
  return { manifest, accounts, offsets: sizes, names, hasQuantity, properties };
}

function readManifest(chunkOf: ChunkSource): Manifest {
  const chunk = chunkOf('manifest', 0);
  if (chunk === undefined) throw damaged('manifest', 0, 'it is missing');
  const { content, rows } = unpackChunk(chunk, 'json');
  const manifest = parseJson<Manifest>('manifest', 0, content);
  const isWhole = manifest.rows === rows && Number.isInteger(manifest.accounts) && Number.isInteger(manifest.base);
  if (!isWhole || !Object.values(manifest.columns).every(Array.isArray)) {
    throw damaged('manifest', 0, 'its figures do not fit');
  }
  return manifest;
}

/** One part of a column, checked against the manifest. */
export function readPart(
  chunkOf: ChunkSource,
  manifest: Pick<Manifest, 'columns'>,
  column: string,
  part: number,
  encoding: Encoding,
): ChunkContent {
  const chunk = chunkOf(column, part);
  if (chunk === undefined) throw damaged(column, part, 'it is missing');
  const content = unpackChunk(chunk, encoding);
  if (content.checksum !== manifest.columns[column]?.[part])
    throw damaged(column, part, 'it belongs to another import');
  return content;
}

function readTexts(chunkOf: ChunkSource, manifest: Manifest, column: string): string[] {
  const texts: string[] = [];
  (manifest.columns[column] ?? []).forEach((_, part) => {
    const { content, rows } = readPart(chunkOf, manifest, column, part, 'json');
    const read = parseJson<string[]>(column, part, content);
    if (read.length !== rows) throw damaged(column, part, 'texts are missing');
    for (const text of read) texts.push(text);
  });
  if (!isAscending(texts)) throw damaged(column, null, 'its texts are not in order');
  return texts;
}

function readSizes(chunkOf: ChunkSource, manifest: Manifest, sizes: Uint32Array): void {
  for (const [part, from, to] of partsOf(sizes.length)) {
    const content = readPart(chunkOf, manifest, 'offsets', part, 'raw');
    if (content.rows !== to - from) throw damaged('offsets', part, 'rows are missing');
    sizes.set(codesIn(content, 'offsets', part), from);
  }
}

/** The values of a raw chunk of whole numbers. */
export function codesIn(content: ChunkContent, column: string, part: number): WholeNumbers {
  if (content.width === 1) return content.content;
  if (content.width === 2) return new Uint16Array(ownBytes(content));
  if (content.width === 4) return new Uint32Array(ownBytes(content));
  throw damaged(column, part, 'its values have an unknown width');
}

export type WholeNumbers = Uint8Array | Uint16Array | Uint32Array;

/** Memory that holds nothing else: a copy where need be. A view of wider values needs an address that their width divides. */
export function ownBytes({ content, isUnpacked }: ChunkContent): ArrayBuffer {
  const { buffer, byteLength } = content;
  if (isUnpacked && byteLength === buffer.byteLength && buffer instanceof ArrayBuffer) return buffer;
  return Uint8Array.from(content).buffer;
}

/** Checked by checksum before it is read, so the shape is what encodeSegment wrote. */
function parseJson<T>(column: string, part: number, content: Uint8Array): T {
  try {
    const value: T = JSON.parse(Buffer.from(content.buffer, content.byteOffset, content.length).toString());
    return value;
  } catch {
    throw damaged(column, part, 'its text cannot be read');
  }
}
