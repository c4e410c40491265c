import type { LabelledRows } from '../../stats/index.ts';
import { featureNames, placeOf, rowWidth } from './features/catalogue.ts';
import { computeSnapshot, createRowComputer } from './features/compute.ts';
import { stopIfAsked } from './features/row-table.ts';
import type { FeatureSources } from './features/sources.ts';
import type { AccountLife } from './labels.ts';
import { churnOutcomes } from './outcomes.ts';
import type { Outcomes } from './outcomes.ts';
import { endOfDay } from './snapshots.ts';

/** Labelled snapshots of customers, a row an account and snapshot. */
export type Dataset = {
  readonly names: readonly string[];
  /** As the exported model reads them: float32, NaN = missing. */
  readonly columns: readonly Float32Array[];
  /** 1 = what the model foretells came true within the horizon (for churn: left). */
  readonly labels: Uint8Array;
  readonly accounts: Int32Array;
  /** Place of each row's snapshot in `days`. */
  readonly snapshots: Int32Array;
  readonly days: readonly number[];
  /** Day on which it came true; 0 where it did not. Tells one churn, seen from several snapshots, from two. */
  readonly churnDays: Int32Array;
  /** 1 = every account is in it; n = every n-th, because more rows would add time and hardly any knowledge. */
  readonly everyNth: number;
};

/** Trees fitted on so many rows are as good as on more, and the fit stays within a minute or two. */
const mostRows = 250_000;

export type DatasetContext = { shouldStop(): boolean; onProgress(share: number): void };

/**
 * Features and outcomes of every account of which the question makes sense, on every day.
 * @param outcomes what is to be foretold; without it, leaving within the horizon
 */
export function buildDataset(
  sources: FeatureSources,
  lives: readonly AccountLife[],
  days: readonly number[],
  horizonDays: number,
  context: DatasetContext,
  outcomes: Outcomes = churnOutcomes(lives, horizonDays),
): Dataset {
  const everyNth = Math.max(1, Math.ceil((lives.length * days.length) / mostRows));
  const rows = labelledRows(lives.length, days, everyNth, outcomes, context);
  const columns = featureNames.map(() => new Float32Array(rows.count));
  const places = featureNames.map(placeOf);
  const compute = createRowComputer(sources);
  // One after the other in the same memory: a snapshot of 100,000 accounts is 90 MB.
  const memory = new Float64Array(sources.accounts.length * rowWidth);
  let row = 0;
  days.forEach((day, snapshot) => {
    const { values } = computeSnapshot(sources, endOfDay(day), compute, () => context.shouldStop(), memory);
    for (; row < rows.count && rows.snapshots[row] === snapshot; row++) {
      const from = rows.accounts[row]! * rowWidth;
      for (let feature = 0; feature < places.length; feature++)
        columns[feature]![row] = values[from + places[feature]!]!;
    }
    context.onProgress((snapshot + 1) / days.length);
  });
  const { labels, accounts, snapshots, churnDays } = rows;
  return { names: featureNames, columns, labels, days, everyNth, accounts, snapshots, churnDays };
}

type Rows = Pick<Dataset, 'labels' | 'accounts' | 'snapshots' | 'churnDays'> & { readonly count: number };

/** Which rows there are is known before any feature, so that columns have their size from the start. */
function labelledRows(
  accountCount: number,
  days: readonly number[],
  everyNth: number,
  outcomes: Outcomes,
  context: DatasetContext,
): Rows {
  const most = Math.ceil(accountCount / everyNth) * days.length;
  const labels = new Uint8Array(most);
  const accounts = new Int32Array(most);
  const snapshots = new Int32Array(most);
  const churnDays = new Int32Array(most);
  let count = 0;
  days.forEach((day, snapshot) => {
    stopIfAsked(() => context.shouldStop());
    for (let account = 0; account < accountCount; account += everyNth) {
      const outcome = outcomes.outcome(account, day);
      if (outcome === null) continue;
      labels[count] = outcome.label;
      accounts[count] = account;
      snapshots[count] = snapshot;
      churnDays[count] = outcome.day;
      count++;
    }
  });
  return {
    count,
    labels: labels.slice(0, count),
    accounts: accounts.slice(0, count),
    snapshots: snapshots.slice(0, count),
    churnDays: churnDays.slice(0, count),
  };
}

/** Rows of the given snapshots (places in `days`). */
export function rowsOf(data: Dataset, snapshots: readonly number[]): Int32Array {
  const wanted = new Set(snapshots);
  return Int32Array.from(data.snapshots.keys().filter((row) => wanted.has(data.snapshots[row]!)));
}

/** Separate departures (or whatever is foretold) among the rows. */
export function churnsIn(data: Dataset, rows: Int32Array): number {
  const seen = new Set<string>();
  for (const row of rows) if (data.labels[row] === 1) seen.add(`${data.accounts[row]} ${data.churnDays[row]}`);
  return seen.size;
}

/** The same rows with the named features only. */
export function withFeatures(data: Dataset, names: readonly string[]): Dataset {
  return { ...data, names, columns: names.map((name) => data.columns[data.names.indexOf(name)]!) };
}

export function labelled(data: Dataset): LabelledRows {
  return { columns: data.columns, labels: data.labels, groups: data.accounts };
}
