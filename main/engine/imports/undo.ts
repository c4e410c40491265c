import type { TableTotals } from '../../../shared/contract/index.ts';
import { cancelled, HoldfastError } from '../../../shared/domain/errors.ts';
import type { JobContext } from '../jobs/index.ts';
import type { Session } from '../session/index.ts';
import { runWorker } from '../threads/index.ts';
import type { Orphan, OrphansRequest } from './orphans.ts';
import { importRow, whyNotUndo } from './queries.ts';
import { changedWords } from './run-import.ts';
import { takeBack } from './take-back.ts';
import { rowsWrittenAtOnce, writeInThread } from './write-thread.ts';

/**
 * Takes an import back, in any order: its versions go, the versions that they replaced come back (or stay replaced, by
 * the later import that replaced this one's). Rejected rows stay with the record. Undoing twice changes nothing.
 * @throws conflict where a later import stands on rows of this one
 */
export async function undoImport(
  session: Session,
  id: number,
  context: Pick<JobContext, 'signal' | 'report'>,
): Promise<void> {
  const { database } = session;
  const row = importRow(database, id);
  if (row.state === 'undone') return;
  const why = whyNotUndo(database, row);
  if (why !== null) throw new HoldfastError('conflict', `Import ${id} cannot be undone now. ${why}`, { id });
  context.report(null, { key: 'checking', values: {} });
  const request: OrphansRequest = { task: 'orphans', workspace: session.file, key: session.key, importId: id };
  const version = session.dataVersion();
  const orphans = await runWorker<Orphan[]>('import', request, { signal: context.signal });
  context.report(null, { key: 'writing', values: {} });
  if (context.signal.aborted) throw cancelled('The undoing');
  if (isLarge(row)) await writeInThread(session, { task: 'take-back', id, orphans, version }, context);
  else takeBack(database, { id, orphans, version });
  session.changed(changedWords);
}

/** Whether it would keep the engine from answering for longer than a person notices. */
function isLarge({ totals }: { totals: string }): boolean {
  const tables = Object.values(JSON.parse(totals) as Record<string, TableTotals>);
  return tables.reduce((sum, { new: added, changed }) => sum + added + changed, 0) > rowsWrittenAtOnce;
}
