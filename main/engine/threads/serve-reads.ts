import { parentPort } from 'node:worker_threads';
import { HoldfastError, toHoldfastError } from '../../../shared/domain/errors.ts';
import { dataVersion, openForReading } from '../db/index.ts';
import { accountIndexOf, attachColumns } from '../events/index.ts';
import type { EventColumns } from '../events/index.ts';
import { toThreadError } from './in-worker.ts';
import { createPeers } from './peers.ts';
import type { ReaderMessage, ReadReply, ReadRequest } from './readers.ts';
import { OtherVersion } from './reads.ts';
import type { AccountSetReader, AnyRead, ReadContext } from './reads.ts';
import { storeReads } from './store-reads.ts';

/**
 * The body of the reader thread's entry file: is given a workspace once, then answers requests for the given reads, one after another.
 * Reads over events also have the SQL function `last_seen(account_id)`: epoch seconds of the account's last event, null where it has none.
 */
export function serveReads(reads: readonly AnyRead[], accountSets: readonly AccountSetReader[]): void {
  let events: { version: number; columns: EventColumns } | null = null;
  const columns = (): EventColumns | null => events?.columns ?? null;
  const byName = new Map<string, AnyRead>([...reads, ...storeReads(columns)].map((read) => [read.name, read]));
  const setReaders = new Map(accountSets.map((reader) => [reader.of, reader]));
  const passes = new Map(reads.flatMap((read) => read.passes ?? []).map((pass) => [pass.name, pass]));
  let stop: Int32Array = new Int32Array(1);
  const shouldStop = (): boolean => Atomics.load(stop, 0) === 1;
  let asked: Int32Array = new Int32Array(1);
  const peers = createPeers(
    passes,
    () => events,
    () => Atomics.load(asked, 0) > 0,
  );
  let context: ReadContext | null = null;
  // Told to whoever asks: opening is not a question of its own.
  let failure: Error | null = null;

  function open(file: string, key: Uint8Array): ReadContext {
    const database = openForReading(file, key, {
      shouldStop,
      functions: { last_seen: (account: string) => (events ? lastSeen(events.columns, account) : null) },
    });
    const opened: ReadContext = {
      database,
      shouldStop,
      events: () => requireColumns(columns()),
      checkState() {
        const version = dataVersion(database);
        if (version !== events?.version) throw new OtherVersion(version);
      },
      accountsIn(set, calendar) {
        const reader = setReaders.get(set.of);
        if (!reader) throw new HoldfastError('internal', `There are no accounts behind "${set.of}".`);
        return reader.find(opened, set, calendar);
      },
      together(pass, input) {
        if (events === null) throw noEvents();
        return peers.lead(pass, input, events, stop);
      },
    };
    return opened;
  }

  function answer({ id, name, input, stop: itsStop }: ReadRequest): ReadReply {
    try {
      stop = itsStop;
      const read = byName.get(name);
      if (!read) throw new HoldfastError('internal', `There is no read named ${name}.`);
      if (shouldStop()) throw new HoldfastError('cancelled', 'This query was cancelled.');
      if (failure !== null) throw failure;
      if (context === null) throw new HoldfastError('internal', 'This thread was not given a workspace.');
      return { id, result: read.run(context, input) };
    } catch (error) {
      if (error instanceof OtherVersion) return { id, needsVersion: error.version };
      return { id, error: toThreadError(error) };
    }
  }

  parentPort?.on('message', (message: ReaderMessage) => {
    if (message.kind === 'read') {
      Atomics.sub(asked, 0, 1);
      parentPort?.postMessage(answer(message));
    } else if (message.kind === 'peer') {
      peers.add(message.port);
    } else if (message.kind === 'events') {
      events = { version: message.version, columns: attachColumns(message.columns) };
    } else {
      asked = message.asked;
      try {
        context = open(message.file, message.key);
      } catch (error) {
        failure = toHoldfastError(error);
      }
    }
  });
}

function requireColumns(columns: EventColumns | null): EventColumns {
  if (!columns) throw noEvents();
  return columns;
}

function noEvents(): HoldfastError {
  return new HoldfastError('internal', 'This read asked for events that it did not announce.');
}

/** Epoch seconds of an account's last event; null where it has none. */
function lastSeen(columns: EventColumns, account: string): number | null {
  const index = accountIndexOf(columns, account);
  if (index < 0) return null;
  const end = columns.offsets[index + 1] ?? 0;
  return end > (columns.offsets[index] ?? 0) ? (columns.seconds[end - 1] ?? null) : null;
}
