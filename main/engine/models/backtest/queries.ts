import type { BacktestFigures, BacktestQuestion, BacktestRun, Bilingual } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../../shared/domain/time.ts';
import type { ReadableDatabase, WritableDatabase } from '../../db/index.ts';
import type { RowToStore } from './rows-to-store.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;

/** Earlier ones than the last few are of no use. */
const backtestsKept = 5;

export type BacktestToStore = {
  readonly modelId: string;
  readonly modelName: string;
  readonly asOf: string;
  readonly dataVersion: number;
  /** Epoch seconds. */
  readonly createdAt: number;
  readonly currency: string;
  readonly told: Told;
};

type Told = BacktestFigures & {
  readonly question: BacktestQuestion;
  readonly horizonDays: number;
  readonly words: Bilingual;
  readonly notes: readonly Bilingual[];
};

/** Stores a backtest with its accounts. Call inside a transaction. @returns its id */
export function insertBacktest(
  database: WritableDatabase,
  run: BacktestToStore,
  rows: readonly RowToStore[],
  onRow: () => void,
): number {
  const id = Number(
    database
      .prepare(
        'INSERT INTO backtests (model_id, model_name, as_of, data_version, created_at, currency, told) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(run.modelId, run.modelName, run.asOf, run.dataVersion, run.createdAt, run.currency, JSON.stringify(run.told))
      .lastInsertRowid,
  );
  const insert = database.prepare(
    'INSERT INTO backtest_accounts (backtest_id, day, account_id, score, flagged, outcome, left_on, revenue) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  for (const row of rows) {
    onRow();
    insert.run(id, row.day, row.account, row.score, row.flagged, row.outcome, row.leftOn, row.revenue);
  }
  database
    .prepare('DELETE FROM backtests WHERE id NOT IN (SELECT id FROM backtests ORDER BY id DESC LIMIT ?)')
    .run(backtestsKept);
  return id;
}

type StoredRow = {
  id: number;
  model_id: string;
  model_name: string;
  as_of: string;
  data_version: number;
  created_at: number;
  told: string;
};

/** The one that ended last; null until there is one. */
export function latestBacktest(database: AnyDatabase, dataVersion: number): BacktestRun | null {
  const row = database.prepare('SELECT * FROM backtests ORDER BY id DESC LIMIT 1').get() as StoredRow | undefined;
  if (row === undefined) return null;
  const { notes, ...told } = JSON.parse(row.told) as Told;
  return {
    ...told,
    notes: [...notes],
    id: row.id,
    createdAt: instantOfSeconds(row.created_at),
    asOf: row.as_of,
    dataVersion: row.data_version,
    outdated: row.data_version !== dataVersion,
    modelId: row.model_id,
    modelName: row.model_name,
  };
}

/** @throws not_found where it was made room for by later ones */
export function currencyOf(database: AnyDatabase, id: number): string {
  const found = database.prepare('SELECT currency FROM backtests WHERE id = ?').pluck().get(id) as string | undefined;
  if (found !== undefined) return found;
  throw new HoldfastError(
    'not_found',
    'This backtest is not kept any more: later ones took its place. Open the page again to see the last one.',
  );
}
