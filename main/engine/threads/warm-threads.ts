import { Worker } from 'node:worker_threads';
import { workerFile } from './worker-file.ts';

/** Reader threads that wait for a workspace. Starting one takes longer than most answers. */
const waiting: Worker[] = [];

/** Starts threads for the workspace that will be opened next, where there are none yet. */
export function warmReaders(count: number): void {
  while (waiting.length < count) waiting.push(start());
}

/** A thread that waits already, or a new one. */
export function takeReader(): Worker {
  return waiting.pop() ?? start();
}

function start(): Worker {
  const worker = new Worker(workerFile('read'));
  worker.unref();
  const forget = (): void => {
    const at = waiting.indexOf(worker);
    if (at >= 0) waiting.splice(at, 1);
  };
  worker.on('error', forget);
  worker.on('exit', forget);
  return worker;
}
