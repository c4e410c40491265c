import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { isHoldfastError } from '../../../../shared/domain/errors.ts';
import { cannotRead, isSystemError, unreadable, wordsOf } from './sentences.ts';

/** How far a source was read, in bytes of the file on disk: packed ones where it is packed. */
export type FilePosition = { bytes: number };

/** Bytes that can be read from their beginning, as often as wanted: a file, or a member of an archive. */
export type ByteSource = {
  /** How people call it in sentences. */
  readonly name: string;
  /** Where the bytes lie as they are; null for packed ones. */
  readonly path: string | null;
  /** Bytes on disk, of the whole archive for a member of one: what `FilePosition` counts up to. */
  readonly size: number;
  /** Bytes come unpacked. Errors of reading and unpacking are sentences. */
  stream(position?: FilePosition): AsyncGenerator<Buffer>;
};

/** A file that unpacks to more than this many times its size, beyond the free part, was made to fill memory and disks. */
const mostUnpackedRatio = 200;
const freeUnpackedBytes = 50 * 1024 * 1024;
const mostUnpackedBytes = 16 * 1024 ** 3;
/** Workbooks and Parquet files inside something packed are read from memory; larger ones have to be unpacked by hand. */
const mostBytesInMemory = 256 * 1024 * 1024;
const chunkBytes = 256 * 1024;

/** @throws file_unreadable where the unpacked size is that of a bomb */
export function refuseBomb(name: string, packed: number, unpacked: number): void {
  const isBomb = unpacked > freeUnpackedBytes && unpacked > packed * mostUnpackedRatio;
  if (!isBomb && unpacked <= mostUnpackedBytes) return;
  const size = `${Math.round(unpacked / 1024 / 1024)} MB`;
  throw unreadable(
    name,
    isBomb
      ? `was not unpacked: its ${packed} bytes would become more than ${size}, over ${mostUnpackedRatio} times as much, as in a file made to do harm. If you trust it, unpack it yourself and import what is in it.`
      : `was not unpacked: it would become ${size}, and 16 GB are the most. Unpack it yourself and import what is in it, one file at a time.`,
    { packed, unpacked },
  );
}

/** A file on disk, unpacked where its first bytes say gzip. @throws file_unreadable where it cannot be read */
export async function openFile(path: string, name: string): Promise<ByteSource> {
  const size = await stat(path).then(
    (stats) => stats.size,
    (error: unknown) => {
      throw cannotRead(name, error);
    },
  );
  const start = await firstBytes(plainFile(path, name, size), 2);
  return start[0] === 0x1f && start[1] === 0x8b ? gzipFile(path, name, size) : plainFile(path, name, size);
}

function plainFile(path: string, name: string, size: number): ByteSource {
  return {
    name,
    path,
    size,
    async *stream(position = { bytes: 0 }) {
      const file = createReadStream(path, { highWaterMark: chunkBytes });
      try {
        for await (const chunk of file as AsyncIterable<Buffer>) {
          position.bytes = file.bytesRead;
          yield chunk;
        }
      } catch (error) {
        throw isHoldfastError(error) ? error : cannotRead(name, error);
      } finally {
        file.destroy();
      }
    },
  };
}

function gzipFile(path: string, name: string, size: number): ByteSource {
  return {
    name,
    path: null,
    size,
    async *stream(position = { bytes: 0 }) {
      const file = createReadStream(path, { highWaterMark: chunkBytes });
      const gunzip = createGunzip({ chunkSize: chunkBytes });
      file.on('error', (error) => gunzip.destroy(error)).pipe(gunzip);
      let unpacked = 0;
      try {
        for await (const chunk of gunzip as AsyncIterable<Buffer>) {
          position.bytes = gunzip.bytesWritten;
          unpacked += chunk.length;
          refuseBomb(name, size, unpacked);
          yield chunk;
        }
      } catch (error) {
        if (isHoldfastError(error)) throw error;
        if (isSystemError(error)) throw cannotRead(name, error);
        throw unreadable(
          name,
          `cannot be unpacked: the gzip file is damaged or cut off (${wordsOf(error)}). Export it again.`,
          {},
          error,
        );
      } finally {
        file.destroy();
        gunzip.destroy();
      }
    },
  };
}

/** The first bytes of a source; fewer where it has no more. */
export async function firstBytes(source: ByteSource, count: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source.stream()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= count) break;
  }
  return Buffer.concat(chunks).subarray(0, count);
}

/** All bytes of a packed source that must be read from any place. @throws file_unreadable where they are too many */
export async function wholeInMemory(source: ByteSource): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source.stream()) {
    length += chunk.length;
    if (length > mostBytesInMemory)
      throw unreadable(
        source.name,
        `is packed and larger than ${mostBytesInMemory / 1024 / 1024} MB, which is too much to be read without being unpacked. Unpack it and import what is in it.`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
