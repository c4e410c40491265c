import type { ReadableDatabase, WritableDatabase } from './open.ts';

/** A value of the workspace's own small settings; null where it was never set. */
export function readMeta(database: ReadableDatabase | WritableDatabase, key: string): string | null {
  const value = database.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key);
  return typeof value === 'string' ? value : null;
}

export function writeMeta(database: WritableDatabase, key: string, value: string): void {
  database
    .prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
    .run(key, value);
}

/** How often the data changed: one more with every committed or undone import. Part of every answer's definition. */
export function dataVersion(database: ReadableDatabase | WritableDatabase): number {
  return Number(readMeta(database, 'data_version') ?? 0);
}

export function bumpDataVersion(database: WritableDatabase): number {
  const next = dataVersion(database) + 1;
  writeMeta(database, 'data_version', String(next));
  return next;
}
