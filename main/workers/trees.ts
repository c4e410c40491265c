import { parentPort, workerData } from 'node:worker_threads';
import type { TreeJob } from '../stats/index.ts';
import { helpWithTrees } from '../stats/index.ts';

const { thread } = workerData as { thread: number };
parentPort?.on('message', (job: TreeJob) => helpWithTrees(job, thread));
