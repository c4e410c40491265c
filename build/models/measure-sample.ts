/**
 * How near training comes to what can be known of generated books: node build/models/measure-sample.ts [--books 5]
 * Each book is trained as in the program. Two measures stand beside its test: the generator's own probabilities, which know
 * the hidden states, and a model of a book with five times as many accounts, which knows what the same columns can tell.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Dataset } from '../../main/engine/models/dataset.ts';
import { rowsOf, withFeatures } from '../../main/engine/models/dataset.ts';
import { categoriesAmong } from '../../main/engine/models/features/catalogue.ts';
import { monotoneOf } from '../../main/engine/models/features/directions.ts';
import { trainTask } from '../../main/engine/models/train-task.ts';
import { sampleSeed } from '../../main/engine/workspace/sample/index.ts';
import { auc, churnTreeOptions, fitTrees, predictTrees, takeRows } from '../../main/stats/index.ts';
import type { TreesModel } from '../../main/stats/index.ts';
import { dayNumber, dayOfNumber } from '../../shared/domain/time.ts';
import { labelledSample, sampleDatabase } from './sample-database.ts';
import type { SampleDatabase } from './sample-database.ts';

const accounts = 1_200;
const accountsInLargeBook = 6_000;
const largeSeed = 21;
const roundsOfLargeBook = 240;
const quiet = { shouldStop: () => false, progress: () => {} };

const { values } = parseArgs({ options: { books: { type: 'string', default: '5' } } });
const seeds = [sampleSeed, ...Array.from({ length: Number(values.books) - 1 }, (_, index) => 11 + index)];

type Ranking = { readonly labels: number[]; readonly scores: number[] };
const area = ({ labels, scores }: Ranking): string => (auc(Uint8Array.from(labels), scores) ?? NaN).toFixed(3);

/** What the hidden states say of the snapshots' rows. */
function byTruth(data: Dataset, rows: Int32Array, ids: readonly string[], { truth }: SampleDatabase): Ranking {
  const known = new Map(truth.hazard90.map(({ account, day, probability }) => [`${account} ${day}`, probability]));
  return {
    labels: Array.from(rows, (row) => data.labels[row]!),
    scores: Array.from(rows, (row) => {
      const day = dayOfNumber(data.days[data.snapshots[row]!]!);
      return known.get(`${ids[data.accounts[row]!]!} ${day}`) ?? NaN;
    }),
  };
}

function byLargeBook(model: TreesModel, data: Dataset, rows: Int32Array): Ranking {
  const { columns, labels } = takeRows(data, rows);
  return { labels: [...labels], scores: [...predictTrees(model, columns, rows.length)] };
}

/** Numbers only: what stands for a category differs from book to book. */
const numbersOf = (data: Dataset): Dataset =>
  withFeatures(
    data,
    data.names.filter((_, place) => !categoriesAmong(data.names).includes(place)),
  );

function learnLargeBook(folder: string): TreesModel {
  const data = numbersOf(labelledSample(sampleDatabase(folder, largeSeed, accountsInLargeBook)));
  const options = {
    ...churnTreeOptions(data.labels.length),
    rounds: roundsOfLargeBook,
    learningRate: 0.05,
    earlyStoppingRounds: 0,
    monotone: monotoneOf(data.names),
  };
  return fitTrees({ columns: data.columns, labels: data.labels, featureNames: data.names, options }).model;
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-sample-'));
  try {
    const large = learnLargeBook(folder);
    const together = { truth: { labels: [], scores: [] } as Ranking, large: { labels: [], scores: [] } as Ranking };
    console.log('| seed | test AUC | calibration slope | by five times the accounts | by the hidden states |');
    console.log('|---|---|---|---|---|');
    for (const seed of seeds) {
      const book = sampleDatabase(folder, seed, accounts);
      const data = numbersOf(labelledSample(book));
      const { trained, why } = trainTask(
        {
          ...book.input,
          task: 'train',
          seed: 42,
          target: 'churn',
          search: false,
          allow: [],
          groupings: [],
          champion: null,
          baseline: null,
          id: 'model-1',
          name: 'Model 1',
          createdAt: '2026-07-01T00:00:00Z',
        },
        quiet,
      );
      const test = trained?.card.test;
      if (!trained || !test) throw new Error(why.en);
      const tested = new Set(trained.card.testSnapshots.map(dayNumber));
      const rows = rowsOf(
        data,
        [...data.days.keys()].filter((place) => tested.has(data.days[place]!)),
      );
      const ids = book.truth.accounts.map(({ id }) => id).sort();
      const truth = byTruth(data, rows, ids, book);
      const other = byLargeBook(large, data, rows);
      for (const [all, one] of [
        [together.truth, truth],
        [together.large, other],
      ] as const) {
        all.labels.push(...one.labels);
        all.scores.push(...one.scores);
      }
      const figures = [test.auc.value?.toFixed(3), test.calibrationSlope?.toFixed(2), area(other), area(truth)];
      console.log(`| ${[seed, ...figures].join(' | ')} |`);
    }
    console.log(`| all together | | | ${area(together.large)} | ${area(together.truth)} |`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
