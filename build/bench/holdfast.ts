import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createEngine } from '../../main/engine/index.ts';
import type { Engine } from '../../main/engine/index.ts';
import { fileMapping } from '../../shared/contract/index.ts';
import type { FileMapping } from '../../shared/contract/index.ts';
import type { TableName } from '../../shared/domain/tables.ts';
import { startRun } from './measure.ts';
import type { Run } from './measure.ts';

export type Figures = Run & {
  readonly stages: readonly string[];
  /** The longest time, in milliseconds, for which a page waited for the list of jobs. */
  readonly longestWait: number;
};
/** What an import is expected to find. */
export type Expected = { readonly new: number; readonly changed: number; readonly unchanged: number };

/**
 * Imports files, one after another, into a new encrypted workspace as every host does, each from the start of its job to the end of its
 * transaction and checkpoint: threads are started in this time, the workspace is open before.
 * @throws where not all rows of a file became what is expected
 */
export async function holdfastImports(
  files: readonly { readonly file: string; readonly expected: Expected }[],
  mapping: FileMapping,
): Promise<Figures[]> {
  const home = mkdtempSync(join(tmpdir(), 'holdfast-bench-run-'));
  const engine = await createEngine({ host: 'cli', home });
  try {
    await engine.workspaces.create({ name: 'Bench', protection: 'passphrase', passphrase: 'only for a benchmark' });
    const figures: Figures[] = [];
    for (const { file, expected } of files) figures.push(await importOne(engine, file, mapping, expected));
    return figures;
  } finally {
    await engine.close();
    rmSync(home, { recursive: true, force: true });
  }
}

async function importOne(engine: Engine, file: string, mapping: FileMapping, expected: Expected): Promise<Figures> {
  const { grant } = engine.grants.register(file);
  const end = startRun();
  const begun = performance.now();
  const waits = startAsking(engine);
  const { jobId } = await engine.client.imports.start({ files: [{ grant, mapping }] });
  const stages = await watch(engine, jobId, begun);
  const run = end();
  const longestWait = await waits();
  const { result, state, error } = await engine.client.jobs.get({ id: jobId });
  if (state !== 'done') throw new Error(`The import ended ${state}: ${error?.message ?? ''}`);
  const { totals } = await engine.client.imports.get({ id: Number(result?.['importId']) });
  for (const key of ['new', 'changed', 'unchanged'] as const) {
    const found = totals[mapping.table]?.[key] ?? 0;
    if (found !== expected[key]) throw new Error(`${found} rows were ${key}, not ${expected[key]}.`);
  }
  return { ...run, stages, longestWait };
}

const millisecondsBetweenQuestions = 20;

/** Asks what a page asks, again and again. @returns ends it, and tells the longest wait */
function startAsking(engine: Engine): () => Promise<number> {
  let isOver = false;
  let longest = 0;
  const asking = (async () => {
    while (!isOver) {
      const due = performance.now() + millisecondsBetweenQuestions;
      await delay(millisecondsBetweenQuestions);
      await engine.client.jobs.list({ limit: 20 });
      longest = Math.max(longest, performance.now() - due);
    }
  })();
  return async () => {
    isOver = true;
    await asking;
    return longest;
  };
}

/** When the job came to each of its stages. */
async function watch(engine: Engine, id: number, begun: number): Promise<string[]> {
  const stages: string[] = [];
  let last = '';
  for await (const { stage } of await engine.client.jobs.watch({ id })) {
    if (!stage || stage.key === last) continue;
    last = stage.key;
    stages.push(`${last} from ${((performance.now() - begun) / 1000).toFixed(2)}`);
  }
  return stages;
}

export function mappingOf(table: TableName, columns: Readonly<Record<string, string>>): FileMapping {
  return fileMapping.parse({
    table,
    columns: Object.entries(columns).map(([column, field]) => ({ column, field })),
  });
}
