import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { HoldfastError } from '../../../shared/domain/errors.ts';

export type Asset = {
  body: Buffer;
  contentType: string;
  /** The name holds a hash of the content, so it never changes. */ immutable: boolean;
};
/** Built files by their path in an address, e.g. `/assets/index-Bx3k9QaZ.js`. */
export type AssetMap = ReadonlyMap<string, Asset>;

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * Reads the built renderer into memory once. Answers come from this map only, so no request, however it is spelled, can
 * name a file outside the folder. Hidden files, source maps and unknown kinds are left out.
 * Throws `not_found` where the renderer has not been built.
 */
export function loadAssets(directory: string): AssetMap {
  const assets = new Map<string, Asset>();
  const read = (folder: string, prefix: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) read(join(folder, entry.name), `${prefix}${entry.name}/`);
      const contentType = contentTypes[extname(entry.name).toLowerCase()];
      if (!entry.isFile() || contentType === undefined) continue;
      assets.set(`${prefix}${entry.name}`, {
        body: readFileSync(join(folder, entry.name)),
        contentType,
        immutable: prefix === '/assets/' && /-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/.test(entry.name),
      });
    }
  };
  try {
    read(directory, '/');
  } catch (error) {
    throw notBuilt(error);
  }
  if (!assets.has('/index.html')) throw notBuilt();
  return assets;
}

function notBuilt(cause?: unknown): HoldfastError {
  return new HoldfastError(
    'not_found',
    'The screens have not been built yet. Run "npm start", which builds them first.',
    {},
    cause,
  );
}

/**
 * The asset that an address path names. Paths without a file extension are views of the app and get its page, so that
 * every view is a link; anything else that is not in the map is undefined.
 */
export function assetAt(assets: AssetMap, pathname: string): Asset | undefined {
  const exact = assets.get(pathname);
  if (exact !== undefined) return exact;
  const isView = /^\/(?:[\w~@:%-]+\/?)*$/.test(pathname) && !/%(?:00|2e|2f|5c)/i.test(pathname);
  return isView ? assets.get('/index.html') : undefined;
}

/** The page with the nonce that its style elements must carry, as `<meta name="style-nonce">`. */
export function pageHtml(html: string, styleNonce: string): string {
  return html.replace(/<head([^>]*)>/i, (head) => `${head}\n    <meta name="style-nonce" content="${styleNonce}">`);
}
