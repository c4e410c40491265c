import type { EventSinkRoom } from '../staging/event-room.ts';
import { hashWidth } from '../staging/id-hash.ts';
import type { ScanSlot } from './scan-slot.ts';
import { createTable, special, unresolved } from './code-table.ts';
import { createScannedOwners } from './scanned-owners.ts';

/** Rows of a slot as their file has them. */
export type ScannedRows = {
  readonly slot: ScanSlot;
  readonly from: number;
  readonly to: number;
  /** The spreadsheet's number of row `from`; the others follow one by one. */
  readonly firstRow: number;
  /** Takes a row the slow way: by its cells. */
  slowly(row: number): void;
  /** What of a row may be kept where it is rejected. */
  rawOf(row: number): readonly string[];
};

/** What the texts of one scanner mean. Each scanner counts its own codes. */
export type ScannedTexts = {
  /** @param startsAnew forgets what was there before */
  add(texts: readonly (readonly string[])[], startsAnew: boolean): void;
  take(rows: ScannedRows): void;
};

/** Rows that are looked at and stored in one go, so that their codes stay close at hand. */
const rowsAtOnce = 2_048;

/** @param columns the columns whose texts the scanner codes, in its order */
export function createScannedTexts(room: EventSinkRoom, columns: readonly number[]): ScannedTexts {
  const { columns: roles, totals, now, longestName, longestText } = room;
  const texts: string[][] = columns.map(() => []);
  const placeOf = (index: number): number => columns.indexOf(index);
  const namePlace = roles.event === undefined ? -1 : placeOf(roles.event.index);
  const constantName = roles.event === undefined ? '' : roles.event.constant;
  const hasIds = roles.id !== undefined;
  const hasQuantity = roles.quantity !== undefined;
  const properties = roles.properties.map(({ key, index, constant }) => ({
    key,
    place: placeOf(index),
    constant,
    table: createTable(),
    codes: new Uint32Array(0),
  }));
  const names = createTable();
  const owners = createScannedOwners(room, columns, texts);
  /** Codes of the rows of a stretch, in the segment that is being built. */
  let accountsOfRun = new Uint32Array(0);
  let namesOfRun = new Uint16Array(0);
  let version = -1;

  function refresh(): void {
    if (version === room.version()) return;
    version = room.version();
    names.forget();
    owners.forgetCodes();
    for (const { table } of properties) table.forget();
  }

  const textAt = (place: number, constant: string, codes: readonly Uint32Array[], row: number): string =>
    place < 0 ? constant : texts[place]![codes[place]![row]!]!;

  /** Looks up in the segment what is not known yet. False where the segment does not take it, or nobody knows whose event it is. */
  function resolve(rows: ScannedRows, keys: Uint32Array, row: number): boolean {
    const { slot } = rows;
    const builder = room.past();
    const name = textAt(namePlace, constantName, slot.codes, row);
    if (name === '' || name.length > longestName) return false;
    if (properties.some(({ place, constant }) => textAt(place, constant, slot.codes, row).length > longestText))
      return false;
    if (!owners.resolve(keys[row]!, slot.codes, row)) return false;
    const nameCode = namePlace < 0 ? 0 : slot.codes[namePlace]![row]!;
    try {
      if (names.values[nameCode] === unresolved) names.values[nameCode] = builder.nameCode(room.intern(name));
    } catch {
      // One name too many: the row says so itself.
      return false;
    }
    for (const { key, place, constant, table } of properties) {
      const code = place < 0 ? 0 : slot.codes[place]![row]!;
      if (table.values[code] !== unresolved) continue;
      const text = textAt(place, constant, slot.codes, row);
      table.values[code] = text === '' ? 0 : room.property(key).codeOf(text);
    }
    return true;
  }

  /**
   * How many rows from `row` on can be stored as they are, at most `most`; their codes are left for `store`. Ends before a row that
   * needs more than a look at tables.
   */
  function plainRows(rows: ScannedRows, keys: Uint32Array, row: number, most: number): number {
    const { seconds, codes } = rows.slot;
    const accounts = owners.codes.values;
    const least = owners.least;
    const nameCodes = namePlace < 0 ? null : codes[namePlace]!;
    const nameTable = names.values;
    const last = row + most;
    let at = row;
    for (; at < last; at++) {
      const key = keys[at]!;
      const account = accounts[key]!;
      const name = nameTable[nameCodes === null ? 0 : nameCodes[at]!]!;
      const second = seconds[at]!;
      if (account >= special || name === unresolved || second > now || second < least[key]!) break;
      accountsOfRun[at - row] = account;
      namesOfRun[at - row] = name;
    }
    for (const { place, table, codes: run } of properties) {
      const propertyCodes = place < 0 ? null : codes[place]!;
      for (let index = row; index < at; index++) {
        const code = table.values[propertyCodes === null ? 0 : propertyCodes[index]!]!;
        if (code === unresolved) at = index;
        else run[index - row] = code;
      }
    }
    return at - row;
  }

  function store(rows: ScannedRows, keys: Uint32Array, row: number, count: number): void {
    const { seconds, quantity } = rows.slot;
    totals.read += count;
    totals.new += count;
    room
      .past()
      .addMany(
        accountsOfRun.subarray(0, count),
        seconds.subarray(row, row + count),
        namesOfRun.subarray(0, count),
        hasQuantity ? quantity.subarray(row, row + count) : null,
      );
    owners.mention(keys, row, count, rows.firstRow + row - rows.from);
    for (const { key, codes } of properties) room.property(key).set(codes.subarray(0, count));
    room.flushWhenFull();
  }

  /** Takes one row that is not plain. False where it is plain now that its texts are known. */
  function takeOne(rows: ScannedRows, keys: Uint32Array, row: number): boolean {
    const { seconds, ids } = rows.slot;
    const second = seconds[row]!;
    if (second > now || !resolve(rows, keys, row)) {
      rows.slowly(row);
      return true;
    }
    const isEarly = second < owners.least[keys[row]!]!;
    if (!isEarly && !hasIds) return false;
    const owner = owners.ownerOf(keys[row]!);
    if (isEarly && !room.mayOnlyCount(owner, second)) {
      rows.slowly(row);
      return true;
    }
    const isKnown = hasIds && isRepeated(ids, row);
    if (isKnown && room.wantsRepeated()) {
      rows.slowly(row);
      return true;
    }
    if (isEarly) room.countEarly(owner, second);
    if (isKnown) {
      totals.read++;
      totals.duplicate++;
      return true;
    }
    accountsOfRun[0] = owners.codes.values[keys[row]!]!;
    namesOfRun[0] = names.values[namePlace < 0 ? 0 : rows.slot.codes[namePlace]![row]!]!;
    for (const { place, table, codes } of properties)
      codes[0] = table.values[place < 0 ? 0 : rows.slot.codes[place]![row]!]!;
    store(rows, keys, row, 1);
    return true;
  }

  function isRepeated(ids: Uint32Array, row: number): boolean {
    const at = row * hashWidth;
    const [first, second, third] = [ids[at]!, ids[at + 1]!, ids[at + 2]!];
    return (first !== 0 || second !== 0 || third !== 0) && !room.ids.addHash(first, second, third);
  }

  /** The first of these rows whose id came before; the ids of those before it are taken. */
  function firstRepeated(ids: Uint32Array, row: number, count: number): number {
    for (let at = row; at < row + count; at++) if (isRepeated(ids, at)) return at - row;
    return count;
  }

  return {
    add(added, startsAnew) {
      if (startsAnew) {
        for (const list of texts) list.length = 0;
        names.forget();
        owners.forget();
        for (const { table } of properties) table.forget();
      }
      added.forEach((list, place) => {
        for (const text of list) texts[place]!.push(text);
      });
      if (namePlace >= 0) names.grow(texts[namePlace]!.length);
      for (const { place, table } of properties) if (place >= 0) table.grow(texts[place]!.length);
      owners.grow();
    },

    take(rows) {
      const { slot, from, to } = rows;
      const keys = owners.keysOf(slot.codes, from, to);
      if (accountsOfRun.length < slot.capacity) {
        accountsOfRun = new Uint32Array(slot.capacity);
        namesOfRun = new Uint16Array(slot.capacity);
        for (const property of properties) property.codes = new Uint32Array(slot.capacity);
      }
      let row = from;
      while (row < to) {
        refresh();
        const most = Math.min(to - row, room.past().room, rowsAtOnce);
        const count = plainRows(rows, keys, row, most);
        if (count === 0) {
          if (takeOne(rows, keys, row)) row++;
          continue;
        }
        const found = hasIds ? firstRepeated(slot.ids, row, count) : count;
        if (found > 0) store(rows, keys, row, found);
        row += found;
        if (found === count) continue;
        // Its id was looked up already: it is a repeated one.
        if (room.wantsRepeated()) rows.slowly(row);
        else {
          totals.read++;
          totals.duplicate++;
        }
        row++;
      }
    },
  };
}
