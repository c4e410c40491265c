import type { Migration } from './migration.ts';

const sql = `
-- What people plan and write down. account_id is the id that was meant: whatever it is merged into stands for it when it is read.
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY,
  account_id TEXT,
  -- may name accounts: @{id}, percent-encoded; so may notes
  title TEXT NOT NULL,
  note TEXT,
  due TEXT,
  assignee TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'done')),
  done_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX tasks_account ON tasks (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX tasks_open ON tasks (due, id) WHERE state = 'open';

CREATE TABLE notes (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  text TEXT NOT NULL,
  author TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notes_account ON notes (account_id);

-- One row at most. rule: JSON
CREATE TABLE assignment_rules (id INTEGER PRIMARY KEY CHECK (id = 1), rule TEXT NOT NULL) STRICT;

-- Names are unique a page; the program sees to it, so that taking back a change never fails for a name.
CREATE TABLE saved_views (
  id INTEGER PRIMARY KEY,
  page TEXT NOT NULL,
  name TEXT NOT NULL,
  -- JSON: the address of the page
  search TEXT NOT NULL,
  is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
`;

export const work: Migration = { number: 110, name: 'work', sql };
