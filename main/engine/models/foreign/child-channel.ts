import type { ForeignCall } from './messages.ts';
import type { ForeignChannel } from './serve-foreign.ts';

/** A port as Electron hands it to a process of its own. */
type Port = {
  on(event: 'message', listener: (message: { data: ForeignCall }) => void): unknown;
  postMessage(message: unknown): void;
  start?(): void;
};
type ParentPort = { on(event: 'message', listener: (message: { ports: Port[] }) => void): unknown };

/** The way to the engine: of a child of Node's, its own channel; of a process of Electron's, the port that comes first. */
export function foreignChannel(): ForeignChannel {
  const parent = (process as unknown as { parentPort?: ParentPort }).parentPort;
  if (parent) return electronChannel(parent);
  process.on('disconnect', () => process.exit());
  return {
    onCall: (listener) => void process.on('message', (message) => listener(message as ForeignCall)),
    reply: (reply) => void process.send?.(reply),
  };
}

function electronChannel(parent: ParentPort): ForeignChannel {
  let port: Port | null = null;
  let hear: (call: ForeignCall) => void = () => {};
  parent.on('message', ({ ports: [given] }) => {
    if (!given) return;
    port = given;
    given.on('message', ({ data }) => hear(data));
    given.start?.();
  });
  return { onCall: (listener) => void (hear = listener), reply: (reply) => port?.postMessage(reply) };
}
