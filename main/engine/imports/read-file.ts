import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { TextDecoder } from 'node:util';
import { cancelled, HoldfastError, isHoldfastError } from '../../../shared/domain/errors.ts';
import { cannotRead, decoderFor, fileBytes, lastWholeCharacter } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { createRowsFeed } from './rows-feed.ts';

export type FilePrint = {
  readonly sha256: string;
  readonly bytes: number;
  readonly modified: number;
  readonly isUtf8: boolean;
  readonly isPacked: boolean;
};

/** A file's fingerprint, and whether all of it is UTF-8 (of the packed bytes where it is packed). */
export async function fingerprint(path: string, name: string, shouldStop: () => boolean): Promise<FilePrint> {
  try {
    return await readPrint(path, shouldStop);
  } catch (error) {
    throw isHoldfastError(error) ? error : cannotRead(name, error);
  }
}

async function readPrint(path: string, shouldStop: () => boolean): Promise<FilePrint> {
  const before = await stat(path);
  const hash = createHash('sha256');
  let rest: Buffer = Buffer.alloc(0);
  let utf8 = true;
  let isPacked: boolean | null = null;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    if (shouldStop()) throw cancelled('The import');
    hash.update(chunk);
    isPacked ??= chunk[0] === 0x1f && chunk[1] === 0x8b;
    if (!utf8) continue;
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = lastWholeCharacter(bytes);
    utf8 = isUtf8(bytes.subarray(0, end));
    rest = Buffer.from(bytes.subarray(end));
  }
  return {
    sha256: hash.digest('hex'),
    bytes: before.size,
    modified: before.mtimeMs,
    isUtf8: utf8 && rest.length === 0,
    isPacked: isPacked ?? false,
  };
}

export async function refuseIfChanged(path: string, name: string, print: FilePrint): Promise<void> {
  const now = await stat(path).catch(() => null);
  if (now?.size === print.bytes && now.mtimeMs === print.modified) return;
  throw new HoldfastError(
    'conflict',
    `${name} changed while it was being read. Wait until it is written completely and import it again; nothing was changed.`,
    { file: name },
  );
}

export type RowsHandler = {
  /** Rows of one piece of the file. `firstRow` is the number that a spreadsheet shows for the first of them: the header is row 1. */
  rows(rows: string[][], firstRow: number, badQuotes: ReadonlySet<number>): void;
  /** Bytes of the file read so far. */
  progress(bytes: number): void;
  shouldStop(): boolean;
};

/** Reads the rows below the header, piece by piece. Memory does not grow with the file. */
export async function readRows(path: string, name: string, dialect: Dialect, handler: RowsHandler): Promise<void> {
  const decoder = decoderFor(dialect.encoding, name, true);
  const feed = createRowsFeed(name, dialect, handler);
  const position = { bytes: 0 };
  let bytesRead = 0;
  for await (const chunk of fileBytes(path, name, position)) {
    if (handler.shouldStop()) throw cancelled('The import');
    bytesRead += chunk.length;
    feed.take(decode(decoder, name, dialect.encoding, chunk, bytesRead));
    handler.progress(position.bytes);
  }
  feed.end(decode(decoder, name, dialect.encoding, null, bytesRead));
}

function decode(decoder: TextDecoder, name: string, encoding: string, chunk: Buffer | null, near: number): string {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (error) {
    const sentence = `${name} is not ${encoding} throughout: near byte ${near} there are bytes that mean nothing in it. Choose another encoding (windows-1252 is usual for older exports) and import again.`;
    throw new HoldfastError('file_unreadable', sentence, { file: name, near }, error);
  }
}
