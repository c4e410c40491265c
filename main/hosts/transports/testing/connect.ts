import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import type { AnyRouter } from '@orpc/server';
import { WebSocketServer } from 'ws';
import { createInProcessClient, serveMessagePort, serveWebSocket } from '../index.ts';

/** One router reached in one way. `C` is the client's type; `wire` is there where something can break. */
export type Connected<C> = {
  client: C;
  wire?: { cut(): void; sendRaw(frame: string): void };
  close(): Promise<void>;
};

async function overWebSocket<C>(router: AnyRouter): Promise<Connected<C>> {
  const http = createServer();
  const server = new WebSocketServer({ server: http, maxPayload: 8 * 1024 * 1024 });
  server.on('connection', (socket) => serveWebSocket(router, socket));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const websocket = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  await new Promise((resolve, reject) => {
    websocket.addEventListener('open', resolve);
    websocket.addEventListener('error', reject);
  });
  const cut = (): void => server.clients.forEach((socket) => socket.terminate());
  return {
    client: createORPCClient(new WebSocketLink({ websocket })) as C,
    wire: { cut, sendRaw: (frame) => websocket.send(frame) },
    async close() {
      websocket.close();
      cut();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

async function overMessagePort<C>(router: AnyRouter): Promise<Connected<C>> {
  const { port1, port2 } = new MessageChannel();
  serveMessagePort(router, port1);
  const client = createORPCClient(new MessagePortLink({ port: port2 })) as C;
  port2.start();
  return {
    client,
    wire: { cut: () => port1.close(), sendRaw: (frame) => port2.postMessage(frame) },
    close: async () => port2.close(),
  };
}

/** Every way that a host reaches the router, by name. */
export function transportsOf<C>(): [string, (router: AnyRouter) => Promise<Connected<C>>][] {
  return [
    ['in process', async (router) => ({ client: createInProcessClient(router) as C, close: async () => {} })],
    ['WebSocket', overWebSocket],
    ['MessagePort', overMessagePort],
  ];
}
