import type { Finding } from '../../../../shared/contract/index.ts';
import { identityFindings } from '../../identity/index.ts';
import { countOrphaned } from './orphaned.ts';
import { inWords } from './count-words.ts';
import { findContradictions, sightingFinding } from './findings.ts';
import { addImpliedAccounts } from './implied-accounts.ts';
import type { ImpliedAccounts } from './implied-accounts.ts';
import { readingFindings } from './reading-findings.ts';
import { rowFindings } from './row-findings.ts';
import { progressParts, stopCheck } from './staging-run.ts';
import type { StagedFile, StagingRun } from './staging-run.ts';

/** Compares what was read with the workspace, looks for contradictions, and leaves in staging what a commit copies. */
export function checkStaged(run: StagingRun, files: readonly StagedFile[], now: number): void {
  const { database } = run.staging;
  const checkStop = stopCheck(run.context);
  const touched = new Set(files.map(({ table }) => table));
  checkStop();
  database.exec('BEGIN');
  run.rows.settle();
  addTotals(run);
  const mention = database.prepare('INSERT INTO main.event_accounts (account_id, file, row_number) VALUES (?, ?, ?)');
  for (const [account, { file, row }] of run.events.accounts) mention.run(account, file, row);
  const future = run.events.future.rows;
  const implied = addImpliedAccounts(database);
  checkStop();
  const leftOut = (table: string, key: string): number => run.rows.outcomes.get(table as never)?.leftOut.get(key) ?? 0;
  run.findings.push(
    ...findContradictions(database, touched, leftOut, now, checkStop),
    ...readingFindings(run, future, files),
    ...rowFindings(run),
    ...impliedFinding(implied),
    ...(touched.has('accounts') ? identityFindings(database) : []),
  );
  if (run.totals.events) {
    checkStop();
    run.context.progress(progressParts.checking, { key: 'writing', values: {} });
    const stored = run.events.finish(checkStop);
    run.totals.events.new = stored.added;
    run.totals.events.unchanged += stored.unchanged;
    for (const id of stored.confirms) run.confirms.add(id);
  }
  countOrphaned(database, run.totals, checkStop);
  database.exec('COMMIT');
}

/** What was read becomes new, changed, unchanged or repeated by comparison. */
function addTotals({ rows, totals: all, confirms, carries }: StagingRun): void {
  for (const [table, { difference, repeated }] of rows.outcomes) {
    const totals = all[table];
    if (!totals) continue;
    totals.new += difference.new;
    totals.changed += difference.changed;
    totals.unchanged += difference.unchanged;
    totals.duplicate += repeated.duplicates + repeated.completed;
    for (const id of difference.confirms) confirms.add(id);
    for (const id of difference.carries) carries.add(id);
  }
}

function impliedFinding({ count, examples }: ImpliedAccounts): Finding[] {
  return sightingFinding('implied-accounts', 'info', 'accounts', { count, examples }, () =>
    count === 1
      ? 'One account is spoken of that no account file describes. It was added with its id only.'
      : `${inWords(count)} accounts are spoken of that no account file describes. They were added with their id only.`,
  );
}
