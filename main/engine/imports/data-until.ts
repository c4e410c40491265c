import { tables } from '../../../shared/domain/tables.ts';
import { secondsOfDay } from '../../../shared/domain/time.ts';
import { writeMeta } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import { rowTables } from './staging/staging.ts';

/**
 * The latest instant of any current dated row or event that is not later than `now`, in epoch seconds; null without one.
 * Segments that reach into the future hold events of the future only (they are kept apart at import), so they count
 * once they have passed.
 */
function latestInstant(database: WritableDatabase, now: number): number | null {
  const today = new Date(now * 1000).toISOString().slice(0, 10);
  const found: number[] = [];
  for (const table of rowTables) {
    const { time, fields } = tables[table];
    if (time === null) continue;
    const isDay = fields.find(({ name }) => name === time)?.type === 'day';
    const latest: unknown = database
      .prepare(`SELECT max(${time}) FROM ${table} WHERE superseded_by IS NULL AND ${time} <= ?`)
      .pluck()
      .get(isDay ? today : now);
    if (typeof latest === 'string') found.push(secondsOfDay(latest));
    else if (typeof latest === 'number') found.push(latest);
  }
  const events: unknown = database
    .prepare('SELECT max(max_seconds) FROM event_segments WHERE max_seconds <= ?')
    .pluck()
    .get(now);
  if (typeof events === 'number') found.push(events);
  return found.length === 0 ? null : Math.max(...found);
}

/** Keeps `data_until` with the data that it tells of; call it in the transaction that changes them. */
export function saveDataUntil(database: WritableDatabase, now: number): void {
  const until = latestInstant(database, now);
  if (until === null) database.prepare(`DELETE FROM meta WHERE key = 'data_until'`).run();
  else writeMeta(database, 'data_until', String(until));
}
