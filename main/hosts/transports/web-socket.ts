import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import { errorBorder } from './border.ts';

/** What a socket must offer to be served: `ws` sockets do, and so does a message port dressed as one. */
export type ServedSocket = Pick<WebSocket, 'addEventListener' | 'send'>;

/**
 * Answers the calls that arrive on one accepted socket with the router's procedures. When the socket closes, the abort
 * signal of every call under way fires. Who may open a socket is decided before, by the host.
 */
export function serveWebSocket(router: AnyRouter, socket: ServedSocket): void {
  void new RPCHandler(router, { clientInterceptors: [errorBorder] }).upgrade(socket, { context: {} });
}
