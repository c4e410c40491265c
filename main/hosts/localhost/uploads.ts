import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Grant } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { safeFileName } from '../transports/index.ts';
import type { HostEngine } from '../transports/index.ts';

/** 8 GB. */
export const defaultUploadLimit = 8_000_000_000;

function tooLarge(limit: number): HoldfastError {
  return new HoldfastError(
    'invalid_input',
    `This file is larger than the ${(limit / 1e9).toLocaleString('en')} GB that one upload may have. Split it, or import it with the command line.`,
    { limit },
  );
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function noRoom(cause: unknown): HoldfastError {
  const message =
    'There is no room on the disk for a copy of this file. Make room, or import it with the command line, which copies nothing.';
  return new HoldfastError('internal', message, {}, cause);
}

/**
 * Streams the body of a request into a folder of its own under the engine's upload folder and registers it. The page's
 * name decides only the last part of the path, after cleaning. What arrives incomplete or too large is removed.
 */
export async function receiveUpload(
  engine: HostEngine,
  request: IncomingMessage,
  givenName: string,
  limit: number,
): Promise<Grant> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) throw tooLarge(limit);
  const folder = join(engine.uploadsDirectory(), randomUUID());
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, safeFileName(givenName, 'upload'));
  let received = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      if (received > limit) done(tooLarge(limit));
      else done(null, chunk);
    },
  });
  try {
    // On an error the socket stays open, so that the answer can still say why.
    const body = request.iterator({ destroyOnReturn: false });
    await pipeline(body, counter, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    if (!request.complete)
      throw new HoldfastError(
        'invalid_input',
        'The upload ended before the whole file had arrived. Choose the file again.',
      );
    return engine.grants.register(path, { temporary: true });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw isFull(error) ? noRoom(error) : error;
  }
}
