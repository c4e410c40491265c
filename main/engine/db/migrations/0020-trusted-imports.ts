import type { Migration } from './migration.ts';

const rowTables = [
  'accounts',
  'contacts',
  'subscriptions',
  'invoices',
  'tickets',
  'interactions',
  'surveys',
  'churn_events',
  'signals',
] as const;
const keyOf: Record<(typeof rowTables)[number], string> = {
  accounts: 'account_id',
  contacts: 'contact_id',
  subscriptions: 'subscription_id',
  invoices: 'invoice_id',
  tickets: 'ticket_id',
  interactions: 'interaction_id',
  surveys: 'response_id',
  churn_events: 'churn_event_id',
  signals: 'signal_id',
};
const describing = rowTables.filter((table) => table !== 'accounts');

/** Views list their columns when they are made, so they are made again when a table gets further ones. */
const dropViews = rowTables.map((table) => `DROP VIEW current_${table};`).join('\n');

const createViews = describing
  .map((table) => `CREATE VIEW current_${table} AS SELECT * FROM ${table} WHERE superseded_by IS NULL;`)
  .join('\n');

const filled = [
  'name',
  'owner',
  'segment',
  'plan',
  'industry',
  'country',
  'created_day',
  'renewal_day',
  'website',
  'employees',
  'churn_flag',
  'tax_id',
  'external_id',
];
/** Asked once a statement, so that blanks cost nothing in a book without merges. */
const anyMerged = 'EXISTS (SELECT 1 FROM account_aliases)';
/** A value of the accounts `m` that were merged into `a`; looked for only where `a` leaves it blank. */
const fromMerged = (value: string, where: string): string =>
  `CASE WHEN ${anyMerged} THEN (SELECT ${value} FROM account_aliases AS l JOIN accounts AS m ON m.account_id = l.alias_id AND m.superseded_by IS NULL
    WHERE l.account_id = a.account_id AND ${where} ORDER BY l.alias_id LIMIT 1) END`;
const asJson = `CASE WHEN e.type IN ('object', 'array') THEN e.value WHEN e.type IN ('true', 'false') THEN e.type ELSE json_quote(e.value) END`;
const allAttributes = `(SELECT json_group_object(key, json(value)) FROM (
    SELECT key, value, row_number() OVER (PARTITION BY key ORDER BY place) AS nth FROM (
      SELECT e.key, ${asJson} AS value, '' AS place FROM json_each(a.attributes) AS e
      UNION ALL
      SELECT e.key, ${asJson}, '-' || l.alias_id FROM account_aliases AS l JOIN accounts AS m ON m.account_id = l.alias_id AND m.superseded_by IS NULL,
        json_each(m.attributes) AS e WHERE l.account_id = a.account_id))
  WHERE nth = 1)`;

const sql = `
${dropViews}

-- The id under which a row arrived, where its account was merged into another one since: a merge only rewrites account_id.
${describing
  .map(
    (table) => `ALTER TABLE ${table} ADD COLUMN raw_account_id TEXT;
CREATE INDEX ${table}_raw_account ON ${table} (raw_account_id) WHERE raw_account_id IS NOT NULL;
CREATE INDEX ${table}_past_account ON ${table} (account_id) WHERE superseded_by IS NOT NULL;`,
  )
  .join('\n')}
-- Earlier versions are found by what replaced them (what did an import change?) and by their key (what was before?).
${rowTables
  .map(
    (table) => `DROP INDEX ${table}_superseded;
CREATE INDEX ${table}_superseded ON ${table} (superseded_by, ${keyOf[table]}) WHERE superseded_by IS NOT NULL;
CREATE INDEX ${table}_past ON ${table} (${keyOf[table]}, import_id) WHERE superseded_by IS NOT NULL;`,
  )
  .join('\n')}
CREATE INDEX accounts_implied ON accounts (account_id) WHERE implied = 1 AND superseded_by IS NULL;
ALTER TABLE accounts ADD COLUMN tax_id TEXT;
ALTER TABLE accounts ADD COLUMN external_id TEXT;
-- The system that an account's row came from, as its recipe names it.
ALTER TABLE accounts ADD COLUMN source TEXT;

-- Decisions of people: which accounts are one. The newest decision about an id counts; undone ones stay as history.
CREATE TABLE account_merges (
  id INTEGER PRIMARY KEY,
  kept_id TEXT NOT NULL,
  merged_id TEXT NOT NULL,
  evidence TEXT NOT NULL,
  merged_at INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;
CREATE UNIQUE INDEX account_merges_active ON account_merges (merged_id) WHERE undone_at IS NULL;
CREATE INDEX account_merges_kept ON account_merges (kept_id) WHERE undone_at IS NULL;
-- What the decisions come to: every merged id with the id that stands for it now, chains followed to their end.
CREATE TABLE account_aliases (alias_id TEXT PRIMARY KEY, account_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX account_aliases_account ON account_aliases (account_id);
CREATE TABLE merge_proposals (
  id TEXT PRIMARY KEY,
  keep_id TEXT NOT NULL,
  merge_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('exact', 'likely', 'possible')),
  score REAL NOT NULL,
  evidence TEXT NOT NULL,
  refused_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_proposals_score ON merge_proposals (refused_at, score);

${createViews}
-- Merged accounts keep their rows and do not count; what the kept one leaves blank they fill in, the first id first.
CREATE VIEW current_accounts AS SELECT a.version_id, a.import_id, a.file_id, a.row_number, a.known_at, a.superseded_by, a.row_hash, a.account_id,
  ${filled.map((column) => `coalesce(a.${column}, ${fromMerged(`m.${column}`, `m.${column} IS NOT NULL`)}) AS ${column}`).join(',\n  ')},
  CASE WHEN ${anyMerged} THEN nullif(coalesce((SELECT account_id FROM account_aliases WHERE alias_id = a.parent_id), a.parent_id), a.account_id)
    ELSE a.parent_id END AS parent_id,
  CASE WHEN ${anyMerged} AND EXISTS (SELECT 1 FROM account_aliases WHERE account_id = a.account_id) THEN ${allAttributes} ELSE a.attributes END AS attributes,
  CASE WHEN a.implied = 1 THEN coalesce(${fromMerged('0', 'm.implied = 0')}, 1) ELSE a.implied END AS implied,
  a.source
FROM accounts AS a WHERE a.superseded_by IS NULL AND a.account_id NOT IN (SELECT alias_id FROM account_aliases);

-- Recipes: every revision is kept.
CREATE TABLE recipes (
  name TEXT NOT NULL,
  revision INTEGER NOT NULL,
  recipe TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (name, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO recipes SELECT name, 1, mapping, saved_at FROM saved_mappings;
DROP TABLE saved_mappings;

ALTER TABLE import_files ADD COLUMN part TEXT;
ALTER TABLE import_files ADD COLUMN source TEXT;
ALTER TABLE import_files ADD COLUMN recipe_name TEXT;
ALTER TABLE import_files ADD COLUMN recipe_revision INTEGER;
-- The names of the file's columns as a JSON list, so that its rejected rows can be exported as they stood.
ALTER TABLE import_files ADD COLUMN header TEXT;
-- Rejected rows are exported file by file in the order of their rows.
CREATE INDEX import_rejects_row ON import_rejects (file_id, row_number, id);
CREATE INDEX import_files_sha256 ON import_files (sha256);
ALTER TABLE imports ADD COLUMN changed_fields TEXT NOT NULL DEFAULT '{}';

CREATE TABLE watched_folders (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  recipe TEXT NOT NULL,
  paused INTEGER NOT NULL DEFAULT 0,
  added_at INTEGER NOT NULL
) STRICT;
CREATE TABLE watched_files (
  folder_id INTEGER NOT NULL REFERENCES watched_folders (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  modified REAL NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'imported', 'unchanged', 'needs-attention')),
  import_id INTEGER REFERENCES imports (id),
  problem TEXT,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (folder_id, name)
) STRICT, WITHOUT ROWID;
`;

export const trustedImports: Migration = { number: 20, name: 'trusted-imports', sql };
