import { cancelled } from '../../../shared/domain/errors.ts';
import type { WritableDatabase } from './open.ts';

/**
 * Whose turn it is to write where a large transaction runs on a connection of its own, in another thread. Everyone else
 * reads the state before it meanwhile, and waits for this gate before writing. Who writes without waiting is not wrong,
 * but stands still with everything on its thread until the transaction has ended.
 */
export type WriteGate = {
  /** Somebody has it, or waits for it. */
  readonly isHeld: boolean;
  /** Resolves when nobody has it. @throws cancelled soon after the signal aborts */
  free(signal?: AbortSignal): Promise<void>;
  /** Waits for its turn, in the order of asking. @returns lets the next one in; once is enough, further calls do nothing */
  enter(): Promise<() => void>;
};

const gates = new WeakMap<WritableDatabase, WriteGate>();

/** The gate of the engine's own connection. */
export function writeGate(database: WritableDatabase): WriteGate {
  let gate = gates.get(database);
  if (!gate) gates.set(database, (gate = createWriteGate()));
  return gate;
}

export function createWriteGate(): WriteGate {
  let holders = 0;
  let last: Promise<void> = Promise.resolve();
  return {
    get isHeld() {
      return holders > 0;
    },
    async free(signal) {
      while (holders > 0) await untilAborted(last, signal);
    },
    async enter() {
      const before = last;
      let open = (): void => {};
      last = new Promise((resolve) => (open = resolve));
      holders++;
      let isIn = true;
      await before;
      return () => {
        if (!isIn) return;
        isIn = false;
        holders--;
        open();
      };
    },
  };
}

function untilAborted(turn: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return turn;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(cancelled('The change'));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    void turn.then(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
  });
}
