import type { Migration } from './migration.ts';

const sql = `
-- What people changed by hand, with the rows as they were and became, so that it can be taken back and done again.
CREATE TABLE local_changes (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  -- JSON: a sentence in each language
  title TEXT NOT NULL,
  account_id TEXT,
  -- JSON: the contract's words whose answers it changes
  words TEXT NOT NULL,
  -- JSON: [{ table, id, before, after }], in the order in which they were written
  row_images TEXT NOT NULL,
  -- dropped: taken back, and something else was done since
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dropped')),
  undone_at INTEGER
) STRICT;
CREATE INDEX local_changes_account ON local_changes (account_id, id) WHERE account_id IS NOT NULL;
CREATE INDEX local_changes_state ON local_changes (state, id);
`;

export const workbench: Migration = { number: 60, name: 'workbench', sql };
