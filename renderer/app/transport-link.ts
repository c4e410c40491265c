import { mapEventIterator } from '@orpc/client';
import type { ClientLink, ClientOptions } from '@orpc/client';
import { fromWireError } from '../../shared/contract/errors.ts';
import { HoldfastError } from '../../shared/domain/errors.ts';

type CallContext = Record<never, never>;

/** One open way to the engine. `closed` resolves when it breaks; `link` may have rejected its calls just before. */
export type Wire = { link: ClientLink<CallContext>; isOpen(): boolean; closed: Promise<void>; close(): void };

export type Calls = {
  link: ClientLink<CallContext>;
  onDisconnect(listener: (error: HoldfastError, final: boolean) => void): () => void;
  onReconnect(listener: () => void): () => void;
  close(): void;
};

export type LinkOptions = {
  /** Opens a wire. A rejection with `auth_expired` or `internal` ends the attempts; any other is tried again. */
  dial(): Promise<Wire>;
  /** How long a call made without a wire waits for one, in milliseconds. */
  patience?: number;
  pause?: (milliseconds: number) => Promise<void>;
};

/** Milliseconds before attempt 0, 1, 2, …: soon at first, then every five seconds. */
export function backOff(attempt: number): number {
  return Math.min(5_000, 100 * 2 ** Math.min(attempt, 10));
}

export function engineRestarted(cause?: unknown): HoldfastError {
  return new HoldfastError(
    'engine_restarted',
    'The engine was restarted while it worked on this. Nothing was lost that had been saved; try again.',
    {},
    cause,
  );
}

const isFinal = (error: HoldfastError): boolean => error.code === 'auth_expired' || error.code === 'internal';
const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A set of listeners; adding answers with the removal. */
function listeners<A extends unknown[]>() {
  const all = new Set<(...values: A) => void>();
  return {
    add(listener: (...values: A) => void) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell: (...values: A) => all.forEach((listener) => listener(...values)),
  };
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown, unknown, undefined> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;
}

/**
 * A link that outlives its wires: it dials again with back-off when one breaks, turns everything a call can throw into
 * a HoldfastError, and never repeats a call by itself (only the caller knows whether that is safe).
 * Rejects where the first wire cannot be had.
 */
export async function createReconnectingLink({ dial, patience = 15_000, pause = sleep }: LinkOptions): Promise<Calls> {
  const disconnected = listeners<[HoldfastError, boolean]>();
  const reconnected = listeners<[]>();
  let isClosed = false;
  let wire: Wire;
  /** Resolves with the wire that is open or being dialled; rejects only when dialling was given up. */
  let next: Promise<Wire>;

  const adopt = (opened: Wire): Wire => {
    wire = opened;
    void opened.closed.then(() => {
      if (isClosed) return;
      next = redial();
      next.catch(() => {});
      disconnected.tell(engineRestarted(), false);
    });
    return opened;
  };

  const redial = async (): Promise<Wire> => {
    for (let attempt = 0; ; attempt++) {
      await pause(backOff(attempt));
      if (isClosed) throw engineRestarted();
      try {
        const opened = adopt(await dial());
        reconnected.tell();
        return opened;
      } catch (thrown) {
        const error = fromWireError(thrown);
        if (!isFinal(error)) continue;
        disconnected.tell(error, true);
        throw error;
      }
    }
  };

  const available = (signal: AbortSignal | undefined): Promise<Wire> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(engineRestarted()), patience);
      const stop = (): void => reject(signal?.reason as Error);
      signal?.addEventListener('abort', stop, { once: true });
      next.then(resolve, reject).finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
      });
    });

  const call = async (
    path: readonly string[],
    input: unknown,
    options: ClientOptions<CallContext>,
  ): Promise<unknown> => {
    const { signal } = options;
    let used: Wire | undefined;
    const meaning = (thrown: unknown): HoldfastError => {
      if (signal?.aborted === true) return new HoldfastError('cancelled', 'This was cancelled.', {}, thrown);
      return used !== undefined && !used.isOpen() ? engineRestarted(thrown) : fromWireError(thrown);
    };
    try {
      signal?.throwIfAborted();
      used = wire.isOpen() ? wire : await available(signal);
      const output = await used.link.call(path, input, options);
      if (!isAsyncIterator(output)) return output;
      return mapEventIterator(output, { value: async (value) => value, error: async (thrown) => meaning(thrown) });
    } catch (thrown) {
      throw meaning(thrown);
    }
  };

  const first = await dial();
  next = Promise.resolve(adopt(first));
  return {
    link: { call },
    onDisconnect: disconnected.add,
    onReconnect: reconnected.add,
    close() {
      isClosed = true;
      wire.close();
    },
  };
}
