import { sourcesAsOf } from './as-of.ts';
import { mostRatio, placeOf, rowWidth } from './catalogue.ts';
import { computeContract } from './compute-contract.ts';
import { computeRows } from './compute-rows.ts';
import { createUsageComputer } from './compute-usage.ts';
import { stopIfAsked } from './row-table.ts';
import type { FeatureSources } from './sources.ts';

/** All accounts as of one instant, row by row; a row is `rowNames` long, NaN is missing. */
export type Snapshot = {
  readonly instant: number;
  readonly values: Float64Array;
};

const ratio = placeOf('events_ratio');
const ratioOfBook = placeOf('events_ratio_book');
const longRatio = placeOf('events_ratio_long');
const levelOfBook = placeOf('events_level_book');
const before = placeOf('events_before_28');
const now = placeOf('events_28');
const expected = placeOf('events_expected_28');
const surprise = placeOf('usage_surprise');
const leastAccountsForMedian = 10;
const accountsBetweenStopChecks = 512;

/** One account as of an instant; what needs the whole book stays NaN here. */
export type RowComputer = (account: number, instant: number, row: Float64Array) => void;

export function createRowComputer(sources: FeatureSources): RowComputer {
  const computeUsage = createUsageComputer(sources);
  // Snapshots go through all accounts at one instant.
  let seen = sources;
  let seenAt = NaN;
  return (account, instant, row) => {
    if (instant !== seenAt) {
      seen = sourcesAsOf(sources, instant);
      seenAt = instant;
    }
    row.fill(NaN);
    computeUsage(account, instant, row);
    computeRows(seen, account, instant, row);
    computeContract(seen, account, instant, row);
  };
}

/**
 * All features of all accounts as of an instant (epoch seconds), from nothing that became known after it.
 * @throws cancelled when shouldStop answers true
 */
export function computeSnapshot(
  sources: FeatureSources,
  instant: number,
  compute = createRowComputer(sources),
  shouldStop: () => boolean = () => false,
): Snapshot {
  const count = sources.accounts.length;
  const values = new Float64Array(count * rowWidth);
  for (let account = 0; account < count; account++) {
    if (account % accountsBetweenStopChecks === 0) stopIfAsked(shouldStop);
    compute(account, instant, values.subarray(account * rowWidth, (account + 1) * rowWidth));
  }
  compareWithBook(values);
  return { instant, values };
}

/** Holidays move everybody's usage; what counts is how an account differs from the others at the same time. */
function compareWithBook(values: Float64Array): void {
  const usual = medianOf(values, ratio);
  const usualLevel = medianOf(values, longRatio);
  for (let place = 0; place < values.length; place += rowWidth) {
    if (usual !== null) {
      values[place + ratioOfBook] = Math.min(mostRatio, values[place + ratio]! / usual);
      values[place + expected] = values[place + before]! * usual;
      // The square root makes a fall from 100 to 64 as surprising as one from 25 to 9 (Anscombe 1948).
      values[place + surprise] = 2 * (Math.sqrt(values[place + now]!) - Math.sqrt(values[place + expected]!));
    }
    if (usualLevel !== null) values[place + levelOfBook] = Math.min(mostRatio, values[place + longRatio]! / usualLevel);
  }
}

/** Of the accounts that are not silent: those that have been for months are not what is usual. */
function medianOf(values: Float64Array, column: number): number | null {
  const known: number[] = [];
  for (let place = column; place < values.length; place += rowWidth) if (values[place]! > 0) known.push(values[place]!);
  if (known.length < leastAccountsForMedian) return null;
  return Float64Array.from(known).sort()[Math.floor(known.length / 2)]!;
}
