import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FilePreview, Finding, ImportSummary, MappingFile, TableTotals } from '../../../shared/contract/index.ts';
import { cancelled, HoldfastError, isHoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { JobContext } from '../jobs/index.ts';
import type { Session } from '../session/index.ts';
import { runWorker } from '../threads/index.ts';
import type { MappedFile, ProposedFile } from './automatic.ts';
import { commitStaging } from './commit.ts';
import type { PreviewFile } from './preview.ts';
import { importSummary, saveChecked, savedMappings } from './queries.ts';
import type { StageRequest, StageResult } from './staging-run.ts';
import type { PreviewRequest } from './work.ts';

export type ImportRequestInput = {
  readonly files: readonly MappedFile[];
  readonly dryRun: boolean;
  /** Findings from before the files were read, e.g. what automatic mapping assumed. */
  readonly extraFindings?: readonly Finding[];
};

/** The words that an import or its undoing changes. */
export const changedWords = ['imports', 'accounts', 'events', 'cohorts', 'funnels', 'models', 'workspace'] as const;

/**
 * Reads the heads of files in the import thread and proposes a mapping for each.
 * @param session whose saved mappings count; null for none
 * @param saved further mappings to recognise files by, before the saved ones
 */
export async function proposeMappings(
  session: Session | null,
  files: readonly PreviewFile[],
  signal?: AbortSignal,
  saved: readonly MappingFile[] = [],
): Promise<ProposedFile[]> {
  const request: PreviewRequest = {
    task: 'preview',
    files,
    saved: [...saved, ...(session ? savedMappings(session.database) : [])],
  };
  const previews = await stoppable(
    runWorker<FilePreview[]>('import', request, signal ? { signal } : {}),
    signal,
    'The preview',
  );
  return previews.map((preview, index) => ({ ...preview, path: files[index]?.path ?? '' }));
}

/**
 * The whole of an import: read, check and compare in the import thread, then one transaction here. A dry run ends before
 * that transaction; its summary has state `checked` and the job's negative id, and `imports.get` finds it by that id.
 * @throws file_unreadable, invalid_input, conflict, cancelled; the workspace is as before then
 */
export async function runImport(
  session: Session,
  input: ImportRequestInput,
  context: Pick<JobContext, 'id' | 'signal' | 'report'>,
): Promise<ImportSummary> {
  if (input.files.length === 0)
    throw new HoldfastError(
      'invalid_input',
      'There is no file to import: none of the files given could be understood.',
    );
  const now = Math.floor(Date.now() / 1000);
  const staging = join(session.staging, `import-${context.id}-${session.dataVersion()}.db`);
  const files = input.files.map(({ path, name, mapping }) => ({ path, name, mapping }));
  const request: StageRequest = { task: 'stage', workspace: session.file, key: session.key, staging, files, now };
  const remove = (): void =>
    [staging, `${staging}-journal`, `${staging}-wal`, `${staging}-shm`].forEach((file) =>
      rmSync(file, { force: true }),
    );
  remove();
  const work = runWorker<StageResult>('import', request, {
    signal: context.signal,
    onProgress: (progress, stage) => report(context, progress, stage),
  });
  try {
    const result = await stoppable(work, context.signal, 'The import');
    const findings = [...(input.extraFindings ?? []), ...result.findings];
    if (context.signal.aborted) throw cancelled('The import');
    if (input.dryRun) return keepChecked(session, context.id, result, findings, now);
    const id = commitStaging(session, { staging, result, findings, now });
    session.changed(changedWords);
    return importSummary(session.database, id);
  } finally {
    const removed = work.then(remove, remove);
    // A cancelled thread may be in the middle of a step: its file goes when it has let go of it, without keeping anyone.
    // A closing workspace waits for that, because it empties the folder next.
    if (!context.signal.aborted || isClosing(context.signal)) await removed;
  }
}

function isClosing(signal: AbortSignal): boolean {
  return isHoldfastError(signal.reason) && signal.reason.code === 'engine_restarted';
}

function keepChecked(
  session: Session,
  jobId: number,
  result: StageResult,
  findings: Finding[],
  now: number,
): ImportSummary {
  const summary: ImportSummary = {
    id: -jobId,
    state: 'checked',
    files: result.files.map(({ name, table, sha256, rows }) => ({ name, table, sha256, rows })),
    totals: result.totals as Record<string, TableTotals>,
    findings,
    committedAt: instantOfSeconds(now),
    undoneAt: null,
    undoBlockedBy: 'It was a dry run: nothing was written.',
  };
  saveChecked(session.database, jobId, summary);
  return summary;
}

function report(context: Pick<JobContext, 'report'>, progress: number | null, stage: unknown): void {
  context.report(progress, stage as Parameters<JobContext['report']>[1]);
}

/** A thread looks for a stop between its steps; whoever waits is told at once. */
function stoppable<T>(work: Promise<T>, signal: AbortSignal | undefined, what: string): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(cancelled(what));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
