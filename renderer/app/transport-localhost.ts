import { RPCLink } from '@orpc/client/websocket';
import type { Grant } from '../../shared/contract/index.ts';
import { errorCodes, HoldfastError } from '../../shared/domain/errors.ts';
import type { ErrorCode } from '../../shared/domain/errors.ts';
import { chooseFiles, dataFiles } from './transport-files.ts';
import type { ConnectedHost, HostFiles, OnProgress } from './transport-host.ts';
import { createReconnectingLink, engineRestarted } from './transport-link.ts';
import type { LinkOptions, Wire } from './transport-link.ts';

/** What this host needs of the browser; given by tests, the window's own otherwise. */
export type LocalhostBrowser = {
  location: Pick<Location, 'origin' | 'pathname' | 'search' | 'hash'>;
  history: Pick<History, 'state' | 'replaceState'>;
  fetch: typeof fetch;
  openSocket(address: string): WebSocket;
};

const openLink =
  'Open the link that Holdfast printed when it started: this browser has not been let in yet, or Holdfast has been restarted since.';

/** Splits `#token=…` off an address fragment; the rest stays as it was. */
export function takeToken(hash: string): { token: string | null; rest: string } {
  const parts = hash.replace(/^#/, '').split('&');
  const token = parts.find((part) => part.startsWith('token='))?.slice('token='.length) ?? null;
  const rest = parts.filter((part) => !part.startsWith('token=')).join('&');
  return { token, rest: rest === '' ? '' : `#${rest}` };
}

/** The error that a refused request carries, or one that names its status. */
export function errorOfAnswer(status: number, text: string): HoldfastError {
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message: string } };
    if ((errorCodes as readonly string[]).includes(error.code))
      return new HoldfastError(error.code as ErrorCode, error.message);
  } catch {
    // Not one of ours: said below.
  }
  return status === 401
    ? new HoldfastError('auth_expired', openLink)
    : new HoldfastError('internal', `Holdfast answered with the status ${status}. Reload the page.`);
}

async function enter({ location, history, fetch }: LocalhostBrowser): Promise<void> {
  const { token, rest } = takeToken(location.hash);
  if (token !== null) {
    // The token leaves the address before anything else, so that it is neither bookmarked nor shown.
    history.replaceState(history.state, '', location.pathname + location.search + rest);
    const answer = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    if (answer.ok) return;
  }
  // A spent token is no harm where the cookie is there already: a second tab, the same link again.
  const answer = await fetch('/session');
  if (!answer.ok) throw errorOfAnswer(answer.status, await answer.text());
}

function dialSocket({ location, fetch, openSocket }: LocalhostBrowser): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = openSocket(`${location.origin.replace(/^http/, 'ws')}/rpc`);
    let isLost = false;
    const closed = new Promise<void>((lost) => {
      // Registered before the link's own listener: when its calls reject, the wire must be known as lost already.
      socket.addEventListener('close', () => {
        isLost = true;
        lost();
      });
    });
    const link = new RPCLink({ websocket: socket });
    socket.addEventListener('open', () =>
      resolve({ link, closed, isOpen: () => !isLost, close: () => socket.close() }),
    );
    void closed.then(async () => {
      // A refused upgrade looks like a lost network to the page; the session answers which it was.
      const answer = await fetch('/session').catch(() => null);
      reject(answer !== null && answer.status === 401 ? errorOfAnswer(401, await answer.text()) : engineRestarted());
    });
  });
}

/** Sends one file as the body of a request; XMLHttpRequest, because only it tells how much has left. */
function upload(file: File, onSent: (bytes: number) => void): Promise<Grant> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => onSent(event.loaded));
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as Grant);
      else reject(errorOfAnswer(request.status, request.responseText));
    });
    request.addEventListener('error', () =>
      reject(
        new HoldfastError(
          'file_unreadable',
          `"${file.name}" could not be handed over: the file changed or went away, or Holdfast was stopped. Choose it again.`,
        ),
      ),
    );
    request.send(file);
  });
}

async function registerFiles(files: readonly File[], onProgress?: OnProgress): Promise<Grant[]> {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const grants: Grant[] = [];
  let done = 0;
  for (const file of files) {
    grants.push(await upload(file, (bytes) => onProgress?.({ sent: Math.min(done + bytes, total), total })));
    done += file.size;
    onProgress?.({ sent: done, total });
  }
  return grants;
}

async function saveExport(grant: string, name: string): Promise<boolean> {
  const address = `/exports/${encodeURIComponent(grant)}?name=${encodeURIComponent(name)}`;
  const answer = await fetch(address, { method: 'HEAD' });
  if (!answer.ok)
    throw answer.status === 404
      ? new HoldfastError('not_found', `"${name}" is no longer there. Export it again.`)
      : errorOfAnswer(answer.status, '');
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  return true;
}

const files: HostFiles = {
  async pickFiles({ multiple, directory = false, onProgress }) {
    const chosen = await chooseFiles({ multiple, directory });
    return registerFiles(directory ? dataFiles(chosen) : chosen, onProgress);
  },
  registerFiles,
  async registerText(name, text) {
    return upload(new File([text], name, { type: 'text/csv' }), () => {});
  },
  pickFolder: null,
  saveExport,
};

function ownBrowser(): LocalhostBrowser {
  return {
    location: window.location,
    history: window.history,
    fetch: (...given) => window.fetch(...given),
    openSocket: (address) => new WebSocket(address),
  };
}

/** The engine behind a local web address. Rejects with `auth_expired` where this browser has not been let in. */
export async function connectLocalhost(
  browser: LocalhostBrowser = ownBrowser(),
  options: Omit<LinkOptions, 'dial'> = {},
): Promise<ConnectedHost<'localhost'>> {
  await enter(browser);
  const calls = await createReconnectingLink({ ...options, dial: () => dialSocket(browser) });
  return { kind: 'localhost', calls, files };
}
