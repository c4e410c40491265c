import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { benchQuestions } from './analytics-questions.ts';
import { openUsage, startIdle } from './usage-workspace.ts';

export type Memory = {
  /** MB above the idle engine once all analyses were asked. */
  readonly above: number;
  /** The most while the events were loaded and the analyses asked. */
  readonly peak: number;
};

/** In a process of its own, where nothing was in memory before. */
export function measureApart(folder: string): Promise<Memory> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [folder], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    child.on('message', (memory: Memory) => resolve(memory));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`The process that measures memory ended with ${code}.`)));
  });
}

const megabytes = (): number => Math.round(process.memoryUsage().rss / 2 ** 20);

async function measure(folder: string): Promise<Memory> {
  const idle = await startIdle();
  const before = megabytes();
  let peak = 0;
  const watching = setInterval(() => (peak = Math.max(peak, megabytes())), 5);
  const opened = await openUsage(folder, { idle });
  for (let round = 0; round < 3; round++)
    for (const question of benchQuestions) await question.ours(opened.engine.client, 0);
  await delay(500);
  clearInterval(watching);
  const above = megabytes() - before;
  await opened.close();
  return { above, peak: peak - before };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.send?.(await measure(process.argv[2]!));
