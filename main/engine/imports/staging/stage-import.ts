import { rmSync } from 'node:fs';
import type { WorkContext } from '../../threads/index.ts';
import { pseudonymKey } from '../recipes/index.ts';
import { checkStaged } from './check-staged.ts';
import { createAccountFinder } from './account-finder.ts';
import { createRowStage } from './row-stage.ts';
import { createEventStage } from './stage-events.ts';
import { ReadTooEarly } from './early-prints.ts';
import { stageFiles } from './stage-files.ts';
import { createStaging } from './staging.ts';
import { progressParts, stopCheck } from './staging-run.ts';
import type { StageRequest, StageResult, StagingRun } from './staging-run.ts';

/**
 * Reads, checks and compares a file set into a staging file; runs in the import thread. Nothing is written elsewhere.
 * @throws file_unreadable, invalid_input, conflict (a file changed while read), cancelled
 */
export async function stageImport(request: StageRequest, context: WorkContext): Promise<StageResult> {
  try {
    return await stageOnce(request, context, true);
  } catch (error) {
    if (!(error instanceof ReadTooEarly)) throw error;
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(request.staging + suffix, { force: true });
    return await stageOnce(request, context, false);
  }
}

async function stageOnce(request: StageRequest, context: WorkContext, mayReadEarly: boolean): Promise<StageResult> {
  const staging = createStaging(request.staging, request.workspace, request.key);
  try {
    const dataVersion = Number(
      staging.database.prepare(`SELECT value FROM workspace.meta WHERE key = 'data_version'`).pluck().get() ?? 0,
    );
    const finder = createAccountFinder(staging.database);
    const run: StagingRun = {
      staging,
      rows: createRowStage(
        staging.database,
        request.staging,
        request.now,
        (by, text) => finder.find(by, text),
        stopCheck(context),
      ),
      events: createEventStage(staging.database, request.now),
      context,
      pseudonyms: pseudonymKey(request.key),
      totals: {},
      findings: [],
      repeated: {},
      confirms: new Set(),
      carries: new Set(),
      known: [],
    };
    const files = await stageFiles(request.files, run, mayReadEarly);
    context.progress(progressParts.reading, { key: 'checking', values: {} });
    checkStaged(run, files, request.now);
    context.progress(progressParts.writing, { key: 'writing', values: {} });
    const result: StageResult = {
      files,
      totals: run.totals,
      findings: run.findings,
      dataVersion,
      confirms: [...run.confirms],
      carries: [...run.carries],
      changedFields: Object.fromEntries(
        [...run.rows.outcomes]
          .map(([table, { difference }]) => [table, difference.changedFields] as const)
          .filter(([, fields]) => Object.keys(fields).length > 0),
      ),
    };
    // A check that is committed later finds here what it found.
    staging.database.prepare('INSERT INTO main.result (text) VALUES (?)').run(JSON.stringify(result));
    return result;
  } finally {
    staging.close();
  }
}
