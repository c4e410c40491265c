import type { Migration } from './migration.ts';

const sql = `
CREATE TABLE survival_runs (
  id INTEGER PRIMARY KEY,
  as_of TEXT NOT NULL,
  data_version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  -- JSON: the way that was taken, why, and how it did on later time
  told TEXT NOT NULL
) STRICT;
CREATE TABLE survival_accounts (
  run_id INTEGER NOT NULL REFERENCES survival_runs (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL,
  -- the next end of a term, and the chance to be a customer the day after; null without one in the time ahead
  renewal_day TEXT,
  probability REAL,
  lower REAL,
  upper REAL,
  -- 32-bit floats: share still there after 30, 60, … days, with both ends of its interval
  curve BLOB NOT NULL,
  PRIMARY KEY (run_id, account_id)
) STRICT, WITHOUT ROWID;
`;

export const survival: Migration = { number: 50, name: 'survival', sql };
