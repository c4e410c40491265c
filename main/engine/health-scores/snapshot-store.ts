import { healthPulseMeasure } from '../../../shared/contract/index.ts';
import type { HealthMeasure, HealthSnapshot } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { dataVersion } from '../db/index.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';
import type { MeasuredBook } from './book.ts';
import { allPulses, nowSeconds, pulsesAt } from './pulses.ts';
import type { AnyDatabase } from './versions.ts';

export type MeasureSummary = Pick<HealthMeasure, 'share' | 'spread'>;

/** The measures of a day's customers, ready to be stored. */
export type MeasuredDay = {
  readonly asOf: string;
  readonly accounts: readonly string[];
  readonly columns: readonly {
    readonly measure: string;
    readonly values: Float64Array;
    readonly summary: MeasureSummary;
  }[];
};

type SnapshotRow = { id: number; as_of: string; data_version: number; created_at: number; customers: number };

const latest = `SELECT id, as_of, data_version, created_at, json_array_length(accounts) AS customers
  FROM health_snapshots ORDER BY id DESC LIMIT 1`;

function latestRow(database: AnyDatabase): SnapshotRow | null {
  return (database.prepare(latest).get() as SnapshotRow | undefined) ?? null;
}

const told = (database: AnyDatabase, row: SnapshotRow): HealthSnapshot => ({
  asOf: row.as_of,
  dataVersion: row.data_version,
  computedAt: instantOfSeconds(row.created_at),
  customers: row.customers,
  outdated: row.data_version !== dataVersion(database),
});

/** Null until the measures were computed once. */
export function latestSnapshot(database: AnyDatabase): HealthSnapshot | null {
  const row = latestRow(database);
  return row === null ? null : told(database, row);
}

/** Replaces the measures that were stored before. Call in a transaction. @param look called between columns */
export function storeMeasures(
  database: WritableDatabase,
  day: MeasuredDay,
  { version, createdAt }: { version: number; createdAt: number },
  look: () => void,
): void {
  const { lastInsertRowid } = database
    .prepare('INSERT INTO health_snapshots (as_of, data_version, created_at, accounts) VALUES (?, ?, ?, ?)')
    .run(day.asOf, version, createdAt, JSON.stringify(day.accounts));
  // Afterwards, so that no number is given twice: readers keep what they read by it.
  database.prepare('DELETE FROM health_snapshots WHERE id <> ?').run(lastInsertRowid);
  const insert = database.prepare(
    'INSERT INTO health_measures (snapshot_id, measure, measure_values, summary) VALUES (?, ?, ?, ?)',
  );
  for (const { measure, values, summary } of day.columns) {
    look();
    insert.run(
      lastInsertRowid,
      measure,
      Buffer.from(values.buffer, values.byteOffset, values.byteLength),
      JSON.stringify(summary),
    );
  }
}

export function measureSummaries(database: AnyDatabase): ReadonlyMap<string, MeasureSummary> {
  const rows = database
    .prepare('SELECT measure, summary FROM health_measures WHERE snapshot_id = (SELECT max(id) FROM health_snapshots)')
    .raw()
    .all() as [string, string][];
  return new Map(rows.map(([measure, summary]) => [measure, JSON.parse(summary) as MeasureSummary]));
}

/** The stored customers with their measures; columns are read when they are first asked for. */
export type StoredBook = MeasuredBook & {
  readonly snapshot: HealthSnapshot;
  /** Place of an account, -1 where it is none of them. */
  placeOf(account: string): number;
};

type Kept = {
  readonly id: number;
  readonly accounts: readonly string[];
  readonly places: ReadonlyMap<string, number>;
  readonly columns: Map<string, Float64Array>;
};
const kept = new WeakMap<object, Kept>();

/** @returns null until the measures were computed once */
export function openStoredBook(database: ReadableDatabase): StoredBook | null {
  const row = latestRow(database);
  if (row === null) return null;
  let state = kept.get(database);
  if (state?.id !== row.id) {
    const text = database.prepare('SELECT accounts FROM health_snapshots WHERE id = ?').pluck().get(row.id) as string;
    const accounts = JSON.parse(text) as string[];
    state = { id: row.id, accounts, places: new Map(accounts.map((id, at) => [id, at])), columns: new Map() };
    kept.set(database, state);
  }
  const { accounts, places, columns } = state;
  // Judgements are given at any time, so they are never kept with the others.
  let pulse: Float64Array | null = null;
  return {
    snapshot: told(database, row),
    accounts,
    placeOf: (account) => places.get(account) ?? -1,
    column(measure) {
      if (measure === healthPulseMeasure) return (pulse ??= pulsesAt(allPulses(database), accounts, nowSeconds()));
      const known = columns.get(measure);
      if (known) return known;
      const bytes = database
        .prepare('SELECT measure_values FROM health_measures WHERE snapshot_id = ? AND measure = ?')
        .pluck()
        .get(row.id, measure) as Uint8Array | undefined;
      if (bytes === undefined)
        throw new HoldfastError(
          'not_enough_data',
          `The measure ${measure} was not computed yet. Compute the health scores again.`,
        );
      const values = new Float64Array(accounts.length);
      new Uint8Array(values.buffer).set(bytes);
      columns.set(measure, values);
      return values;
    },
  };
}
