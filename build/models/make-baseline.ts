/**
 * Makes the shipped baseline model again: node build/models/make-baseline.ts
 * Everything is seeded, so the same program gives the same files.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset } from '../../main/engine/models/dataset.ts';
import { describeBaseline, learnBaseline } from './baseline-model.ts';
import { labelledSample, sampleDatabase } from './sample-database.ts';

const bookSeeds = [101, 202, 303];
const heldOutSeed = 404;
const accountsInABook = 1_200;

const bookOf = (seed: number, folder: string): Dataset => labelledSample(sampleDatabase(folder, seed, accountsInABook));

function main(): void {
  const work = mkdtempSync(join(tmpdir(), 'holdfast-baseline-'));
  try {
    const books = bookSeeds.map((seed) => {
      console.log(`Generating book ${seed}`);
      return bookOf(seed, work);
    });
    console.log('Fitting');
    const made = learnBaseline(books, bookOf(heldOutSeed, work));
    const target = join(import.meta.dirname, '..', '..', 'models', 'baseline');
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'model.onnx'), made.model.onnx);
    writeFileSync(
      join(target, 'model.json'),
      `${JSON.stringify({ card: made.model.card, definition: made.model.definition })}\n`,
    );
    writeFileSync(join(target, 'golden.json'), `${JSON.stringify(made.model.golden)}\n`);
    writeFileSync(join(target, 'card.md'), describeBaseline(made));
    console.log(describeBaseline(made));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

main();
