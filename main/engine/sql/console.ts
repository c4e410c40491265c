import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { cancelled, HoldfastError } from '../../../shared/domain/errors.ts';
import type { SharedEventColumns } from '../events/index.ts';
import { fromThreadError, workerFile } from '../threads/index.ts';
import type { ConsoleFiles } from './connection.ts';
import type { ConsoleReply } from './serve-console.ts';
import type { ConsoleRequest, ConsoleResult } from './thread.ts';

export type Ask = Pick<ConsoleRequest, 'sql' | 'task' | 'calendar'>;

export type Console = {
  /** One statement after another. @throws cancelled at once when the signal aborts; invalid_input as the thread says */
  ask(question: Ask, signal?: AbortSignal): Promise<Exclude<ConsoleResult, { stale: true }>>;
  close(): Promise<void>;
};

export type ConsoleOptions = {
  readonly file: string;
  readonly key: Uint8Array;
  /** A folder for the empty file that is the console's main database. */
  readonly folder: string;
  events(): Promise<{ version: number; columns: SharedEventColumns }>;
};

type Thread = {
  readonly worker: Worker;
  eventsVersion: number | null;
  waiting: { resolve(result: ConsoleResult): void; reject(error: HoldfastError): void } | null;
  stop: Int32Array | null;
};

/** A cancelled statement that reads any table stops within this time; one that does not is beyond reach. */
const millisecondsToStop = 300;
const mostLost = 2;
const mostTries = 5;

/**
 * The console's thread, one of its own: whatever somebody asks there, the readers stay free for everybody else.
 *
 * A statement is stopped by `tick`, which every row of the workspace's tables calls. One that goes round in what it has
 * gathered already (a join of large groups without a condition) calls nothing, and neither SQLite's interface here nor the
 * end of its thread can stop it in the middle. Who cancels it is told so at once; its thread is given up and replaced, and
 * ends by itself when the statement does. Two of these may be about; then the console waits for one to end. A process that
 * ends meanwhile would wait for such a thread, so it ends itself the hard way; nothing is lost, the workspace was closed.
 */
export function createConsole({ file, key, folder, events }: ConsoleOptions): Console {
  const files: ConsoleFiles = { empty: join(folder, 'console.db'), file, key };
  const lost = new Set<Worker>();
  let thread: Thread | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let lastId = 0;
  let closed = false;

  function start(): Thread {
    if (lost.size >= mostLost)
      throw new HoldfastError(
        'conflict',
        'Two cancelled statements still go round in what they have gathered, and can only end by themselves. Wait, or start Holdfast again.',
      );
    writeFileSync(files.empty, '', { mode: 0o600 });
    const worker = new Worker(workerFile('console'), { workerData: files });
    const own: Thread = { worker, eventsVersion: null, waiting: null, stop: null };
    const fail = (error: HoldfastError): void => {
      lost.delete(worker);
      if (thread === own) thread = null;
      own.waiting?.reject(error);
      own.waiting = null;
    };
    worker.on('message', (reply: ConsoleReply) => {
      // A statement that was given up has ended after all.
      if (lost.has(worker)) return void worker.terminate();
      const { waiting } = own;
      own.waiting = null;
      if (reply.error) waiting?.reject(fromThreadError(reply.error));
      else if (reply.result) waiting?.resolve(reply.result);
    });
    worker.on('error', (error) =>
      fail(new HoldfastError('internal', `The console's thread failed: ${error.message}`, {}, error)),
    );
    worker.on('exit', () => fail(wasClosed()));
    worker.unref();
    return (thread = own);
  }

  function giveUp(own: Thread): void {
    own.waiting = null;
    own.worker.unref();
    lost.add(own.worker);
    if (thread === own) thread = null;
    endHard(lost);
  }

  /** Ends early for who asked; the turn itself ends when the thread is free again, or given up. */
  function answerOnce(question: Ask, needed: Loaded | null, signal: AbortSignal | undefined): Turn {
    const own = thread ?? start();
    const stop = new Int32Array(new SharedArrayBuffer(4));
    own.stop = stop;
    own.worker.ref();
    const answered = new Promise<ConsoleResult>((resolve, reject) => (own.waiting = { resolve, reject }));
    const knows = needed === null || own.eventsVersion === needed.version;
    if (needed) own.eventsVersion = needed.version;
    own.worker.postMessage({
      ...question,
      id: ++lastId,
      eventsVersion: needed?.version ?? null,
      columns: knows ? null : needed.columns,
      stop,
    } satisfies ConsoleRequest);
    let timer: NodeJS.Timeout | undefined;
    const given = new Promise<void>((resolve) => {
      const abort = (): void => {
        Atomics.store(stop, 0, 1);
        timer = setTimeout(() => (giveUp(own), resolve()), millisecondsToStop);
      };
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
      const settled = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        own.worker.unref();
        resolve();
      };
      answered.then(settled, settled);
    });
    return { result: answered, free: given };
  }

  return {
    ask(question, signal) {
      const before = last;
      let free: () => void = () => {};
      const turn = new Promise<void>((resolve) => (free = resolve));
      last = before.then(() => turn);
      const work = async (): Promise<Exclude<ConsoleResult, { stale: true }>> => {
        try {
          await before;
          for (let tries = 1; ; tries++) {
            if (closed) throw wasClosed();
            if (signal?.aborted) throw cancelled('The statement');
            const needed = needsEvents(question.sql) ? await events() : null;
            if (signal?.aborted) throw cancelled('The statement');
            const { result, free: isFree } = answerOnce(question, needed, signal);
            const found = await Promise.race([result, isFree.then(() => null)]);
            if (found === null) throw cancelled('The statement');
            if (!('stale' in found)) return found;
            if (tries === mostTries)
              throw new HoldfastError('conflict', 'Data is being imported right now. Run the statement again.');
          }
        } finally {
          free();
        }
      };
      const working = work();
      return untilAborted(working, signal);
    },
    async close() {
      closed = true;
      const own = thread;
      if (!own) return;
      if (own.waiting) {
        if (own.stop) Atomics.store(own.stop, 0, 1);
        const { waiting } = own;
        const ended = new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => resolve(false), millisecondsToStop);
          own.waiting = {
            resolve: () => (clearTimeout(timer), resolve(true)),
            reject: () => (clearTimeout(timer), resolve(true)),
          };
        });
        waiting.reject(wasClosed());
        if (!(await ended)) return giveUp(own);
      }
      thread = null;
      await own.worker.terminate();
    },
  };
}

type Loaded = { readonly version: number; readonly columns: SharedEventColumns };
type Turn = { readonly result: Promise<ConsoleResult>; readonly free: Promise<void> };

/** Whether the statement may ask a table that is made of events. */
function needsEvents(sql: string): boolean {
  return /events|segment_accounts|book/i.test(sql);
}

/** The process waits for its threads when it ends; one that cannot be ended would keep it for as long as it likes. */
function endHard(lost: ReadonlySet<Worker>): void {
  if (watched.has(lost)) return;
  watched.add(lost);
  process.on('exit', () => {
    if (lost.size > 0) process.kill(process.pid, 'SIGKILL');
  });
}
const watched = new WeakSet<ReadonlySet<Worker>>();

function wasClosed(): HoldfastError {
  return new HoldfastError('engine_restarted', 'The workspace was closed while the statement ran.');
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(cancelled('The statement'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
