import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { WatchedFolder } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { procedures } from '../../procedures.ts';
import type { EngineContext } from '../../procedures.ts';
import type { Session } from '../../session/index.ts';
import { getRecipe } from '../recipes/index.ts';
import { createFolderWatch } from './folder-watch.ts';
import type { FolderWatch, WatchTimes } from './folder-watch.ts';
import {
  deleteFolder,
  folderRow,
  folderRows,
  insertFolder,
  isFolder,
  pauseFolder,
  retryFolder,
  watchedFolder,
} from './queries.ts';

export type { FolderWatch } from './folder-watch.ts';

const watches = new WeakMap<Session, FolderWatch>();

/** The watch of an open workspace: made when it is first asked for, at rest until it is started. */
export function folderWatchOf(session: Session, times?: WatchTimes): FolderWatch {
  let found = watches.get(session);
  if (!found) watches.set(session, (found = createFolderWatch(session, times)));
  return found;
}

/** To be called before a session closes. */
export async function stopWatching(session: Session): Promise<void> {
  await watches.get(session)?.stop();
  watches.delete(session);
}

/** @param takesPaths whether whoever asks may name a folder by its path; else only by what the host granted */
export function watchedFoldersHandlers(engine: EngineContext, takesPaths = true) {
  const { watchedFolders } = procedures;
  const shown = ({ database }: Session, id: number): WatchedFolder => watchedFolder(database, folderRow(database, id));
  const changed = (session: Session): void => {
    session.changed(['watchedFolders']);
    folderWatchOf(session).refresh();
  };
  return {
    list: watchedFolders.list.handler(() => {
      const { database } = engine.session();
      return folderRows(database).map((row) => watchedFolder(database, row));
    }),
    add: watchedFolders.add.handler(({ input: { folder, path, recipe } }) => {
      const session = engine.session();
      const named = folder !== undefined ? session.grants.resolve(folder).path : takesPaths ? path : undefined;
      if (named === undefined)
        throw new HoldfastError('invalid_input', 'No folder was chosen. Choose the folder to watch.');
      const place = placeOf(session, named);
      refuseUnrecognising(session, recipe);
      const id = insertFolder(session.database, place, recipe);
      changed(session);
      return shown(session, id);
    }),
    pause: watchedFolders.pause.handler(({ input: { id, paused } }) => {
      const session = engine.session();
      folderRow(session.database, id);
      pauseFolder(session.database, id, paused);
      changed(session);
      return shown(session, id);
    }),
    remove: watchedFolders.remove.handler(({ input: { id } }) => {
      const session = engine.session();
      const removed = deleteFolder(session.database, id);
      changed(session);
      return { removed };
    }),
    lookNow: watchedFolders.lookNow.handler(({ input: { id } }) => {
      const session = engine.session();
      folderRow(session.database, id);
      retryFolder(session.database, id);
      // Imports take their time; the page hears of each file when it is done.
      void folderWatchOf(session)
        .look(id)
        .catch(() => {});
      return shown(session, id);
    }),
  };
}

/** @throws not_found, invalid_input */
function placeOf(session: Session, path: string): string {
  const place = resolve(path);
  if (!isFolder(place))
    throw new HoldfastError('not_found', `There is no folder ${place}. Make it first, or choose another.`, {
      path: place,
    });
  const real = realpathSync(place);
  if (`${real}${sep}`.startsWith(`${realpathSync(session.folder)}${sep}`))
    throw new HoldfastError('invalid_input', 'The folder of the workspace itself cannot be watched. Choose another.', {
      path: place,
    });
  return real;
}

/** A recipe that recognises nothing would leave every file for a person. */
function refuseUnrecognising({ database }: Session, name: string): void {
  const recipe = getRecipe(database, name);
  const recognises = recipe.files.some(
    ({ match }) => match.header !== undefined || match.name !== undefined || match.part !== undefined,
  );
  if (!recognises)
    throw new HoldfastError(
      'invalid_input',
      `The recipe "${name}" does not say which files it is for. Save it again with the columns or the name that it recognises them by.`,
      { name },
    );
}
