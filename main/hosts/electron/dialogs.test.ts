import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, describe, expect, it } from 'vitest';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { createConformanceRouter } from '../transports/testing/conformance-router.ts';
import type { conformanceContract } from '../transports/testing/conformance-router.ts';
import type { PortLike } from '../transports/index.ts';
import { filesOf } from './data-files.ts';
import { createFileDialogs } from './dialogs.ts';
import type { SystemDialogs } from './dialogs.ts';
import type { EngineQuestion, FromEngine, ToEngine } from './engine-channel.ts';
import { hostEngine } from './engine-host.ts';
import type { HostedEngine } from './engine-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-dialogs-'));
mkdirSync(join(folder, 'book', 'deeper'), { recursive: true });
for (const name of ['b.csv', 'a.csv.gz', '.hidden.csv', 'notes.md', 'deeper/c.csv'])
  writeFileSync(join(folder, 'book', name), 'id\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An engine with grants, and the two sides of its channel joined without processes. */
function joined(open = async (_folder: string): Promise<void> => {}) {
  const files = new Map<string, { path: string; name: string; temporary: boolean }>();
  const listeners: ((message: { data: ToEngine; ports: PortLike[] }) => void)[] = [];
  const said: FromEngine[] = [];
  const events = { closed: 0, opened: [] as string[], exited: 0 };
  const engine: HostedEngine = {
    router: createConformanceRouter().router,
    grants: {
      register(path, { temporary = false } = {}) {
        const grant = `g${files.size + 1}`;
        files.set(grant, { path, name: basename(path), temporary });
        return { grant, name: basename(path), size: 3 };
      },
      resolve(grant) {
        const file = files.get(grant);
        if (file === undefined) throw new HoldfastError('not_found', 'That file is no longer available.');
        return file;
      },
    },
    uploadsDirectory: () => folder,
    close: async () => void events.closed++,
    workspaces: {
      open: async (place) => {
        events.opened.push(place);
        await open(place);
      },
      current: () => ({ folder: '/books/one' }),
    },
    client: {
      system: {
        changes: async () =>
          (async function* () {
            yield 1;
            yield 2;
          })(),
      },
    },
  };
  hostEngine(
    engine,
    { postMessage: (message) => void said.push(message), on: (_event, listener) => void listeners.push(listener) },
    () => events.exited++,
  );
  const send = (data: ToEngine, ports: PortLike[] = []): void =>
    listeners.forEach((listener) => listener({ data, ports }));
  let id = 0;
  const ask = async (question: EngineQuestion): Promise<unknown> => {
    const own = ++id;
    send({ type: 'question', id: own, ...question });
    await expect.poll(() => said.some((message) => 'id' in message && message.id === own)).toBe(true);
    const answer = said.find((message) => 'id' in message && message.id === own);
    if (answer?.type === 'refusal') throw new HoldfastError(answer.code, answer.message);
    return answer?.type === 'answer' ? answer.value : undefined;
  };
  return { send, ask, said, events, files };
}

function dialogsWith(open: string[] | null, save: string | null) {
  const side = joined();
  const shown: unknown[] = [];
  const dialogs: SystemDialogs = {
    open: async (options) => {
      shown.push(options);
      return { canceled: open === null, filePaths: open ?? [] };
    },
    save: async (options) => {
      shown.push(options);
      return { canceled: save === null, filePath: save ?? '' };
    },
  };
  return { ...side, granted: side.files, shown, files: createFileDialogs({ dialogs, ask: side.ask }) };
}

describe('file dialogs', () => {
  it('answer with grants and never with a path', async () => {
    const { files, shown } = dialogsWith([join(folder, 'book', 'b.csv')], null);
    const picked = await files.pickFiles({ multiple: true, directory: false });
    expect(picked).toEqual([{ grant: 'g1', name: 'b.csv', size: 3 }]);
    expect(JSON.stringify(picked)).not.toContain(folder);
    expect(shown).toEqual([{ properties: ['openFile', 'multiSelections'] }]);
  });
  it('give the data files of a folder', async () => {
    const { files, shown } = dialogsWith([join(folder, 'book')], null);
    expect((await files.pickFiles({ multiple: true, directory: true })).map(({ name }) => name)).toEqual([
      'a.csv.gz',
      'b.csv',
    ]);
    expect(shown).toEqual([{ properties: ['openDirectory'] }]);
  });
  it('give nothing where the dialog was closed', async () => {
    const { files } = dialogsWith(null, null);
    expect(await files.pickFiles({ multiple: false, directory: false })).toEqual([]);
    const [grant] = await files.registerDroppedFiles([join(folder, 'book', 'b.csv')]);
    expect(await files.saveExport(grant?.grant, 'x.csv')).toBe(false);
  });
  it('copy an export to where the person wants it, under a safe name', async () => {
    const target = join(folder, 'saved.csv');
    const { files, shown } = dialogsWith([], target);
    const [grant] = await files.registerDroppedFiles([join(folder, 'book', 'b.csv')]);
    expect(await files.saveExport(grant?.grant, '../../evil\u0000.csv')).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('id\n');
    expect(shown).toEqual([{ defaultPath: 'evil.csv' }]);
  });
  it('say that a place cannot be written to', async () => {
    const { files } = dialogsWith([], join(folder, 'nowhere', 'saved.csv'));
    const [grant] = await files.registerDroppedFiles([join(folder, 'book', 'b.csv')]);
    await expect(files.saveExport(grant?.grant, 'x.csv')).rejects.toMatchObject({ code: 'file_unreadable' });
  });
  it('give a folder itself where it is to be watched, and nothing where the dialog was closed', async () => {
    const { files, shown } = dialogsWith([join(folder, 'book')], null);
    const picked = await files.pickFolder();
    expect(picked).toEqual({ grant: 'g1', name: 'book', size: 3 });
    expect(shown).toEqual([{ properties: ['openDirectory', 'createDirectory'] }]);
    expect(await dialogsWith(null, null).files.pickFolder()).toBeNull();
  });
  it('keep a pasted table as a file that goes with the engine', async () => {
    const { files, granted } = dialogsWith([], null);
    const grant = await files.registerText('pasted-1.csv', 'id\tname\n1\tñ\n');
    expect(grant).toEqual({ grant: 'g1', name: 'pasted-1.csv', size: 3 });
    const kept = granted.get('g1');
    expect(kept?.temporary).toBe(true);
    expect(readFileSync(kept?.path ?? '', 'utf8')).toBe('id\tname\n1\tñ\n');
  });
  it('leave out files that a page made up, which have no path', async () => {
    expect(await dialogsWith([], null).files.registerDroppedFiles(['', ''])).toEqual([]);
  });
});

describe('exploits', () => {
  it('a page cannot name a path or a file that it was not given', async () => {
    const { files } = dialogsWith([], join(folder, 'saved.csv'));
    for (const grant of ['/etc/passwd', '../../etc/passwd', 'g99'])
      await expect(files.saveExport(grant, 'x')).rejects.toMatchObject({ code: 'not_found' });
  });
  it('a pasted table stays under the upload folder whatever its name', async () => {
    const side = dialogsWith([], null);
    for (const name of ['../../evil.csv', '/etc/passwd', 'C:\\evil.csv', '..', '']) {
      const { grant } = await side.files.registerText(name, 'id\n');
      const path = side.granted.get(grant)?.path ?? '';
      expect(relative(folder, path).split(sep), name).toHaveLength(2);
      expect(path.startsWith(join(folder, sep)), name).toBe(true);
    }
  });
  it('a page cannot confuse a handler with strange input', async () => {
    const { files } = dialogsWith([], null);
    for (const strange of [undefined, null, 'x', { multiple: 1 }, { multiple: true, directory: 'yes' }, []])
      await expect(files.pickFiles(strange)).rejects.toMatchObject({ code: 'invalid_input' });
    for (const strange of [undefined, 'x', [1], [{}]])
      await expect(files.registerDroppedFiles(strange)).rejects.toMatchObject({ code: 'invalid_input' });
    for (const strange of [[], ['x'], ['x', ''], ['x', 1], [{}, 'x'], ['x'.repeat(2_000), 'x']])
      await expect(files.registerText(...strange)).rejects.toMatchObject({ code: 'invalid_input' });
    for (const strange of [[], [1, 2], ['', 'x'], [{}, 'x'], ['x'.repeat(300), 'x']])
      await expect(files.saveExport(...strange)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('the files of a choice', () => {
  it('are the chosen ones and the data files directly in chosen folders', () => {
    expect(filesOf([join(folder, 'book', 'notes.md'), join(folder, 'book')]).map((path) => basename(path))).toEqual([
      'notes.md',
      'a.csv.gz',
      'b.csv',
    ]);
  });
  it('are refused where one is gone or there are too many', () => {
    expect(() => filesOf([join(folder, 'gone.csv')])).toThrowError(
      expect.objectContaining({ code: 'file_unreadable' }) as Error,
    );
    expect(() => filesOf(Array.from({ length: 201 }, () => join(folder, 'book', 'b.csv')))).toThrowError(
      expect.objectContaining({ code: 'invalid_input' }) as Error,
    );
  });
});

describe('the engine’s process', () => {
  it('says that it is ready and, once, which workspace is open', async () => {
    const { said } = joined();
    await setImmediate();
    await expect.poll(() => said).toEqual([{ type: 'ready' }, { type: 'workspace', folder: '/books/one' }]);
  });
  it('serves the contract on every port that it is handed', async () => {
    const { send } = joined();
    const sums = [1, 2].map(async (left) => {
      const { port1, port2 } = new MessageChannel();
      send({ type: 'connect' }, [port1]);
      const client = createORPCClient<ContractRouterClient<typeof conformanceContract>>(new RPCLink({ port: port2 }));
      port2.start();
      const { sum } = await client.add({ left, right: 1 });
      port2.close();
      return sum;
    });
    expect(await Promise.all(sums)).toEqual([2, 3]);
  });
  it('opens a workspace that the main process names, and closes the engine before it ends', async () => {
    const { ask, send, events } = joined();
    expect(await ask({ ask: 'open', folder: '/books/two' })).toBeNull();
    expect(events.opened).toEqual(['/books/two']);
    send({ type: 'stop' });
    await expect.poll(() => [events.closed, events.exited]).toEqual([1, 1]);
  });
  it('leaves the passphrase of a workspace to the page, and tells why another cannot be opened', async () => {
    const { ask } = joined(async () => {
      throw new HoldfastError('secret_locked', 'It is protected by a passphrase.');
    });
    expect(await ask({ ask: 'open', folder: '/books/one' })).toBeNull();
    await expect(ask({ ask: 'open', folder: '/books/two' })).rejects.toMatchObject({ code: 'secret_locked' });
  });
});
