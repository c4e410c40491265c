import { cancelled, HoldfastError } from '../../../../shared/domain/errors.ts';
import { fromThreadError } from '../../threads/index.ts';
import { limits } from './limits.ts';
import type { ForeignAnswers, ForeignReply, ForeignRequest } from './messages.ts';
import { refused } from './refusal.ts';
import { startForeignProcess } from './start-process.ts';
import type { ForeignProcess } from './start-process.ts';
import { reasons } from './texts.ts';

/** A process that is asked one thing after another; it is ended where an answer takes too long. */
export type ForeignAsker = {
  ask<Type extends ForeignRequest['type']>(
    request: Extract<ForeignRequest, { type: Type }>,
    signal?: AbortSignal,
  ): Promise<ForeignAnswers[Type]>;
  readonly isOpen: boolean;
  close(): void;
};

export const within: Readonly<Record<ForeignRequest['type'], number>> = {
  read: limits.readWithin,
  load: limits.loadWithin,
  run: limits.runWithin,
  try: limits.runWithin,
  'take-apart': limits.runWithin,
  explain: limits.runWithin,
};

type Waiting = { resolve(answer: unknown): void; reject(error: unknown): void };

/**
 * @param start in tests, another process than the real one
 * @param milliseconds how long each kind of question may take
 */
export function openForeignProcess(
  start: () => ForeignProcess = startForeignProcess,
  milliseconds: Readonly<Record<ForeignRequest['type'], number>> = within,
): ForeignAsker {
  const process = start();
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let ended: HoldfastError | null = null;
  const end = (error: HoldfastError): void => {
    ended ??= error;
    process.kill();
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  const settle = (id: number): Waiting | undefined => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) process.keepAlive(false);
    return one;
  };
  process.onReply(({ id, answer, error }: ForeignReply) => {
    const one = settle(id);
    if (error) one?.reject(fromThreadError(error));
    else one?.resolve(answer);
  });
  process.onEnd((why) =>
    end(refused('model_mismatch', why === 'memory' ? reasons.tooMuchMemory() : reasons.crashed())),
  );
  process.keepAlive(false);
  return {
    ask(request, signal) {
      if (ended) return Promise.reject(ended);
      if (signal?.aborted) return Promise.reject(cancelled('The work'));
      return new Promise((resolve, reject) => {
        const id = ++lastId;
        const timer = setTimeout(
          () => end(refused('model_mismatch', reasons.tooSlow(milliseconds[request.type]))),
          milliseconds[request.type],
        );
        // The file may be busy for long; whoever gives up does not wait for it.
        const abort = (): void => end(cancelled('The work'));
        signal?.addEventListener('abort', abort, { once: true });
        const done = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', abort);
        };
        waiting.set(id, {
          resolve: (answer) => (done(), resolve(answer as never)),
          reject: (error) => (done(), reject(error)),
        });
        process.keepAlive(true);
        process.send({ id, request });
      });
    },
    get isOpen() {
      return ended === null;
    },
    close: () => end(new HoldfastError('engine_restarted', 'The process of the model was closed. Try again.')),
  };
}
