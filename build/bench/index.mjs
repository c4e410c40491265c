import { enableCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { compileCache } from '../setup/run.mjs';

// As in the program: its threads find their code compiled.
process.env.NODE_COMPILE_CACHE = compileCache();
enableCompileCache(process.env.NODE_COMPILE_CACHE);
const { benchAnalytics } = await import('./analytics.ts');
const { accountColumns, accountFile } = await import('./account-file.ts');
const { duckdbImport, duckdbVersion } = await import('./duckdb.ts');
const { cacheFolder, eventFile } = await import('./event-file.ts');
const { holdfastImports, mappingOf } = await import('./holdfast.ts');
const { loadSentence, machine, tableOf } = await import('./measure.ts');

/** @import { Figures } from './holdfast.ts' */
/** @import { Contest, Run } from './measure.ts' */

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '5' },
    rows: { type: 'string' },
    // SQLite takes most of the time that the analyses take.
    sqlite: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const runs = Number(values.runs);

/** @param {Run} run */
const shown = ({ seconds, processor, load }) =>
  `${seconds.toFixed(2)} s (cpu ${processor.toFixed(2)} s, load before ${load.toFixed(1)})`;

/** @param {Figures} figures */
const withStages = (figures) =>
  `${shown(figures)}: ${figures.stages.join(', ')}; the page waited ${figures.longestWait.toFixed(0)} ms at most`;

/** @returns {Promise<Contest>} */
async function events() {
  const rows = Number(values.rows ?? 10_000_000);
  const file = eventFile(rows);
  const mapping = mappingOf('events', {
    account_id: 'account_id',
    timestamp: 'occurred_at',
    event: 'event',
    quantity: 'quantity',
  });
  /** @type {Run[]} */
  const ours = [];
  /** @type {Run[]} */
  const theirs = [];
  for (let run = 1; run <= runs; run++) {
    const [figures] = await holdfastImports([{ file, expected: { new: rows, changed: 0, unchanged: 0 } }], mapping);
    if (!figures) continue;
    const peer = await duckdbImport(file, join(cacheFolder, 'events.duckdb'));
    ours.push(figures);
    theirs.push(peer);
    console.log(`events, run ${run}: holdfast ${withStages(figures)}; duckdb ${shown(peer)}`);
  }
  const what = `${rows.toLocaleString('en')} events, file to durable`;
  return { what, ours, peer: `DuckDB ${duckdbVersion()}`, theirs, limit: null };
}

/** The file for the first time, then again with a tenth of its rows changed. @returns {Promise<Contest[]>} */
async function accounts() {
  const rows = Number(values.rows ?? 1_000_000);
  const changed = Math.ceil(rows / 10);
  const files = [
    { file: accountFile(rows), expected: { new: rows, changed: 0, unchanged: 0 } },
    { file: accountFile(rows, true), expected: { new: 0, changed, unchanged: rows - changed } },
  ];
  /** @type {Figures[][]} */
  const all = [];
  for (let run = 1; run <= runs; run++) {
    const figures = await holdfastImports(files, mappingOf('accounts', accountColumns));
    all.push(figures);
    figures.forEach((one, index) =>
      console.log(`accounts, run ${run}${index === 0 ? '' : ', again with 10 % changed'}: ${withStages(one)}`),
    );
  }
  const what = `${rows.toLocaleString('en')} accounts of ${Object.keys(accountColumns).length} columns`;
  const limit = rows === 1_000_000 ? 25 : null;
  return [what, `${what}, again with 10 % changed`].map((name, index) => {
    const ours = all.flatMap((figures) => figures.slice(index, index + 1));
    const wait = Math.max(...ours.map(({ longestWait }) => longestWait));
    return { what: `${name} (page waited ${wait.toFixed(0)} ms at most)`, ours, peer: null, theirs: [], limit };
  });
}

/** @returns {Promise<Contest>} */
async function features() {
  const { benchFeatures, featureLimit } = await import('./features.ts');
  const figures = Array.from({ length: runs }, (_, run) => {
    const found = benchFeatures(Number(values.rows ?? 10_000_000));
    console.log(`features, run ${run + 1}: ${shown(found.run)}: ${found.what}`);
    return found;
  });
  const what = figures[0]?.what.replace(/ \(.*/, '') ?? 'features';
  return { what, ours: figures.map(({ run }) => run), peer: null, theirs: [], limit: featureLimit };
}

/** @param {string} what */
const isAsked = (what) => values.only === undefined || values.only === what;

const contests = [
  ...(isAsked('events') ? [await events()] : []),
  ...(isAsked('accounts') ? await accounts() : []),
  ...(isAsked('features') ? [await features()] : []),
];
if (contests.length > 0)
  console.log(`\nMedians of ${runs}. ${machine()}.\n${loadSentence(contests)}\n\n${tableOf(contests)}`);

if (isAsked('analytics')) {
  console.log(
    `\nAnalyses: medians of ${runs}, cold (opened anew; its file is in the system's cache) and warm. ${machine()}.`,
  );
  const { failures } = await benchAnalytics(Number(values.rows ?? 10_000_000), runs, values.sqlite);
  for (const failure of failures) console.log(`FAILED: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}

if (isAsked('models')) {
  const { benchModels } = await import('./models.ts');
  console.log(`\nModels: medians of ${runs}. ${machine()}.`);
  const { failures } = await benchModels(runs);
  for (const failure of failures) console.log(`FAILED: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}
