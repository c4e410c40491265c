import type { Migration } from './migration.ts';

const sql = `
-- One for each run that was made while the data ended on the run's own day, so that it was said before what came of it.
CREATE TABLE drift_reports (
  run_id INTEGER PRIMARY KEY REFERENCES score_runs (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('steady', 'watch', 'alarm', 'no-reference', 'no-customers')),
  -- JSON: the figures of every feature and of the score
  report TEXT NOT NULL
) STRICT;
`;

export const modelWatch: Migration = { number: 90, name: 'model watch', sql };
