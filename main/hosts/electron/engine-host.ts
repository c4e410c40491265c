import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Grant } from '../../../shared/contract/index.ts';
import { HoldfastError, isHoldfastError, toHoldfastError } from '../../../shared/domain/errors.ts';
import { safeFileName, serveMessagePort } from '../transports/index.ts';
import type { HostEngine, PortLike } from '../transports/index.ts';
import { filesOf } from './data-files.ts';
import type { FromEngine, ToEngine } from './engine-channel.ts';

/** The engine as this process needs it. */
export type HostedEngine = HostEngine & {
  workspaces: { open(folder: string): Promise<unknown>; current(): { folder: string } | null };
  client: { system: { changes(): Promise<AsyncIterable<unknown>> } };
};

/** The way to the main process; Electron's parentPort is one. */
export type ParentPort = {
  postMessage(message: FromEngine): void;
  on(event: 'message', listener: (message: { data: ToEngine; ports: PortLike[] }) => void): unknown;
};

/** Serves the engine on every port that the main process hands over, and answers its few questions. */
export function hostEngine(engine: HostedEngine, parent: ParentPort, exit: () => void): void {
  const answer = async (question: Extract<ToEngine, { type: 'question' }>): Promise<unknown> => {
    switch (question.ask) {
      case 'register':
        return (question.expand ? filesOf(question.paths) : question.paths).map((path): Grant =>
          engine.grants.register(path),
        );
      case 'keep':
        return keepText(engine, question.name, question.text);
      case 'resolve': {
        const { path, name } = engine.grants.resolve(question.grant);
        return { path, name };
      }
      case 'open':
        try {
          await engine.workspaces.open(question.folder);
        } catch (error) {
          // Chosen but locked is no failure: the page asks for its passphrase.
          const isChosen = engine.workspaces.current()?.folder === resolve(question.folder);
          if (!isChosen || !isHoldfastError(error) || error.code !== 'secret_locked') throw error;
        }
        return null;
    }
  };

  parent.on('message', ({ data, ports }) => {
    const [port] = ports;
    if (data.type === 'connect' && port !== undefined) serveMessagePort(engine.router, port);
    if (data.type === 'stop') void engine.close().finally(exit);
    if (data.type !== 'question') return;
    const { id } = data;
    answer(data).then(
      (value) => parent.postMessage({ type: 'answer', id, value }),
      (thrown: unknown) => {
        const { code, message } = toHoldfastError(thrown);
        parent.postMessage({ type: 'refusal', id, code, message });
      },
    );
  });
  // Following ends with the engine; without it a restart merely opens no workspace by itself.
  followWorkspace(engine, parent).catch(() => {});
  parent.postMessage({ type: 'ready' });
}

/** In a folder of its own under the engine's upload folder; the given name decides only the last part of the path. */
async function keepText(engine: HostedEngine, name: string, text: string): Promise<Grant> {
  const folder = join(engine.uploadsDirectory(), randomUUID());
  const path = join(folder, safeFileName(name, 'pasted.csv'));
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    return engine.grants.register(path, { temporary: true });
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new HoldfastError(
      'internal',
      'The pasted table could not be kept: there may be no room on the disk. Make room and paste it again.',
      {},
      cause,
    );
  }
}

/** Tells the main process which workspace is open, so that it can be opened again after a crash. */
async function followWorkspace(engine: HostedEngine, parent: ParentPort): Promise<void> {
  let told: string | null = null;
  for await (const _change of await engine.client.system.changes()) {
    const folder = engine.workspaces.current()?.folder ?? null;
    if (folder === told) continue;
    told = folder;
    parent.postMessage({ type: 'workspace', folder });
  }
}
