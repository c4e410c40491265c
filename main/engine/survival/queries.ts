import type { RenewalRun } from '../../../shared/contract/index.ts';
import { dayOfNumber, instantOfSeconds } from '../../../shared/domain/time.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';
import type { SurvivalOutput } from './task.ts';

export type StoredRun = { readonly id: number; readonly run: RenewalRun };

/** Earlier runs than the last few are of no use. */
const runsKept = 3;

/** Stores a run with its accounts. Call inside a transaction. */
export function insertSurvivalRun(
  database: WritableDatabase,
  { accounts, run }: SurvivalOutput,
  { asOf, dataVersion, createdAt }: { asOf: string; dataVersion: number; createdAt: number },
): number {
  const id = Number(
    database
      .prepare('INSERT INTO survival_runs (as_of, data_version, created_at, told) VALUES (?, ?, ?, ?)')
      .run(asOf, dataVersion, createdAt, JSON.stringify(run)).lastInsertRowid,
  );
  const insert = database.prepare(
    'INSERT INTO survival_accounts (run_id, account_id, renewal_day, probability, lower, upper, curve) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const { account, renewal, chance, curve } of accounts) {
    insert.run(
      id,
      account,
      renewal === null ? null : dayOfNumber(renewal),
      chance?.probability ?? null,
      chance?.lower ?? null,
      chance?.upper ?? null,
      Buffer.from(curve.buffer, curve.byteOffset, curve.byteLength),
    );
  }
  database
    .prepare('DELETE FROM survival_runs WHERE id NOT IN (SELECT id FROM survival_runs ORDER BY id DESC LIMIT ?)')
    .run(runsKept);
  return id;
}

/** Account id → the plan of its first paid subscription that names one. */
export function firstPlans(database: ReadableDatabase): ReadonlyMap<string, string> {
  return new Map(
    database
      .prepare(
        `SELECT account_id, plan FROM (
           SELECT account_id, plan, row_number() OVER (PARTITION BY account_id ORDER BY start_day, subscription_id) AS place
           FROM current_subscriptions WHERE coalesce(is_trial, 0) = 0 AND plan IS NOT NULL AND plan <> '' AND tick()
         ) WHERE place = 1`,
      )
      .raw()
      .all() as [string, string][],
  );
}

/** Null until there is one. */
export function latestRun(database: ReadableDatabase | WritableDatabase): StoredRun | null {
  const row = database
    .prepare(
      `SELECT id, as_of, data_version, created_at, told,
         (SELECT count(*) FROM survival_accounts a WHERE a.run_id = survival_runs.id) AS accounts
       FROM survival_runs ORDER BY id DESC LIMIT 1`,
    )
    .get() as
    { id: number; as_of: string; data_version: number; created_at: number; told: string; accounts: number } | undefined;
  if (row === undefined) return null;
  const told = JSON.parse(row.told) as SurvivalOutput['run'];
  return {
    id: row.id,
    run: {
      asOf: row.as_of,
      dataVersion: row.data_version,
      createdAt: instantOfSeconds(row.created_at),
      accounts: row.accounts,
      ...told,
    },
  };
}
