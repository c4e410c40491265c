import { AsyncIteratorClass, createRouterClient } from '@orpc/server';
import type { AnyRouter, RouterClient } from '@orpc/server';
import { errorBorder, isStream } from './border.ts';

/**
 * A client that calls the router without a wire (command line, tests). It keeps the promises of the wires: a call whose
 * signal is aborted is refused at once even where the handler does not look at the signal; a stream that is left or
 * aborted fires the handler's signal; what is thrown is always an ORPCError or the reason of the abort.
 */
export function createInProcessClient<T extends AnyRouter>(router: T): RouterClient<T> {
  const client = createRouterClient(router as AnyRouter, {
    context: {},
    interceptors: [
      async ({ next, ...call }) => {
        call.signal?.throwIfAborted();
        const controller = new AbortController();
        const outer = call.signal;
        const signal = outer === undefined ? controller.signal : AbortSignal.any([outer, controller.signal]);
        const work = errorBorder({ next: () => next({ ...call, signal }) });
        const output = await (outer === undefined ? work : untilAborted(work, outer));
        return isStream(output) ? leaving(output, controller, outer) : output;
      },
    ],
  });
  return client as RouterClient<T>;
}

/** The stream, with a handler that hears of it when the consumer leaves. */
function leaving(stream: AsyncIterator<unknown, unknown, undefined>, controller: AbortController, outer?: AbortSignal) {
  // Not awaited: a generator that waits for something ends only when that something sees the signal.
  const end = (): void => {
    controller.abort();
    Promise.resolve(stream.return?.()).catch(() => {});
  };
  outer?.addEventListener('abort', end, { once: true });
  return new AsyncIteratorClass(
    () => (outer === undefined ? stream.next() : untilAborted(stream.next(), outer)),
    async () => {
      outer?.removeEventListener('abort', end);
      end();
    },
  );
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const reason = (): unknown => signal.reason ?? new DOMException('This was cancelled.', 'AbortError');
    const stop = (): void => reject(reason() as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
