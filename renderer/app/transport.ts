import { createORPCClient } from '@orpc/client';
import type { ContractClient } from '../../shared/contract/index.ts';
import type { HoldfastError } from '../../shared/domain/errors.ts';
import { connectElectron } from './transport-electron.ts';
import type { HoldfastBridge } from '../../shared/contract/index.ts';
import type { HostFiles } from './transport-host.ts';
import { connectLocalhost } from './transport-localhost.ts';

export type { HostFiles, OnProgress, PickOptions, UploadProgress } from './transport-host.ts';

export type HostConnection = HostFiles & {
  kind: 'electron' | 'localhost';
  /**
   * Every call rejects with a HoldfastError. Calls under way when the engine goes away fail with `engine_restarted`;
   * calls made while it is being reached again wait for it for a while.
   */
  client: ContractClient;
  /** The engine went away. With `final` it will not be tried again, and the sentence says what to do. Answers with how to stop listening. */
  onDisconnect(listener: (error: HoldfastError, final: boolean) => void): () => void;
  /** The engine is there again: everything on screen may be out of date. */
  onReconnect(listener: () => void): () => void;
  close(): void;
};

declare global {
  // The preload of the desktop host puts it there.
  interface Window {
    holdfast?: HoldfastBridge<File>;
  }
}

/**
 * Reaches the engine through whichever host shows this page. Call it once, before the router is created: on the
 * localhost host it takes the one-time token out of the address.
 * Rejects with `auth_expired` where this browser has not been let in, else with `engine_restarted`.
 */
export async function connectHost(): Promise<HostConnection> {
  const { kind, calls, files } =
    window.holdfast === undefined ? await connectLocalhost() : await connectElectron(window.holdfast);
  return {
    kind,
    client: createORPCClient<ContractClient>(calls.link),
    ...files,
    onDisconnect: calls.onDisconnect,
    onReconnect: calls.onReconnect,
    close: calls.close,
  };
}
