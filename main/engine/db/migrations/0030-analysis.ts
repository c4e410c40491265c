import type { Migration } from './migration.ts';

const sql = `
-- Removed ones stay until the workspace is opened the next time, so that removing can be undone.
CREATE TABLE segments (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('live', 'static')),
  -- JSON; null for a static segment that was saved from a list
  rule TEXT,
  members INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX segments_name ON segments (name) WHERE removed_at IS NULL;
-- The accounts of static segments, under the ids that they had.
CREATE TABLE segment_members (
  segment_id INTEGER NOT NULL REFERENCES segments (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL,
  PRIMARY KEY (segment_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE insights (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- JSON: the input of the analysis, and how its page showed it
  question TEXT NOT NULL,
  view TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX insights_name ON insights (name) WHERE removed_at IS NULL;

CREATE TABLE sql_history (
  id INTEGER PRIMARY KEY,
  statement TEXT NOT NULL,
  ran_at INTEGER NOT NULL,
  rows INTEGER,
  milliseconds REAL,
  error TEXT
) STRICT;
`;

export const analysis: Migration = { number: 30, name: 'analysis', sql };
