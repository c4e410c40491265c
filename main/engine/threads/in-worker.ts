import { parentPort, workerData } from 'node:worker_threads';
import { toHoldfastError } from '../../../shared/domain/errors.ts';
import type { ThreadError, WorkerMessage } from './run-worker.ts';

export function toThreadError(error: unknown): ThreadError {
  const known = toHoldfastError(error);
  return { code: known.code, message: known.message, details: known.details };
}

export type WorkContext = {
  /** Whether the work should end. Waits here while it is paused, so it is asked between steps. */
  shouldStop(): boolean;
  progress(value: number | null, stage?: { key: string; values: Record<string, string | number> }): void;
};

/** The body of a one-off worker's entry file: runs `work`, posts its progress and its end. */
export async function serveWork<Input>(work: (input: Input, context: WorkContext) => unknown): Promise<void> {
  const { input, stop } = workerData as { input: Input; stop: Int32Array };
  const post = (message: WorkerMessage): void => parentPort?.postMessage(message);
  try {
    const result = await work(input, {
      shouldStop() {
        while (Atomics.load(stop, 1) === 1 && Atomics.load(stop, 0) === 0) Atomics.wait(stop, 1, 1);
        return Atomics.load(stop, 0) === 1;
      },
      progress: (progress, stage) => post({ type: 'progress', progress, ...(stage ? { stage } : {}) }),
    });
    post({ type: 'done', result });
  } catch (error) {
    post({ type: 'failed', error: toThreadError(error) });
  }
}
