import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { WebSocket } from 'ws';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import type { Asset, HostEngine } from '../../transports/index.ts';
import { createConformanceRouter } from '../../transports/testing/conformance-router.ts';
import { startServer } from '../server.ts';

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string };
export type Ask = { method?: string; headers?: Record<string, string>; body?: string | Buffer; withCookie?: boolean };

const asset = (body: string, contentType: string, immutable = false): Asset => ({
  body: Buffer.from(body),
  contentType,
  immutable,
});
const page = '<!doctype html><html><head><title>Holdfast</title></head><body></body></html>';
const assets = new Map([
  ['/index.html', asset(page, 'text/html; charset=utf-8')],
  ['/assets/index-AbCd1234.js', asset('export {};', 'text/javascript; charset=utf-8', true)],
]);

/** A real server on the loopback address, an engine with files but without data, and ways to ask that no browser would allow. */
export async function startServerUnderTest(uploadLimit: number) {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-localhost-'));
  const granted = new Map<string, { path: string; name: string }>();
  const engine: HostEngine = {
    router: createConformanceRouter().router,
    grants: {
      register(path) {
        const grant = `grant-${granted.size + 1}`;
        granted.set(grant, { path, name: basename(path) });
        return { grant, name: basename(path), size: statSync(path).size };
      },
      resolve(grant) {
        const found = granted.get(grant);
        if (found === undefined) throw new HoldfastError('not_found', 'This file is no longer known. Choose it again.');
        return found;
      },
    },
    uploadsDirectory: () => directory,
    close: async () => {},
  };
  const server = await startServer({ engine, assets, uploadLimit });
  const { origin, newAddress } = server;
  const tokenOf = (address: string): string => address.slice(address.indexOf('#token=') + '#token='.length);
  const token = tokenOf(server.address);
  const port = Number(new URL(origin).port);
  let cookie = '';

  /** node:http, because it sends Host, Origin and the path exactly as given. */
  const ask = (path: string, { method = 'GET', headers = {}, body, withCookie = true }: Ask = {}): Promise<Answer> => {
    const own = {
      ...(method === 'GET' || method === 'HEAD' ? {} : { origin }),
      ...(withCookie ? { cookie } : {}),
    };
    return new Promise((resolve, reject) => {
      const all = { host: '127.0.0.1', port, path, method, headers: { ...own, ...headers } };
      const request = httpRequest(all, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      });
      request.on('error', reject);
      request.end(body);
    });
  };

  const upgrade = (headers: Record<string, string>, path = '/rpc'): Promise<number | 'open'> =>
    new Promise((resolve) => {
      const socket = new WebSocket(origin.replace('http', 'ws') + path, { headers });
      socket.on('open', () => {
        socket.close();
        resolve('open');
      });
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0);
        socket.terminate();
      });
      socket.on('error', () => {});
    });

  /** Everything that a request spelled byte for byte is answered with. */
  const askRaw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.setEncoding('utf8');
      socket.on('data', (chunk: string) => (answer += chunk));
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });

  const exchange = (given: unknown): Promise<Answer> =>
    ask('/session', { method: 'POST', body: JSON.stringify(given), withCookie: false });
  const entered = await exchange({ token });
  const setCookie = String(entered.headers['set-cookie']);
  cookie = setCookie.split(';')[0] ?? '';

  const stop = async (): Promise<void> => {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  };
  return {
    origin,
    token,
    newToken: () => tokenOf(newAddress()),
    port,
    cookie,
    setCookie,
    directory,
    granted,
    engine,
    ask,
    askRaw,
    upgrade,
    exchange,
    stop,
  };
}
