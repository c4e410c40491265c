import type { EventColumns, PeriodTable } from '../events/index.ts';
import { accountIndexOf, bitsAt, firstRowAt, isPlain, narrowBits, placeIn, stopWhenAsked } from '../events/index.ts';
import type { Contract } from './contract-terms.ts';
import type { Frame, Framer } from './frames.ts';
import { returnBit, startBit } from './setup.ts';
import type { RetentionSetup } from './setup.ts';

/** One account in one cohort, and what it did in its periods. The same object is filled anew for each. */
export interface Member {
  /** Of the columns, or of the contract book where periods follow contracts. */
  account: number;
  /** Code of the cohort: place of the period of entry, or code of the attribute. */
  cohort: number;
  /** Epoch seconds. */
  entry: number;
  readonly frame: Frame;
  /** retained[k] = 1: counted as retained in period k, by the mode; for k < frame.begun. */
  readonly retained: Uint8Array;
  /** amount[k] = events or their quantity that the mode counts for period k. */
  readonly amount: Float64Array;
}

export interface MemberOptions {
  /** Only members of this cohort. */
  readonly cohort?: number;
  /** What comes back is not looked at: only account, cohort and entry are filled. */
  readonly entriesOnly?: boolean;
}

/**
 * Calls `visit` for every member of every cohort, by account, then entry.
 *
 * @param table periods from the first possible entry to asOf
 */
export function visitMembers(
  setup: RetentionSetup,
  table: PeriodTable,
  framer: Framer,
  visit: (member: Member) => void,
  { cohort: only, entriesOnly = false }: MemberOptions = {},
): void {
  const { columns, attribute, contracts, question } = setup;
  const { frame, longest } = framer;
  const returns = createReturns(setup);
  const counts = new Float64Array(longest + 1);
  const hits = new Uint8Array(longest + 1);
  const retained = new Uint8Array(longest + 1);
  const amount = new Float64Array(longest + 1);
  const member: Member = { account: 0, cohort: 0, entry: 0, frame, retained, amount };
  const hasAmounts = question.measure === 'events-per-account' || question.measure === 'quantity-per-account';

  let entries = 0;
  const enter = (account: number, row: number, entry: number, own: readonly Contract[] | null): void => {
    // An account can enter hundreds of times.
    stopWhenAsked(entries++, setup.shouldStop, 'The retention table');
    member.account = account;
    member.entry = entry;
    member.cohort = attribute === null ? placeIn(table, entry) : attribute.codeOf(account);
    if (only !== undefined && member.cohort !== only) return;
    if (!entriesOnly) {
      framer.fill(entry, own);
      hits.fill(0, 0, frame.begun);
      counts.fill(0, 0, frame.begun);
      if (row >= 0) countReturns(returns, entry, frame, hits, counts);
      applyMode(question.mode, frame.begun, hits, counts, retained, hasAmounts ? amount : null);
    }
    visit(member);
  };

  if (contracts !== null) {
    contracts.accounts.forEach((id, account) => {
      stopWhenAsked(account, setup.shouldStop, 'The retention table');
      const own = contracts.contracts[account]!;
      const entry = setup.calendar.periodStart('day', own[0]!.start);
      if (entry < setup.from || entry >= setup.to) return;
      const place = accountIndexOf(columns, id);
      if (place >= 0 && !entriesOnly) returns.read(place, firstRowOf(columns, place, entry));
      enter(account, place, entry, own);
    });
    return;
  }
  const { offsets, seconds } = columns;
  for (let account = 0; account + 1 < offsets.length; account++) {
    stopWhenAsked(account, setup.shouldStop, 'The retention table');
    if (setup.accountFilter !== null && setup.accountFilter[account] !== 1) continue;
    let row = nextStart(setup, account, offsets[account]!, setup.from);
    if (row < 0) continue;
    if (!entriesOnly) returns.read(account, firstRowOf(columns, account, seconds[row]!));
    enter(account, row, seconds[row]!, null);
    if (question.entry === 'first-time') continue;
    for (;;) {
      // One entry a calendar period, whatever the periods of the columns.
      row = nextStart(setup, account, row + 1, table.starts[placeIn(table, seconds[row]!) + 1]!);
      if (row < 0) break;
      enter(account, row, seconds[row]!, null);
    }
  }
}

/** Row of the first start event at or after `from`, looked for from `row` on; -1 where there is none. */
function nextStart({ columns, bits, to }: RetentionSetup, account: number, row: number, from: number): number {
  const { offsets, seconds, name } = columns;
  const end = offsets[account + 1]!;
  for (let at = firstRowAt(seconds, row, end, from); at < end && seconds[at]! < to; at++) {
    if ((bitsAt(bits, name, at) & startBit) !== 0) return at;
  }
  return -1;
}

/** Events in the same second as the entry count as simultaneous, whichever came first in the file. */
function firstRowOf({ offsets, seconds }: EventColumns, account: number, entry: number): number {
  return firstRowAt(seconds, offsets[account]!, offsets[account + 1]!, entry);
}

/** The return events of one account from its first entry on. */
interface Returns {
  readonly seconds: Uint32Array;
  readonly amounts: Float64Array;
  count: number;
  read(account: number, fromRow: number): void;
}

function createReturns({ columns, bits, asOf, question }: RetentionSetup): Returns {
  const { offsets, seconds, name, quantity } = columns;
  let most = 0;
  for (let account = 0; account + 1 < offsets.length; account++) {
    most = Math.max(most, offsets[account + 1]! - offsets[account]!);
  }
  const { ofName } = bits;
  const namesDecide = isPlain(bits);
  const byQuantity = question.measure === 'quantity-per-account' ? quantity : null;
  const returns: Returns = {
    seconds: new Uint32Array(most),
    amounts: new Float64Array(most).fill(1),
    count: 0,
    read(account, fromRow) {
      const end = offsets[account + 1]!;
      let count = 0;
      for (let row = fromRow; row < end && seconds[row]! <= asOf; row++) {
        const found = ofName[name[row]!]! & returnBit;
        if (found === 0 || (!namesDecide && narrowBits(bits, found, row) === 0)) continue;
        returns.seconds[count] = seconds[row]!;
        // An event without a quantity adds nothing to a sum.
        if (byQuantity !== null) returns.amounts[count] = Number.isNaN(byQuantity[row]!) ? 0 : byQuantity[row]!;
        count += 1;
      }
      returns.count = count;
    },
  };
  return returns;
}

function countReturns(returns: Returns, entry: number, frame: Frame, hits: Uint8Array, counts: Float64Array): void {
  const { bounds, begun } = frame;
  const { seconds, amounts, count } = returns;
  let k = 0;
  for (let at = firstRowAt(seconds, 0, count, entry); at < count; at++) {
    const second = seconds[at]!;
    while (k < begun && second >= bounds[k + 1]!) k += 1;
    if (k === begun) return;
    hits[k] = 1;
    counts[k]! += amounts[at]!;
  }
}

type Mode = RetentionSetup['question']['mode'];

/** What a period counts for, given in which periods something happened (`hits`) and how much (`counts`). */
function applyMode(
  mode: Mode,
  begun: number,
  hits: Uint8Array,
  counts: Float64Array,
  retained: Uint8Array,
  amount: Float64Array | null,
): void {
  let isOn = 1;
  let sum = 0;
  switch (mode) {
    case 'on':
    case 'bracket':
      for (let k = 0; k < begun; k++) {
        retained[k] = hits[k]!;
        if (amount !== null) amount[k] = counts[k]!;
      }
      return;
    case 'streak':
      for (let k = 0; k < begun; k++) {
        isOn &= hits[k]!;
        retained[k] = isOn;
        if (amount !== null) amount[k] = isOn === 1 ? counts[k]! : 0;
      }
      return;
    case 'on-or-before':
      isOn = 0;
      for (let k = 0; k < begun; k++) {
        isOn |= hits[k]!;
        sum += counts[k]!;
        retained[k] = isOn;
        if (amount !== null) amount[k] = sum;
      }
      return;
    case 'on-or-after':
      isOn = 0;
      for (let k = begun - 1; k >= 0; k--) {
        isOn |= hits[k]!;
        sum += counts[k]!;
        retained[k] = isOn;
        if (amount !== null) amount[k] = sum;
      }
  }
}
