import type { Migration } from './migration.ts';

const sql = `
-- What people decided on accounts in the review, with what the model said at that moment: labels to be judged later.
CREATE TABLE review_decisions (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('act', 'watch', 'dismiss', 'wrong')),
  decided_at INTEGER NOT NULL,
  -- the calendar day of the person, and the last day of the data that was on the screen
  decided_day TEXT NOT NULL,
  data_day TEXT NOT NULL,
  -- null where the account had no score; the run itself may be replaced later
  model_id TEXT,
  score_as_of TEXT,
  horizon_days INTEGER,
  probability REAL,
  -- from here on an account was among the tenth of the run with the highest probabilities
  threshold REAL,
  reason_key TEXT,
  reason_text TEXT,
  watch_until TEXT,
  -- what the person expects; null = nothing
  expects TEXT CHECK (expects IN ('leaves', 'stays')),
  person TEXT,
  task_id INTEGER,
  CHECK ((kind = 'watch') = (watch_until IS NOT NULL))
) STRICT;
CREATE INDEX review_decisions_account ON review_decisions (account_id, id);
`;

export const decisions: Migration = { number: 70, name: 'decisions', sql };
