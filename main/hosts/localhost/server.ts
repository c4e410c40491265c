import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { createStyleNonce, pageHeaders, serveWebSocket } from '../transports/index.ts';
import type { AssetMap, HostEngine } from '../transports/index.ts';
import { refusalOf } from './request-guard.ts';
import { answer, sendError } from './routes.ts';
import type { Context } from './routes.ts';
import { createSession } from './session.ts';
import { defaultUploadLimit } from './uploads.ts';

export type LocalhostServer = {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  origin: string;
  /** The address to open: it carries the one-time token in its fragment. */
  address: string;
  /** An address with a new token, to let one more browser in; the address before stops working. */
  newAddress(): string;
  close(): Promise<void>;
};

export type LocalhostServerOptions = {
  engine: HostEngine;
  assets: AssetMap;
  /** 0 picks a free port. */
  port?: number;
  /** Largest upload in bytes. */
  uploadLimit?: number;
};

/** Calls are small; files never travel here. */
const largestMessage = 16 * 1024 * 1024;

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/**
 * Serves the page and the engine on 127.0.0.1. Every request and upgrade passes the same guard; calls, uploads and
 * downloads need the session cookie besides. The built files need none: there is nothing secret in them, and they hold
 * the screen that tells how to get in.
 */
export async function startServer(options: LocalhostServerOptions): Promise<LocalhostServer> {
  const server = createServer({ requestTimeout: 0, headersTimeout: 10_000, maxHeaderSize: 16_384 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new HoldfastError(
              'conflict',
              `Port ${options.port} is in use by another program. Choose another with --port, or leave --port out.`,
              {},
              error,
            )
          : error,
      );
    });
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const authority = `127.0.0.1:${port}`;
  const styleNonce = createStyleNonce();
  const session = createSession(port);
  const headers = pageHeaders({ styleNonce, connect: [`ws://${authority}`] });
  const context: Context = {
    engine: options.engine,
    assets: options.assets,
    uploadLimit: options.uploadLimit ?? defaultUploadLimit,
    session,
    styleNonce,
    headers,
  };

  server.on('request', (request, response) => {
    const refusal = refusalOf({ method: request.method ?? '', headers: request.headers }, authority);
    if (refusal !== null) {
      request.resume();
      response
        .writeHead(refusal.status, { ...headers, 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
        .end(refusal.reason);
      return;
    }
    answer(request, response, context).catch((error: unknown) => sendError(request, response, error, headers));
  });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refusal = refusalOf({ method: request.method ?? '', headers: request.headers, upgrade: true }, authority);
    if (refusal !== null) refuseUpgrade(socket, refusal.status === 421 ? '421 Misdirected Request' : '403 Forbidden');
    else if (request.url !== '/rpc') refuseUpgrade(socket, '404 Not Found');
    else if (!session.isKnown(request.headers.cookie)) refuseUpgrade(socket, '401 Unauthorized');
    else
      sockets.handleUpgrade(request, socket, head, (accepted) => {
        accepted.on('error', () => accepted.terminate());
        serveWebSocket(options.engine.router, accepted);
      });
  });

  const origin = `http://${authority}`;
  const newAddress = (): string => `${origin}/#token=${session.renewToken()}`;
  return {
    origin,
    address: newAddress(),
    newAddress,
    async close() {
      for (const socket of sockets.clients) socket.close(1001, 'Holdfast was closed.');
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
      }, 200).unref();
      server.closeIdleConnections();
      await closed;
    },
  };
}
