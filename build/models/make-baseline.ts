/**
 * Makes the shipped baseline model again: node build/models/make-baseline.ts
 * Everything is seeded, so the same program gives the same files.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openForReading, openForWriting } from '../../main/engine/db/index.ts';
import { loadColumns } from '../../main/engine/events/index.ts';
import { buildDataset } from '../../main/engine/models/dataset.ts';
import type { Dataset } from '../../main/engine/models/dataset.ts';
import { readSources } from '../../main/engine/models/features/sources.ts';
import { proposeRule } from '../../main/engine/models/label-rule.ts';
import { accountLife, settledUntil } from '../../main/engine/models/labels.ts';
import { lifeFacts } from '../../main/engine/models/life-facts.ts';
import { snapshotDays } from '../../main/engine/models/snapshots.ts';
import { sampleEnd } from '../../main/engine/workspace/sample/index.ts';
import { dayNumber } from '../../shared/domain/time.ts';
import { describeBaseline, learnBaseline } from './baseline-model.ts';
import { fillSample } from './fill-sample.ts';

const bookSeeds = [101, 202, 303];
const heldOutSeed = 404;
const accountsInABook = 1_200;

/** Labelled snapshots of one generated book, as a workspace would see them. */
function bookOf(seed: number, folder: string): Dataset {
  const key = new Uint8Array(32).fill(1);
  const file = join(folder, `${seed}.db`);
  const writing = openForWriting(file, key);
  migrate(writing, file);
  fillSample(writing, { seed, accounts: accountsInABook });
  writing.close();
  const database = openForReading(file, key);
  const events = loadColumns(database);
  const sources = readSources(database, events);
  database.close();
  const until = dayNumber(sampleEnd);
  const facts = lifeFacts(sources);
  const { rule } = proposeRule(facts, until);
  const lives = facts.map((fact) => accountLife(fact, rule, until));
  const days = snapshotDays(
    Math.floor((events.minSeconds ?? 0) / 86_400),
    settledUntil(lives, until),
    rule.horizonDays,
  );
  return buildDataset(sources, lives, days, rule.horizonDays, { shouldStop: () => false, onProgress: () => {} });
}

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
