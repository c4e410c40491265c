import { dayNumber } from '../../../shared/domain/time.ts';
import { dataVersion } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { Calendar, EventColumns, Period } from '../events/index.ts';
import type { ReadContext } from '../threads/index.ts';

/** When each account of the event store was created. */
export interface Creation {
  /** days[account] = the day on its record, since 1970-01-01; NaN where the record names none. */
  readonly days: Float64Array;
}

const kept = new WeakMap<ReadableDatabase, { version: number; columns: EventColumns; creation: Creation }>();

export function creationOf({ database, events }: ReadContext): Creation {
  const columns = events();
  const version = dataVersion(database);
  const known = kept.get(database);
  if (known?.version === version && known.columns === columns) return known.creation;
  const rows = database
    .prepare('SELECT account_id, created_day FROM current_accounts WHERE created_day IS NOT NULL AND tick()')
    .raw()
    .iterate() as Iterable<[string, string]>;
  const byId = new Map<string, number>();
  for (const [id, day] of rows) byId.set(id, dayNumber(day));
  const creation = { days: Float64Array.from(columns.accounts, (id) => byId.get(id) ?? Number.NaN) };
  kept.set(database, { version, columns, creation });
  return creation;
}

/**
 * Index of the period in which an account was created: that of the day on its record or that of its first event of any
 * kind, whichever is earlier. Nobody can be active before being there, so a later day on the record is taken for wrong.
 *
 * @param firstEvent epoch seconds
 */
export function createdPeriod(calendar: Calendar, period: Period, createdDay: number, firstEvent: number): number {
  const byEvent = calendar.periodIndex(period, firstEvent);
  if (Number.isNaN(createdDay)) return byEvent;
  return Math.min(byEvent, calendar.periodIndex(period, calendar.periodStart('day', createdDay)));
}
