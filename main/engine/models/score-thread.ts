import { Worker } from 'node:worker_threads';
import { cancelled, HoldfastError } from '../../../shared/domain/errors.ts';
import { fromThreadError, workerFile } from '../threads/index.ts';
import type { ScoreReply, ScoreRequest } from './score-messages.ts';

/** Small enough that a cancelled scoring ends soon, large enough that messages cost nothing beside the work. */
const rowsInABatch = 5_000;
/** One is worked on while the next one is on its way. */
const batchesUnderWay = 2;

type Pending = { resolve(reply: ScoreReply): void; reject(error: unknown): void };

let thread: { readonly worker: Worker; readonly pending: Map<number, Pending> } | null = null;
let lastId = 0;

/**
 * The one thread of this process that loads onnxruntime. It is started at the first score, never ended while it works
 * (that would crash the process), and does not keep the process alive.
 */
function scoreThread(): NonNullable<typeof thread> {
  if (thread) return thread;
  const worker = new Worker(workerFile('score'));
  const pending = new Map<number, Pending>();
  const fail = (error: HoldfastError): void => {
    // After its error a thread also ends, and by then another may have taken its place.
    if (thread?.worker === worker) thread = null;
    for (const waiting of pending.values()) waiting.reject(error);
    pending.clear();
  };
  worker.on('message', (reply: ScoreReply) => {
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if (pending.size === 0) worker.unref();
    if (reply.error) waiting?.reject(fromThreadError(reply.error));
    else waiting?.resolve(reply);
  });
  worker.on('error', (error) =>
    fail(new HoldfastError('internal', `The score thread failed: ${error.message}`, {}, error)),
  );
  worker.on('exit', () =>
    fail(
      new HoldfastError('engine_restarted', 'The score thread ended while it was scoring. Start the scoring again.'),
    ),
  );
  worker.unref();
  thread = { worker, pending };
  return thread;
}

type WithoutId<Request> = Request extends unknown ? Omit<Request, 'id'> : never;

function ask(request: WithoutId<ScoreRequest>, handedOver: ArrayBuffer[] = []): Promise<ScoreReply> {
  const { worker, pending } = scoreThread();
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    pending.set(id, { resolve, reject });
    worker.ref();
    worker.postMessage({ ...request, id }, handedOver);
  });
}

export type OnnxScorer = {
  /** Probabilities of rows of float32 features, row by row. @throws cancelled between batches when the signal aborts */
  score(
    values: Float32Array,
    rows: number,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (share: number) => void },
  ): Promise<Float32Array>;
};

/** @param key names the model and its bytes: the same key must always mean the same file */
export async function openScorer(key: string, onnx: Uint8Array, features: number): Promise<OnnxScorer> {
  await ask({ type: 'load', model: key, onnx, features });
  return {
    async score(values, rows, { signal, onProgress } = {}) {
      const result = new Float32Array(rows);
      let next = 0;
      let done = 0;
      const takeTurns = async (): Promise<void> => {
        while (next < rows) {
          if (signal?.aborted) throw cancelled('Scoring');
          const from = next;
          const count = Math.min(rowsInABatch, rows - from);
          next += count;
          const batch = new Float32Array(count * features);
          batch.set(values.subarray(from * features, (from + count) * features));
          const reply = await ask({ type: 'run', model: key, rows: count, values: batch }, [batch.buffer]);
          result.set(reply.probabilities ?? [], from);
          done += count;
          onProgress?.(done / rows);
        }
      };
      await Promise.all(Array.from({ length: batchesUnderWay }, takeTurns));
      return result;
    },
  };
}

export type TableScorer = {
  /** Probabilities of rows of raw columns, as writeOnnxTable describes them. @throws cancelled between batches */
  score(
    columns: readonly (Float64Array | readonly string[])[],
    rows: number,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (share: number) => void },
  ): Promise<Float32Array>;
};

/** A file that writeOnnxTable wrote. @param key names the model and its bytes */
export async function openTableScorer(key: string, onnx: Uint8Array): Promise<TableScorer> {
  await ask({ type: 'load', model: key, onnx, features: 0 });
  return {
    async score(columns, rows, { signal, onProgress } = {}) {
      const result = new Float32Array(rows);
      for (let from = 0; from < rows; from += rowsInABatch) {
        if (signal?.aborted) throw cancelled('Scoring');
        const to = Math.min(rows, from + rowsInABatch);
        const part = columns.map((column) => column.slice(from, to));
        const reply = await ask({ type: 'run-columns', model: key, rows: to - from, columns: part });
        result.set(reply.probabilities ?? [], from);
        onProgress?.(to / rows);
      }
      return result;
    },
  };
}
