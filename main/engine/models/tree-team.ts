import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { TreeTeam } from '../../stats/index.ts';
import { workerFile } from '../threads/index.ts';

/** More than these find too little to do between one level of a tree and the next. */
const mostHelpers = 3;

let made: TreeTeam | null = null;

/**
 * Threads that help this one to grow trees; null where there is one core only. They are started at the first training that is
 * large enough, end with the thread that started them, and keep nothing alive.
 */
export function treeTeam(): TreeTeam | null {
  const helpers = Math.min(mostHelpers, availableParallelism() - 1);
  if (helpers > 0) made ??= createTreeTeam(helpers);
  return made;
}

export function createTreeTeam(helpers: number): TreeTeam {
  const workers: Worker[] = [];
  return {
    helpers,
    start: (job) => {
      while (workers.length < helpers) {
        const worker = new Worker(workerFile('trees'), { workerData: { thread: workers.length + 1 } });
        worker.unref();
        workers.push(worker);
      }
      for (const worker of workers) worker.postMessage(job);
    },
  };
}
