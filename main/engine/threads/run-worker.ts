import { Worker } from 'node:worker_threads';
import { cancelled, HoldfastError } from '../../../shared/domain/errors.ts';
import type { PauseSwitch } from '../jobs/index.ts';
import type { ErrorCode, ErrorDetails } from '../../../shared/domain/errors.ts';
import { workerFile } from './worker-file.ts';
import type { WorkerName } from './worker-file.ts';

/** An error as it crosses a thread border. */
export type ThreadError = { code: ErrorCode; message: string; details: ErrorDetails };

/** What a one-off worker (import, train) posts. */
export type WorkerMessage =
  | { type: 'progress'; progress: number | null; stage?: unknown }
  | { type: 'done'; result: unknown }
  | { type: 'failed'; error: ThreadError };

export type RunWorkerOptions = {
  readonly signal?: AbortSignal;
  /** The work stands still at its next look while this is on. */
  readonly pause?: PauseSwitch;
  readonly onProgress?: (progress: number | null, stage: unknown) => void;
};

/** After asking a worker to stop it has this long before it is ended. */
const millisecondsToStop = 3_000;

/**
 * Runs one piece of work in its own thread. `input` reaches the worker as `workerData.input`, beside `workerData.stop`,
 * a shared Int32Array whose first element becomes 1 when the work should stop, and whose second is 1 while it should
 * stand still.
 */
export function runWorker<Result>(name: WorkerName, input: unknown, options: RunWorkerOptions = {}): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    const stop = new Int32Array(new SharedArrayBuffer(8));
    const worker = new Worker(workerFile(name), { workerData: { input, stop } });
    let ended = false;
    let timer: NodeJS.Timeout | undefined;
    const end = (settle: () => void): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', abort);
      stopListening?.();
      void worker.terminate();
      settle();
    };
    const tellPause = (): void => {
      Atomics.store(stop, 1, options.pause?.isPaused === true ? 1 : 0);
      Atomics.notify(stop, 1);
    };
    const stopListening = options.pause?.onChange(tellPause);
    tellPause();
    function abort(): void {
      Atomics.store(stop, 0, 1);
      // Whatever stands still wakes up to be told.
      Atomics.store(stop, 1, 0);
      Atomics.notify(stop, 1);
      timer = setTimeout(() => end(() => reject(cancelled('The work'))), millisecondsToStop);
    }
    if (options.signal?.aborted) abort();
    options.signal?.addEventListener('abort', abort, { once: true });
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'progress') options.onProgress?.(message.progress, message.stage);
      else if (message.type === 'done') end(() => resolve(message.result as Result));
      else end(() => reject(fromThreadError(message.error)));
    });
    worker.on('error', (error) =>
      end(() => reject(new HoldfastError('internal', `The ${name} thread failed: ${error.message}`, {}, error))),
    );
    worker.on('exit', (code) =>
      end(() => reject(new HoldfastError('internal', `The ${name} thread ended early (${code}).`))),
    );
  });
}

export function fromThreadError(error: ThreadError): HoldfastError {
  return new HoldfastError(error.code, error.message, error.details);
}
