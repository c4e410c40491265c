import { readFileSync } from 'node:fs';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { conformanceContract } from '../transports/testing/conformance-router.ts';
import { startServerUnderTest } from './testing/server-under-test.ts';

const uploadLimit = 64 * 1024;
let host: Awaited<ReturnType<typeof startServerUnderTest>>;

beforeAll(async () => {
  host = await startServerUnderTest(uploadLimit);
});
afterAll(() => host.stop());

describe('the page', () => {
  it('is served with its headers and with the nonce of this start', async () => {
    const answer = await host.ask('/', { withCookie: false });
    expect(answer.status).toBe(200);
    const policy = String(answer.headers['content-security-policy']);
    const nonce = /<meta name="style-nonce" content="([^"]+)">/.exec(answer.text)?.[1];
    expect(policy).toContain(`'nonce-${nonce}'`);
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
  it('answers every view with the page, so that a view is a link', async () => {
    expect((await host.ask('/accounts/A-17')).text).toContain('<title>Holdfast</title>');
  });
  it('lets hashed files be kept for ever', async () => {
    const answer = await host.ask('/assets/index-AbCd1234.js');
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(answer.headers['cache-control']).toContain('immutable');
  });
  it('answers 404 for a file that was not built', async () => {
    expect((await host.ask('/assets/other-AbCd1234.js')).status).toBe(404);
  });
  it('listens on the loopback address only', () => {
    expect(new URL(host.origin).hostname).toBe('127.0.0.1');
  });
});

describe('calls', () => {
  it('are answered over the socket', async () => {
    const socket = new WebSocket(`${host.origin.replace('http', 'ws')}/rpc`, {
      headers: { origin: host.origin, cookie: host.cookie },
    });
    const client = createORPCClient<ContractRouterClient<typeof conformanceContract>>(
      new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
    );
    expect(await client.add({ left: 1, right: 2 })).toEqual({ sum: 3 });
    socket.close();
  });
  it('tells a plain request that this is a socket', async () => {
    expect((await host.ask('/rpc')).status).toBe(426);
  });
});

describe('files', () => {
  it('go up by stream and come down as attachments', async () => {
    const body = Buffer.from('id;plan\n1;Año\n');
    const up = await host.ask(`/files?name=${encodeURIComponent('cuentas "ñ".csv')}`, { method: 'POST', body });
    expect(up.status).toBe(201);
    const grant = JSON.parse(up.text) as { grant: string; name: string; size: number };
    expect(grant).toMatchObject({ name: 'cuentas ñ.csv', size: body.length });
    expect(readFileSync(host.engine.grants.resolve(grant.grant).path)).toEqual(body);
    const down = await host.ask(`/exports/${grant.grant}`);
    expect(down.text).toBe(body.toString());
    expect(down.headers['content-disposition']).toBe(
      `attachment; filename="cuentas _.csv"; filename*=UTF-8''cuentas%20%C3%B1.csv`,
    );
  });
  it('says that an unknown grant is unknown', async () => {
    const answer = await host.ask('/exports/nothing');
    expect([answer.status, (JSON.parse(answer.text) as { error: { code: string } }).error.code]).toEqual([
      404,
      'not_found',
    ]);
  });
});
