import type { Migration } from './migration.ts';

const sql = `
CREATE TABLE health_versions (
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  name TEXT NOT NULL,
  note TEXT NOT NULL,
  -- JSON; never changes once it was published
  definition TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
-- What was put in force, and since when; the last one whose day has come is in force.
CREATE TABLE health_publications (
  id INTEGER PRIMARY KEY,
  version_id INTEGER NOT NULL REFERENCES health_versions (id),
  what TEXT NOT NULL CHECK (what IN ('published', 'rolled-back')),
  effective_day TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  note TEXT NOT NULL,
  by TEXT
) STRICT;
-- A person's own judgement of an account, from 0 to 100. Earlier ones stay: they were known then.
CREATE TABLE health_pulses (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  value REAL NOT NULL,
  note TEXT NOT NULL,
  by TEXT,
  given_at INTEGER NOT NULL,
  -- taken back or replaced since; null while it counts
  ended_at INTEGER
) STRICT;
CREATE INDEX health_pulses_account ON health_pulses (account_id, given_at);

-- The measures of all customers as of one day, a column each: 64-bit floats in the order of the accounts.
CREATE TABLE health_snapshots (
  id INTEGER PRIMARY KEY,
  as_of TEXT NOT NULL,
  data_version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  -- JSON: account ids, ascending
  accounts TEXT NOT NULL
) STRICT;
CREATE TABLE health_measures (
  snapshot_id INTEGER NOT NULL REFERENCES health_snapshots (id) ON DELETE CASCADE,
  measure TEXT NOT NULL,
  measure_values BLOB NOT NULL,
  -- JSON: share with a value, and how the values spread
  summary TEXT NOT NULL,
  PRIMARY KEY (snapshot_id, measure)
) STRICT;

CREATE TABLE health_runs (
  id INTEGER PRIMARY KEY,
  version_id INTEGER NOT NULL REFERENCES health_versions (id) ON DELETE CASCADE,
  as_of TEXT NOT NULL,
  -- live: scored while that day was the present; rescored: the past by a version that came later
  kind TEXT NOT NULL CHECK (kind IN ('live', 'rescored')),
  data_version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (version_id, as_of, kind)
) STRICT;
CREATE TABLE health_scores (
  run_id INTEGER NOT NULL REFERENCES health_runs (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL,
  -- null: less than half of the weight was present
  score REAL,
  coverage REAL NOT NULL,
  PRIMARY KEY (run_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE health_backtests (
  id INTEGER PRIMARY KEY,
  -- of the definition's text
  fingerprint TEXT NOT NULL,
  data_version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  told TEXT NOT NULL
) STRICT;
CREATE INDEX health_backtests_fingerprint ON health_backtests (fingerprint, id);
`;

export const healthScores: Migration = { number: 80, name: 'health-scores', sql };
