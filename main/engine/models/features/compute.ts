import { sourcesAsOf } from './as-of.ts';
import { compareWithBook } from './book-comparison.ts';
import { rowWidth } from './catalogue.ts';
import { computeAttributes } from './compute-attributes.ts';
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
    computeContract(seen, account, instant, row);
    computeRows(seen, account, instant, row);
    computeAttributes(seen, account, instant, row);
  };
}

/**
 * All features of all accounts as of an instant (epoch seconds), from nothing that became known after it.
 * @param into memory of an earlier snapshot of the same book that is not needed any more
 * @throws cancelled when shouldStop answers true
 */
export function computeSnapshot(
  sources: FeatureSources,
  instant: number,
  compute = createRowComputer(sources),
  shouldStop: () => boolean = () => false,
  into: Float64Array = new Float64Array(sources.accounts.length * rowWidth),
): Snapshot {
  const count = sources.accounts.length;
  for (let account = 0; account < count; account++) {
    if (account % accountsBetweenStopChecks === 0) stopIfAsked(shouldStop);
    compute(account, instant, into.subarray(account * rowWidth, (account + 1) * rowWidth));
  }
  compareWithBook(into);
  return { instant, values: into };
}
