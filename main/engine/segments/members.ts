import type { CalendarOptions } from '../events/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { memberBits } from './evaluate.ts';
import { segmentById } from './queries.ts';
import { idsOfBits, universeOf } from './universe.ts';

/** The same bits in the shapes in which analyses ask for them. */
const filters = new WeakMap<Uint8Array, Uint8Array>();
const sets = new WeakMap<Uint8Array, ReadonlySet<string>>();

/**
 * Which accounts of the event store belong to a saved segment: filter[account] = 1. Null for null: all take part. Do not
 * change it: it is kept as long as neither the data nor the segments change.
 */
export function segmentFilter(
  context: ReadContext,
  segment: number | null,
  calendar: CalendarOptions,
): Uint8Array | null {
  if (segment === null) return null;
  const bits = memberBits(context, segment, calendar);
  let filter = filters.get(bits);
  if (filter === undefined) {
    filter = Uint8Array.from(universeOf(context).ofEvents, (position) => (position < 0 ? 0 : bits[position]!));
    filters.set(bits, filter);
  }
  return filter;
}

/** Ids of the members of a saved segment, those without events included. Null for null: all take part. */
export function segmentMembers(
  context: ReadContext,
  segment: number | null,
  calendar: CalendarOptions,
): ReadonlySet<string> | null {
  if (segment === null) return null;
  const bits = memberBits(context, segment, calendar);
  let members = sets.get(bits);
  if (members === undefined) {
    members = new Set(idsOfBits(universeOf(context), bits));
    sets.set(bits, members);
  }
  return members;
}

/** The name of a saved segment, for definitions in words. @throws not_found */
export function segmentName({ database }: ReadContext, segment: number | null): string | null {
  return segment === null ? null : segmentById(database, segment).name;
}
