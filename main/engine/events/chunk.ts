import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { HoldfastError } from '../../../shared/domain/errors.ts';

/** One stored piece of one column of a segment. */
export interface EncodedChunk {
  /** 'manifest', 'accounts', 'offsets', 'seconds', 'names', 'name', 'quantity', 'property:<key>' or 'values:<key>'. */
  readonly column: string;
  /** Pieces of a column count from 0. */
  readonly part: number;
  /** Values in this piece. */
  readonly rows: number;
  readonly bytes: Uint8Array;
}

/** How the values of a chunk are written; `width` is the bytes a value for raw, 0 otherwise. */
export const encodings = { raw: 0, varint: 1, json: 2 } as const;
export type Encoding = keyof typeof encodings;

const formatVersion = 1;
const headerBytes = 20;
const zstdLevel = 1;
// Timestamps are close to random; unpacking them is only worth it for a real saving.
const worthwhileRatio = 0.9;

/**
 * Header (20 bytes, little-endian): u8 version, u8 encoding, u8 compressed with zstd, u8 width, u32 values, u32 bytes
 * when unpacked, u32 bytes as stored, u32 CRC-32 over column, part, the header so far and the stored bytes.
 */
export function packChunk(
  column: string,
  part: number,
  rows: number,
  encoding: Encoding,
  width: number,
  content: Uint8Array,
): EncodedChunk {
  const packed = zstdCompressSync(content, { params: { [constants.ZSTD_c_compressionLevel]: zstdLevel } });
  const isWorthwhile = packed.length < content.length * worthwhileRatio;
  const payload = isWorthwhile ? packed : content;
  const bytes = new Uint8Array(headerBytes + payload.length);
  const header = new DataView(bytes.buffer);
  header.setUint8(0, formatVersion);
  header.setUint8(1, encodings[encoding]);
  header.setUint8(2, isWorthwhile ? 1 : 0);
  header.setUint8(3, width);
  header.setUint32(4, rows, true);
  header.setUint32(8, content.length, true);
  header.setUint32(12, payload.length, true);
  bytes.set(payload, headerBytes);
  header.setUint32(16, checksum(column, part, bytes), true);
  return { column, part, rows, bytes };
}

export interface ChunkContent {
  readonly rows: number;
  readonly width: number;
  readonly checksum: number;
  readonly content: Uint8Array;
  /** The content has memory of its own: it was unpacked rather than stored as it is. */
  readonly isUnpacked: boolean;
}

/** The reverse of packChunk; anything that does not fit is `file_unreadable`. */
export function unpackChunk(chunk: Pick<EncodedChunk, 'column' | 'part' | 'bytes'>, encoding: Encoding): ChunkContent {
  const { column, part, bytes } = chunk;
  if (bytes.length < headerBytes) throw damaged(column, part, 'it is cut off');
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = header.getUint8(0);
  if (version !== formatVersion) {
    throw damaged(
      column,
      part,
      `it is written in format ${version}, and this version of Holdfast reads ${formatVersion}`,
    );
  }
  if (header.getUint32(12, true) !== bytes.length - headerBytes) throw damaged(column, part, 'its length is wrong');
  const stored = header.getUint32(16, true);
  if (stored !== checksum(column, part, bytes)) throw damaged(column, part, 'its checksum does not match');
  if (header.getUint8(1) !== encodings[encoding]) throw damaged(column, part, 'its encoding is unknown');
  const length = header.getUint32(8, true);
  const payload = bytes.subarray(headerBytes);
  const isUnpacked = header.getUint8(2) === 1;
  const content = isUnpacked ? decompress(payload, length, column, part) : payload;
  if (content.length !== length) throw damaged(column, part, 'it unpacks to the wrong length');
  const rows = header.getUint32(4, true);
  const width = header.getUint8(3);
  if (encoding === 'raw' && rows * width !== length) throw damaged(column, part, 'its length is wrong');
  return { rows, width, checksum: stored, content, isUnpacked };
}

function decompress(payload: Uint8Array, length: number, column: string, part: number): Uint8Array {
  try {
    // The limit keeps a crafted chunk from unpacking to gigabytes.
    // Room for all of it at once spares putting it together from pieces of 16 KiB.
    return zstdDecompressSync(payload, { maxOutputLength: Math.max(1, length), chunkSize: Math.max(64, length) });
  } catch {
    throw damaged(column, part, 'it cannot be unpacked');
  }
}

function checksum(column: string, part: number, bytes: Uint8Array): number {
  const name = crc32(`${column}\0${part}`);
  return crc32(bytes.subarray(headerBytes), crc32(bytes.subarray(0, 16), name));
}

export function checksumOf(chunk: EncodedChunk): number {
  return new DataView(chunk.bytes.buffer, chunk.bytes.byteOffset).getUint32(16, true);
}

export function damaged(column: string, part: number | null, why: string): HoldfastError {
  const where = part === null ? `column "${column}"` : `column "${column}", part ${part}`;
  return new HoldfastError(
    'file_unreadable',
    `The stored events of an import are damaged: ${where}: ${why}. Undo that import and import its file again, or restore a backup.`,
    { column, part },
  );
}
