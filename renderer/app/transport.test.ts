import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createORPCClient } from '@orpc/client';
import type { RouterClient } from '@orpc/server';
import { os } from '@orpc/server';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { toWireError } from '../../shared/contract/errors.ts';
import { HoldfastError } from '../../shared/domain/errors.ts';
import { connectElectron } from './transport-electron.ts';
import type { HoldfastBridge } from '../../shared/contract/index.ts';
import { dataFiles, isDataFile } from './transport-files.ts';
import { backOff } from './transport-link.ts';
import { connectLocalhost, errorOfAnswer, takeToken } from './transport-localhost.ts';

let asked = 0;
const router = {
  ask: os.handler(() => ({ asked: ++asked })),
  fail: os.handler(() => {
    throw toWireError(new HoldfastError('not_enough_data', 'Only 3 churns.', { churns: 3 }));
  }),
  hang: os.handler(async ({ signal }) => {
    await new Promise((resolve) => signal?.addEventListener('abort', resolve));
  }),
  count: os.handler(async function* ({ signal }) {
    for (let step = 1; signal?.aborted !== true; step++) {
      yield step;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }),
};
type Client = RouterClient<typeof router>;
const now = { pause: () => new Promise<void>((resolve) => setTimeout(resolve, 1)) };
const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof HoldfastError ? error.code : `not a HoldfastError: ${String(error)}`),
  );

/** A host that lets in by token, as the localhost host does, and can be broken and stopped. */
async function startHost() {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket) => void new SocketHandler(router).upgrade(socket));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const state = { token: 'once', entered: false, posts: 0, isUp: true };
  const fetch = vi.fn(async (_address: unknown, options?: RequestInit) => {
    if (!state.isUp) throw new TypeError('fetch failed');
    if (options?.method === 'POST') {
      state.posts++;
      const isRight = (JSON.parse(String(options.body)) as { token: string }).token === state.token;
      if (isRight) Object.assign(state, { entered: true, token: 'spent!' });
      return new Response(null, { status: isRight ? 204 : 401 });
    }
    return state.entered
      ? new Response(null, { status: 204 })
      : Response.json(
          { error: { code: 'auth_expired', message: 'Open the link that Holdfast printed.' } },
          { status: 401 },
        );
  });
  stops.push(() => {
    sockets.clients.forEach((socket) => socket.terminate());
    http.close();
  });
  const replaceState = vi.fn();
  const browser = (hash = '') => ({
    location: { origin, pathname: '/queue', search: '?sort=risk', hash },
    history: { state: null, replaceState },
    fetch: fetch as unknown as typeof globalThis.fetch,
    openSocket: (address: string) => new WebSocket(state.isUp ? address : 'ws://127.0.0.1:9/'),
  });
  const cut = (): void => sockets.clients.forEach((socket) => socket.terminate());
  return { state, browser, cut, replaceState };
}

describe('the token in the address', () => {
  it.each([
    ['', null, ''],
    ['#token=abc', 'abc', ''],
    ['#token=abc&section=reasons', 'abc', '#section=reasons'],
    ['#reasons', null, '#reasons'],
    ['#a=1&token=x_-9', 'x_-9', '#a=1'],
  ])('%s', (hash, token, rest) => {
    expect(takeToken(hash)).toEqual({ token, rest });
  });
});

describe('the localhost host', () => {
  it('exchanges the token, takes it out of the address and keeps the rest', async () => {
    const host = await startHost();
    const { calls } = await connectLocalhost(host.browser('#token=once&part=2'), now);
    stops.push(calls.close);
    expect(host.replaceState).toHaveBeenCalledWith(null, '', '/queue?sort=risk#part=2');
    expect(await createORPCClient<Client>(calls.link).ask()).toEqual({ asked: expect.any(Number) as number });
  });

  it('lets a reload, a second tab and the same link again in by the cookie', async () => {
    const host = await startHost();
    host.state.entered = true;
    for (const hash of ['', '#token=spent']) {
      const { calls } = await connectLocalhost(host.browser(hash), now);
      stops.push(calls.close);
      expect(calls).toBeDefined();
    }
    expect(host.state.posts).toBe(1);
  });

  it('says which link to open where it is not let in', async () => {
    const host = await startHost();
    await expect(connectLocalhost(host.browser('#token=wrong'), now)).rejects.toMatchObject({
      code: 'auth_expired',
      message: 'Open the link that Holdfast printed.',
    });
  });

  it('turns every failure into a HoldfastError', async () => {
    const host = await startHost();
    const { calls } = await connectLocalhost(host.browser('#token=once'), now);
    stops.push(calls.close);
    const client = createORPCClient<Client>(calls.link);
    await expect(client.fail()).rejects.toMatchObject({
      name: 'HoldfastError',
      code: 'not_enough_data',
      message: 'Only 3 churns.',
      details: { churns: 3 },
    });
    expect(await codeOf(client.ask(undefined, { signal: AbortSignal.abort() }))).toBe('cancelled');
    const controller = new AbortController();
    const hanging = codeOf(client.hang(undefined, { signal: controller.signal }));
    controller.abort();
    expect(await hanging).toBe('cancelled');
  });

  it('fails what was under way, dials again and says so; later calls wait for it', async () => {
    const host = await startHost();
    const { calls } = await connectLocalhost(host.browser('#token=once'), now);
    stops.push(calls.close);
    const client = createORPCClient<Client>(calls.link);
    const told: string[] = [];
    calls.onDisconnect((error, final) => told.push(`${error.code} ${final}`));
    calls.onReconnect(() => told.push('reconnected'));
    const stream = await client.count();
    await stream.next();
    const hanging = codeOf(client.hang());
    const streaming = codeOf(
      (async () => {
        for await (const step of stream) void step;
      })(),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    host.cut();
    expect(await hanging).toBe('engine_restarted');
    expect(await streaming).toBe('engine_restarted');
    expect(await codeOf(client.ask())).toBe('answered');
    expect(told).toEqual(['engine_restarted false', 'reconnected']);
  });

  it('keeps trying while the host is away, and lets waiting calls go after a while', async () => {
    const host = await startHost();
    const { calls } = await connectLocalhost(host.browser('#token=once'), { ...now, patience: 30 });
    stops.push(calls.close);
    const client = createORPCClient<Client>(calls.link);
    host.state.isUp = false;
    const away = new Promise<void>((resolve) => calls.onDisconnect(() => resolve()));
    host.cut();
    await away;
    expect(await codeOf(client.ask())).toBe('engine_restarted');
    const back = new Promise<void>((resolve) => calls.onReconnect(resolve));
    host.state.isUp = true;
    await back;
    expect(await codeOf(client.ask())).toBe('answered');
  });

  it('stops trying where a restarted host no longer knows this browser', async () => {
    const host = await startHost();
    const { calls } = await connectLocalhost(host.browser('#token=once'), now);
    stops.push(calls.close);
    const final = new Promise<string>((resolve) =>
      calls.onDisconnect((error, isFinal) => (isFinal ? resolve(error.code) : undefined)),
    );
    host.state.entered = false;
    const browserSocket = vi.spyOn(globalThis, 'WebSocket').mockImplementation(function refused() {
      const socket = new EventTarget();
      setTimeout(() => socket.dispatchEvent(new Event('close')));
      return Object.assign(socket, { readyState: 3, send: () => {}, close: () => {} }) as unknown as WebSocket;
    } as unknown as () => WebSocket);
    host.cut();
    expect(await final).toBe('auth_expired');
    browserSocket.mockRestore();
    expect(await codeOf(createORPCClient<Client>(calls.link).ask())).toBe('auth_expired');
  });
});

describe('the desktop host', () => {
  function startBridge() {
    const page = Object.assign(new EventTarget(), { location: { origin: 'app://holdfast' } });
    const engineSides: MessagePort[] = [];
    const post = (data: unknown, port: MessagePort, source: unknown = page, origin = page.location.origin): void => {
      page.dispatchEvent(Object.assign(new Event('message'), { data, origin, source, ports: [port] }));
    };
    const bridge: HoldfastBridge<File> = {
      platform: 'linux',
      connect: async () => {
        const { port1, port2 } = new MessageChannel();
        const foreign = new MessageChannel();
        stops.push(() => [port1, port2, foreign.port1, foreign.port2].forEach((port) => port.close()));
        new PortHandler(router).upgrade(port1);
        port1.start();
        engineSides.push(port1);
        post('holdfast:port', foreign.port2, null);
        post('holdfast:port', foreign.port2, page, 'https://evil.example');
        post('something else', foreign.port2);
        post('holdfast:port', port2);
        return { ok: true, value: null };
      },
      pickFiles: async () => ({ ok: true, value: [{ grant: 'g', name: 'a.csv', size: 1 }] }),
      registerDroppedFiles: async () => ({ ok: false, code: 'file_unreadable', message: 'It is gone.' }),
      registerText: async (name, text) => ({ ok: true, value: { grant: 't', name, size: text.length } }),
      pickFolder: async () => ({ ok: true, value: null }),
      saveExport: async () => ({ ok: true, value: false }),
    };
    return { bridge, page: page as unknown as Window, engineSides };
  }

  it('talks over the port that this very window was given', async () => {
    const { bridge, page } = startBridge();
    const { calls, files } = await connectElectron(bridge, page, now);
    stops.push(calls.close);
    expect(await codeOf(createORPCClient<Client>(calls.link).ask())).toBe('answered');
    expect(await files.pickFiles({ multiple: true })).toEqual([{ grant: 'g', name: 'a.csv', size: 1 }]);
    await expect(files.registerFiles([])).rejects.toMatchObject({ code: 'file_unreadable', message: 'It is gone.' });
    expect(await files.registerText('pasted-1.csv', 'id')).toEqual({ grant: 't', name: 'pasted-1.csv', size: 2 });
    expect(await files.pickFolder?.()).toBeNull();
    expect(await files.saveExport('g', 'a.csv')).toBe(false);
  });

  it('asks for a new port when the engine was restarted', async () => {
    const { bridge, page, engineSides } = startBridge();
    const { calls } = await connectElectron(bridge, page, now);
    stops.push(calls.close);
    const client = createORPCClient<Client>(calls.link);
    const hanging = codeOf(client.hang());
    await new Promise((resolve) => setTimeout(resolve, 20));
    engineSides[0]?.close();
    expect(await hanging).toBe('engine_restarted');
    expect(await codeOf(client.ask())).toBe('answered');
    expect(engineSides.length).toBe(2);
  });

  it('shows the sentence of an engine that was given up', async () => {
    const { bridge, page } = startBridge();
    const refused = {
      ...bridge,
      connect: async () => ({
        ok: false as const,
        code: 'internal' as const,
        message: 'The engine stopped five times.',
      }),
    };
    await expect(connectElectron(refused, page, now)).rejects.toMatchObject({
      code: 'internal',
      message: 'The engine stopped five times.',
    });
  });
});

describe('the small rules', () => {
  it('waits longer with each attempt, at most five seconds', () => {
    expect([0, 1, 2, 3, 6, 50].map(backOff)).toEqual([100, 200, 400, 800, 5000, 5000]);
  });
  it('puts the data files of a folder in order', () => {
    const files = ['usage-10.csv', 'notes.md', 'usage-9.csv'].map((name) => ({
      name,
      webkitRelativePath: `x/${name}`,
    }));
    expect(dataFiles(files).map(({ name }) => name)).toEqual(['usage-9.csv', 'usage-10.csv']);
  });
  it('takes the data files of a folder and leaves the rest', () => {
    const names = ['accounts.csv', 'events.csv.gz', 'a.XLSX', '.hidden.csv', 'readme.md', 'Thumbs.db'];
    expect(names.filter((name) => isDataFile({ name }))).toEqual(['accounts.csv', 'events.csv.gz', 'a.XLSX']);
  });
  it('reads the sentence of a refusal, and says something where there is none', () => {
    expect(errorOfAnswer(413, '{"error":{"code":"invalid_input","message":"Too large."}}')).toMatchObject({
      code: 'invalid_input',
      message: 'Too large.',
    });
    expect(errorOfAnswer(502, '<html>')).toMatchObject({ code: 'internal' });
    expect(errorOfAnswer(401, '')).toMatchObject({ code: 'auth_expired' });
  });
});
