import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createEngine, noKeychain } from '../../main/engine/index.ts';
import type { Engine } from '../../main/engine/index.ts';
import { fileMapping } from '../../shared/contract/index.ts';
import type { FileMapping } from '../../shared/contract/index.ts';
import { cacheFolder } from './event-file.ts';
import { bookAccounts, bookFile, usageFile } from './usage-file.ts';

const passphrase = 'only for a benchmark';

const bookMapping: FileMapping = fileMapping.parse({
  table: 'accounts',
  columns: ['account_id', 'name', 'segment'].map((column) => ({ column, field: column })),
});
const usageMapping: FileMapping = fileMapping.parse({
  table: 'events',
  columns: [
    { column: 'account_id', field: 'account_id' },
    { column: 'timestamp', field: 'occurred_at' },
    { column: 'event', field: 'event' },
    { column: 'quantity', field: 'quantity' },
    { column: 'platform', field: 'platform' },
  ],
});

const open = (home: string): Promise<Engine> =>
  createEngine({ host: 'localhost', home, keychain: noKeychain('Not in a benchmark.') });

/**
 * An encrypted workspace with the book and so many events, imported as every host does. It stays between runs.
 * @returns its folder
 */
export async function usageWorkspace(rows: number): Promise<string> {
  const folder = join(cacheFolder, `usage-${rows}-workspace`);
  if (existsSync(folder)) return folder;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  const home = mkdtempSync(join(tmpdir(), 'holdfast-bench-home-'));
  const engine = await open(home);
  try {
    await engine.workspaces.create({ name: 'Usage', folder: part, protection: 'passphrase', passphrase });
    await importFile(engine, bookFile(), bookMapping, bookAccounts);
    await importFile(engine, usageFile(rows), usageMapping, rows);
  } finally {
    await engine.close();
    rmSync(home, { recursive: true, force: true });
  }
  renameSync(part, folder);
  return folder;
}

export type OpenedWorkspace = {
  readonly engine: Engine;
  /** Imports a file of events. Resolves when they are durable. */
  append(file: string, rows: number): Promise<void>;
  close(): Promise<void>;
};

/** An engine as it is before a workspace is chosen: its threads wait. */
export type IdleEngine = { readonly engine: Engine; readonly home: string };

export async function startIdle(): Promise<IdleEngine> {
  const home = mkdtempSync(join(tmpdir(), 'holdfast-bench-home-'));
  const engine = await open(home);
  // Threads take a moment to start; nobody chooses a workspace sooner.
  await delay(millisecondsToStart);
  return { engine, home };
}
const millisecondsToStart = 1_500;

/** Opens a workspace; a copy of it, where something is going to be changed. */
export async function openUsage(
  folder: string,
  { idle, isCopied = false }: { readonly idle?: IdleEngine; readonly isCopied?: boolean } = {},
): Promise<OpenedWorkspace> {
  const { engine, home } = idle ?? (await startIdle());
  const place = isCopied ? join(home, 'workspace') : folder;
  if (isCopied) cpSync(folder, place, { recursive: true });
  await engine.workspaces.open(place, passphrase);
  return {
    engine,
    append: (file, rows) => importFile(engine, file, usageMapping, rows),
    async close() {
      await engine.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function importFile(engine: Engine, file: string, mapping: FileMapping, rows: number): Promise<void> {
  const { grant } = engine.grants.register(file);
  const { jobId } = await engine.client.imports.start({ files: [{ grant, mapping }] });
  for await (const job of await engine.client.jobs.watch({ id: jobId })) {
    if (job.state === 'running' || job.state === 'queued') continue;
    const { result, state, error } = job;
    if (state !== 'done') throw new Error(`The import ended ${state}: ${error?.message ?? ''}`);
    const { totals } = await engine.client.imports.get({ id: Number(result?.['importId']) });
    const found = totals[mapping.table]?.new ?? 0;
    if (found !== rows) throw new Error(`${found} rows were new, not ${rows}.`);
    return;
  }
}
