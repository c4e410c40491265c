import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import type { WritableDatabase } from './open.ts';

export function newestSchemaVersion(all: readonly Migration[] = migrations): number {
  return Math.max(...all.map((migration) => migration.number));
}

/**
 * Brings the database to the newest schema, each step in its own transaction, with a copy of the file first.
 * @throws workspace_too_new where a later Holdfast wrote it; nothing is changed then
 */
export function migrate(database: WritableDatabase, file: string, all: readonly Migration[] = migrations): number {
  const version = Number(database.pragma('user_version', { simple: true }));
  const newest = newestSchemaVersion(all);
  if (version > newest) {
    throw new HoldfastError(
      'workspace_too_new',
      `This workspace was written by a newer Holdfast (its schema is ${version}, this program knows ${newest}). Update Holdfast to open it; nothing was changed.`,
      { version, newest },
    );
  }
  const pending = all.filter((migration) => migration.number > version).sort((a, b) => a.number - b.number);
  if (pending.length === 0) return version;
  if (version > 0) backUpBefore(database, file, version);
  for (const migration of pending) {
    database.transaction(() => {
      database.exec(migration.sql);
      database.pragma(`user_version = ${migration.number}`);
    })();
  }
  return newest;
}

function backUpBefore(database: WritableDatabase, file: string, version: number): void {
  const folder = join(dirname(file), 'backups');
  mkdirSync(folder, { recursive: true });
  database.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(file, join(folder, `before-migration-from-${version}.db`));
}
