import { Worker } from 'node:worker_threads';
import { cancelled, HoldfastError } from '../../../shared/domain/errors.ts';
import type { SharedEventColumns } from '../events/index.ts';
import { fromThreadError } from './run-worker.ts';
import type { ThreadError } from './run-worker.ts';
import type { Read } from './reads.ts';
import { workerFile } from './worker-file.ts';

export type ReadRequest = {
  id: number;
  name: string;
  input: unknown;
  eventsVersion: number | null;
  columns: SharedEventColumns | null;
  stop: Int32Array;
};
export type ReadReply = { id: number; result?: unknown; error?: ThreadError };

export type Readers = {
  /** Runs a read in a free reader thread. @throws cancelled soon after the signal aborts */
  run<Input, Output>(read: Read<Input, Output>, input: Input, signal?: AbortSignal): Promise<Output>;
  close(): Promise<void>;
};

type Thread = {
  worker: Worker;
  pending: Map<number, { stop: Int32Array; resolve(value: unknown): void; reject(error: unknown): void }>;
  eventsVersion: number;
};

/** The read that loads the event store; its answer is shared memory that every reader can then use without copying. */
export const loadEventsName = 'events.load';

/**
 * Reader threads over one workspace. Each has its own read-only connection; the event store's columns are loaded once a
 * data version and shared.
 * @param dataVersion the present data version, asked before each read over events
 */
export function createReaders(file: string, key: Uint8Array, dataVersion: () => number, size = 2): Readers {
  const threads: Thread[] = [];
  let lastId = 0;
  let events: { version: number; columns: Promise<SharedEventColumns> } | null = null;
  let closed = false;

  function start(): Thread {
    const worker = new Worker(workerFile('read'), { workerData: { file, key } });
    const thread: Thread = { worker, pending: new Map(), eventsVersion: -1 };
    const fail = (error: HoldfastError): void => {
      for (const waiting of thread.pending.values()) waiting.reject(error);
      thread.pending.clear();
      const at = threads.indexOf(thread);
      if (at >= 0) threads.splice(at, 1);
    };
    worker.on('message', (reply: ReadReply) => {
      const waiting = thread.pending.get(reply.id);
      thread.pending.delete(reply.id);
      if (reply.error) waiting?.reject(fromThreadError(reply.error));
      else waiting?.resolve(reply.result);
    });
    worker.on('error', (error) =>
      fail(new HoldfastError('internal', `A reader thread failed: ${error.message}`, {}, error)),
    );
    worker.on('exit', () => fail(wasClosed()));
    worker.unref();
    threads.push(thread);
    return thread;
  }

  function freeThread(): Thread {
    const idle = threads.find((thread) => thread.pending.size === 0);
    if (idle) return idle;
    if (threads.length < size) return start();
    return threads.reduce((a, b) => (a.pending.size <= b.pending.size ? a : b));
  }

  function ask(
    name: string,
    input: unknown,
    signal: AbortSignal | undefined,
    version: number | null,
    columns: SharedEventColumns | null,
  ): Promise<unknown> {
    if (closed) return Promise.reject(wasClosed());
    if (signal?.aborted) return Promise.reject(cancelled('The query'));
    return new Promise((resolve, reject) => {
      const thread = freeThread();
      const id = ++lastId;
      const stop = new Int32Array(new SharedArrayBuffer(4));
      const abort = (): void => {
        Atomics.store(stop, 0, 1);
        thread.pending.delete(id);
        done();
        reject(cancelled('The query'));
      };
      signal?.addEventListener('abort', abort, { once: true });
      const done = (): void => {
        signal?.removeEventListener('abort', abort);
        if (thread.pending.size === 0) thread.worker.unref();
      };
      thread.pending.set(id, {
        stop,
        resolve: (value) => (done(), resolve(value)),
        reject: (error) => (done(), reject(error)),
      });
      thread.worker.ref();
      const knows = version === null || thread.eventsVersion === version;
      if (version !== null) thread.eventsVersion = version;
      thread.worker.postMessage({
        id,
        name,
        input,
        eventsVersion: version,
        columns: knows ? null : columns,
        stop,
      } satisfies ReadRequest);
    });
  }

  async function loadEvents(): Promise<{ version: number; columns: SharedEventColumns }> {
    const version = dataVersion();
    if (events?.version !== version) {
      const loading = ask(loadEventsName, null, undefined, null, null) as Promise<SharedEventColumns>;
      events = { version, columns: loading };
      loading.catch(() => {
        // The next read tries again.
        if (events?.columns === loading) events = null;
      });
    }
    return { version, columns: await events.columns };
  }

  return {
    async run<Input, Output>(read: Read<Input, Output>, input: Input, signal?: AbortSignal): Promise<Output> {
      if (!read.needsEvents) return (await ask(read.name, input, signal, null, null)) as Output;
      if (closed) throw wasClosed();
      const { version, columns } = await untilAborted(loadEvents(), signal);
      return (await ask(read.name, input, signal, version, columns)) as Output;
    },
    async close() {
      closed = true;
      for (const { pending } of threads) {
        for (const waiting of pending.values()) {
          // A thread cannot be ended in the middle of a statement; the statement can.
          Atomics.store(waiting.stop, 0, 1);
          waiting.reject(wasClosed());
        }
        pending.clear();
      }
      await Promise.all(threads.map((thread) => thread.worker.terminate()));
    },
  };
}

function wasClosed(): HoldfastError {
  return new HoldfastError('engine_restarted', 'The workspace was closed while this was being read.');
}

/** Stops waiting, not the work: others wait for the same events. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(cancelled('The query'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
