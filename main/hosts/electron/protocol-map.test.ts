import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../transports/index.ts';
import { bundlePlaces, chromiumFolder, workspaceArgument } from './places.ts';
import { answerFromAssets, appScheme } from './protocol-map.ts';

const styleNonce = 'abcdefghijklmnop';
const assets = new Map([
  [
    '/index.html',
    {
      body: Buffer.from('<html><head></head><body>Año</body></html>'),
      contentType: 'text/html; charset=utf-8',
      immutable: false,
    },
  ],
  [
    '/assets/index-AbCd1234.js',
    { body: Buffer.from('export {}'), contentType: 'text/javascript; charset=utf-8', immutable: true },
  ],
]);
const answer = (url: string, method = 'GET') => answerFromAssets({ url, method }, assets, styleNonce);

describe('app://holdfast', () => {
  it('answers views with the page, its nonce and the policy of both hosts', () => {
    for (const path of ['', 'queue', 'accounts/A-1?sort=risk#reasons']) {
      const page = answer(`app://holdfast/${path}`);
      expect(page.status).toBe(200);
      expect(page.body?.toString()).toContain(`content="${styleNonce}"`);
      expect(page.headers['content-length']).toBe(String(page.body?.length));
      expect(page.headers['content-security-policy']).toBe(contentSecurityPolicy({ styleNonce }));
    }
  });
  it('answers built files', () => {
    expect(answer('app://holdfast/assets/index-AbCd1234.js')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8', 'x-content-type-options': 'nosniff' },
    });
    expect(answer('app://holdfast/', 'HEAD').body).toBeNull();
  });
  it('has a scheme that bypasses nothing', () => {
    expect(appScheme.privileges).not.toHaveProperty('bypassCSP');
    expect(appScheme.privileges).not.toHaveProperty('corsEnabled');
  });
});

describe('exploits', () => {
  it.each([
    'app://holdfast/../../etc/passwd.txt',
    'app://holdfast/%2e%2e/%2e%2e/etc/passwd',
    'app://holdfast/assets/../../package.json',
    'app://holdfast/..\\..\\windows\\win.ini',
    'app://holdfast/assets/%00.js',
    'app://evil/index.html',
    'app://holdfast.evil/',
    'app://holdfast@evil/',
    'app://holdfast',
    'file:///etc/passwd',
    'https://holdfast/',
    'app://holdfast/assets/missing.js',
  ])('%s answers nothing', (url) => {
    expect(answer(url)).toMatchObject({ status: 404, body: null });
  });
  it('only reading is answered', () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'get'])
      expect(answer('app://holdfast/', method).status).toBe(405);
  });
});

describe('places', () => {
  it('stand around the bundle', () => {
    expect(bundlePlaces('/app/out/main')).toEqual({
      preload: '/app/out/main/preload.cjs',
      engine: '/app/out/main/engine.js',
      modelProcess: '/app/out/main/workers/score-foreign.js',
      renderer: '/app/out/renderer',
    });
  });
  it('keep Chromium’s files apart from the workspaces', () => {
    expect(chromiumFolder('/home/a/.config/Holdfast', undefined)).toBe('/home/a/.config/Holdfast/desktop');
    expect(chromiumFolder('/home/a/.config/Holdfast', '/data')).toBe('/data/desktop');
  });
  it.each([
    [['.', '--workspace', 'book'], '/from/book'],
    [['--workspace=/a b'], '/a b'],
    [['--workspace', '--other'], null],
    [['--workspace'], null],
    [['--workspace='], null],
    [['book'], null],
  ])('the workspace of %j', (given, folder) => {
    expect(workspaceArgument(given, '/from')).toBe(folder);
  });
});
