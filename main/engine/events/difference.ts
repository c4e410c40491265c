import type { EventColumns } from './columns.ts';
import type { EventSegment } from './segment.ts';
import { selectRows } from './select-rows.ts';

export interface Difference {
  /** The events that are not there yet. */
  readonly segment: EventSegment;
  /** How many events of the import were there already. */
  readonly unchanged: number;
}

/**
 * What an import adds to the events that exist: a multiset difference on account, second, event name, quantity and
 * properties. Two equal events in the file and one in the store leave one to add; importing a file twice adds nothing.
 * @param used a mark for each existing event that an earlier part of the same import was found equal to; further ones are added
 */
export function subtractExisting(
  incoming: EventSegment,
  existing: EventColumns,
  used: Uint8Array = new Uint8Array((existing.count + 7) >>> 3),
): Difference {
  const keep = new Uint8Array(incoming.seconds.length).fill(1);
  const compare = createComparison(incoming, existing, used);
  let unchanged = 0;
  let other = 0;
  for (let account = 0; account < incoming.accounts.length; account++) {
    const id = incoming.accounts[account]!;
    while (other < existing.accounts.length && existing.accounts[other]! < id) other += 1;
    if (other === existing.accounts.length) break;
    if (existing.accounts[other] !== id) continue;
    unchanged += subtractAccount(
      { seconds: incoming.seconds, from: incoming.offsets[account]!, to: incoming.offsets[account + 1]! },
      { seconds: existing.seconds, from: existing.offsets[other]!, to: existing.offsets[other + 1]! },
      keep,
      compare,
    );
  }
  return { segment: unchanged === 0 ? incoming : selectRows(incoming, keep), unchanged };
}

interface Rows {
  readonly seconds: Uint32Array;
  readonly from: number;
  readonly to: number;
}

function subtractAccount(incoming: Rows, existing: Rows, keep: Uint8Array, compare: Comparison): number {
  let removed = 0;
  let row = incoming.from;
  let other = existing.from;
  while (row < incoming.to && other < existing.to) {
    const second = incoming.seconds[row]!;
    const otherSecond = existing.seconds[other]!;
    if (second < otherSecond) {
      row += 1;
    } else if (otherSecond < second) {
      other += 1;
    } else {
      let rowEnd = row + 1;
      while (rowEnd < incoming.to && incoming.seconds[rowEnd] === second) rowEnd += 1;
      let otherEnd = other + 1;
      while (otherEnd < existing.to && existing.seconds[otherEnd] === second) otherEnd += 1;
      removed += subtractSecond(row, rowEnd, other, otherEnd, keep, compare);
      row = rowEnd;
      other = otherEnd;
    }
  }
  return removed;
}

/** Removes the events of one account in one second that exist already. */
function subtractSecond(
  from: number,
  to: number,
  otherFrom: number,
  otherTo: number,
  keep: Uint8Array,
  compare: Comparison,
): number {
  let removed = 0;
  // A file that comes again has its events in the order in which they were stored.
  while (from < to && otherFrom < otherTo && compare.isFree(otherFrom) && compare.equal(from, otherFrom)) {
    keep[from] = 0;
    compare.use(otherFrom);
    removed += 1;
    from += 1;
    otherFrom += 1;
  }
  if (from === to || otherFrom === otherTo) return removed;
  // Exports with a day but no time put hundreds of events into one second, so pairing them off must not be quadratic.
  const left = new Map<string, number[]>();
  for (let other = otherTo - 1; other >= otherFrom; other--) {
    if (!compare.isFree(other)) continue;
    const key = compare.existingKey(other);
    const equal = left.get(key);
    if (equal === undefined) left.set(key, [other]);
    else equal.push(other);
  }
  for (let row = from; row < to; row++) {
    const key = compare.incomingKey(row);
    const other = key === null ? undefined : left.get(key)?.pop();
    if (other === undefined) continue;
    compare.use(other);
    keep[row] = 0;
    removed += 1;
  }
  return removed;
}

interface Comparison {
  isFree(existingRow: number): boolean;
  use(existingRow: number): void;
  equal(incomingRow: number, existingRow: number): boolean;
  /** Equal keys mean equal events; null where no existing event can be equal. */
  incomingKey(row: number): string | null;
  existingKey(row: number): string;
}

/** Compares rows of two segments by translating the codes of the first into the codes of the second. */
function createComparison(incoming: EventSegment, existing: EventSegment, used: Uint8Array): Comparison {
  const names = translate(incoming.names, existing.names);
  const keys = new Set([...incoming.properties, ...existing.properties].map((property) => property.key));
  const pairs = [...keys].map((key) => {
    const mine = incoming.properties.find((property) => property.key === key);
    const theirs = existing.properties.find((property) => property.key === key);
    const values = translate(mine?.values ?? [], theirs?.values ?? []);
    // Code 0 is "missing" on both sides.
    const recode = new Int32Array(values.length + 1);
    values.forEach((position, code) => (recode[code + 1] = position < 0 ? -1 : position + 1));
    return { mine: mine?.codes ?? null, theirs: theirs?.codes ?? null, recode };
  });
  const quantityOf = (segment: EventSegment, row: number) => segment.quantity?.[row] ?? Number.NaN;

  return {
    isFree: (row) => (used[row >>> 3]! & (1 << (row & 7))) === 0,
    use(row) {
      used[row >>> 3]! |= 1 << (row & 7);
    },
    equal(row, other) {
      if (names[incoming.name[row]!] !== existing.name[other]) return false;
      if (!Object.is(quantityOf(incoming, row), quantityOf(existing, other))) return false;
      return pairs.every(({ mine, theirs, recode }) => recode[mine?.[row] ?? 0] === (theirs?.[other] ?? 0));
    },
    incomingKey(row) {
      const name = names[incoming.name[row]!]!;
      if (name < 0) return null;
      let key = `${name}|${quantityOf(incoming, row)}`;
      for (const { mine, recode } of pairs) {
        const code = recode[mine?.[row] ?? 0]!;
        if (code < 0) return null;
        key += `|${code}`;
      }
      return key;
    },
    existingKey(row) {
      let key = `${existing.name[row]}|${quantityOf(existing, row)}`;
      for (const { theirs } of pairs) key += `|${theirs?.[row] ?? 0}`;
      return key;
    },
  };
}

/** Where each text of one list stands in another, -1 where it does not. */
function translate(texts: readonly string[], into: readonly string[]): Int32Array {
  const positions = new Map(into.map((text, index) => [text, index]));
  return Int32Array.from(texts, (text) => positions.get(text) ?? -1);
}
