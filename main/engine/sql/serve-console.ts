import { parentPort, workerData } from 'node:worker_threads';
import { toThreadError } from '../threads/index.ts';
import type { AccountSetReader, ThreadError } from '../threads/index.ts';
import { createConsoleThread } from './thread.ts';
import type { ConsoleRequest, ConsoleResult } from './thread.ts';
import type { ConsoleFiles } from './connection.ts';

export type ConsoleReply = { id: number; result?: ConsoleResult; error?: ThreadError };

/** The body of the console thread's entry file: answers one statement after another. */
export function serveConsole(accountSets: readonly AccountSetReader[]): void {
  const thread = createConsoleThread(workerData as ConsoleFiles, accountSets);
  parentPort?.on('message', (request: ConsoleRequest) => {
    thread.answer(request).then(
      (result) => parentPort?.postMessage({ id: request.id, result } satisfies ConsoleReply),
      (error: unknown) =>
        parentPort?.postMessage({ id: request.id, error: toThreadError(error) } satisfies ConsoleReply),
    );
  });
}
