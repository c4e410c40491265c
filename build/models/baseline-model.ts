import type { Evaluation, ModelCard } from '../../shared/contract/index.ts';
import {
  churnTreeOptions,
  createRandom,
  fitCalibration,
  fitTrees,
  predictTrees,
  takeRows,
} from '../../main/stats/index.ts';
import type { LabelledRows } from '../../main/stats/index.ts';
import { featureEntries, onnxFacts } from '../../main/engine/models/card.ts';
import { probabilities } from '../../main/engine/models/candidates.ts';
import type { Dataset } from '../../main/engine/models/dataset.ts';
import { withFeatures } from '../../main/engine/models/dataset.ts';
import { baseProbability, makeGolden } from '../../main/engine/models/definition.ts';
import { evaluate } from '../../main/engine/models/evaluate.ts';
import { features } from '../../main/engine/models/features/catalogue.ts';
import { monotoneOf } from '../../main/engine/models/features/directions.ts';
import { featureImportance } from '../../main/engine/models/importance.ts';
import { writeOnnxModel } from '../../main/engine/models/onnx/index.ts';
import type { TrainedModel } from '../../main/engine/models/train-task.ts';
import { calibrationReason, intendedUse, limits, why } from './baseline-texts.ts';

const seed = 42;
const rounds = 220;
const horizonDays = 90;
/** How often a whole source is blanked in a copy of a row, so that the model can do without it. */
const blankShare = 0.5;
const copies = 2;

/** Sources that a book has or has not as a whole. */
const sourceOf = (name: string): string => {
  const feature = features.find((entry) => entry.name === name);
  return feature?.theme === 'people' && feature.source === 'events' ? 'users' : (feature?.source ?? '');
};

export type Baseline = {
  readonly model: TrainedModel;
  readonly heldOut: readonly { readonly tables: string; readonly test: Evaluation }[];
};

/** Sets of tables that real books often have. */
const tableSets: readonly (readonly [string, readonly string[]])[] = [
  [
    'all tables',
    ['accounts', 'events', 'users', 'subscriptions', 'invoices', 'tickets', 'interactions', 'surveys', 'signals'],
  ],
  ['accounts, subscriptions, usage and tickets', ['accounts', 'events', 'subscriptions', 'tickets']],
  ['usage only', ['events']],
  ['subscriptions and invoices only', ['accounts', 'subscriptions', 'invoices']],
  ['tickets only', ['tickets']],
];

export function learnBaseline(books: readonly Dataset[], heldOut: Dataset): Baseline {
  const names = features
    .filter((feature) => feature.portable && feature.source !== 'surveys' && feature.source !== 'signals')
    .map((feature) => feature.name);
  const rows = withBlanks(books.map((book) => withFeatures(book, names)));
  const random = createRandom(seed);
  // Whole rows at random would put copies of one row on both sides, so every tenth block of rows is set aside.
  const aside = Int32Array.from(rows.labels.keys().filter((row) => Math.floor(row / 500) % 10 === 9));
  const kept = Int32Array.from(rows.labels.keys().filter((row) => Math.floor(row / 500) % 10 !== 9));
  const learnFrom = takeRows(rows, kept);
  const options = {
    ...churnTreeOptions(kept.length),
    rounds,
    learningRate: 0.05,
    monotone: monotoneOf(names),
    earlyStoppingRounds: 0,
    seed: random.integer(2 ** 31),
  };
  const { model } = fitTrees({ ...learnFrom, featureNames: names, options });
  const check = takeRows(rows, aside);
  const calibration = fitCalibration(check.labels, predictTrees(model, check.columns, aside.length), 'sigmoid');
  const id = 'baseline';
  const onnx = writeOnnxModel({ id, model, calibration, metadata: { trained_on: 'generated data' } });
  const test = withFeatures(heldOut, names);
  const tested = tableSets.map(([tables, sources]) => {
    const columns = test.columns.map((column, index) =>
      sources.includes(sourceOf(names[index]!)) ? column : new Float32Array(column.length).fill(NaN),
    );
    const said = probabilities(model, calibration, columns, test.labels.length);
    const rate = rows.labels.reduce((sum, label) => sum + label, 0) / rows.labels.length;
    return { tables, test: evaluate(test.labels, said, test.accounts, rate, seed) };
  });
  const importance = featureImportance(model, test.columns, () => false);
  const churned = books.reduce((sum, book) => sum + book.labels.reduce((count, label) => count + label, 0), 0);
  const card: ModelCard = {
    id,
    name: 'Baseline',
    kind: 'boosted-trees',
    status: 'baseline',
    target: 'churn',
    origin: 'shipped',
    createdAt: '2026-07-01T00:00:00Z',
    why,
    labelRule: null,
    horizonDays,
    gapDays: horizonDays,
    trainingSnapshots: [],
    calibrationSnapshots: [],
    testSnapshots: [],
    trainingRows: books.reduce((sum, book) => sum + book.labels.length, 0),
    trainingChurned: churned,
    test: null,
    alternatives: [],
    calibration: { method: calibration.method, reason: calibrationReason },
    features: featureEntries(names, importance),
    leakage: [],
    limits,
    onnx: onnxFacts(onnx),
    intendedUse,
  };
  return {
    heldOut: tested,
    model: {
      card,
      onnx,
      golden: makeGolden(model, calibration, test.columns),
      definition: {
        version: 1,
        features: names,
        model,
        calibration,
        base: baseProbability(model, calibration),
        horizonDays,
        labelRule: null,
        seed,
      },
    },
  };
}

/** Each row as it is, and copies of it in which whole sources are blank. */
function withBlanks(books: readonly Dataset[]): LabelledRows {
  const random = createRandom(seed + 1);
  const names = books[0]!.names;
  const sources = [...new Set(names.map(sourceOf))];
  const sourceOfColumn = names.map((name) => sources.indexOf(sourceOf(name)));
  const columns = names.map((): number[] => []);
  const labels: number[] = [];
  for (const book of books) {
    for (let row = 0; row < book.labels.length; row++) {
      for (let copy = 0; copy <= copies; copy++) {
        const blank = sources.map(() => copy > 0 && random.next() < blankShare);
        labels.push(book.labels[row]!);
        columns.forEach((column, index) =>
          column.push(blank[sourceOfColumn[index]!] ? NaN : book.columns[index]![row]!),
        );
      }
    }
  }
  return { columns: columns.map((column) => Float32Array.from(column)), labels: Uint8Array.from(labels) };
}

const fixed = (value: number | null): string => (value === null ? 'unknown' : value.toFixed(3));

export function describeBaseline({ model: { card, onnx, definition }, heldOut }: Baseline): string {
  const rows = heldOut.map(
    ({ tables, test }) =>
      `| ${tables} | ${fixed(test.auc.value)} | ${fixed(test.prAuc.value)} | ${fixed(test.liftTop10.value)} | ${fixed(test.brierSkill)} |`,
  );
  return `# Baseline model

For books with too few churns to learn from. **It was trained on generated data** (three made-up books of Holdfast's own
sample generator), so it is an aid to look at accounts in a sensible order, not a forecast.

- Kind: ${definition.model.kind === 'trees' ? `${definition.model.trees.length} boosted trees` : 'logistic regression'}, sigmoid calibration, ONNX (${card.onnx.opset}), ${onnx.length} bytes
- Training: ${card.trainingRows} monthly snapshots, ${card.trainingChurned} of them followed by a departure within ${card.horizonDays} days
- Features: ${card.features.length}, none that depends on a book's prices or size; directions are held to common sense
- Made by \`node build/models/make-baseline.ts\`

## On a generated book that it has not seen

| Tables that the book has | AUC | PR-AUC | Lift in the top tenth | Brier skill |
|---|---|---|---|---|
${rows.join('\n')}

These figures say that it does what it should on data of the same making. They say nothing about a real book.

## Limits

${card.limits.map((limit) => `- ${limit.en}`).join('\n')}

## Intended use

${card.intendedUse.en}
`;
}
