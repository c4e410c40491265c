import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** What the process says on its standard output before it is ended for its memory. */
export const memoryWord = 'memory';
const millisecondsBetweenLooks = 100;

/**
 * Ends this process when it takes too much memory, or when whoever started it is gone. In a thread of its own, because a
 * model at work blocks the process's first one.
 */
export function watchProcess(): void {
  const { memoryBytes } = workerData as { memoryBytes: number };
  const starter = process.ppid;
  setInterval(() => {
    const isTooLarge = process.memoryUsage.rss() > memoryBytes;
    if (isTooLarge) writeSync(1, memoryWord);
    if (isTooLarge || process.ppid !== starter) process.kill(process.pid, 'SIGKILL');
  }, millisecondsBetweenLooks);
}
