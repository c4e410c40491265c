import type { Migration } from './migration.ts';

const sql = `
CREATE TABLE backtests (
  id INTEGER PRIMARY KEY,
  model_id TEXT NOT NULL,
  model_name TEXT NOT NULL,
  as_of TEXT NOT NULL,
  data_version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  currency TEXT NOT NULL,
  -- JSON: what was asked, the figures of every month and together, and the rule in words
  told TEXT NOT NULL
) STRICT;
-- Who was flagged at a month end, or left after it without a flag
CREATE TABLE backtest_accounts (
  backtest_id INTEGER NOT NULL REFERENCES backtests (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  account_id TEXT NOT NULL,
  -- null where nothing could be said of the account then
  score REAL,
  flagged INTEGER NOT NULL CHECK (flagged IN (0, 1)),
  outcome TEXT NOT NULL CHECK (outcome IN ('found', 'missed', 'false-alarm', 'open')),
  left_on TEXT,
  -- monthly, in minor units of the backtest's currency
  revenue INTEGER,
  PRIMARY KEY (backtest_id, day, account_id)
) STRICT, WITHOUT ROWID;
`;

export const backtests: Migration = { number: 100, name: 'backtests', sql };
