import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type * as Places from './places.ts';

type Handler = (...given: never[]) => unknown;

const home = mkdtempSync(join(tmpdir(), 'holdfast-shell-'));
/** Everything that the program did to Electron, in its order. */
const done: string[] = [];
const appEvents = new Map<string, Handler>();
const channels = new Map<string, Handler>();
const child = { events: new Map<string, Handler>(), sent: [] as unknown[] };
const shell: {
  page?: Handler;
  options?: { webPreferences: Record<string, unknown> };
  ports: unknown[][];
  quits: number;
} = { ports: [], quits: 0 };

vi.mock('./places.ts', async (original) => {
  const places = await original<typeof Places>();
  return {
    ...places,
    bundlePlaces: () => ({ preload: '/app/preload.cjs', engine: '/app/engine.js', renderer: join(home, 'renderer') }),
  };
});

vi.mock('electron', () => ({
  app: {
    isPackaged: true,
    getPath: () => home,
    setPath: (name: string, path: string) => done.push(`set ${name} ${path.slice(home.length)}`),
    enableSandbox: () => done.push('sandbox'),
    commandLine: { appendSwitch: (name: string) => done.push(`switch ${name}`) },
    requestSingleInstanceLock: () => done.push('lock') > 0,
    whenReady: async () => done.push('ready'),
    on: (name: string, handler: Handler) => appEvents.set(name, handler),
    quit: () => shell.quits++,
    exit: () => done.push('exit'),
  },
  protocol: { registerSchemesAsPrivileged: () => done.push('scheme') },
  session: {
    defaultSession: {
      protocol: {
        handle: (scheme: string, handler: Handler) => (done.push(`handle ${scheme}`), (shell.page = handler)),
      },
      webRequest: { onBeforeRequest: () => done.push('network cut') },
      setPermissionRequestHandler: () => done.push('permissions'),
      setPermissionCheckHandler: () => {},
      setDevicePermissionHandler: () => {},
    },
  },
  Menu: { setApplicationMenu: () => {}, buildFromTemplate: () => ({}) },
  MessageChannelMain: class {
    port1 = 'engine side';
    port2 = 'page side';
  },
  utilityProcess: {
    fork: (path: string) => {
      done.push(`fork ${path}`);
      return {
        on: (name: string, handler: Handler) => child.events.set(name, handler),
        postMessage: (message: unknown, ports: unknown[] = []) => child.sent.push([message, ...ports]),
        kill: () => true,
      };
    },
  },
  BrowserWindow: class {
    constructor(options: { webPreferences: Record<string, unknown> }) {
      shell.options = options;
      done.push('window');
    }
    webContents = { on: (name: string, handler: Handler) => appEvents.set(name, handler) };
    reload(): void {
      done.push('reload');
    }
    once(): void {}
    on(): void {}
    loadURL(address: string): Promise<void> {
      done.push(`load ${address}`);
      return Promise.resolve();
    }
    isMinimized(): boolean {
      return false;
    }
    focus(): void {
      done.push('focus');
    }
  },
  ipcMain: { handle: (channel: string, handler: Handler) => channels.set(channel, handler) },
  dialog: {
    showErrorBox: (_title: string, message: string) => done.push(`error ${message}`),
    showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
    showSaveDialog: async () => ({ canceled: true, filePath: '' }),
  },
  shell: { openExternal: async (address: string) => done.push(`browser ${address}`) },
}));

const ownPage = {
  senderFrame: { url: 'app://holdfast/queue', parent: null },
  sender: { postMessage: (...given: unknown[]) => shell.ports.push(given) },
};
const call = (channel: string, ...given: unknown[]) =>
  (channels.get(channel) as unknown as (...given: unknown[]) => Promise<unknown>)(...given);
const say = (message: unknown) => (child.events.get('message') as unknown as (message: unknown) => void)(message);

beforeAll(async () => {
  mkdirSync(join(home, 'renderer'));
  writeFileSync(join(home, 'renderer', 'index.html'), '<html><head></head></html>');
  vi.stubEnv('HOLDFAST_HOME', home);
  await import('./index.ts');
  await vi.waitFor(() => expect(done).toContain('load app://holdfast/'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

describe('the desktop program, put together', () => {
  it('sets up every wall before it is ready, and the rest before the window is there', () => {
    const before = (first: string, then: string) =>
      expect(done.indexOf(first), `${first} before ${then}`).toBeLessThan(done.indexOf(then));
    for (const wall of ['set userData /desktop', 'sandbox', 'switch host-resolver-rules', 'scheme', 'lock']) {
      expect(done).toContain(wall);
      before(wall, 'ready');
    }
    for (const wall of ['permissions', 'network cut', 'handle app', 'fork /app/engine.js']) {
      expect(done).toContain(wall);
      before(wall, 'window');
    }
    expect(shell.options?.webPreferences).toMatchObject({ sandbox: true, preload: '/app/preload.cjs' });
  });

  it('answers the page from the built files', async () => {
    const answer = await (shell.page as unknown as (request: Request) => Promise<Response> | Response)(
      new Request('app://holdfast/queue'),
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.text()).toContain('style-nonce');
  });

  it('gives the page a port to the engine once the engine is there', async () => {
    const connecting = call('holdfast:connect', ownPage);
    expect(shell.ports).toEqual([]);
    say({ type: 'ready' });
    expect(await connecting).toEqual({ ok: true, value: null });
    expect(child.sent).toEqual([[{ type: 'connect' }, 'engine side']]);
    expect(shell.ports).toEqual([['holdfast:port', null, ['page side']]]);
  });

  it('has the six channels of the bridge and refuses them to anyone else', async () => {
    expect([...channels.keys()].sort()).toEqual([
      'holdfast:connect',
      'holdfast:pick-files',
      'holdfast:pick-folder',
      'holdfast:register-dropped-files',
      'holdfast:register-text',
      'holdfast:save-export',
    ]);
    for (const channel of channels.keys()) {
      expect(
        await call(channel, { ...ownPage, senderFrame: { url: 'https://evil.example/', parent: null } }),
      ).toMatchObject({ ok: false });
    }
    expect(shell.ports.length).toBe(1);
    expect(await call('holdfast:pick-files', ownPage, { multiple: true, directory: false })).toEqual({
      ok: true,
      value: [],
    });
  });

  it('shows the one window again instead of a second program', () => {
    (appEvents.get('second-instance') as unknown as (...given: unknown[]) => void)({}, ['holdfast'], '/');
    expect(done.at(-1)).toBe('focus');
  });

  it('loads a crashed page again, a few times', () => {
    const crash = appEvents.get('render-process-gone') as unknown as (
      event: unknown,
      details: { reason: string },
    ) => void;
    for (let times = 0; times < 6; times++) crash({}, { reason: 'oom' });
    expect(done.filter((what) => what === 'reload').length).toBe(3);
  });

  it('lets the engine close its workspace before the program ends', async () => {
    const preventDefault = vi.fn();
    const quitting = appEvents.get('will-quit') as unknown as (event: { preventDefault(): void }) => void;
    quitting({ preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(child.sent.at(-1)).toEqual([{ type: 'stop' }]);
    (child.events.get('exit') as unknown as (code: number) => void)(0);
    await vi.waitFor(() => expect(shell.quits).toBe(1));
    quitting({ preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });
});
