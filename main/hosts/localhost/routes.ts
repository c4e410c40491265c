import type { IncomingMessage, ServerResponse } from 'node:http';
import { HoldfastError, toHoldfastError } from '../../../shared/domain/errors.ts';
import type { ErrorCode } from '../../../shared/domain/errors.ts';
import { assetAt } from '../transports/index.ts';
import type { AssetMap, HostEngine } from '../transports/index.ts';
import { sendAsset, sendFile, sendJson } from './responses.ts';
import type { Headers } from './responses.ts';
import type { Session } from './session.ts';
import { receiveUpload } from './uploads.ts';

const askForLink =
  'Open the link that Holdfast printed when it started: this browser has not been let in yet, or Holdfast has been restarted since.';
const statuses: Partial<Record<ErrorCode, number>> = {
  invalid_input: 400,
  auth_expired: 401,
  not_found: 404,
  conflict: 409,
};

function statusOf(error: HoldfastError): number {
  return 'limit' in error.details ? 413 : (statuses[error.code] ?? 500);
}

/** What every answer of one running server needs. `headers` stand on all of them. */
export type Context = {
  engine: HostEngine;
  assets: AssetMap;
  uploadLimit: number;
  session: Session;
  styleNonce: string;
  headers: Headers;
};
type Route = {
  methods: readonly string[];
  secret: boolean;
  answer(request: IncomingMessage, response: ServerResponse, context: Context, url: URL): Promise<void> | void;
};

const routes: Record<string, Route> = {
  session: {
    methods: ['GET', 'POST'],
    secret: false,
    async answer(request, response, { session, headers }) {
      if (request.method === 'POST') {
        const cookie = session.exchange(await readToken(request));
        if (cookie === null) throw new HoldfastError('auth_expired', askForLink);
        response.writeHead(204, { ...headers, 'set-cookie': cookie, 'cache-control': 'no-store' }).end();
        return;
      }
      if (!session.isKnown(request.headers.cookie)) throw new HoldfastError('auth_expired', askForLink);
      response.writeHead(204, { ...headers, 'cache-control': 'no-store' }).end();
    },
  },
  files: {
    methods: ['POST'],
    secret: true,
    async answer(request, response, { engine, uploadLimit, headers }, url) {
      sendJson(
        response,
        201,
        headers,
        await receiveUpload(engine, request, url.searchParams.get('name') ?? '', uploadLimit),
      );
    },
  },
  exports: {
    methods: ['GET', 'HEAD'],
    secret: true,
    async answer(request, response, { engine, headers }, url) {
      const grant = url.pathname.slice('/exports/'.length);
      const { path, name } = engine.grants.resolve(grant);
      await sendFile(
        response,
        { path, name: url.searchParams.get('name') ?? name },
        headers,
        request.method === 'HEAD',
      );
    },
  },
  rpc: {
    methods: ['GET'],
    secret: true,
    answer(_request, response, { headers }) {
      response.writeHead(426, { ...headers, upgrade: 'websocket', connection: 'upgrade' }).end();
    },
  },
};

async function readToken(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.length > 1024)
      throw new HoldfastError('invalid_input', 'The message is too long for a token.', { limit: 1024 });
  }
  try {
    const { token } = JSON.parse(text) as { token?: unknown };
    if (typeof token === 'string') return token;
  } catch {
    // Falls through to the same sentence.
  }
  throw new HoldfastError('invalid_input', 'The token is missing. ' + askForLink);
}

/** Answers one request that passed the guard. Rejects with the HoldfastError to send. */
export async function answer(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const { headers } = context;
  const pathname = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
  const word = pathname.split('/')[1] ?? '';
  const route = Object.hasOwn(routes, word) ? routes[word] : undefined;
  const methods = route?.methods ?? ['GET', 'HEAD'];
  const method = request.method ?? 'GET';
  if (!methods.includes(method)) {
    response.writeHead(405, { ...headers, allow: methods.join(', ') }).end();
    return;
  }
  if (route !== undefined) {
    if (route.secret && !context.session.isKnown(request.headers.cookie))
      throw new HoldfastError('auth_expired', askForLink);
    await route.answer(request, response, context, new URL(request.url ?? '/', 'http://127.0.0.1'));
    return;
  }
  const asset = assetAt(context.assets, pathname);
  if (asset === undefined) throw new HoldfastError('not_found', 'There is nothing at this address.');
  sendAsset(response, asset, headers, context.styleNonce, method === 'HEAD');
}

export function sendError(request: IncomingMessage, response: ServerResponse, thrown: unknown, headers: Headers): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const error = toHoldfastError(thrown);
  // What the client is still sending is not worth receiving: the connection ends soon after the answer.
  if (!request.complete) {
    response.setHeader('connection', 'close');
    request.resume();
    // Taken now: a request whose client has gone meanwhile has none any more.
    const { socket } = request;
    response.on('finish', () => setTimeout(() => socket.destroy(), 500).unref());
  }
  sendJson(response, statusOf(error), headers, { error: { code: error.code, message: error.message } });
}
