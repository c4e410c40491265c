import type { BacktestRow, ContractInputs, ContractOutputs } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { defineRead } from '../../threads/index.ts';
import { currencyOf } from './queries.ts';

export type RowsQuestion = Required<Omit<ContractInputs['backtests']['accounts'], 'cursor' | 'limit'>> & {
  readonly cursor: string | null;
  readonly limit: number;
};

type StoredRow = {
  day: string;
  account_id: string;
  name: string | null;
  owner: string | null;
  score: number | null;
  flagged: 0 | 1;
  outcome: BacktestRow['outcome'];
  left_on: string | null;
  revenue: number | null;
};

const where = `WHERE b.backtest_id = :id AND (:day IS NULL OR b.day = :day)
  AND (:which = 'all' OR (:which = 'flagged' AND b.flagged = 1) OR b.outcome = :which) AND tick()`;

/** A page of the accounts of a backtest: flagged ones first, the highest probability first. */
export const backtestRowsRead = defineRead(
  'backtests.accounts',
  ({ database }, { id, day, which, cursor, limit }: RowsQuestion): ContractOutputs['backtests']['accounts'] => {
    const currency = currencyOf(database, id);
    const start = cursor === null ? 0 : Number(cursor);
    if (!Number.isInteger(start) || start < 0)
      throw new HoldfastError('invalid_input', 'This list cannot be continued. Open it again.');
    const values = { id, day, which };
    const total = database.prepare(`SELECT count(*) FROM backtest_accounts b ${where}`).pluck().get(values) as number;
    const rows = database
      .prepare(
        `SELECT b.day, b.account_id, a.name, a.owner, b.score, b.flagged, b.outcome, b.left_on, b.revenue
         FROM backtest_accounts b LEFT JOIN current_accounts a ON a.account_id = b.account_id ${where}
         ORDER BY b.day DESC, b.flagged DESC, b.score DESC, b.account_id LIMIT :limit OFFSET :start`,
      )
      .all({ ...values, limit, start }) as StoredRow[];
    const next = start + rows.length;
    return { rows: rows.map((row) => told(row, currency)), total, next: next < total ? String(next) : null };
  },
);

function told(row: StoredRow, currency: string): BacktestRow {
  return {
    day: row.day,
    account: row.account_id,
    // Merged into another one since, or its import was undone.
    name: row.name ?? row.account_id,
    owner: row.owner,
    flagged: row.flagged === 1,
    score: row.score,
    outcome: row.outcome,
    leftOn: row.left_on,
    monthlyRevenue: row.revenue === null ? null : { minor: row.revenue, currency },
  };
}
