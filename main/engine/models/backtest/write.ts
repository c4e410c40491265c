import { writeGated, writeInWorker } from '../../threads/index.ts';
import type { GatedWrite, WorkContext } from '../../threads/index.ts';
import type { Session } from '../../session/index.ts';
import { insertBacktest } from './queries.ts';
import type { BacktestToStore } from './queries.ts';
import type { RowToStore } from './rows-to-store.ts';

type Asked = {
  readonly task: 'write-backtest';
  readonly run: BacktestToStore;
  readonly rows: readonly RowToStore[];
};
export type WriteBacktestInput = Asked & GatedWrite;

const rowsBetweenLooks = 500;
const what = 'The backtest';

/** Writes all of it in one transaction in the train thread. @returns its id */
export function writeBacktest(
  session: Pick<Session, 'database' | 'file' | 'key'>,
  asked: Omit<Asked, 'task'>,
  signal: AbortSignal,
): Promise<number> {
  const request: Asked = { task: 'write-backtest', ...asked };
  return writeInWorker(session, 'train', request, { signal, what });
}

/** The transaction, in the train thread. */
export function writeBacktestTask(input: WriteBacktestInput, context: WorkContext): number {
  return writeGated(input, context, what, (database, look) =>
    database.transaction(() => {
      let rows = 0;
      const id = insertBacktest(database, input.run, input.rows, () => {
        if (rows++ % rowsBetweenLooks === 0) look();
      });
      look();
      return id;
    })(),
  );
}
