import { cancelled } from '../../../shared/domain/errors.ts';
import { writeElsewhere, writeGate, yieldToWriter } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import type { WorkContext } from './in-worker.ts';
import { runWorker } from './run-worker.ts';
import type { WorkerName } from './worker-file.ts';

/** What a thread needs for a transaction on a workspace, while the engine's gate is held for it. */
export type GatedWrite = {
  readonly workspace: string;
  readonly key: Uint8Array;
  /** Shared: becomes 1 when the transaction should be given up. */
  readonly giveUp: Int32Array;
};

/** The stage that says that others may write again. */
const committedStage = 'committed';

/**
 * Runs one large transaction in a thread, while this one goes on answering from the state before it. Others that write wait at the
 * gate until the transaction has ended. It can be given up until it becomes valid, and then no more.
 * @param what is given up, as the sentence of a cancelled one calls it
 * @returns what the thread answers, once everything stands in the database file
 * @throws cancelled and whatever the thread throws; nothing is written then
 */
export async function writeInWorker(
  session: { readonly database: WritableDatabase; readonly file: string; readonly key: Uint8Array },
  worker: WorkerName,
  asked: object,
  { signal, what }: { readonly signal: AbortSignal; readonly what: string },
): Promise<number> {
  const { database, file: workspace, key } = session;
  const leave = await writeGate(database).enter();
  const takeBackYield = yieldToWriter(database);
  // Not the signal of the thread itself, which would be ended some time after it, maybe when all is written already.
  const giveUp = new Int32Array(new SharedArrayBuffer(4));
  const abort = (): void => void Atomics.store(giveUp, 0, 1);
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (signal.aborted) throw cancelled(what);
    return await runWorker<number>(worker, { ...asked, workspace, key, giveUp } satisfies GatedWrite, {
      onProgress: (_progress, stage) => {
        if ((stage as { key?: string } | undefined)?.key === committedStage) leave();
      },
    });
  } finally {
    signal.removeEventListener('abort', abort);
    takeBackYield();
    leave();
  }
}

/**
 * The thread's side: opens the workspace for writing, and says when others may write again.
 * @param write is given a step to call often, which throws once the transaction should be given up
 */
export function writeGated(
  { workspace, key, giveUp }: GatedWrite,
  context: WorkContext,
  what: string,
  write: (database: WritableDatabase, onStep: () => void) => number,
): number {
  const onStep = (): void => {
    if (Atomics.load(giveUp, 0) === 1) throw cancelled(what);
  };
  return writeElsewhere(
    workspace,
    key,
    (database) => write(database, onStep),
    () => context.progress(null, { key: committedStage, values: {} }),
  );
}
