import type { Finding } from '../../../shared/contract/index.ts';
import { tableNames, tables } from '../../../shared/domain/tables.ts';
import { compareRows } from './difference.ts';
import { findContradictions, inWords, sightingFinding } from './findings.ts';
import { addImpliedAccounts } from './implied-accounts.ts';
import type { RowTable } from './staging.ts';
import { progressParts, stopCheck } from './staging-run.ts';
import type { StagedFile, StagingRun } from './staging-run.ts';
import { storeEvents } from './store-events.ts';

/** Compares what was read with the workspace, looks for contradictions, and leaves in staging what a commit copies. */
export function checkStaged(run: StagingRun, files: readonly StagedFile[], now: number): void {
  const { database } = run.staging;
  const checkStop = stopCheck(run.context);
  const touched = new Set(files.map(({ table }) => table));
  checkStop();
  database.exec('BEGIN');
  // What was counted as new while reading becomes new, changed or unchanged by comparison with the workspace.
  for (const table of touched) {
    checkStop();
    const totals = run.totals[table];
    if (!totals || table === 'events') continue;
    const difference = compareRows(database, table as RowTable);
    totals.new += difference.new;
    totals.changed += difference.changed;
    totals.unchanged += difference.unchanged;
    for (const id of difference.confirms) run.confirms.add(id);
  }
  const mention = database.prepare('INSERT INTO main.event_accounts (account_id, file, row_number) VALUES (?, ?, ?)');
  for (const [account, { file, row }] of run.events.accounts) mention.run(account, file, row);
  const future = run.events.future.rows;
  const implied = addImpliedAccounts(database);
  run.findings.push(
    ...findContradictions(database, touched, now, checkStop),
    ...readingFindings(run, future),
    ...repeatedFindings(run),
  );
  if (implied.count > 0) {
    const text =
      implied.count === 1
        ? 'One account is spoken of that no account file describes. It was added with its id only.'
        : `${inWords(implied.count)} accounts are spoken of that no account file describes. They were added with their id only.`;
    run.findings.push({
      key: 'implied-accounts',
      severity: 'info',
      table: 'accounts',
      count: implied.count,
      text,
      examples: implied.examples,
    });
  }
  if (run.totals.events) {
    const stored = storeEvents(database, run.events, checkStop, () =>
      run.context.progress(progressParts.checking, { key: 'writing', values: {} }),
    );
    run.totals.events.new = stored.added;
    run.totals.events.unchanged += stored.unchanged;
    for (const id of stored.confirms) run.confirms.add(id);
  }
  database.exec('COMMIT');
}

function readingFindings({ events, known }: StagingRun, future: number): Finding[] {
  return [
    ...sightingFinding(
      'files-already-imported',
      'info',
      null,
      { count: known.length, examples: known.slice(0, 5) },
      (count) => `${count} of the files were imported before as they are, so nothing of them is new.`,
    ),
    ...sightingFinding(
      'events-before-subscription',
      'warning',
      'events',
      events.beforeSubscription,
      (count) => `${count} usage rows predate their subscription.`,
    ),
    ...sightingFinding(
      'events-before-account',
      'warning',
      'events',
      events.beforeAccount,
      (count) => `${count} usage rows predate the day on which their account became a customer.`,
    ),
    ...sightingFinding(
      'unknown-accounts',
      'warning',
      'events',
      events.unknownOwner,
      (count) => `${count} usage rows lead to no account and were rejected.`,
    ),
    ...sightingFinding(
      'future-dates',
      'warning',
      'events',
      { count: future, examples: [] },
      (count) => `${count} usage rows are dated in the future.`,
    ),
  ];
}

function repeatedFindings({ totals, repeated }: StagingRun): Finding[] {
  return tableNames.flatMap((table) => {
    const count = totals[table]?.duplicate ?? 0;
    if (count === 0) return [];
    const what = `${inWords(count)} rows of ${table.replace('_', ' ')} repeat an id (${tables[table].key}) that came before; the first was kept.`;
    return [
      {
        key: 'duplicate-ids',
        severity: 'warning' as const,
        table,
        count,
        text: what,
        examples: (repeated[table] ?? []).slice(0, 5),
      },
    ];
  });
}
