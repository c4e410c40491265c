import type { BitFilter, EventBits, PeriodTable } from '../events/index.ts';
import { firstRowAt, isPlain, narrowBits, placeIn, stopWhenAsked } from '../events/index.ts';
import { returnBit, startBit } from './setup.ts';
import type { RetentionSetup } from './setup.ts';
import type { CountedCohort } from './counted-cohort.ts';

type PropertyCodes = BitFilter['codes'];

/** First-time cohorts by calendar period, accounts counted on, or on or after: asked most, so counted in one tight pass. */
export function isPlainQuestion({ question, attribute, contracts }: RetentionSetup): boolean {
  return (
    contracts === null &&
    attribute === null &&
    question.periods === 'calendar' &&
    question.entry === 'first-time' &&
    question.measure === 'accounts' &&
    (question.mode === 'on' || question.mode === 'on-or-after')
  );
}

export function plainCohorts(setup: RetentionSetup, table: PeriodTable): CountedCohort[] {
  const { count, starts } = table;
  const sizes = new Uint32Array(count);
  // cells[cohort * count + place]: members of the cohort retained in the period at that place.
  const cells = new Uint32Array(count * count);
  if (setup.question.mode === 'on') countPeriods(setup, table, sizes, cells);
  else countLastPeriod(setup, table, sizes, cells);
  const hasEnded = (place: number): boolean => starts[place + 1]! <= setup.asOf + 1;
  const cohorts: CountedCohort[] = [];
  sizes.forEach((size, cohort) => {
    if (size === 0) return;
    const row = cells.subarray(cohort * count + cohort, (cohort + 1) * count);
    if (setup.question.mode === 'on-or-after') {
      for (let k = row.length - 2; k >= 0; k--) row[k]! += row[k + 1]!;
    }
    cohorts.push({
      key: cohort,
      size,
      values: [...row],
      of: Array.from(row, () => size),
      base: null,
      complete: Array.from(row, (_, k) => hasEnded(cohort + k)),
    });
  });
  return cohorts;
}

/** Every period in which a member has a return event, at or after the second of its entry. */
function countPeriods(setup: RetentionSetup, table: PeriodTable, sizes: Uint32Array, cells: Uint32Array): void {
  const { columns, bits, asOf, accountFilter } = setup;
  const { offsets, seconds, name } = columns;
  const { starts, count } = table;
  const namesDecide = isPlain(bits);
  const { returnNames, codes, returnCodes, isMore } = returnTest(bits);
  const isEveryEvent = returnNames === null && codes === null && !isMore;
  const isCut = columns.maxSeconds !== null && columns.maxSeconds > asOf;
  const accounts = offsets.length - 1;
  for (let account = 0; account < accounts; account++) {
    stopWhenAsked(account, setup.shouldStop, 'The retention table');
    if (accountFilter !== null && accountFilter[account] !== 1) continue;
    const entry = findEntry(setup, account, namesDecide);
    if (entry < 0) continue;
    let end = offsets[account + 1]!;
    if (isCut) end = firstRowAt(seconds, entry, end, asOf + 1);
    let place = placeIn(table, seconds[entry]!);
    let next = starts[place + 1]!;
    const cell = place * count;
    sizes[place]! += 1;
    let row = firstRowOfSecond(offsets[account]!, seconds, entry);
    if (isEveryEvent) {
      while (row < end) {
        cells[cell + place]! += 1;
        // Once a period is counted, the rest of its events need no more than a comparison; eight are skipped at once.
        while (row + 8 < end && seconds[row + 8]! < next) row += 8;
        while (row < end && seconds[row]! < next) row += 1;
        if (row === end) break;
        const second = seconds[row]!;
        place += 1;
        if (second >= starts[place + 1]!) place = placeIn(table, second);
        next = starts[place + 1]!;
      }
      continue;
    }
    for (let skipUntil = 0; row < end; row++) {
      const second = seconds[row]!;
      if (second < skipUntil) continue;
      if (returnNames !== null && returnNames[name[row]!] !== 1) continue;
      if (codes !== null && returnCodes[codes[row]!] !== 1) continue;
      if (isMore && narrowBits(bits, returnBit, row) === 0) continue;
      if (second >= next) {
        place = placeIn(table, second);
        next = starts[place + 1]!;
      }
      cells[cell + place]! += 1;
      skipUntil = next;
    }
  }
}

/** What makes an event a return, as tables by code. Null where every name, or every value, will do. */
function returnTest({ ofName, filters, quantities }: EventBits): {
  returnNames: Uint8Array | null;
  codes: PropertyCodes | null;
  returnCodes: Uint8Array;
  /** More conditions than the tables hold. */
  isMore: boolean;
} {
  const isReturn = (found: number): boolean => (found & returnBit) !== 0;
  const narrowing = filters.filter(({ allowed }) => !allowed.every(isReturn));
  const [first] = narrowing;
  return {
    returnNames: ofName.every(isReturn) ? null : Uint8Array.from(ofName, (found) => (isReturn(found) ? 1 : 0)),
    codes: first?.codes ?? null,
    returnCodes: Uint8Array.from(first?.allowed ?? [], (found) => (isReturn(found) ? 1 : 0)),
    isMore: narrowing.length > 1 || quantities.some(({ bit }) => bit === returnBit),
  };
}

/** Only the last period with a return event: all that "on or after" asks. */
function countLastPeriod(setup: RetentionSetup, table: PeriodTable, sizes: Uint32Array, cells: Uint32Array): void {
  const { columns, bits, asOf, accountFilter } = setup;
  const { offsets, seconds, name } = columns;
  const { ofName } = bits;
  const namesDecide = isPlain(bits);
  const accounts = offsets.length - 1;
  for (let account = 0; account < accounts; account++) {
    stopWhenAsked(account, setup.shouldStop, 'The retention table');
    if (accountFilter !== null && accountFilter[account] !== 1) continue;
    const entry = findEntry(setup, account, namesDecide);
    if (entry < 0) continue;
    const cohort = placeIn(table, seconds[entry]!);
    sizes[cohort]! += 1;
    const first = firstRowOfSecond(offsets[account]!, seconds, entry);
    for (let row = offsets[account + 1]! - 1; row >= first; row--) {
      if (seconds[row]! > asOf) continue;
      const found = ofName[name[row]!]! & returnBit;
      if (found === 0 || (!namesDecide && narrowBits(bits, found, row) === 0)) continue;
      cells[cohort * table.count + placeIn(table, seconds[row]!)]! += 1;
      break;
    }
  }
}

/** Row of the first start event in range; -1 where the account never enters. */
function findEntry({ columns, bits, from, to }: RetentionSetup, account: number, namesDecide: boolean): number {
  const { offsets, seconds, name } = columns;
  const { ofName } = bits;
  const end = offsets[account + 1]!;
  let row = offsets[account]!;
  if (row < end && seconds[row]! < from) row = firstRowAt(seconds, row, end, from);
  for (; row < end && seconds[row]! < to; row++) {
    const found = ofName[name[row]!]! & startBit;
    if (found !== 0 && (namesDecide || narrowBits(bits, found, row) !== 0)) return row;
  }
  return -1;
}

/** Events in the same second as the entry count as simultaneous, whichever came first in the file. */
function firstRowOfSecond(start: number, seconds: Uint32Array, entry: number): number {
  let row = entry;
  while (row > start && seconds[row - 1] === seconds[entry]) row -= 1;
  return row;
}
