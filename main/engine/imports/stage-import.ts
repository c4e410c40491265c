import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { WorkContext } from '../threads/index.ts';
import { checkStaged } from './check-staged.ts';
import { createEventStage } from './stage-events.ts';
import { stageFiles } from './stage-files.ts';
import { createStaging } from './staging.ts';
import { progressParts } from './staging-run.ts';
import type { StageRequest, StageResult, StagingRun } from './staging-run.ts';

/**
 * Reads, checks and compares a file set into a staging file; runs in the import thread. Nothing is written elsewhere.
 * @throws file_unreadable, invalid_input, conflict (a file changed while read), cancelled
 */
export async function stageImport(request: StageRequest, context: WorkContext): Promise<StageResult> {
  const staging = createStaging(request.staging, request.workspace, request.key);
  try {
    const dataVersion = Number(
      staging.database.prepare(`SELECT value FROM workspace.meta WHERE key = 'data_version'`).pluck().get() ?? 0,
    );
    const run: StagingRun = {
      staging,
      events: createEventStage(staging.database, request.now),
      context,
      totals: {},
      findings: [],
      repeated: {},
      confirms: new Set(),
      known: [],
    };
    const files = await stageFiles(request.files, run);
    context.progress(progressParts.reading, { key: 'checking', values: {} });
    checkStaged(run, files, request.now);
    context.progress(progressParts.writing, { key: 'writing', values: {} });
    return { files, totals: run.totals, findings: run.findings, dataVersion, confirms: [...run.confirms] };
  } finally {
    staging.close();
  }
}

/** Errors of SQLite that mean a full disk, in a sentence. */
export function diskError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code !== 'SQLITE_FULL' && code !== 'ENOSPC') return error;
  return new HoldfastError(
    'internal',
    'The disk is full. Free some space and start the import again; nothing was changed.',
    {},
    error,
  );
}
