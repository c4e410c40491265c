import type { LabelledRows } from '../../stats/index.ts';
import { featureNames, rowWidth } from './features/catalogue.ts';
import { computeSnapshot, createRowComputer } from './features/compute.ts';
import type { FeatureSources } from './features/sources.ts';
import { churnWithin, isCustomerOn } from './labels.ts';
import type { AccountLife } from './labels.ts';
import { endOfDay } from './snapshots.ts';

/** Labelled snapshots of customers, a row an account and snapshot. */
export type Dataset = {
  readonly names: readonly string[];
  /** As the exported model reads them: float32, NaN = missing. */
  readonly columns: readonly Float32Array[];
  /** 1 = left within the horizon. */
  readonly labels: Uint8Array;
  readonly accounts: Int32Array;
  /** Place of each row's snapshot in `days`. */
  readonly snapshots: Int32Array;
  readonly days: readonly number[];
  /** Day of leaving within the horizon; 0 where none. Tells one churn, seen from several snapshots, from two. */
  readonly churnDays: Int32Array;
  /** 1 = every account is in it; n = every n-th, because more rows would add time and hardly any knowledge. */
  readonly everyNth: number;
};

/** Trees fitted on so many rows are as good as on more, and the fit stays within a minute or two. */
const mostRows = 250_000;

export type DatasetContext = { shouldStop(): boolean; onProgress(share: number): void };

export function buildDataset(
  sources: FeatureSources,
  lives: readonly AccountLife[],
  days: readonly number[],
  horizonDays: number,
  context: DatasetContext,
): Dataset {
  const columns = featureNames.map((): number[] => []);
  const labels: number[] = [];
  const accounts: number[] = [];
  const snapshots: number[] = [];
  const churnDays: number[] = [];
  const compute = createRowComputer(sources);
  const everyNth = Math.max(1, Math.ceil((lives.length * days.length) / mostRows));
  days.forEach((day, place) => {
    const { values } = computeSnapshot(sources, endOfDay(day), compute, () => context.shouldStop());
    lives.forEach((life, account) => {
      if (account % everyNth !== 0 || !isCustomerOn(life, day)) return;
      const churn = churnWithin(life, day, horizonDays);
      labels.push(churn === null ? 0 : 1);
      churnDays.push(churn ?? 0);
      accounts.push(account);
      snapshots.push(place);
      for (let feature = 0; feature < columns.length; feature++)
        columns[feature]!.push(values[account * rowWidth + feature]!);
    });
    context.onProgress((place + 1) / days.length);
  });
  return {
    names: featureNames,
    columns: columns.map((column) => Float32Array.from(column)),
    labels: Uint8Array.from(labels),
    days,
    everyNth,
    accounts: Int32Array.from(accounts),
    snapshots: Int32Array.from(snapshots),
    churnDays: Int32Array.from(churnDays),
  };
}

/** Rows of the given snapshots (places in `days`). */
export function rowsOf(data: Dataset, snapshots: readonly number[]): Int32Array {
  const wanted = new Set(snapshots);
  return Int32Array.from(data.snapshots.keys().filter((row) => wanted.has(data.snapshots[row]!)));
}

/** Separate departures among the rows. */
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
  return { columns: data.columns, labels: data.labels };
}
