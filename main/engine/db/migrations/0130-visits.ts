import type { Migration } from './migration.ts';

const sql = `
-- When people sat before the home page, and how far the data went then: what came later is new at the next visit.
CREATE TABLE home_sittings (
  id INTEGER PRIMARY KEY,
  started_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  -- 1: the person said that all was seen
  is_closed INTEGER NOT NULL DEFAULT 0 CHECK (is_closed IN (0, 1)),
  -- the last day with data, and the day that the scores were of; null without scores
  data_day TEXT NOT NULL,
  score_day TEXT
) STRICT;

-- News that was marked as seen; a line is out of sight as long as all its news is here.
CREATE TABLE home_seen (
  id INTEGER PRIMARY KEY,
  -- empty for news of no account
  account_id TEXT NOT NULL,
  news_key TEXT NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX home_seen_account ON home_seen (account_id, news_key);
`;

export const visits: Migration = { number: 130, name: 'visits', sql };
