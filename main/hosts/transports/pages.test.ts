import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  assetAt,
  contentSecurityPolicy,
  createStyleNonce,
  loadAssets,
  pageHeaders,
  pageHtml,
  safeFileName,
} from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-pages-'));
mkdirSync(join(folder, 'assets'));
for (const [name, text] of [
  ['index.html', '<html><head lang="en"><title>x</title></head></html>'],
  ['favicon.svg', '<svg/>'],
  ['.env', 'secret'],
  ['notes.md', 'secret'],
  ['assets/index-AbCd12_-.js', 'export {}'],
  ['assets/index-AbCd12_-.js.map', 'secret'],
] as const)
  writeFileSync(join(folder, name), text);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('content security policy', () => {
  const policy = contentSecurityPolicy({ styleNonce: 'abcdefghijklmnop', connect: ['ws://127.0.0.1:5'] });
  it('allows what the page needs and nothing else', () => {
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'nonce-abcdefghijklmnop'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self' ws://127.0.0.1:5",
      "worker-src 'self'",
      "manifest-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "object-src 'none'",
    ]);
  });
  it('refuses a nonce that could end the header', () => {
    for (const styleNonce of ['', "x'; script-src *", 'abcdefghijklmnop\r\nX: y'])
      expect(() => contentSecurityPolicy({ styleNonce })).toThrow();
  });
  it('makes a new nonce each time', () => {
    expect(createStyleNonce()).not.toBe(createStyleNonce());
    expect(createStyleNonce()).toMatch(/^[\w-]{24}$/);
  });
  it('gives no other site any right', () => {
    expect(
      Object.keys(pageHeaders({ styleNonce: createStyleNonce() })).filter((name) => name.startsWith('access-control')),
    ).toEqual([]);
  });
});

describe('built files', () => {
  const assets = loadAssets(folder);
  it('are read once, without hidden files, maps and strangers', () => {
    expect([...assets.keys()].sort()).toEqual(['/assets/index-AbCd12_-.js', '/favicon.svg', '/index.html']);
    expect([...assets.values()].filter((asset) => asset.immutable).length).toBe(1);
  });
  it('say how to build them where they are missing', () => {
    expect(() => loadAssets(join(folder, 'nowhere'))).toThrowError(/npm start/);
    expect(() => loadAssets(join(folder, 'assets'))).toThrowError(/npm start/);
  });
  it('answer every path with a built file or nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webPath(),
          fc.string().map((text) => `/${text}`),
        ),
        (path) => {
          const asset = assetAt(assets, path);
          expect(asset === undefined || [...assets.values()].includes(asset)).toBe(true);
        },
      ),
    );
  });
  it('answer views with the page, and files that are missing with nothing', () => {
    for (const view of ['/', '/queue', '/accounts/A-17', '/accounts/caf%C3%A9/'])
      expect(assetAt(assets, view), view).toBe(assets.get('/index.html'));
    for (const file of ['/missing.js', '/assets/../index.html', '/a/%2e%2e/b', '/a%00b', '/a\\b', ''])
      expect(assetAt(assets, file), file).toBeUndefined();
  });
  it('carry the nonce in the page', () => {
    expect(pageHtml('<html><head lang="en"><title>x</title></head></html>', 'abc')).toMatch(
      /<head lang="en">\s*<meta name="style-nonce" content="abc"><title>/,
    );
  });
});

describe('file names', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\users\\a.csv', 'a.csv'],
    ['.bashrc', 'bashrc'],
    ['con.csv', '_con.csv'],
    ['café ☕.csv', 'café ☕.csv'],
    ['a\r\nb.csv', 'ab.csv'],
    ['invoice\u202egpj.exe', 'invoicegpj.exe'],
    ['...', 'file'],
    ['', 'file'],
    [`${'x'.repeat(300)}.csv.gz`, `${'x'.repeat(113)}.csv.gz`],
  ])('%j becomes %j', (given, safe) => {
    expect(safeFileName(given)).toBe(safe);
  });
  it('are safe whatever is given, and stay as they are the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const safe = safeFileName(given);
        expect(safe).toMatch(/^[^./\\\u0000-\u001f][^/\\\u0000-\u001f]{0,119}$/u);
        expect(safeFileName(safe)).toBe(safe);
      }),
    );
  });
});
