import type { JobContext } from '../jobs/index.ts';
import type { Session } from '../session/index.ts';
import { writeInWorker } from '../threads/index.ts';
import type { GatedWrite } from '../threads/index.ts';
import type { Commit } from './commit.ts';
import type { TakeBack } from './take-back.ts';

/** More than these go in a thread of their own; these few are written sooner than one starts. */
export const rowsWrittenAtOnce = 2_000;

type Asked = ({ readonly task: 'commit' } & Commit) | ({ readonly task: 'take-back' } & TakeBack);

/** What a transaction in the import thread is asked for; the engine's gate is held meanwhile. */
export type WriteRequest = Asked & GatedWrite;

/**
 * Runs one large transaction in the import thread.
 * @returns the id of the import, once everything stands in the database file
 * @throws cancelled, conflict; nothing is written then
 */
export function writeInThread(
  session: Pick<Session, 'database' | 'file' | 'key'>,
  asked: Asked,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<number> {
  return writeInWorker(session, 'import', asked, { signal, what: 'The work' });
}
