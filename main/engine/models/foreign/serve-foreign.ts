import { Worker } from 'node:worker_threads';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { toThreadError, workerFile } from '../../threads/index.ts';
import { limits } from './limits.ts';
import type { ForeignAnswers, ForeignCall, ForeignReply, ForeignRequest } from './messages.ts';
import { readForeign } from './read-file.ts';
import { createRunner } from './runner.ts';
import type { Runner } from './runner.ts';
import { sampledReasons } from './sampled-reasons.ts';
import { takeApart } from './take-apart/index.ts';
import { tryOut } from './trial.ts';

/** The way to whoever started this process. */
export type ForeignChannel = {
  onCall(listener: (call: ForeignCall) => void): void;
  reply(reply: ForeignReply): void;
};

/**
 * The body of the process that runs a file of other makers: nothing else is in it that could be harmed.
 * @param memoryBytes where this process ends itself
 */
export function serveForeign(channel: ForeignChannel, memoryBytes: number = limits.memoryBytes): void {
  // The runtime blocks this thread while it works, so another one looks at the clock and the memory.
  new Worker(workerFile('score-watch'), { workerData: { memoryBytes } }).unref();
  const work = createForeignWork();
  let last: Promise<void> = Promise.resolve();
  channel.onCall(({ id, request }) => {
    last = last.then(async () => {
      try {
        channel.reply({ id, answer: await work(request) });
      } catch (error) {
        channel.reply({ id, error: toThreadError(error) });
      }
    });
  });
}

/** Answers one request after another about one file. */
export function createForeignWork(): (request: ForeignRequest) => Promise<ForeignAnswers[ForeignRequest['type']]> {
  let loaded: { readonly runner: Runner; readonly onnx: Uint8Array } | null = null;
  const present = (): NonNullable<typeof loaded> => {
    if (loaded) return loaded;
    throw new HoldfastError('internal', 'The process of a foreign model was asked before it had loaded the model.');
  };
  return async (request) => {
    switch (request.type) {
      case 'read':
        return readForeign(request.onnx, request.outside);
      case 'load':
        loaded = { runner: await createRunner(request.onnx, request.plan), onnx: request.onnx };
        return null;
      case 'run':
        return Float32Array.from(await present().runner.run(request.values, request.rows));
      case 'try':
        return Float32Array.from(await tryOut(present().runner, request.values, request.rows));
      case 'take-apart': {
        const { runner, onnx } = present();
        const said = await runner.run(request.values, request.rows);
        return takeApart(onnx, runner.plan, request.values, said, request.rowsOfBook);
      }
      case 'explain': {
        const { runner } = present();
        const features = runner.plan.features.length;
        return sampledReasons((values, rows) => runner.run(values, rows), { ...request, features });
      }
    }
  };
}
