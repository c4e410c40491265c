import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';

const invoked: unknown[][] = [];
const listeners = new Map<string, (event: { ports: unknown[] }) => void>();
const exposed = new Map<string, Record<string, unknown>>();
const posted: unknown[][] = [];

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: Record<string, unknown>) => exposed.set(name, value) },
  ipcRenderer: {
    invoke: async (...given: unknown[]) => {
      invoked.push(given);
      return { ok: true, value: null };
    },
    on: (channel: string, listener: (event: { ports: unknown[] }) => void) => listeners.set(channel, listener),
  },
  webUtils: { getPathForFile: (file: File) => `/path/of/${file.name}` },
}));

beforeAll(async () => {
  vi.stubGlobal('window', {
    location: { origin: 'app://holdfast' },
    postMessage: (...given: unknown[]) => posted.push(given),
  });
  await import('./index.ts');
});

const bridge = (): Record<string, (...given: unknown[]) => Promise<unknown>> => exposed.get('holdfast') as never;

describe('the preload', () => {
  it('exposes one object with these seven and nothing else', () => {
    expect([...exposed.keys()]).toEqual(['holdfast']);
    expect(Object.keys(bridge()).sort()).toEqual([
      'connect',
      'pickFiles',
      'pickFolder',
      'platform',
      'registerDroppedFiles',
      'registerText',
      'saveExport',
    ]);
  });
  it('leaks nothing of ipcRenderer: every value is a plain function of its own or a text', () => {
    for (const [name, value] of Object.entries(exposed.get('holdfast') ?? {})) {
      if (name === 'platform') expect(typeof value).toBe('string');
      else expect(Object.keys(value as object), name).toEqual([]);
    }
    expect(JSON.stringify(exposed.get('holdfast'))).not.toMatch(/ipc/i);
  });
  it('names one channel a function and passes on only what belongs to it', async () => {
    invoked.length = 0;
    await bridge()['connect']?.('extra', { sneaky: true });
    await bridge()['pickFiles']?.({ multiple: true, directory: false, path: '/etc/passwd' }, 'extra');
    await bridge()['registerDroppedFiles']?.([new File([], 'a.csv')], 'extra');
    await bridge()['registerText']?.('a.csv', 'id', '/etc/passwd');
    await bridge()['pickFolder']?.('/etc', { defaultPath: '/etc' });
    await bridge()['saveExport']?.('grant', 'a.csv', '/etc/passwd');
    expect(invoked).toEqual([
      ['holdfast:connect'],
      ['holdfast:pick-files', { multiple: true, directory: false }],
      ['holdfast:register-dropped-files', ['/path/of/a.csv']],
      ['holdfast:register-text', 'a.csv', 'id'],
      ['holdfast:pick-folder'],
      ['holdfast:save-export', 'grant', 'a.csv'],
    ]);
  });
  it('hands a port to its own window and origin only', () => {
    const ports = [{}];
    listeners.get('holdfast:port')?.({ ports });
    expect([...listeners.keys()]).toEqual(['holdfast:port']);
    expect(posted).toEqual([['holdfast:port', 'app://holdfast', ports]]);
  });
  it('stays small enough to be read at a glance', () => {
    const source = readFileSync(new URL('./index.ts', import.meta.url), 'utf8');
    expect(source.split('\n').length).toBeLessThanOrEqual(45);
    expect(source).not.toMatch(/exposeInMainWorld\([^)]*ipcRenderer|sendSync|executeJavaScript|\beval\b/);
  });
});
