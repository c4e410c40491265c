import { resolve } from 'node:path';
import type { Grant } from '../../../shared/contract/index.ts';
import { isHoldfastError, toHoldfastError } from '../../../shared/domain/errors.ts';
import { serveMessagePort } from '../transports/index.ts';
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
