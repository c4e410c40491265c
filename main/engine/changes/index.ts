import type { LocalChange } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import type { Session } from '../session/index.ts';
import { changeById, insertChange, lastDone, lastUndone, listChanges, publicPart, setState } from './queries.ts';
import type { NewChange, StoredChange } from './queries.ts';
import { doAgain, rememberingRows, takeBack } from './rows.ts';
import type { ChangeRows } from './rows.ts';

/**
 * Makes a change that a person asked for, so that it can be taken back: all rows are written through `rows`, in one
 * transaction. Where `work` throws, nothing was written.
 *
 * @param change what to call it, and the contract's words whose answers it changes
 */
export function recordChange<Result>(
  session: Session,
  change: NewChange | ((result: Result) => NewChange),
  work: (rows: ChangeRows) => Result,
): { result: Result; change: LocalChange } {
  const { database } = session;
  const { result, stored, words } = database.transaction(() => {
    const { rows, images } = rememberingRows(database);
    const result = work(rows);
    const named = typeof change === 'function' ? change(result) : change;
    return { result, stored: insertChange(database, named, images), words: named.words };
  })();
  session.changed([...words, 'changes']);
  return { result, change: stored };
}

function nothingTo(what: string): never {
  throw new HoldfastError('not_found', `There is nothing to ${what}.`);
}

/** The database holds on to a row that another one names. @throws conflict in place of the database's own words */
function whereNothingStandsOnIt<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')) throw error;
    throw new HoldfastError('conflict', 'Something that was done since is built on this. Undo that first.', {}, error);
  }
}

function turn(session: Session, found: StoredChange, to: 'done' | 'undone'): LocalChange {
  const { database } = session;
  const from = to === 'done' ? 'undone' : 'done';
  if (found.state !== from) {
    throw new HoldfastError(
      'conflict',
      to === 'undone' ? 'This was taken back already.' : 'This cannot be done again any more.',
    );
  }
  const change = whereNothingStandsOnIt(() =>
    database.transaction(() => {
      if (to === 'undone') takeBack(database, found.images);
      else doAgain(database, found.images);
      return setState(database, found.id, to);
    })(),
  );
  session.changed([...found.words, 'changes']);
  return change;
}

/** What people changed by hand, to be taken back and done again. */
export function changesHandlers(engine: EngineContext) {
  const { changes } = procedures;
  return {
    list: changes.list.handler(({ input }) => listChanges(engine.session().database, input)),
    next: changes.next.handler(() => {
      const { database } = engine.session();
      const [undo, redo] = [lastDone(database), lastUndone(database)];
      return { undo: undo && publicPart(undo), redo: redo && publicPart(redo) };
    }),
    undo: changes.undo.handler(({ input: { id } }) => {
      const session = engine.session();
      const found = id === undefined ? lastDone(session.database) : changeById(session.database, id);
      return turn(session, found ?? nothingTo('undo'), 'undone');
    }),
    redo: changes.redo.handler(({ input: { id } }) => {
      const session = engine.session();
      const found = id === undefined ? lastUndone(session.database) : changeById(session.database, id);
      return turn(session, found ?? nothingTo('redo'), 'done');
    }),
  };
}

export type { ChangeRows, Row } from './rows.ts';
export type { NewChange } from './queries.ts';
