import { join } from 'node:path';
import { migrate, openForWriting } from '../../main/engine/db/index.ts';
import type { Dataset } from '../../main/engine/models/dataset.ts';
import { labelledBook } from '../../main/engine/models/train-task.ts';
import type { BookInput } from '../../main/engine/models/train-task.ts';
import { sampleEnd } from '../../main/engine/workspace/sample/index.ts';
import type { SampleTruth } from '../../main/engine/workspace/sample/index.ts';
import { dayNumber } from '../../shared/domain/time.ts';
import { fillSample } from './fill-sample.ts';

/** One generated book as the train thread would find it, and what really happened in it. */
export type SampleDatabase = { readonly input: BookInput; readonly truth: SampleTruth };

export function sampleDatabase(folder: string, seed: number, accounts: number): SampleDatabase {
  const key = new Uint8Array(32).fill(1);
  const file = join(folder, `${seed}-${accounts}.db`);
  const database = openForWriting(file, key);
  migrate(database, file);
  const truth = fillSample(database, { seed, accounts });
  database.close();
  return { input: { file, key, until: dayNumber(sampleEnd), rule: null }, truth };
}

/** Labelled snapshots of it, as a workspace would see them. */
export function labelledSample({ input }: SampleDatabase): Dataset {
  return labelledBook(input, 'churn', { shouldStop: () => false, onProgress: () => {} }).data;
}
