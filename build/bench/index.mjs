import { enableCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { compileCache } from '../setup/run.mjs';

// As in the program: its threads find their code compiled.
process.env.NODE_COMPILE_CACHE = compileCache();
enableCompileCache(process.env.NODE_COMPILE_CACHE);
const { accountColumns, accountFile } = await import('./account-file.ts');
const { duckdbImport, duckdbVersion } = await import('./duckdb.ts');
const { cacheFolder, eventFile } = await import('./event-file.ts');
const { holdfastImport, mappingOf } = await import('./holdfast.ts');
const { loadSentence, machine, tableOf } = await import('./measure.ts');

/** @import { Contest, Run } from './measure.ts' */

const { values } = parseArgs({
  options: { only: { type: 'string' }, runs: { type: 'string', default: '5' }, rows: { type: 'string' } },
});
const runs = Number(values.runs);

/** @param {Run} run */
const shown = ({ seconds, processor, load }) =>
  `${seconds.toFixed(2)} s (cpu ${processor.toFixed(2)} s, load before ${load.toFixed(1)})`;

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
    const figures = await holdfastImport(file, mapping, rows);
    const peer = await duckdbImport(file, join(cacheFolder, 'events.duckdb'));
    ours.push(figures);
    theirs.push(peer);
    console.log(`events, run ${run}: holdfast ${shown(figures)}: ${figures.stages.join(', ')}; duckdb ${shown(peer)}`);
  }
  const what = `${rows.toLocaleString('en')} events, file to durable`;
  return { what, ours, peer: `DuckDB ${duckdbVersion()}`, theirs, limit: null };
}

/** @returns {Promise<Contest>} */
async function accounts() {
  const rows = Number(values.rows ?? 1_000_000);
  const file = accountFile(rows);
  /** @type {Run[]} */
  const ours = [];
  for (let run = 1; run <= runs; run++) {
    const figures = await holdfastImport(file, mappingOf('accounts', accountColumns), rows);
    ours.push(figures);
    console.log(`accounts, run ${run}: ${shown(figures)}: ${figures.stages.join(', ')}`);
  }
  const what = `${rows.toLocaleString('en')} accounts of ${Object.keys(accountColumns).length} columns`;
  return { what, ours, peer: null, theirs: [], limit: rows === 1_000_000 ? 25 : null };
}

const contests = [
  ...(values.only === 'accounts' ? [] : [await events()]),
  ...(values.only === 'events' ? [] : [await accounts()]),
];
console.log(`\nMedians of ${runs}. ${machine()}.\n${loadSentence(contests)}\n\n${tableOf(contests)}`);
