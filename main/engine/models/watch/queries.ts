import type { DriftVerdict } from '../../../../shared/contract/index.ts';
import type { ReadableDatabase, WritableDatabase } from '../../db/index.ts';
import type { StoredDrift } from './drift.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;

/** What is kept of a run that was made while the data ended on its day. */
export function insertReport(database: WritableDatabase, runId: number, report: StoredDrift | null): void {
  database
    .prepare('INSERT OR REPLACE INTO drift_reports (run_id, created_at, verdict, report) VALUES (?, ?, ?, ?)')
    .run(runId, Math.floor(Date.now() / 1000), report?.verdict ?? 'no-reference', JSON.stringify(report));
}

export type ReportRow = {
  readonly runId: number;
  readonly asOf: string;
  readonly scoredAt: number;
  readonly dataVersion: number;
  readonly verdict: DriftVerdict;
  readonly report: StoredDrift | null;
};

/** Reports of a model, latest day first. */
export function reportsOf(database: AnyDatabase, modelId: string, limit: number): ReportRow[] {
  const rows = database
    .prepare(
      `SELECT r.id AS runId, r.as_of AS asOf, r.created_at AS scoredAt, r.data_version AS dataVersion, d.verdict, d.report
       FROM drift_reports d JOIN score_runs r ON r.id = d.run_id
       WHERE r.model_id = ? ORDER BY r.as_of DESC, r.id DESC LIMIT ?`,
    )
    .all(modelId, limit) as (Omit<ReportRow, 'report'> & { report: string })[];
  return rows.map((row) => ({ ...row, report: JSON.parse(row.report) as StoredDrift | null }));
}

/** Whether a model has said something as of a day before anything of what followed was known. */
export function wasSaidBefore(database: AnyDatabase, modelId: string, asOf: string): boolean {
  const sql = `SELECT 1 FROM drift_reports d JOIN score_runs r ON r.id = d.run_id WHERE r.model_id = ? AND r.as_of = ?`;
  return database.prepare(sql).get(modelId, asOf) !== undefined;
}

export function hasScored(database: AnyDatabase, modelId: string): boolean {
  return database.prepare('SELECT 1 FROM score_runs WHERE model_id = ? LIMIT 1').get(modelId) !== undefined;
}

/** What a model said as of the first day that it scored, where that is another than this one. */
export function firstScores(
  database: AnyDatabase,
  modelId: string,
  before: string,
): { day: string; scores: Float64Array } | null {
  const first = database
    .prepare('SELECT id, as_of AS day FROM score_runs WHERE model_id = ? AND as_of < ? ORDER BY as_of LIMIT 1')
    .get(modelId, before) as { id: number; day: string } | undefined;
  if (first === undefined) return null;
  const scores = database.prepare('SELECT probability FROM scores WHERE run_id = ?').pluck().all(first.id) as number[];
  return { day: first.day, scores: Float64Array.from(scores) };
}

export type WatchedRun = { readonly id: number; readonly asOf: string; readonly scoredAt: number };

/** Runs that were made while the data ended on their day, earliest day first. */
export function watchedRuns(database: AnyDatabase, modelId: string): WatchedRun[] {
  return database
    .prepare(
      `SELECT r.id, r.as_of AS asOf, r.created_at AS scoredAt FROM drift_reports d JOIN score_runs r ON r.id = d.run_id
       WHERE r.model_id = ? ORDER BY r.as_of`,
    )
    .all(modelId) as WatchedRun[];
}

export function* scoresOf(
  database: ReadableDatabase,
  runId: number,
): Generator<readonly [account: string, probability: number]> {
  const statement = database.prepare('SELECT account_id, probability FROM scores WHERE run_id = ?').raw();
  yield* statement.iterate(runId) as Iterable<[string, number]>;
}
