import { cancelled } from '../../../shared/domain/errors.ts';
import { writeGate, yieldToWriter } from '../db/index.ts';
import type { JobContext } from '../jobs/index.ts';
import type { Session } from '../session/index.ts';
import { runWorker } from '../threads/index.ts';
import type { Commit } from './commit.ts';
import type { TakeBack } from './take-back.ts';

/** More than these go in a thread of their own; these few are written sooner than one starts. */
export const rowsWrittenAtOnce = 2_000;

type Asked = ({ readonly task: 'commit' } & Commit) | ({ readonly task: 'take-back' } & TakeBack);

/** What a transaction in the import thread is asked for; the engine's gate is held meanwhile. */
export type WriteRequest = Asked & {
  readonly workspace: string;
  readonly key: Uint8Array;
  /** Shared: becomes 1 when the transaction should be given up. */
  readonly giveUp: Int32Array;
};

/** The stage that says that others may write again. */
export const committedStage = 'committed';

/**
 * Runs one large transaction in the import thread, while this one goes on answering from the state before it. Others that write wait
 * at the gate until the transaction has ended. It can be given up until it becomes valid, and then no more.
 * @returns the id of the import, once everything stands in the database file
 * @throws cancelled, conflict; nothing is written then
 */
export async function writeInThread(
  session: Pick<Session, 'database' | 'file' | 'key'>,
  asked: Asked,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<number> {
  const { database, file: workspace, key } = session;
  const leave = await writeGate(database).enter();
  const takeBackYield = yieldToWriter(database);
  // Not the signal of the thread itself, which would be ended some time after it, maybe when all is written already.
  const giveUp = new Int32Array(new SharedArrayBuffer(4));
  const abort = (): void => void Atomics.store(giveUp, 0, 1);
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (signal.aborted) throw cancelled('The work');
    const request: WriteRequest = { ...asked, workspace, key, giveUp };
    return await runWorker<number>('import', request, {
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
