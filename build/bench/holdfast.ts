import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../main/engine/index.ts';
import type { Engine } from '../../main/engine/index.ts';
import { fileMapping } from '../../shared/contract/index.ts';
import type { FileMapping } from '../../shared/contract/index.ts';
import type { TableName } from '../../shared/domain/tables.ts';
import { startRun } from './measure.ts';
import type { Run } from './measure.ts';

export type Figures = Run & { readonly stages: readonly string[] };

/**
 * Imports one file into a new encrypted workspace as every host does, from the start of the job to the end of its transaction
 * and checkpoint: threads are started in this time, the workspace is open before.
 * @throws where not all rows are stored as new ones
 */
export async function holdfastImport(file: string, mapping: FileMapping, rows: number): Promise<Figures> {
  const home = mkdtempSync(join(tmpdir(), 'holdfast-bench-run-'));
  const engine = await createEngine({ host: 'cli', home });
  try {
    await engine.workspaces.create({ name: 'Bench', protection: 'passphrase', passphrase: 'only for a benchmark' });
    const { grant } = engine.grants.register(file);
    const end = startRun();
    const begun = performance.now();
    const { jobId } = await engine.client.imports.start({ files: [{ grant, mapping }] });
    const stages = await watch(engine, jobId, begun);
    const run = end();
    const { result, state, error } = await engine.client.jobs.get({ id: jobId });
    if (state !== 'done') throw new Error(`The import ended ${state}: ${error?.message ?? ''}`);
    const { totals } = await engine.client.imports.get({ id: Number(result?.['importId']) });
    if (totals[mapping.table]?.new !== rows)
      throw new Error(`Of ${rows} rows ${totals[mapping.table]?.new ?? 0} were stored.`);
    return { ...run, stages };
  } finally {
    await engine.close();
    rmSync(home, { recursive: true, force: true });
  }
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
