import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckedFile, Finding, ImportSummary, TableTotals } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { reasonOf, reasonText } from '../../../shared/domain/import-reasons.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { attach, dataVersion, readMeta, writeMeta } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import type { Session } from '../session/index.ts';
import type { StageResult } from './staging/staging-run.ts';

/** What is remembered of a check (a dry run), under the number of its job. Its rows stand in its staging file. */
type Check = {
  readonly summary: ImportSummary;
  readonly dataVersion: number;
  readonly committedAs: number | null;
  readonly request: readonly CheckedFile[];
};

/** A source table that a check was asked about, as the request of an import names it. */
type AskedFile = Omit<CheckedFile, 'grant'> & { readonly grant?: string | undefined };

/** Checks hold as much disk as the data that they would write, so only the last few are kept. */
const mostKept = 3;
const checkedKey = (jobId: number): string => `checked_import_${jobId}`;
const fileName = /^check-(\d+)\.db$/;

export function checkFile(session: Pick<Session, 'staging'>, jobId: number): string {
  return join(session.staging, `check-${jobId}.db`);
}

/** A staging file and what SQLite may have put beside it. */
export function stagingNames(file: string): string[] {
  return [file, `${file}-journal`, `${file}-wal`, `${file}-shm`];
}

export function removeStaging(file: string): void {
  for (const name of stagingNames(file)) rmSync(name, { force: true });
}

/** Keeps what a check found; of the same files only the newest check is kept. */
export function keepCheck(
  session: Session,
  jobId: number,
  result: StageResult,
  findings: readonly Finding[],
  now: number,
  asked: readonly AskedFile[],
): ImportSummary {
  const summary: ImportSummary = {
    id: -jobId,
    state: 'checked',
    files: result.files.map(({ name, part, table, sha256, rows, recipe, mapping }) => ({
      name,
      part,
      table,
      sha256,
      rows,
      source: (JSON.parse(mapping) as { source?: string }).source ?? null,
      recipe,
    })),
    totals: result.totals as Record<string, TableTotals>,
    changedFields: result.changedFields as ImportSummary['changedFields'],
    findings: [...findings],
    committedAt: instantOfSeconds(now),
    undoneAt: null,
    undoBlockedBy: reasonText('undo-check'),
    undoBlockedCode: { key: 'undo-check', values: {} },
    commitBlockedBy: null,
    commitBlockedCode: null,
    request: null,
  };
  const fileSet = fileSetOf(summary);
  const others = keptChecks(session).filter((other) => other !== jobId);
  for (const other of others) {
    const check = findCheck(session.database, other);
    if (!check || fileSetOf(check.summary) === fileSet) removeStaging(checkFile(session, other));
  }
  for (const other of keptChecks(session)
    .filter((other) => other !== jobId)
    .slice(mostKept - 1))
    removeStaging(checkFile(session, other));
  const request = asked.map(({ grant = null, name, part, mapping, recipe }) => ({
    grant,
    name,
    part,
    mapping,
    recipe,
  }));
  save(session.database, jobId, { summary, dataVersion: result.dataVersion, committedAs: null, request });
  return readCheck(session, jobId);
}

function fileSetOf({ files }: ImportSummary): string {
  return JSON.stringify(files.map(({ name, part }) => `${name}#${part ?? ''}`).sort());
}

/** Newest first. */
function keptChecks(session: Session): number[] {
  return readdirSync(session.staging)
    .flatMap((name) => Number(fileName.exec(name)?.[1] ?? NaN) || [])
    .sort((a, b) => b - a);
}

/** @throws not_found */
export function readCheck(session: Session, jobId: number): ImportSummary {
  const { summary, request } = checkOf(session.database, jobId);
  const commitBlockedBy = whyNotCommit(session, jobId);
  return {
    ...summary,
    commitBlockedBy,
    commitBlockedCode: commitBlockedBy === null ? null : reasonOf(commitBlockedBy),
    request: request.map((file) => ({
      ...file,
      grant: file.grant !== null && session.grants.has(file.grant) ? file.grant : null,
    })),
  };
}

/** Why a check cannot be committed as it is; null where it can. */
export function whyNotCommit(session: Session, jobId: number): string | null {
  const check = checkOf(session.database, jobId);
  if (check.committedAs !== null) return reasonText('commit-done', { import: check.committedAs });
  if (check.dataVersion !== dataVersion(session.database)) return reasonText('commit-outdated');
  if (!existsSync(checkFile(session, jobId))) return reasonText('commit-not-kept');
  return null;
}

/** Opens what a check staged, attached as `checked`, for one look. @throws conflict where it is no longer kept */
export function lookInto<T>(session: Session, jobId: number, look: (database: WritableDatabase) => T): T {
  const { database } = session;
  checkOf(database, jobId);
  const file = checkFile(session, jobId);
  if (!existsSync(file))
    throw new HoldfastError(
      'conflict',
      'What this check read is no longer kept. Check the files again to see its rows.',
    );
  attach(database, file, 'checked', session.key);
  try {
    return look(database);
  } finally {
    database.exec('DETACH DATABASE checked');
  }
}

export function stageResultOf(session: Session, jobId: number): StageResult {
  return lookInto(session, jobId, (database) => {
    const text = database.prepare('SELECT text FROM checked.result').pluck().get() as string;
    return JSON.parse(text) as StageResult;
  });
}

/** Call inside the transaction that commits it. */
export function markCommitted(database: WritableDatabase, jobId: number, importId: number): void {
  save(database, jobId, { ...checkOf(database, jobId), committedAs: importId });
}

export function saveCheckFindings(database: WritableDatabase, jobId: number, findings: readonly Finding[]): void {
  const check = checkOf(database, jobId);
  save(database, jobId, { ...check, summary: { ...check.summary, findings: [...findings] } });
}

function save(database: WritableDatabase, jobId: number, check: Check): void {
  writeMeta(database, checkedKey(jobId), JSON.stringify(check));
}

function findCheck(database: WritableDatabase, jobId: number): Check | null {
  const text = readMeta(database, checkedKey(jobId));
  return text === null ? null : (JSON.parse(text) as Check);
}

function checkOf(database: WritableDatabase, jobId: number): Check {
  const check = findCheck(database, jobId);
  if (!check) throw new HoldfastError('not_found', `There is no check of job ${jobId}.`, { jobId });
  return check;
}
