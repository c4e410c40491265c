import { dataVersion } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { EventColumns } from '../events/index.ts';
import type { ReadContext } from '../threads/index.ts';

/** Every account that a rule is asked about: those of the workspace, and those of which only events are known. */
export interface Universe {
  /** Ascending by code unit. */
  readonly ids: readonly string[];
  readonly positionOf: ReadonlyMap<string, number>;
  /** ofEvents[account of the columns] = its position in `ids`; -1 for one without events that is unknown otherwise. */
  readonly ofEvents: Int32Array;
}

const kept = new WeakMap<ReadableDatabase, { version: number; columns: EventColumns; universe: Universe }>();

export function universeOf({ database, events }: ReadContext): Universe {
  const columns = events();
  const version = dataVersion(database);
  const known = kept.get(database);
  if (known?.version === version && known.columns === columns) return known.universe;
  const stored = database.prepare('SELECT account_id FROM current_accounts WHERE tick()').pluck().all() as string[];
  const universe = joinAccounts(stored, columns);
  kept.set(database, { version, columns, universe });
  return universe;
}

/** @param stored ids in any order, without repeats */
export function joinAccounts(stored: readonly string[], { accounts, offsets }: EventColumns): Universe {
  const all = new Set(stored);
  accounts.forEach((id, account) => {
    if (offsets[account]! < offsets[account + 1]!) all.add(id);
  });
  const ids = [...all].sort();
  const positionOf = new Map(ids.map((id, position) => [id, position]));
  return { ids, positionOf, ofEvents: Int32Array.from(accounts, (id) => positionOf.get(id) ?? -1) };
}

/** bits[position] = 1 for the accounts named; ids that are none of them are passed over. */
export function bitsOfIds({ ids, positionOf }: Universe, wanted: Iterable<string>): Uint8Array {
  const bits = new Uint8Array(ids.length);
  for (const id of wanted) {
    const position = positionOf.get(id);
    if (position !== undefined) bits[position] = 1;
  }
  return bits;
}

export function countBits(bits: Uint8Array): number {
  let count = 0;
  for (let position = 0; position < bits.length; position++) count += bits[position]!;
  return count;
}

export function idsOfBits({ ids }: Universe, bits: Uint8Array): string[] {
  return ids.filter((_, position) => bits[position] === 1);
}
