import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { ContractClient, FilePreview, ImportSummary, Job } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { tableNames } from '../../../shared/domain/tables.ts';
import { writeQueue } from '../accounts/index.ts';
import { retentionCsv } from '../cohorts/index.ts';
import { automaticMapping } from '../imports/index.ts';
import { headerFile } from '../session/index.ts';
import type { Grants, Session } from '../session/index.ts';
import type { WorkspaceManager } from '../workspace/index.ts';
import { renderReport } from './report.ts';
import type { AuditSummary } from './summary.ts';
import { bookFigures, headlineOf } from './summary.ts';

export type AuditOptions = {
  readonly paths: readonly string[];
  /** Where the four files go; made when absent. */
  readonly out: string;
  /** Kept here; a temporary workspace with a random key that is never stored when not given. */
  readonly workspace?: string | undefined;
  readonly passphrase?: string | undefined;
  readonly onProgress: (job: Pick<Job, 'kind' | 'subject' | 'progress' | 'stage'>) => void;
};

/** What the audit needs of an engine. */
export type AuditEngine = {
  readonly client: ContractClient;
  readonly workspaces: WorkspaceManager;
  readonly grants: Grants;
};

/** Accounts that the report names. */
const accountsShown = 25;

/**
 * From a folder of exports to a report: imports with automatic mapping, lists data problems, trains or falls back to the
 * baseline, scores, and writes report.html, accounts.csv, retention.csv and summary.json.
 */
export async function runAudit(engine: AuditEngine, options: AuditOptions): Promise<AuditSummary> {
  const out = resolve(options.out);
  mkdirSync(out, { recursive: true });
  const temporary = options.workspace === undefined ? mkdtempSync(join(tmpdir(), 'holdfast-audit-')) : null;
  const removeTemporary = (): void => {
    if (temporary) rmSync(temporary, { recursive: true, force: true });
  };
  // Ctrl-C ends the process before the block below is reached.
  process.once('exit', removeTemporary);
  try {
    const session = await openWorkspace(engine.workspaces, options, temporary);
    const imported = await importAll(engine, options);
    const training = await finish(engine.client, (await engine.client.models.train({})).jobId, options.onProgress);
    const { client } = engine;
    const { card, churnsKnown } = await client.models.champion();
    const queue = await client.accounts.queue({ limit: accountsShown });
    const status = await client.workspace.status();
    const events = await client.events.names();
    const grid = events.total > 0 ? await client.cohorts.retention({}) : null;
    const files = ['report.html', 'accounts.csv', ...(grid ? ['retention.csv'] : []), 'summary.json'].map((name) =>
      join(out, name),
    );
    await writeQueue(session, join(out, 'accounts.csv'), {});
    if (grid) writeFileSync(join(out, 'retention.csv'), retentionCsv(grid));
    // One of an earlier audit would look like this one's.
    else rmSync(join(out, 'retention.csv'), { force: true });
    const summary: AuditSummary = {
      headline: '',
      createdAt: new Date().toISOString(),
      dataUntil: status.current?.dataUntil ?? null,
      imports: {
        totals: imported.summary.totals,
        files: imported.summary.files.map(({ name, table, rows }) => ({ name, table, rows })),
        skipped: imported.skipped,
      },
      findings: imported.summary.findings,
      tablesMissing: tableNames.filter((table) => !(table in imported.summary.totals)),
      book: bookFigures(session, queue),
      model: {
        used: card?.status === 'baseline' ? 'baseline' : card ? 'trained' : 'none',
        name: card?.name ?? null,
        why: String(training.result?.['why'] ?? ''),
        churnsKnown,
        card,
      },
      accounts: queue.rows,
      events: { total: events.total, names: events.names.slice(0, 20) },
      files,
    };
    const told = { ...summary, headline: headlineOf(summary) };
    writeFileSync(join(out, 'summary.json'), `${JSON.stringify(told, null, 2)}\n`);
    writeFileSync(join(out, 'report.html'), renderReport(told, grid));
    return told;
  } finally {
    await engine.workspaces.close();
    process.removeListener('exit', removeTemporary);
    removeTemporary();
  }
}

async function openWorkspace(
  manager: WorkspaceManager,
  options: AuditOptions,
  temporary: string | null,
): Promise<Session> {
  if (temporary) return manager.create({ name: 'Audit', folder: temporary, protection: 'memory' });
  const folder = resolve(options.workspace ?? '.');
  if (existsSync(headerFile(folder))) return manager.open(folder, options.passphrase);
  const { passphrase } = options;
  if (passphrase === undefined && !manager.keychain.available) {
    throw new HoldfastError(
      'secret_locked',
      `${manager.keychain.reason} Give the name of an environment variable that holds a passphrase: --passphrase-env NAME.`,
    );
  }
  const protection = passphrase === undefined ? 'keychain' : 'passphrase';
  return manager.create({
    name: basename(folder),
    folder,
    protection,
    ...(passphrase === undefined ? {} : { passphrase }),
  });
}

async function importAll(
  engine: AuditEngine,
  options: AuditOptions,
): Promise<{ summary: ImportSummary; skipped: { name: string; reason: string }[] }> {
  const grants = options.paths.map((path) => engine.grants.register(path).grant);
  const previews: FilePreview[] = await engine.client.imports.preview({ grants });
  const decided = automaticMapping(previews);
  const files = decided.files.map(({ grant, part, mapping, recipe }) => ({ grant, part, mapping, recipe }));
  if (files.length === 0) {
    throw new HoldfastError(
      'invalid_input',
      `None of the files could be understood. ${decided.skipped.map(({ name, reason }) => `${name}: ${reason}`).join(' ')}`,
    );
  }
  const { jobId } = await engine.client.imports.start({ files });
  const job = await finish(engine.client, jobId, options.onProgress);
  const summary = await engine.client.imports.get({ id: Number(job.result?.['importId']) });
  return {
    summary: { ...summary, findings: [...decided.findings, ...summary.findings] },
    skipped: [...decided.skipped],
  };
}

async function finish(client: ContractClient, jobId: number, onProgress: AuditOptions['onProgress']): Promise<Job> {
  let job = await client.jobs.get({ id: jobId });
  for await (const change of await client.jobs.watch({ id: jobId })) {
    job = change;
    if (job.state === 'running') onProgress(job);
  }
  if (job.state === 'done') return job;
  throw new HoldfastError(
    job.error?.code ?? 'internal',
    job.error?.message ?? 'The audit ended early without saying why.',
  );
}
