import type { AnyRouter } from '@orpc/server';
import { serveWebSocket } from './web-socket.ts';
import type { ServedSocket } from './web-socket.ts';

/** A MessagePort of worker_threads (events by `addEventListener`) or Electron's MessagePortMain (events by `on`). */
export type PortLike = {
  postMessage(message: unknown): void;
  start?(): void;
  close(): void;
} & (
  | { addEventListener(type: 'message' | 'close', listener: (event: { data?: unknown }) => void): void }
  | { on(type: 'message' | 'close', listener: (event: { data?: unknown }) => void): unknown }
);

function listen(port: PortLike, type: 'message' | 'close', listener: (event: { data?: unknown }) => void): void {
  if ('addEventListener' in port) port.addEventListener(type, listener);
  else port.on(type, listener);
}

/**
 * Answers the calls that arrive on a message port. The port is served as if it were a socket: the frames are the same,
 * and the socket path reports a malformed frame where the library's own port path would leave a rejected promise that
 * ends the process. So a page cannot stop the engine with a bad message.
 */
export function serveMessagePort(router: AnyRouter, port: PortLike): void {
  const socket = {
    send: (data: unknown) => port.postMessage(data),
    addEventListener: (type: 'message' | 'close', listener: (event: { data?: unknown }) => void) => {
      listen(port, type, (event) => listener({ data: event?.data }));
    },
  };
  serveWebSocket(router, socket as unknown as ServedSocket);
  port.start?.();
}
