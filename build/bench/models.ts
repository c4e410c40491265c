import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { auc } from '../../main/stats/index.ts';
import { askPeer } from './ask-peer.ts';
import { median } from './measure.ts';
import type { Run } from './measure.ts';
import { answerApart, boosting, trainApart } from './models-apart.ts';
import type { Answering } from './models-apart.ts';
import { modelData, modelFeatures, modelRows } from './models-data.ts';

export type ModelsOutcome = { readonly failures: readonly string[] };

type Trained = { readonly name: string; readonly runs: readonly Run[]; readonly auc: number };

const libraries = ['xgboost', 'sklearn'] as const;
type Library = (typeof libraries)[number];
const pythons = ['python3', '/usr/bin/python3'];
const script = fileURLToPath(new URL('models-peers.py', import.meta.url));

/** Ours takes a few seconds; a library that needs longer than this hangs, and would hold up all that follows. */
const peerSeconds = 300;

const limits = { megabytes: 300, auc: 0.001, scoring: 1, reasons: 30, oneRow: 0.02, parity: 1e-6 } as const;

/** Training beside other libraries on the same rows and threads, then scores and reasons of 100,000 rows. */
export async function benchModels(runs: number): Promise<ModelsOutcome> {
  const failures: string[] = [];
  const { columns, labels, folder } = modelData();
  console.log(
    `models: ${modelRows.training.toLocaleString('en')} rows × ${columns.length} features, ${boosting.trees} trees of depth ${boosting.depth}`,
  );
  for (const threads of availableParallelism() > 1 ? [1, 2] : [1]) {
    const ours: Run[] = [];
    const theirs = new Map<Library, Trained>();
    const late = new Set<Library>();
    let quality = 0;
    let megabytes = 0;
    for (let run = 0; run < runs; run++) {
      // One after another in each round, so that a busy machine is busy for all.
      const trained = await trainApart(threads);
      ours.push(trained.run);
      quality = trained.auc;
      megabytes = Math.max(megabytes, trained.megabytes);
      for (const library of libraries) {
        if (late.has(library)) continue;
        const found = trainPeer(library, threads, folder, labels.subarray(modelRows.training));
        if (found === 'late') late.add(library);
        if (found === null || found === 'late') continue;
        const before = theirs.get(library)?.runs ?? [];
        theirs.set(library, { ...found, runs: [...before, ...found.runs] });
      }
    }
    const on = `${threads} ${threads === 1 ? 'thread' : 'threads'}`;
    console.log(
      `  ${on}: holdfast ${shown(ours)}, AUC ${quality.toFixed(4)}, ${megabytes} MB at most (limit ${limits.megabytes})`,
    );
    if (megabytes > limits.megabytes) failures.push(`training on ${on} took ${megabytes} MB`);
    for (const library of libraries) {
      const peer = theirs.get(library);
      if (late.has(library))
        console.log(`  ${on}: ${library} stopped after ${peerSeconds} s (limit), so that run is not compared`);
      if (peer === undefined && late.has(library)) continue;
      if (peer === undefined) {
        console.log(`  ${on}: ${library} skipped, because no Python here has it (Debian: python3-${library})`);
        continue;
      }
      const ratio = seconds(ours) / seconds(peer.runs);
      const work = processor(ours) / processor(peer.runs);
      console.log(
        `  ${on}: ${peer.name} ${shown(peer.runs)}, AUC ${peer.auc.toFixed(4)}: ours takes ${ratio.toFixed(2)} of its time, ${work.toFixed(2)} of its processor`,
      );
      // Quality is held against both, time against the first.
      if (quality < peer.auc - limits.auc)
        failures.push(`AUC ${quality.toFixed(4)} on ${on}, ${peer.name} ${peer.auc.toFixed(4)}`);
      if (library === 'xgboost' && ratio > 1)
        failures.push(`training on ${on} took ${ratio.toFixed(2)} times as long as ${peer.name}`);
    }
  }
  return { failures: [...failures, ...(await benchAnswers(runs))] };
}

async function benchAnswers(runs: number): Promise<string[]> {
  const found: Answering[] = [];
  for (let run = 0; run < runs; run++) found.push(await answerApart());
  const of = (pick: (one: Answering) => number): number => median(found.map(pick));
  const figures: [string, number, number, string][] = [
    [
      'scores of 100,000 rows by onnxruntime, features in memory',
      of((one) => one.scoring.seconds),
      limits.scoring,
      's',
    ],
    ['reasons of 100,000 rows', of((one) => one.reasons.seconds), limits.reasons, 's'],
    ['reasons of one row', of((one) => one.oneRow.median), limits.oneRow, 's'],
    ['onnxruntime against the trainer, largest difference', of((one) => one.largestDifference), limits.parity, ''],
  ];
  for (const [what, value, limit, unit] of figures)
    console.log(
      `  ${what}: ${Number(value.toPrecision(3))} ${unit} (limit ${limit}, ratio ${(value / limit).toFixed(2)})`,
    );
  console.log(
    `  reasons of one row, the longest of 200: ${(1000 * of((one) => one.oneRow.longest)).toFixed(1)} ms; made ready once in ${(1000 * of((one) => one.ready)).toFixed(0)} ms`,
  );
  return figures.flatMap(([what, value, limit, unit]) =>
    value > limit ? [`${what}: ${Number(value.toPrecision(3))} ${unit}, limit ${limit}`] : [],
  );
}

/** @returns null where no Python has the library; `late` where it was stopped */
function trainPeer(library: Library, threads: number, folder: string, truth: Uint8Array): Trained | 'late' | null {
  const sizes = [
    modelRows.all,
    modelFeatures,
    modelRows.training,
    boosting.trees,
    boosting.depth,
    boosting.learningRate,
  ];
  for (const python of pythons) {
    const load = loadavg()[0] ?? 0;
    const asked = [script, library, String(threads), folder, ...sizes.map(String)];
    const answer = askPeer(library, python, asked, peerSeconds);
    if (answer.state === 'absent') continue;
    if (answer.state === 'late') return 'late';
    const { version, seconds, processor, said } = JSON.parse(answer.text) as {
      version: string;
      seconds: number;
      processor: number;
      said: number[];
    };
    return { name: `${library} ${version}`, runs: [{ seconds, processor, load }], auc: auc(truth, said) ?? 0 };
  }
  return null;
}

const seconds = (runs: readonly Run[]): number => median(runs.map((run) => run.seconds));
const processor = (runs: readonly Run[]): number => median(runs.map((run) => run.processor));

function shown(runs: readonly Run[]): string {
  const load = Math.max(...runs.map((run) => run.load));
  return `${seconds(runs).toFixed(2)} s (cpu ${processor(runs).toFixed(2)} s, load before at most ${load.toFixed(1)})`;
}
