import type { EventBits, EventColumns, PeriodTable, StopCheck } from '../events/index.ts';
import { firstRowAt, isPlain, narrowBits, placeIn, stopWhenAsked } from '../events/index.ts';
import type { Groups } from './groups.ts';

/** The events that are counted, and by what they are told apart. */
export interface EventSource {
  readonly columns: EventColumns;
  /** One selector. */
  readonly bits: EventBits;
  /** Epoch seconds, half-open. */
  readonly from: number;
  readonly to: number;
  readonly accountFilter: Uint8Array | null;
  readonly by: EventGrouping;
  readonly shouldStop?: StopCheck | undefined;
}

/** Codes of each row or of each account; both null for one group. */
export interface EventGrouping {
  readonly ofRow: Uint16Array | Uint32Array | null;
  readonly ofAccount: Uint32Array | null;
  /** More than any code. */
  readonly size: number;
  readonly valueOf: (code: number) => string | null;
}

export const ungrouped: EventGrouping = { ofRow: null, ofAccount: null, size: 1, valueOf: () => null };

/** cell = slot * periods + place. */
export interface EventTally {
  readonly events: Float64Array;
  /** Different accounts. */
  readonly accounts: Float64Array;
  readonly quantity: Float64Array;
  /** Events that have a quantity. */
  readonly measured: Float64Array;
  /** By slot, over the whole range. */
  readonly total: {
    readonly events: Float64Array;
    readonly accounts: Float64Array;
    readonly quantity: Float64Array;
    readonly measured: Float64Array;
  };
  /** tookPart[account] = 1: it has a counted event. */
  readonly tookPart: Uint8Array;
}

const what = 'The trend';

/** Events by code: how large each group is. */
export function weighGroups(source: EventSource): Float64Array {
  const { columns, bits, by } = source;
  const { offsets, seconds, name } = columns;
  const { ofName } = bits;
  const { ofRow, ofAccount } = by;
  const namesDecide = isPlain(bits);
  const weights = new Float64Array(by.size);
  for (let account = 0; account + 1 < offsets.length; account++) {
    stopWhenAsked(account, source.shouldStop, what);
    if (source.accountFilter !== null && source.accountFilter[account] !== 1) continue;
    const end = firstRowAt(seconds, offsets[account]!, offsets[account + 1]!, source.to);
    const codeOfAccount = ofAccount === null ? 0 : ofAccount[account]!;
    for (let row = firstRowAt(seconds, offsets[account]!, end, source.from); row < end; row++) {
      const found = ofName[name[row]!]!;
      if (found === 0 || (!namesDecide && narrowBits(bits, found, row) === 0)) continue;
      weights[ofRow === null ? codeOfAccount : ofRow[row]!]! += 1;
    }
  }
  return weights;
}

/** One pass over the events: how many, of how many accounts, and their quantity, by group and period. */
export function tallyEvents(source: EventSource, table: PeriodTable, groups: Groups): EventTally {
  const { columns, bits, by } = source;
  const { offsets, seconds, name, quantity } = columns;
  const { ofName } = bits;
  const { ofRow, ofAccount } = by;
  const { slotOf } = groups;
  const { starts, count } = table;
  const namesDecide = isPlain(bits);
  const slots = groups.slots.length;
  const events = new Float64Array(slots * count);
  const accounts = new Float64Array(slots * count);
  const sums = new Float64Array(slots * count);
  const measured = new Float64Array(slots * count);
  const totalAccounts = new Float64Array(slots);
  // The account that was last counted in a cell (a slot), so that each counts once.
  const seen = new Int32Array(slots * count).fill(-1);
  const seenIn = new Int32Array(slots).fill(-1);
  const tookPart = new Uint8Array(offsets.length - 1);
  for (let account = 0; account + 1 < offsets.length; account++) {
    stopWhenAsked(account, source.shouldStop, what);
    if (source.accountFilter !== null && source.accountFilter[account] !== 1) continue;
    const end = firstRowAt(seconds, offsets[account]!, offsets[account + 1]!, source.to);
    let row = firstRowAt(seconds, offsets[account]!, end, source.from);
    if (row === end) continue;
    const slotOfAccount = ofAccount === null ? 0 : slotOf[ofAccount[account]!]!;
    let place = placeIn(table, seconds[row]!);
    let next = starts[place + 1]!;
    for (; row < end; row++) {
      const found = ofName[name[row]!]!;
      if (found === 0 || (!namesDecide && narrowBits(bits, found, row) === 0)) continue;
      const second = seconds[row]!;
      while (second >= next) {
        place += 1;
        next = starts[place + 1]!;
      }
      tookPart[account] = 1;
      const slot = ofRow === null ? slotOfAccount : slotOf[ofRow[row]!]!;
      const cell = slot * count + place;
      events[cell]! += 1;
      if (seen[cell] !== account) {
        seen[cell] = account;
        accounts[cell]! += 1;
        if (seenIn[slot] !== account) {
          seenIn[slot] = account;
          totalAccounts[slot]! += 1;
        }
      }
      if (quantity === null) continue;
      const amount = quantity[row]!;
      if (amount === amount) {
        sums[cell]! += amount;
        measured[cell]! += 1;
      }
    }
  }
  const bySlot = (cells: Float64Array): Float64Array =>
    Float64Array.from({ length: slots }, (_, slot) =>
      cells.subarray(slot * count, (slot + 1) * count).reduce((sum, value) => sum + value, 0),
    );
  return {
    events,
    accounts,
    quantity: sums,
    measured,
    total: { events: bySlot(events), accounts: totalAccounts, quantity: bySlot(sums), measured: bySlot(measured) },
    tookPart,
  };
}

/** Accounts with a counted event in the range whose group has one of the wanted slots; null = any group. */
export function accountsOfEvents(source: EventSource, groups: Groups, slot: number | null): number[] {
  const { columns, bits, by } = source;
  const { offsets, seconds, name } = columns;
  const { ofRow, ofAccount } = by;
  const found: number[] = [];
  for (let account = 0; account + 1 < offsets.length; account++) {
    stopWhenAsked(account, source.shouldStop, what);
    if (source.accountFilter !== null && source.accountFilter[account] !== 1) continue;
    if (slot !== null && ofAccount !== null && groups.slotOf[ofAccount[account]!] !== slot) continue;
    const end = firstRowAt(seconds, offsets[account]!, offsets[account + 1]!, source.to);
    for (let row = firstRowAt(seconds, offsets[account]!, end, source.from); row < end; row++) {
      const named = bits.ofName[name[row]!]!;
      if (named === 0 || (!isPlain(bits) && narrowBits(bits, named, row) === 0)) continue;
      if (slot !== null && ofRow !== null && groups.slotOf[ofRow[row]!] !== slot) continue;
      found.push(account);
      break;
    }
  }
  return found;
}
