import { assetAt, pageHeaders, pageHtml } from '../transports/index.ts';
import type { AssetMap } from '../transports/index.ts';

export const appOrigin = 'app://holdfast';
export const appAddress = `${appOrigin}/`;

/** A standard, secure scheme has an origin, so that 'self' means these files; no privilege weakens the policy. */
export const appScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
} as const;

export type ProtocolAnswer = { status: 200 | 404 | 405; headers: Record<string, string>; body: Buffer | null };

/**
 * Answers `app://holdfast/…` from the map of built files and from nothing else: no request reads the disk. Views get the
 * page with this start's style nonce.
 */
export function answerFromAssets(
  request: { url: string; method: string },
  assets: AssetMap,
  styleNonce: string,
): ProtocolAnswer {
  const headers = pageHeaders({ styleNonce });
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 405, headers: { ...headers, allow: 'GET, HEAD' }, body: null };
  const pathname = ownPathname(request.url);
  const asset = pathname === null ? undefined : assetAt(assets, pathname);
  if (asset === undefined) return { status: 404, headers, body: null };
  const isPage = asset.contentType.startsWith('text/html');
  const body = isPage ? Buffer.from(pageHtml(asset.body.toString('utf8'), styleNonce)) : asset.body;
  return {
    status: 200,
    headers: {
      ...headers,
      'content-type': asset.contentType,
      'content-length': String(body.length),
      'cache-control': 'no-store',
    },
    body: request.method === 'HEAD' ? null : body,
  };
}

/** The path of one of our own addresses as it was spelled; null for any other address. */
function ownPathname(address: string): string | null {
  if (!address.startsWith(appAddress)) return null;
  return address.slice(appOrigin.length).split(/[?#]/, 1)[0] ?? null;
}
