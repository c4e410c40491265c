import { parentPort, workerData } from 'node:worker_threads';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { openForReading } from '../db/index.ts';
import { accountIndexOf, attachColumns } from '../events/index.ts';
import type { EventColumns } from '../events/index.ts';
import { toThreadError } from './in-worker.ts';
import type { ReadReply, ReadRequest } from './readers.ts';
import type { AnyRead } from './reads.ts';

/**
 * The body of the reader thread's entry file: answers requests for the given reads, one after another. Reads over events
 * also have the SQL function `last_seen(account_id)`: epoch seconds of the account's last event, null where it has none.
 */
export function serveReads(reads: readonly AnyRead[]): void {
  const { file, key } = workerData as { file: string; key: Uint8Array };
  const byName = new Map(reads.map((read) => [read.name, read]));
  let stop: Int32Array | null = null;
  const shouldStop = (): boolean => stop !== null && Atomics.load(stop, 0) === 1;
  let columns: EventColumns | null = null;
  const database = openForReading(file, key, {
    shouldStop,
    functions: { last_seen: (account: string) => (columns ? lastSeen(columns, account) : null) },
  });

  parentPort?.on('message', (request: ReadRequest) => {
    const reply: ReadReply = { id: request.id };
    try {
      stop = request.stop;
      if (request.columns) columns = attachColumns(request.columns);
      const read = byName.get(request.name);
      if (!read) throw new HoldfastError('internal', `There is no read named ${request.name}.`);
      if (shouldStop()) throw new HoldfastError('cancelled', 'This query was cancelled.');
      reply.result = read.run({ database, shouldStop, events: () => requireColumns(columns) }, request.input);
    } catch (error) {
      reply.error = toThreadError(error);
    }
    parentPort?.postMessage(reply);
  });
}

function requireColumns(columns: EventColumns | null): EventColumns {
  if (!columns) throw new HoldfastError('internal', 'This read asked for events that it did not announce.');
  return columns;
}

/** Epoch seconds of an account's last event; null where it has none. */
function lastSeen(columns: EventColumns, account: string): number | null {
  const index = accountIndexOf(columns, account);
  if (index < 0) return null;
  const end = columns.offsets[index + 1] ?? 0;
  return end > (columns.offsets[index] ?? 0) ? (columns.seconds[end - 1] ?? null) : null;
}
