import { accountIndexOf, firstRowAt, propertyAt } from '../../../events/index.ts';
import type { EventColumns } from '../../../events/index.ts';
import type { ReadableDatabase } from '../../../db/index.ts';
import { means } from '../../features/wording.ts';
import { daySeconds } from './item.ts';
import type { Item } from './item.ts';

/** Properties that may say who did an event, the most telling first. */
const personKeys = ['contact_id', 'user_id', 'user', 'distinct_id'];
const mostProperties = 8;
/** Where no span limits them, the newest tell. */
const mostRowsOfAll = 1_000;

/** Days since the account's first event, that day included; 0 without one. */
export function historyDays(events: EventColumns, account: string, instant: number): number {
  const place = accountIndexOf(events, account);
  const first = place < 0 ? undefined : events.seconds[events.offsets[place]!];
  return first === undefined || first > instant ? 0 : Math.floor((instant - first) / daySeconds) + 1;
}

/** The account's events of the last `days` before an instant, newest first; without `days` the newest thousand. */
export function eventItems(
  database: ReadableDatabase,
  events: EventColumns,
  account: string,
  instant: number,
  days: number | null,
): Item[] {
  const place = accountIndexOf(events, account);
  if (place < 0) return [];
  const first = events.offsets[place]!;
  const end = firstRowAt(events.seconds, first, events.offsets[place + 1]!, instant + 1);
  const from =
    days === null
      ? Math.max(first, end - mostRowsOfAll)
      : firstRowAt(events.seconds, first, end, Math.max(0, instant - days * daySeconds + 1));
  const sourceAt = eventSources(database);
  // Whoever the features go by: the first property that named anybody by then.
  const people = events.properties
    .filter(({ key }) => personKeys.includes(key))
    .sort((a, b) => personKeys.indexOf(a.key) - personKeys.indexOf(b.key))
    .find(({ codes }) => usedBy(events, codes, instant));
  const platform = events.properties.find(({ key }) => key === 'platform') ?? null;
  const items: Item[] = [];
  for (let row = end - 1; row >= from; row--) {
    const at = events.seconds[row]!;
    const name = events.names[events.name[row]!]!;
    const quantity = events.quantity?.[row] ?? NaN;
    const values: Record<string, string | number> = {};
    if (!Number.isNaN(quantity)) values['quantity'] = quantity;
    for (const property of events.properties.slice(0, mostProperties)) {
      const value = propertyAt(property, row);
      if (value !== null) values[property.key] = value;
    }
    items.push({
      id: String(row),
      at,
      title: name,
      text: null,
      values,
      figures: { api: means('api', name) || (platform !== null && means('api', propertyAt(platform, row))) ? 1 : 0 },
      name,
      person: people === undefined ? null : propertyAt(people, row),
      source: sourceAt(at),
    });
  }
  return items;
}

const usage = new WeakMap<object, number>();

/** Whether any event up to the instant has the property. */
function usedBy(events: EventColumns, codes: Uint16Array | Uint32Array, instant: number): boolean {
  let since = usage.get(codes);
  if (since === undefined) {
    since = Infinity;
    for (let row = 0; row < codes.length; row++)
      if (codes[row] !== 0 && events.seconds[row]! < since) since = events.seconds[row]!;
    usage.set(codes, since);
  }
  return since <= instant;
}

/** The import that brought an event; null where several brought events of that time. */
function eventSources(database: ReadableDatabase): (at: number) => Item['source'] {
  const segments = database
    .prepare(
      `SELECT import_id, min(min_seconds) AS since, max(max_seconds) AS until,
         (SELECT group_concat(name, ', ') FROM import_files f WHERE f.import_id = s.import_id AND f.table_name = 'events') AS file
       FROM event_segments s GROUP BY import_id`,
    )
    .all() as { import_id: number; since: number; until: number; file: string | null }[];
  return (at) => {
    const brought = segments.filter(({ since, until }) => since <= at && at <= until);
    const only = brought.length === 1 ? brought[0]! : null;
    return only && { importId: only.import_id, file: only.file, row: null };
  };
}
