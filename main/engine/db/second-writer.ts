import { openForWriting } from './open.ts';
import type { WritableDatabase } from './open.ts';

const pagesOfWalByDefault = 1_000;
const usualWait = 5_000;
/** Longer than any transaction takes: whoever writes out of turn waits for its end instead of failing. */
const longestWait = 3_600_000;

/**
 * Prepares the engine's own connection for a transaction on another one: it waits, however long that takes, and leaves the
 * write-ahead log to the other one, which would otherwise be taken over by the next small write.
 * @returns as it was
 */
export function yieldToWriter(database: WritableDatabase): () => void {
  yielding.set(database, (yielding.get(database) ?? 0) + 1);
  database.pragma(`busy_timeout = ${longestWait}`);
  database.pragma('wal_autocheckpoint = 0');
  return () => {
    const others = (yielding.get(database) ?? 1) - 1;
    yielding.set(database, others);
    if (others > 0) return;
    database.pragma(`busy_timeout = ${usualWait}`);
    database.pragma(`wal_autocheckpoint = ${pagesOfWalByDefault}`);
  };
}

/** How many transactions a connection makes room for: one may begin while the log of another is still put away. */
const yielding = new WeakMap<WritableDatabase, number>();

/**
 * One transaction on a connection of its own, for a thread beside the engine's. Only while the engine's gate is held.
 * @param work begins and ends the transaction
 * @param onCommitted others may write again; what was written then goes from the log into the database file
 */
export function writeElsewhere<Result>(
  file: string,
  key: Uint8Array,
  work: (database: WritableDatabase) => Result,
  onCommitted: () => void,
): Result {
  const database = openForWriting(file, key);
  try {
    database.pragma('wal_autocheckpoint = 0');
    const result = work(database);
    onCommitted();
    putLogAway(database);
    return result;
  } finally {
    database.close();
  }
}

const looksAtReaders = 25;
const millisecondsBetweenLooks = 200;

/**
 * Moves what stands in the log into the database file. Readers of an earlier state keep a part of it there: they are waited for a
 * while, because the rest would fall to the next small write of the engine.
 */
function putLogAway(database: WritableDatabase): void {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  try {
    for (let look = 0; look < looksAtReaders; look++) {
      const [state] = database.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[];
      if (!state || state.checkpointed >= state.log) return;
      Atomics.wait(clock, 0, 0, millisecondsBetweenLooks);
    }
  } catch {
    // It is in the log, and so durable; the next one to write there takes care of it.
  }
}
