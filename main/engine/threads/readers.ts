import { MessageChannel } from 'node:worker_threads';
import type { MessagePort, Worker } from 'node:worker_threads';
import { cancelled, HoldfastError } from '../../../shared/domain/errors.ts';
import type { SharedEventColumns } from '../events/index.ts';
import { fromThreadError } from './run-worker.ts';
import type { ThreadError } from './run-worker.ts';
import type { Read } from './reads.ts';
import { createStoreLoader } from './store-loader.ts';
import type { LoadedEvents } from './store-loader.ts';
import { takeReader } from './warm-threads.ts';

/** What a reader thread is told. */
export type ReaderMessage =
  | {
      readonly kind: 'open';
      readonly file: string;
      readonly key: Uint8Array;
      /** asked[0] = reads that were sent to the thread and that it has not begun. */
      readonly asked: Int32Array;
    }
  /** A line to another reader of the same workspace. */
  | { readonly kind: 'peer'; readonly port: MessagePort }
  | { readonly kind: 'events'; readonly version: number; readonly columns: SharedEventColumns }
  | ReadRequest;
export type ReadRequest = {
  readonly kind: 'read';
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  readonly stop: Int32Array;
};
export type ReadReply = {
  id: number;
  result?: unknown;
  error?: ThreadError;
  /** The events of this data version would be needed: another is in the database than the thread has in memory. */
  needsVersion?: number;
};

export type Readers = {
  /** Runs a read in a free reader thread. @throws cancelled soon after the signal aborts */
  run<Input, Output>(read: Read<Input, Output>, input: Input, signal?: AbortSignal): Promise<Output>;
  /** The event store of the present data version, as all readers share it. */
  events(): Promise<LoadedEvents>;
  /** Starts the threads and brings the events into memory, because somebody will ask for them. */
  prefetch(): void;
  close(): Promise<void>;
};

type Reply = { readonly result: unknown; readonly needsVersion: number | undefined };
type Waiting = { readonly stop: Int32Array; resolve(reply: Reply): void; reject(error: unknown): void };
type Thread = { readonly worker: Worker; readonly pending: Map<number, Waiting>; readonly asked: Int32Array };

/**
 * Reader threads over one workspace. Each has its own read-only connection; the event store's columns are loaded by all of them
 * together, once a data version, and shared.
 * @param dataVersion the present data version, asked before each read over events
 */
export function createReaders(file: string, key: Uint8Array, dataVersion: () => number, size = 2): Readers {
  const threads: Thread[] = [];
  let lastId = 0;
  let given: LoadedEvents | null = null;
  let closed = false;

  function tell(thread: Thread, message: ReaderMessage): void {
    if (message.kind === 'read') Atomics.add(thread.asked, 0, 1);
    thread.worker.postMessage(message, message.kind === 'peer' ? [message.port] : []);
  }

  function start(): Thread {
    const worker = takeReader();
    const thread: Thread = { worker, pending: new Map(), asked: new Int32Array(new SharedArrayBuffer(4)) };
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
      else waiting?.resolve({ result: reply.result, needsVersion: reply.needsVersion });
    });
    worker.on('error', (error) =>
      fail(new HoldfastError('internal', `A reader thread failed: ${error.message}`, {}, error)),
    );
    worker.on('exit', () => fail(wasClosed()));
    worker.unref();
    tell(thread, { kind: 'open', file, key, asked: thread.asked });
    if (given) tell(thread, { kind: 'events', ...given });
    for (const other of threads) {
      const { port1, port2 } = new MessageChannel();
      tell(thread, { kind: 'peer', port: port1 });
      tell(other, { kind: 'peer', port: port2 });
    }
    threads.push(thread);
    return thread;
  }

  function freeThread(): Thread {
    const idle = threads.find((thread) => thread.pending.size === 0);
    if (idle) return idle;
    if (threads.length < size) return start();
    return threads.reduce((a, b) => (a.pending.size <= b.pending.size ? a : b));
  }

  function allThreads(): readonly Thread[] {
    while (threads.length < size) start();
    return threads.slice();
  }

  function ask(thread: Thread, name: string, input: unknown, signal?: AbortSignal): Promise<Reply> {
    if (signal?.aborted) return Promise.reject(cancelled('The query'));
    return new Promise((resolve, reject) => {
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
      tell(thread, { kind: 'read', id, name, input, stop });
    });
  }

  const loader = createStoreLoader(
    {
      async askOne(name, input) {
        if (closed) throw wasClosed();
        return (await ask(freeThread(), name, input)).result;
      },
      askEach: (name, input) =>
        closed ? [Promise.reject(wasClosed())] : allThreads().map((thread) => ask(thread, name, input)),
      give(events) {
        given = events;
        for (const thread of threads)
          tell(thread, { kind: 'events', version: events.version, columns: events.columns });
      },
    },
    dataVersion,
  );

  async function overEvents(name: string, input: unknown, signal: AbortSignal | undefined): Promise<unknown> {
    let atLeast = 0;
    for (;;) {
      await untilAborted(loader.events(atLeast), signal);
      if (closed) throw wasClosed();
      const { result, needsVersion } = await ask(freeThread(), name, input, signal);
      if (needsVersion === undefined) return result;
      // Something was committed between the two: the answer would mix two states of the workspace.
      atLeast = needsVersion;
    }
  }

  return {
    async run<Input, Output>(read: Read<Input, Output>, input: Input, signal?: AbortSignal): Promise<Output> {
      if (closed) throw wasClosed();
      if (read.needsEvents) return (await overEvents(read.name, input, signal)) as Output;
      return (await ask(freeThread(), read.name, input, signal)).result as Output;
    },
    events: () => (closed ? Promise.reject(wasClosed()) : loader.events()),
    prefetch() {
      if (closed) return;
      allThreads();
      // Whoever asks first is told why it failed.
      loader.events().catch(() => undefined);
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
