import { RPCLink } from '@orpc/client/message-port';
import type { BridgeAnswer, HoldfastBridge } from '../../shared/contract/index.ts';
import { HoldfastError } from '../../shared/domain/errors.ts';
import type { ConnectedHost, HostFiles } from './transport-host.ts';
import { createReconnectingLink, engineRestarted } from './transport-link.ts';
import type { LinkOptions, Wire } from './transport-link.ts';

/** What this host needs of the window; given by tests, the window itself otherwise. */
export type PortWindow = Pick<Window, 'addEventListener' | 'removeEventListener'> & {
  location: Pick<Location, 'origin'>;
};

async function valueOf<T>(answer: Promise<BridgeAnswer<T>>): Promise<T> {
  const given = await answer;
  if (given.ok) return given.value;
  throw new HoldfastError(given.code, given.message);
}

/** Resolves with the next port that the preload of this very window hands over. */
function nextPort(page: PortWindow, timeout: number): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      page.removeEventListener('message', take);
    };
    const timer = setTimeout(() => {
      stop();
      reject(engineRestarted());
    }, timeout);
    const take = (event: MessageEvent): void => {
      const [port] = event.ports;
      if (
        event.source !== page ||
        event.origin !== page.location.origin ||
        event.data !== 'holdfast:port' ||
        port === undefined
      )
        return;
      stop();
      resolve(port);
    };
    page.addEventListener('message', take);
  });
}

async function dialPort(bridge: HoldfastBridge<File>, page: PortWindow): Promise<Wire> {
  // Listening starts before asking, so that the port cannot arrive unheard.
  const arriving = nextPort(page, 30_000);
  arriving.catch(() => {});
  await valueOf(bridge.connect());
  const port = await arriving;
  let isLost = false;
  const closed = new Promise<void>((resolve) => {
    port.addEventListener('close', () => {
      isLost = true;
      resolve();
    });
  });
  const link = new RPCLink({ port });
  port.start();
  return { link, closed, isOpen: () => !isLost, close: () => port.close() };
}

/** The engine of the desktop program. Rejects with `internal` where the engine was given up after repeated crashes. */
export async function connectElectron(
  bridge: HoldfastBridge<File>,
  page: PortWindow = window,
  options: Omit<LinkOptions, 'dial'> = {},
): Promise<ConnectedHost<'electron'>> {
  const calls = await createReconnectingLink({ ...options, dial: () => dialPort(bridge, page) });
  const files: HostFiles = {
    pickFiles: ({ multiple, directory = false }) => valueOf(bridge.pickFiles({ multiple, directory })),
    registerFiles: (dropped) => valueOf(bridge.registerDroppedFiles([...dropped])),
    registerText: (name, text) => valueOf(bridge.registerText(name, text)),
    pickFolder: () => valueOf(bridge.pickFolder()),
    saveExport: (grant, name) => valueOf(bridge.saveExport(grant, name)),
  };
  return { kind: 'electron', calls, files };
}
