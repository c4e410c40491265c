import { z } from 'zod';
import { fileMapping } from '../../../shared/contract/index.ts';
import type { Finding, ImportSummary, TableTotals } from '../../../shared/contract/index.ts';
import type { JobResult } from '../jobs/index.ts';
import type { Session, SessionJob } from '../session/index.ts';
import { runImport } from './run-import.ts';
import { emptyTotals } from './stage-rows.ts';
import { undoImport } from './undo.ts';

/** What an import job remembers. Grants are given back after a commit, so that uploaded copies do not linger. */
export const importJobInput = z.object({
  files: z.array(z.object({ path: z.string(), name: z.string(), mapping: fileMapping, grant: z.string().optional() })),
  dryRun: z.boolean(),
});
export const undoJobInput = z.object({ id: z.number().int() });

/** Imports write nothing before their one transaction, so a killed one is given up; undoing is one transaction and can be repeated. */
export const importJobs = {
  import: {
    onRestart: 'discard',
    async run(session, input, context) {
      const { files, dryRun } = importJobInput.parse(input);
      const summary = await runImport(
        session,
        { files, dryRun, extraFindings: session.isSample ? [ownFilesInSample(files)] : [] },
        context,
      );
      if (!dryRun) for (const { grant } of files) if (grant !== undefined) session.grants.release(grant);
      return importResult(summary);
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
} satisfies Record<'import' | 'undo-import', SessionJob>;

/** The key of the sample workspace is published, so nothing of a client belongs there. */
function ownFilesInSample(files: readonly { name: string }[]): Finding {
  return {
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
