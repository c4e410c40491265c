import type { EventOwner } from '../staging/event-owners.ts';
import type { EventSinkRoom } from '../staging/event-room.ts';
import { createTable, special, unresolved } from './code-table.ts';
import type { CodeTable } from './code-table.ts';

/** Whose the events of a scanner are: by the code of the one column that says it, or by a number for each set of codes of several. */
export type ScannedOwners = {
  /** A key for each row up to `to`; from `from` on they are right. */
  keysOf(codes: readonly Uint32Array[], from: number, to: number): Uint32Array;
  /** By key: the account's code in the segment that is being built. */
  readonly codes: CodeTable;
  /** By key: epoch seconds before which an event contradicts what is known of its owner. */
  readonly least: Uint32Array;
  /** Finds the owner of a key by its texts. False where there is none that could be stored. */
  resolve(key: number, codes: readonly Uint32Array[], row: number): boolean;
  /** These rows are stored: accounts that had none yet are mentioned with their first. */
  mention(keys: Uint32Array, row: number, count: number, rowNumber: number): void;
  /** Of a key that was resolved. */
  ownerOf(key: number): EventOwner;
  /** There are new texts. */
  grow(): void;
  /** A new segment counts its own codes. */
  forgetCodes(): void;
  /** The texts are others. */
  forget(): void;
};

const mostSets = 500_000;

export function createScannedOwners(
  room: EventSinkRoom,
  columns: readonly number[],
  texts: readonly (readonly string[])[],
): ScannedOwners {
  const indexes = [...new Set(room.columns.owners.map(({ index }) => index).filter((index) => index >= 0))];
  const places = indexes.map((index) => columns.indexOf(index));
  const cells: string[] = Array.from({ length: room.plan.width }, () => '');
  const known = new Map<number, EventOwner | null>();
  const unmentioned = new Set<number>();
  const sets = new Map<string, number>();
  let keys = new Uint32Array(0);

  const owners = {
    codes: createTable(),
    least: new Uint32Array(1024),
    keysOf(codes: readonly Uint32Array[], from: number, to: number) {
      if (places.length === 1) return codes[places[0]!]!;
      if (sets.size > mostSets) owners.forget();
      if (keys.length < to) keys = new Uint32Array(to * 2);
      for (let row = from; row < to; row++) {
        let set = '';
        for (const place of places) set += `${codes[place]![row]!},`;
        let key = sets.get(set);
        if (key === undefined) sets.set(set, (key = sets.size));
        keys[row] = key;
      }
      growTo(sets.size);
      return keys;
    },
    resolve(key: number, codes: readonly Uint32Array[], row: number) {
      if (owners.codes.values[key] === special) return false;
      if (owners.codes.values[key] !== unresolved) return true;
      let owner = known.get(key);
      if (owner === undefined) {
        places.forEach((place, at) => (cells[indexes[at]!] = texts[place]![codes[place]![row]!]!));
        owner = room.ownerOf(cells);
        if (owner !== null && (owner.account === '' || owner.account.length > room.longestText)) owner = null;
        known.set(key, owner);
        owners.least[key] = Math.max(0, owner?.created ?? 0, owner?.subscriptionStart ?? 0);
      }
      owners.codes.values[key] = owner === null ? special : room.past().accountCode(owner.account);
      if (owner !== null) unmentioned.add(key);
      return owner !== null;
    },
    mention(keys: Uint32Array, row: number, count: number, rowNumber: number) {
      if (unmentioned.size === 0) return;
      for (let index = 0; index < count; index++)
        if (unmentioned.delete(keys[row + index]!))
          room.mention(known.get(keys[row + index]!)!.account, rowNumber + index);
    },
    ownerOf: (key: number) => known.get(key)!,
    grow() {
      if (places.length === 1) growTo(texts[places[0]!]!.length);
    },
    forgetCodes: () => owners.codes.forget(),
    forget() {
      owners.codes.forget();
      known.clear();
      unmentioned.clear();
      sets.clear();
    },
  };

  function growTo(count: number): void {
    owners.codes.grow(count);
    if (count <= owners.least.length) return;
    const larger = new Uint32Array(Math.max(count, owners.least.length * 2));
    larger.set(owners.least);
    owners.least = larger;
  }
  return owners;
}
