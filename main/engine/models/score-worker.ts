import { availableParallelism } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { env, InferenceSession, Tensor } from 'onnxruntime-node';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { toThreadError } from '../threads/index.ts';
import type { ScoreReply, ScoreRequest } from './score-messages.ts';

type Loaded = { readonly session: InferenceSession; readonly features: number };

/** Enough for a champion, its baseline and one that is tried out. */
const mostLoaded = 4;

/** The body of the score thread: answers one request after another. */
export function serveScores(): void {
  env.logLevel = 'error';
  const loaded = new Map<string, Loaded>();
  let last: Promise<void> = Promise.resolve();

  async function answer(request: ScoreRequest): Promise<ScoreReply> {
    try {
      if (request.type === 'load') {
        await load(loaded, request);
        return { id: request.id };
      }
      const model = loaded.get(request.model);
      if (!model) throw new HoldfastError('internal', 'The score thread was asked for a model that it has not loaded.');
      const outputs = await model.session.run(feedsOf(request, model));
      const probability = outputs['probability'];
      if (!(probability?.data instanceof Float32Array) || probability.data.length !== request.rows) {
        throw new HoldfastError(
          'model_mismatch',
          'The model does not answer one probability a row. Train again, or use another model.',
        );
      }
      return { id: request.id, probabilities: probability.data };
    } catch (error) {
      return { id: request.id, error: toThreadError(error) };
    }
  }

  parentPort?.on('message', (request: ScoreRequest) => {
    // In order, because a run may follow its load at once.
    last = last.then(async () => {
      const reply = await answer(request);
      parentPort?.postMessage(reply, reply.probabilities ? [reply.probabilities.buffer as ArrayBuffer] : []);
    });
  });
}

function feedsOf(
  request: Exclude<ScoreRequest, { type: 'load' }>,
  { session, features }: Loaded,
): Record<string, Tensor> {
  if (request.type === 'run') return { features: new Tensor('float32', request.values, [request.rows, features]) };
  const dims = [request.rows, 1];
  return Object.fromEntries(
    request.columns.map((column, index) => [
      session.inputNames[index] ?? '',
      column instanceof Float64Array ? new Tensor('float64', column, dims) : new Tensor('string', [...column], dims),
    ]),
  );
}

async function load(
  loaded: Map<string, Loaded>,
  { model, onnx, features }: Extract<ScoreRequest, { type: 'load' }>,
): Promise<void> {
  const known = loaded.get(model);
  if (known) {
    // Put last, so that the one that goes is the one that was opened longest ago.
    loaded.delete(model);
    loaded.set(model, known);
    return;
  }
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(onnx, {
      // Two where there are two: a batch is halved. They wait asleep, or they would take the time of everything else.
      intraOpNumThreads: Math.min(2, availableParallelism()),
      interOpNumThreads: 1,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
      executionMode: 'sequential',
      logSeverityLevel: 3,
    });
  } catch (error) {
    throw new HoldfastError(
      'model_mismatch',
      'The ONNX file of this model cannot be loaded: it is damaged, or needs something that this version does not have. Train again, or restore it from a backup.',
      {},
      error,
    );
  }
  loaded.set(model, { session, features });
  for (const [key, { session: old }] of loaded) {
    if (loaded.size <= mostLoaded) break;
    loaded.delete(key);
    await old.release();
  }
}
