import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { cancelled, HoldfastError, isHoldfastError } from '../../../../shared/domain/errors.ts';
import { lastWholeCharacter } from './encoding.ts';
import { cannotRead } from './sentences.ts';

export type FilePrint = {
  readonly sha256: string;
  readonly bytes: number;
  readonly modified: number;
  readonly isUtf8: boolean;
  /** gzip or zip, workbooks included. */
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
    isPacked ??= (chunk[0] === 0x1f && chunk[1] === 0x8b) || (chunk[0] === 0x50 && chunk[1] === 0x4b);
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
