import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { pageHtml, safeFileName } from '../transports/index.ts';
import type { Asset } from '../transports/index.ts';

export type Headers = Readonly<Record<string, string>>;

export function sendJson(response: ServerResponse, status: number, headers: Headers, body: unknown): void {
  response.writeHead(status, {
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

export function sendAsset(
  response: ServerResponse,
  asset: Asset,
  headers: Headers,
  styleNonce: string,
  headOnly: boolean,
): void {
  const isPage = asset.contentType.startsWith('text/html');
  const body = isPage ? Buffer.from(pageHtml(asset.body.toString('utf8'), styleNonce)) : asset.body;
  response.writeHead(200, {
    ...headers,
    'content-type': asset.contentType,
    'content-length': String(body.length),
    // The page carries this start's nonce, so it must never come from a cache.
    'cache-control': asset.immutable ? 'public, max-age=31536000, immutable' : 'no-store',
  });
  response.end(headOnly ? undefined : body);
}

/** A Content-Disposition value that no file name can break out of (RFC 6266, RFC 8187). */
export function attachment(name: string): string {
  const safe = safeFileName(name, 'export');
  const ascii = safe.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  const encoded = encodeURIComponent(safe).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** Sends a registered file as a download. Throws `not_found` before anything is sent where the file is gone. */
export async function sendFile(
  response: ServerResponse,
  file: { path: string; name: string },
  headers: Headers,
  headOnly: boolean,
): Promise<void> {
  const facts = await stat(file.path).catch(() => null);
  if (facts === null || !facts.isFile())
    throw new HoldfastError('not_found', `The file "${safeFileName(file.name)}" is no longer there. Export it again.`);
  response.writeHead(200, {
    ...headers,
    'content-type': 'application/octet-stream',
    'content-length': String(facts.size),
    'content-disposition': attachment(file.name),
    'cache-control': 'no-store',
  });
  if (headOnly) response.end();
  else await pipeline(createReadStream(file.path), response);
}
