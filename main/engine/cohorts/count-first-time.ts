import { bitsAt, createMeantSeconds, firstRowAt, nextRowAt, placeIn } from '../events/index.ts';
import type { EventBits, EventColumns, MeantSeconds, PeriodTable } from '../events/index.ts';
import type { AccountCounter, AskedCohorts, CohortCounts } from './cohort-counts.ts';
import { returnBit, startBit } from './setup.ts';

/** Counts accounts that enter once, in the period of their first start event. */
export function firstTimeCounter(
  columns: EventColumns,
  bits: EventBits,
  asked: AskedCohorts,
  { sizes, cells }: Pick<CohortCounts, 'sizes' | 'cells'>,
): AccountCounter {
  const { question, table } = asked;
  const findEntry = entryFinder(columns, bits, asked);
  const countReturns =
    question.mode === 'on'
      ? periodsCounter(columns, bits, asked, cells)
      : lastPeriodCounter(columns, bits, asked, cells);
  return (account) => {
    const entry = findEntry(account);
    if (entry < 0) return false;
    const cohort = placeIn(table, columns.seconds[entry]!);
    sizes[cohort]! += 1;
    countReturns(account, entry, cohort * table.count);
    return true;
  };
}

/** Adds an account that enters at a row to the cells of its cohort, of which `cell` is the first. */
type ReturnsCounter = (account: number, entry: number, cell: number) => void;

/** Every period in which a member has a return event, at or after the second of its entry. */
function periodsCounter(
  columns: EventColumns,
  bits: EventBits,
  { table, asOf }: AskedCohorts,
  cells: Uint32Array,
): ReturnsCounter {
  const { offsets, seconds } = columns;
  const returns = createMeantSeconds(columns, bits, returnBit);
  const isCut = columns.maxSeconds !== null && columns.maxSeconds > asOf;
  return (account, entry, cell) => {
    const end = offsets[account + 1]!;
    returns.read(
      firstRowOfSecond(offsets[account]!, seconds, entry),
      isCut ? firstRowAt(seconds, entry, end, asOf + 1) : end,
    );
    countPeriods(returns, table, cells, cell);
  };
}

function countPeriods({ seconds, from, to }: MeantSeconds, table: PeriodTable, cells: Uint32Array, cell: number): void {
  for (let at = from; at < to;) {
    const place = placeIn(table, seconds[at]!);
    cells[cell + place]! += 1;
    // The rest of the period needs no more than a comparison.
    at = nextRowAt(seconds, at, to, table.starts[place + 1]!);
  }
}

/** Only the last period with a return event: all that "on or after" asks. */
function lastPeriodCounter(
  { offsets, seconds, name }: EventColumns,
  bits: EventBits,
  { table, asOf }: AskedCohorts,
  cells: Uint32Array,
): ReturnsCounter {
  return (account, entry, cell) => {
    const first = firstRowOfSecond(offsets[account]!, seconds, entry);
    for (let row = offsets[account + 1]! - 1; row >= first; row--) {
      if (seconds[row]! > asOf || (bitsAt(bits, name, row) & returnBit) === 0) continue;
      cells[cell + placeIn(table, seconds[row]!)]! += 1;
      return;
    }
  };
}

/** Row of the first start event in range; -1 where the account never enters. */
function entryFinder(
  { offsets, seconds, name }: EventColumns,
  bits: EventBits,
  { from, to }: AskedCohorts,
): (account: number) => number {
  return (account) => {
    const end = offsets[account + 1]!;
    let row = offsets[account]!;
    if (row < end && seconds[row]! < from) row = firstRowAt(seconds, row, end, from);
    for (; row < end && seconds[row]! < to; row++) if ((bitsAt(bits, name, row) & startBit) !== 0) return row;
    return -1;
  };
}

/** Events in the same second as the entry count as simultaneous, whichever came first in the file. */
function firstRowOfSecond(start: number, seconds: Uint32Array, entry: number): number {
  let row = entry;
  while (row > start && seconds[row - 1] === seconds[entry]) row -= 1;
  return row;
}
