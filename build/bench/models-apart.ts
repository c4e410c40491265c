import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createTreeTeam } from '../../main/engine/models/tree-team.ts';
import { writeOnnxModel } from '../../main/engine/models/onnx/index.ts';
import { openScorer } from '../../main/engine/models/score-thread.ts';
import { auc, createTreeExplainer, fitTrees, predictTrees, shapTable } from '../../main/stats/index.ts';
import type { TreesModel } from '../../main/stats/index.ts';
import { startRun } from './measure.ts';
import type { Run } from './measure.ts';
import { modelData, modelFeatures, modelRows } from './models-data.ts';

export const boosting = { trees: 300, depth: 6, learningRate: 0.05 } as const;

export type Training = { readonly run: Run; readonly auc: number; readonly megabytes: number };
export type Answering = {
  /** 100,000 rows each. */
  readonly scoring: Run;
  readonly reasons: Run;
  /** Seconds for one row, its median and the longest, once the model is at hand. */
  readonly oneRow: { readonly median: number; readonly longest: number };
  /** Seconds to make the model ready for explaining rows one by one. */
  readonly ready: number;
  /** Between onnxruntime's log-odds and the trainer's own, over all rows. */
  readonly largestDifference: number;
};

type Asked = { readonly task: 'train'; readonly threads: number } | { readonly task: 'answer' };

/** In a process of its own, so that its memory is its own. */
export function trainApart(threads: number): Promise<Training> {
  return apart({ task: 'train', threads }) as Promise<Training>;
}

export function answerApart(): Promise<Answering> {
  return apart({ task: 'answer' }) as Promise<Answering>;
}

function apart(asked: Asked): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(asked)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    child.on('message', resolve);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`The process that trains ended with ${code}.`)));
  });
}

const trainingRows = <T extends Float32Array | Uint8Array>(all: T): T => all.subarray(0, modelRows.training) as T;

function fit(threads: number): TreesModel {
  const { columns, labels } = modelData();
  const { model } = fitTrees({
    columns: columns.map(trainingRows),
    labels: trainingRows(labels),
    featureNames: columns.map((_column, feature) => `feature ${feature}`),
    team: threads > 1 ? createTreeTeam(threads - 1) : null,
    options: {
      rounds: boosting.trees,
      maxDepth: boosting.depth,
      maxLeaves: 2 ** boosting.depth,
      learningRate: boosting.learningRate,
      minChildRows: 1,
      minChildWeight: 1,
      l2: 1,
      earlyStoppingRounds: 0,
    },
  });
  return model;
}

function train(threads: number): Training {
  const { columns, labels } = modelData();
  const end = startRun();
  const model = fit(threads);
  const run = end();
  const rest = columns.map((column) => column.subarray(modelRows.training));
  const found = auc(labels.subarray(modelRows.training), predictTrees(model, rest, modelRows.all - modelRows.training));
  return { run, auc: found ?? 0, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) };
}

const asked = 100_000;

async function answer(): Promise<Answering> {
  const { columns } = modelData();
  const model = fit(1);
  const many = columns.map((column) =>
    Float32Array.from({ length: asked }, (_unused, row) => column[row % column.length]!),
  );
  const values = new Float32Array(asked * modelFeatures);
  many.forEach((column, feature) => column.forEach((x, row) => (values[row * modelFeatures + feature] = x)));

  const onnx = writeOnnxModel({ id: 'bench', model, calibration: { method: 'none' } });
  const scorer = await openScorer('bench', onnx, modelFeatures);
  await scorer.score(values, 1000);
  const endScoring = startRun();
  const probabilities = await scorer.score(values, asked);
  const scoring = endScoring();
  const own = predictTrees(model, many, asked);
  let largestDifference = 0;
  own.forEach((logOdds, row) => {
    const difference = Math.abs(1 / (1 + Math.exp(-logOdds)) - probabilities[row]!);
    largestDifference = Math.max(largestDifference, difference);
  });

  const endReasons = startRun();
  shapTable(model, many, asked);
  const reasons = endReasons();

  const beganReady = performance.now();
  const explainer = createTreeExplainer(model);
  const ready = (performance.now() - beganReady) / 1000;
  const took = Array.from({ length: 200 }, (_unused, row) => {
    const began = performance.now();
    explainer.explain(values.subarray(row * modelFeatures, (row + 1) * modelFeatures));
    return (performance.now() - began) / 1000;
  }).sort((a, b) => a - b);
  return { scoring, reasons, ready, largestDifference, oneRow: { median: took[100]!, longest: took[199]! } };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const task = JSON.parse(process.argv[2]!) as Asked;
  process.send?.(task.task === 'train' ? train(task.threads) : await answer(), () => process.exit());
}
