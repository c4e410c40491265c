import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilePreview, Finding, ImportSummary, Recipe } from '../../../shared/contract/index.ts';
import { cancelled, HoldfastError, isHoldfastError } from '../../../shared/domain/errors.ts';
import type { JobContext } from '../jobs/index.ts';
import type { Session } from '../session/index.ts';
import { runWorker } from '../threads/index.ts';
import type { MappedFile, ProposedFile } from './automatic.ts';
import { commitStaging } from './commit.ts';
import type { Commit } from './commit.ts';
import { writeInThread } from './write-thread.ts';
import type { PreviewFile } from './preview.ts';
import { checkFile, keepCheck, readCheck, removeStaging, stageResultOf, stagingNames, whyNotCommit } from './checks.ts';
import { importSummary } from './queries.ts';
import { pseudonymKey, savedRecipes } from './recipes/index.ts';
import { diskError } from './staging/disk-error.ts';
import type { StageRequest, StageResult } from './staging/staging-run.ts';
import type { PreviewRequest } from './work.ts';

export type ImportRequestInput = {
  readonly files: readonly MappedFile[];
  readonly dryRun: boolean;
  /** Findings from before the files were read, e.g. what automatic mapping assumed. */
  readonly extraFindings?: readonly Finding[];
};

/** Of a staging file, which has half a megabyte without any rows. */
const bytesWrittenAtOnce = 2 * 1024 * 1024;

/** The words that an import or its undoing changes. */
export const changedWords = [
  'imports',
  'accounts',
  'events',
  'cohorts',
  'funnels',
  'models',
  'workspace',
  'identity',
  'dataHealth',
] as const;

/**
 * Looks at files in the import thread and proposes a mapping for each of their source tables.
 * @param session whose saved recipes count; null for none
 * @param recipes further recipes to recognise files by, before the saved ones
 * @param scan reads each file to its end; otherwise only small ones
 */
export async function proposeMappings(
  session: Session | null,
  files: readonly PreviewFile[],
  signal?: AbortSignal,
  recipes: readonly Recipe[] = [],
  scan = false,
): Promise<ProposedFile[]> {
  const request: PreviewRequest = {
    task: 'preview',
    files,
    scan,
    pseudonyms: session ? pseudonymKey(session.key) : null,
    recipes: [...recipes, ...(session ? savedRecipes(session.database) : [])],
  };
  const previews = await stoppable(
    runWorker<FilePreview[]>('import', request, signal ? { signal } : {}),
    signal,
    'The preview',
  );
  // A file may have several source tables; what they have of it is its grant, or its name where there is none.
  const paths = new Map(files.map(({ grant, name, path }) => [grant ?? name, path]));
  return previews.map((preview) => ({ ...preview, path: paths.get(preview.grant || preview.name) ?? '' }));
}

/**
 * The whole of an import: read, check and compare in the import thread, then one transaction, here or, where it is large,
 * in that thread. A dry run ends before that transaction; its summary has state `checked` and the job's negative id, and `imports.get` finds it by that id.
 * @throws file_unreadable, invalid_input, conflict, cancelled; the workspace is as before then
 */
export async function runImport(
  session: Session,
  input: ImportRequestInput,
  context: Pick<JobContext, 'id' | 'signal' | 'report'> & Partial<Pick<JobContext, 'pause' | 'saveCheckpoint'>>,
): Promise<ImportSummary> {
  if (input.files.length === 0)
    throw new HoldfastError(
      'invalid_input',
      'There is no file to import: none of the files given could be understood.',
    );
  const now = Math.floor(Date.now() / 1000);
  const staging = input.dryRun
    ? checkFile(session, context.id)
    : join(session.staging, `import-${context.id}-${session.dataVersion()}.db`);
  const files = input.files.map(({ path, name, part, mapping, recipe }) => ({ path, name, part, mapping, recipe }));
  const request: StageRequest = { task: 'stage', workspace: session.file, key: session.key, staging, files, now };
  let isKept = false;
  removeStaging(staging);
  const remove = async (): Promise<void> => {
    if (!isKept) await forgetStaging(staging);
  };
  const work = runWorker<StageResult>('import', request, {
    signal: context.signal,
    ...(context.pause ? { pause: context.pause } : {}),
    onProgress: (progress, stage) => report(context, progress, stage),
  });
  try {
    const result = await stoppable(work, context.signal, 'The import');
    const findings = [...(input.extraFindings ?? []), ...result.findings];
    if (context.signal.aborted) throw cancelled('The import');
    if (input.dryRun) {
      const summary = keepCheck(session, context.id, result, findings, now, input.files);
      isKept = true;
      return summary;
    }
    const job = context.saveCheckpoint ? context.id : null;
    const id = await write(session, { staging, result, findings, now, job }, context);
    session.changed(changedWords);
    return importSummary(session.database, id);
  } catch (error) {
    throw diskError(error);
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

/**
 * Writes exactly what a check found, without reading the files again.
 * @param jobId the check's job
 * @throws not_found, conflict where the check can no longer be committed, cancelled; nothing is written then
 */
export async function commitCheck(
  session: Session,
  jobId: number,
  context: Pick<JobContext, 'id' | 'signal' | 'report'>,
): Promise<ImportSummary> {
  const why = whyNotCommit(session, jobId);
  if (why !== null) throw new HoldfastError('conflict', `This check cannot be committed. ${why}`, { jobId });
  context.report(null, { key: 'writing', values: {} });
  const staging = checkFile(session, jobId);
  const result = stageResultOf(session, jobId);
  // Findings that a person accepted in the check stay accepted.
  const { findings } = readCheck(session, jobId);
  const now = Math.floor(Date.now() / 1000);
  try {
    const id = await write(session, { staging, result, findings, now, job: context.id, check: jobId }, context);
    session.changed(changedWords);
    await forgetStaging(staging);
    return importSummary(session.database, id);
  } catch (error) {
    throw diskError(error);
  }
}

/** Beside this thread: letting go of a file of hundreds of megabytes takes a moment. */
async function forgetStaging(file: string): Promise<void> {
  await Promise.all(stagingNames(file).map((name) => rm(name, { force: true })));
}

/** Few rows are written here and now, many in a thread of their own, so that the engine goes on answering. */
async function write(session: Session, commit: Commit, context: Pick<JobContext, 'signal'>): Promise<number> {
  const isSmall = statSync(commit.staging).size <= bytesWrittenAtOnce;
  return isSmall ? commitStaging(session, commit) : writeInThread(session, { task: 'commit', ...commit }, context);
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
