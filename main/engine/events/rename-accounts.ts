import type { EventSegment, NumericColumn } from './segment.ts';
import { sharedCodes, sharedFloat32, sharedUint16, sharedUint32 } from './segment.ts';
import { sortAccountsByTime } from './sort-accounts.ts';

/**
 * A segment as it would be with other account ids: accounts that become one have their events in order of time; at the same
 * second those of the earlier id come first. The same segment where none of its accounts is renamed.
 * @param aliases the old id → the new one; new ids are not looked up again
 */
export function renameAccounts(segment: EventSegment, aliases: ReadonlyMap<string, string>): EventSegment {
  if (aliases.size === 0 || !segment.accounts.some((account) => aliases.has(account))) return segment;
  const renamed = segment.accounts.map((account) => aliases.get(account) ?? account);
  const sorted = [...new Set(renamed)].sort();
  const places = new Map(sorted.map((account, place) => [account, place]));
  const place = Uint32Array.from(renamed, (account) => places.get(account)!);

  const offsets = sharedUint32(sorted.length + 1);
  for (let account = 0; account < place.length; account++)
    offsets[place[account]! + 1]! += segment.offsets[account + 1]! - segment.offsets[account]!;
  for (let account = 0; account < sorted.length; account++) offsets[account + 1]! += offsets[account]!;
  const next = offsets.slice();
  const starts = Uint32Array.from(place, (target, account) => {
    const start = next[target]!;
    next[target] = start + segment.offsets[account + 1]! - segment.offsets[account]!;
    return start;
  });

  const rows = segment.seconds.length;
  const moved = <C extends NumericColumn>(from: C, to: C): C => {
    for (let account = 0; account < starts.length; account++)
      to.set(from.subarray(segment.offsets[account]!, segment.offsets[account + 1]!), starts[account]!);
    return to;
  };
  const seconds = moved(segment.seconds, sharedUint32(rows));
  const name = moved(segment.name, sharedUint16(rows));
  const quantity = segment.quantity === null ? null : moved(segment.quantity, sharedFloat32(rows));
  const properties = segment.properties.map((property) => ({
    ...property,
    codes: moved(property.codes, sharedCodes(property.values.length, rows)),
  }));
  const companions: NumericColumn[] = [name, ...(quantity ? [quantity] : []), ...properties.map(({ codes }) => codes)];
  sortAccountsByTime(offsets, seconds, companions);
  return { accounts: sorted, offsets, seconds, names: segment.names, name, quantity, properties };
}
