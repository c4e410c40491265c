import { createMeantSeconds, firstRowAt, nextRowAt, placeIn } from '../events/index.ts';
import type { EventBits, EventColumns, MeantSeconds, PeriodTable } from '../events/index.ts';
import type { AccountCounter, AskedCohorts, CohortCounts } from './cohort-counts.ts';
import { returnBit, startBit } from './setup.ts';

/**
 * Counts accounts that enter in every period with a start event. Its returns are looked up once for all entries: only in the
 * period of the entry itself does it matter whether a return was before.
 */
export function recurringCounter(
  columns: EventColumns,
  bits: EventBits,
  { question, table, from, to, asOf }: AskedCohorts,
  { sizes, cells }: Pick<CohortCounts, 'sizes' | 'cells'>,
): AccountCounter {
  const { offsets, seconds } = columns;
  const starts = createMeantSeconds(columns, bits, startBit);
  const returns = createMeantSeconds(columns, bits, returnBit);
  // Of every period with an event, ascending: its place, and the second that matters.
  const entryPlaces = new Int32Array(table.count);
  const entries = new Float64Array(table.count);
  const returnPlaces = new Int32Array(table.count);
  const lastReturns = new Float64Array(table.count);
  const isOn = question.mode === 'on';
  return (account) => {
    const first = offsets[account]!;
    const end = offsets[account + 1]!;
    starts.read(firstRowAt(seconds, first, end, from), firstRowAt(seconds, first, end, to));
    const entered = listPeriods(starts, table, entryPlaces, entries, 'first');
    if (entered === 0) return false;
    returns.read(firstRowAt(seconds, first, end, entries[0]!), firstRowAt(seconds, first, end, asOf + 1));
    const returned = listPeriods(returns, table, returnPlaces, lastReturns, 'last');
    let next = 0;
    for (let index = 0; index < entered; index++) {
      const place = entryPlaces[index]!;
      sizes[place]! += 1;
      while (next < returned && returnPlaces[next]! < place) next += 1;
      const isBefore = next < returned && returnPlaces[next] === place && lastReturns[next]! < entries[index]!;
      const earliest = isBefore ? next + 1 : next;
      for (let at = isOn ? earliest : Math.max(earliest, returned - 1); at < returned; at++) {
        cells[place * table.count + returnPlaces[at]!]! += 1;
      }
    }
    return true;
  };
}

/** Lists the periods that hold any of the seconds, and the first or the last second in each. @returns how many */
function listPeriods(
  { seconds, from, to }: MeantSeconds,
  table: PeriodTable,
  places: Int32Array,
  kept: Float64Array,
  which: 'first' | 'last',
): number {
  let count = 0;
  for (let at = from; at < to;) {
    const place = placeIn(table, seconds[at]!);
    places[count] = place;
    if (which === 'first') kept[count] = seconds[at]!;
    at = nextRowAt(seconds, at, to, table.starts[place + 1]!);
    if (which === 'last') kept[count] = seconds[at - 1]!;
    count += 1;
  }
  return count;
}
