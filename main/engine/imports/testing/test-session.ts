import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileMapping } from '../../../../shared/contract/index.ts';
import type { FileMapping, ImportSummary, Recipe } from '../../../../shared/contract/index.ts';
import { tableNames, tables } from '../../../../shared/domain/tables.ts';
import { loadColumns } from '../../events/index.ts';
import { openForReading } from '../../db/index.ts';
import type { Session } from '../../session/index.ts';
import { testWorkspace } from '../../testing/index.ts';
import { automaticMapping, importJobs, proposeMappings, runImport } from '../index.ts';
import { commitStaging } from '../commit.ts';
import { findOrphans } from '../orphans.ts';
import { importSummary } from '../queries.ts';
import { takeBack } from '../take-back.ts';
import { stageImport } from '../staging/stage-import.ts';
import type { StageResult } from '../staging/staging-run.ts';
import { rowTables, storedColumns } from '../staging/staging.ts';

export type TestSession = {
  readonly session: Session;
  /** A folder for files of the test. */
  readonly folder: string;
  write(name: string, content: string | Uint8Array): string;
  /** Imports files as the command line does: proposals, automatic decisions, run. */
  importFiles(
    paths: readonly string[],
    options?: { saved?: Recipe[]; dryRun?: boolean; signal?: AbortSignal },
  ): Promise<ImportSummary>;
  /**
   * Imports texts by given mappings, in this thread: quicker than through the import thread, with the same result.
   * @param at epoch seconds of the import
   */
  importMapped(files: readonly MappedText[], at?: number): Promise<Mapped>;
  /** Undoes an import in this thread. @returns why it cannot be undone, where it cannot */
  undoHere(id: number): string | null;
  close(): Promise<void>;
};

export type MappedText = {
  readonly name: string;
  readonly content: string;
  /** header → field */
  readonly fields: Readonly<Record<string, string>>;
  readonly mapping: Partial<FileMapping> & Pick<FileMapping, 'table'>;
};
export type Mapped = { readonly importId: number; readonly result: StageResult };

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
    async importMapped(files, at = 1_767_225_600) {
      const staging = join(root, `staged-${++lastJob}.db`);
      const mapped = files.map(({ name, content, fields, mapping }) => {
        const path = join(root, name);
        writeFileSync(path, content);
        const columns = Object.entries(fields).map(([column, field]) => ({ column, field }));
        return { path, name, part: null, recipe: null, mapping: fileMapping.parse({ columns, ...mapping }) };
      });
      const { file: workspaceFile, key } = session;
      const request = { task: 'stage' as const, workspace: workspaceFile, key, staging, files: mapped, now: at };
      const result = await stageImport(request, { shouldStop: () => false, progress: () => {} });
      const importId = commitStaging(session, { staging, result, findings: result.findings, now: at });
      rmSync(staging, { force: true });
      return { importId, result };
    },
    undoHere(id) {
      const { database, file: workspaceFile, key } = session;
      const why = importSummary(database, id).undoBlockedBy;
      if (why !== null) return why;
      const orphans = findOrphans({ task: 'orphans', workspace: workspaceFile, key, importId: id });
      takeBack(database, { id, orphans, version: session.dataVersion() });
      return null;
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

/** Every version of every row with its provenance, as one text: what undoing must leave as it was. */
export function allVersions({ session }: TestSession): string {
  return JSON.stringify(
    [...rowTables, 'event_segments', 'event_chunks'].map((table) =>
      session.database.prepare(`SELECT * FROM ${table} ORDER BY 1`).raw().all(),
    ),
  );
}

export function stagingFiles({ session }: TestSession): string[] {
  return readdirSync(session.staging);
}
