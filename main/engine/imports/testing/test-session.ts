import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportSummary, MappingFile } from '../../../../shared/contract/index.ts';
import { tableNames, tables } from '../../../../shared/domain/tables.ts';
import { loadColumns } from '../../events/index.ts';
import { openForReading } from '../../db/index.ts';
import type { Session } from '../../session/index.ts';
import { testWorkspace } from '../../testing/index.ts';
import { automaticMapping, importJobs, proposeMappings, runImport } from '../index.ts';
import { storedColumns } from '../staging.ts';

export type TestSession = {
  readonly session: Session;
  /** A folder for files of the test. */
  readonly folder: string;
  write(name: string, content: string | Uint8Array): string;
  /** Imports files as the command line does: proposals, automatic decisions, run. */
  importFiles(
    paths: readonly string[],
    options?: { saved?: MappingFile[]; dryRun?: boolean; signal?: AbortSignal },
  ): Promise<ImportSummary>;
  close(): Promise<void>;
};

let lastJob = 1_000;

export async function openTestSession(): Promise<TestSession> {
  const workspace = testWorkspace();
  const root = mkdtempSync(join(tmpdir(), 'holdfast-imports-'));
  const session = workspace.open(importJobs);
  return {
    session,
    folder: root,
    write(name, content) {
      const path = join(root, name);
      writeFileSync(path, content);
      return path;
    },
    async importFiles(paths, { saved = [], dryRun = false, signal } = {}) {
      const proposed = await proposeMappings(
        session,
        paths.map((path) => ({ path, name: path.split('/').at(-1) ?? path })),
        undefined,
        saved,
      );
      const { files, findings } = automaticMapping(proposed);
      return runImport(
        session,
        { files, dryRun, extraFindings: findings },
        { id: ++lastJob, signal: signal ?? new AbortController().signal, report: () => {} },
      );
    },
    async close() {
      await session.close();
      workspace.remove();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Everything that a reader can see of the current data, as one text: equal texts are equal data. */
export function currentData({ session }: TestSession): string {
  const rows = tableNames
    .filter((table) => table !== 'events')
    .map((table) => {
      const columns = ['version_id', 'import_id', 'known_at', 'row_hash', ...storedColumns(table)].join(', ');
      return session.database
        .prepare(`SELECT ${columns} FROM current_${table} ORDER BY ${tables[table].key}`)
        .raw()
        .all();
    });
  const database = openForReading(session.file, session.key);
  const events = loadColumns(database);
  database.close();
  const columns = [
    events.offsets,
    events.seconds,
    events.name,
    events.quantity,
    ...events.properties.map(({ codes }) => codes),
  ].map((column) => [...(column ?? [])]);
  return JSON.stringify({
    rows,
    accounts: events.accounts,
    names: events.names,
    properties: events.properties.map(({ key, values }) => [key, values]),
    columns,
  });
}

export function stagingFiles({ session }: TestSession): string[] {
  return readdirSync(session.staging);
}
