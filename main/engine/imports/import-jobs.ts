import { rmSync } from 'node:fs';
import { z } from 'zod';
import { fileMapping } from '../../../shared/contract/index.ts';
import type { Finding, ImportSummary, TableTotals } from '../../../shared/contract/index.ts';
import type { JobResult } from '../jobs/index.ts';
import { isHoldfastError } from '../../../shared/domain/errors.ts';
import { isTakenIn } from '../session/index.ts';
import type { Session, SessionJob } from '../session/index.ts';
import { importSummary } from './queries.ts';
import { commitCheck, runImport } from './run-import.ts';
import { emptyTotals } from './staging/stage-rows.ts';
import { undoImport } from './undo.ts';
import { toldOnly } from './staging/findings.ts';

/** What an import job remembers. Grants are given back after a commit, so that uploaded copies do not linger. */
const importJobInput = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      name: z.string(),
      part: z.string().nullable().default(null),
      mapping: fileMapping,
      recipe: z.object({ name: z.string(), revision: z.number().int() }).nullable().default(null),
      grant: z.string().optional(),
    }),
  ),
  dryRun: z.boolean(),
});
const undoJobInput = z.object({ id: z.number().int() });

const commitJobInput = z.object({ check: z.number().int().positive() });
/** Saved in the transaction that writes an import: a job that was killed after it has nothing left to do. */
const committed = z.object({ importId: z.number().int() });

/** Imports write nothing before their one transaction, so one that was killed is run again; so is undoing. */
export const importJobs = {
  import: {
    onRestart: 'resume',
    isPausable: true,
    async run(session, input, context) {
      const { files, dryRun } = importJobInput.parse(input);
      const done = committed.safeParse(context.checkpoint);
      let isDone = false;
      try {
        const summary = done.success
          ? importSummary(session.database, done.data.importId)
          : await runImport(
              session,
              { files, dryRun, extraFindings: session.isSample ? [ownFilesInSample(files)] : [] },
              context,
            );
        isDone = !dryRun;
        return importResult(summary);
      } finally {
        const ended = isDone || !isStopped(context.signal);
        if (ended) for (const file of files) letGo(session, file, isDone);
      }
    },
  },
  'undo-import': {
    onRestart: 'resume',
    async run(session: Session, input: unknown, context) {
      const { id } = undoJobInput.parse(input);
      await undoImport(session, id, context);
      return { importId: id };
    },
  },
  'commit-import': {
    onRestart: 'resume',
    async run(session: Session, input: unknown, context) {
      const { check } = commitJobInput.parse(input);
      const done = committed.safeParse(context.checkpoint);
      return importResult(
        done.success ? importSummary(session.database, done.data.importId) : await commitCheck(session, check, context),
      );
    },
  },
} satisfies Record<'import' | 'commit-import' | 'undo-import', SessionJob>;

/** The workspace is closing: the job stays as it is, to be taken up. */
function isStopped({ reason }: AbortSignal): boolean {
  return isHoldfastError(reason) && reason.code === 'engine_restarted';
}

/**
 * A file that a page sent goes with the import that stored it, or when nobody can ask for it any more; after a check, or
 * an import that failed, the page may try again with it.
 */
function letGo(session: Session, { path, grant }: { path: string; grant?: string | undefined }, isDone: boolean): void {
  const isGranted = grant !== undefined && session.grants.has(grant);
  if (isGranted && !isDone) return;
  if (grant !== undefined) session.grants.release(grant);
  if (isTakenIn(session.folder, path)) rmSync(path, { force: true });
}

/** The key of the sample workspace is published, so nothing of a client belongs there. */
function ownFilesInSample(files: readonly { name: string }[]): Finding {
  return {
    ...toldOnly,
    key: 'own-files-in-sample',
    severity: 'warning',
    table: null,
    count: files.length,
    text: 'These files were imported into the sample workspace, which anybody can open. Keep data of clients in a workspace of your own.',
    examples: files.slice(0, 5).map(({ name }) => name),
  };
}

/** `importId` is negative for a dry run: `imports.get` finds its summary by it. The counts are over all tables. */
function importResult({ id, state, totals }: ImportSummary): JobResult {
  const sum = emptyTotals();
  for (const table of Object.values(totals))
    for (const key of Object.keys(sum) as (keyof TableTotals)[]) sum[key] += table[key];
  return { importId: id, dryRun: state === 'checked', ...sum };
}
