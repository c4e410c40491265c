import type { Migration } from './migration.ts';

/** Where a stored row came from and since when it counts. `superseded_by` is the import that replaced this version of the row. */
const provenance = `
  version_id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  file_id INTEGER NOT NULL REFERENCES import_files (id),
  row_number INTEGER NOT NULL,
  known_at INTEGER NOT NULL,
  superseded_by INTEGER REFERENCES imports (id),
  row_hash TEXT NOT NULL`;

type Columns = Record<string, string>;

/** Canonical tables keep every version of a row; the current ones are those without `superseded_by`. */
function versioned(table: string, key: string, columns: Columns, times: readonly string[] = []): string {
  const list = Object.entries(columns).map(([name, type]) => `  ${name} ${type}`);
  const byAccount =
    key === 'account_id'
      ? ''
      : `CREATE INDEX ${table}_account ON ${table} (account_id${times.map((time) => `, ${time}`).join('')}) WHERE superseded_by IS NULL;`;
  return `
CREATE TABLE ${table} (${provenance},
${list.join(',\n')}
) STRICT;
CREATE UNIQUE INDEX ${table}_current ON ${table} (${key}) WHERE superseded_by IS NULL;
CREATE INDEX ${table}_import ON ${table} (import_id);
CREATE INDEX ${table}_superseded ON ${table} (superseded_by) WHERE superseded_by IS NOT NULL;
${byAccount}
CREATE VIEW current_${table} AS SELECT * FROM ${table} WHERE superseded_by IS NULL;
`;
}

const sql = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('data_version', '0');

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  input TEXT NOT NULL,
  state TEXT NOT NULL,
  progress REAL,
  stage TEXT,
  checkpoint TEXT,
  result TEXT,
  error TEXT,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER
) STRICT;
CREATE INDEX jobs_state ON jobs (state);

CREATE TABLE imports (
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('committed', 'undone')),
  totals TEXT NOT NULL,
  findings TEXT NOT NULL,
  committed_at INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;
CREATE TABLE import_files (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  name TEXT NOT NULL,
  table_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  mapping TEXT NOT NULL
) STRICT;
CREATE INDEX import_files_import ON import_files (import_id);
CREATE TABLE import_rejects (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  file_id INTEGER NOT NULL REFERENCES import_files (id),
  row_number INTEGER NOT NULL,
  column_name TEXT,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL
) STRICT;
CREATE INDEX import_rejects_import ON import_rejects (import_id, id);
CREATE TABLE saved_mappings (name TEXT PRIMARY KEY, mapping TEXT NOT NULL, saved_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

${versioned('accounts', 'account_id', {
  account_id: 'TEXT NOT NULL',
  name: 'TEXT',
  owner: 'TEXT',
  segment: 'TEXT',
  plan: 'TEXT',
  industry: 'TEXT',
  country: 'TEXT',
  created_day: 'TEXT',
  renewal_day: 'TEXT',
  parent_id: 'TEXT',
  website: 'TEXT',
  employees: 'INTEGER',
  churn_flag: 'INTEGER',
  attributes: `TEXT NOT NULL DEFAULT '{}'`,
  implied: 'INTEGER NOT NULL DEFAULT 0',
})}
${versioned('contacts', 'contact_id', {
  contact_id: 'TEXT NOT NULL',
  account_id: 'TEXT NOT NULL',
  first_name: 'TEXT',
  last_name: 'TEXT',
  email: 'TEXT',
  title: 'TEXT',
  role: 'TEXT',
  last_seen_day: 'TEXT',
  attributes: `TEXT NOT NULL DEFAULT '{}'`,
})}
${versioned(
  'subscriptions',
  'subscription_id',
  {
    subscription_id: 'TEXT NOT NULL',
    account_id: 'TEXT NOT NULL',
    start_day: 'TEXT NOT NULL',
    end_day: 'TEXT',
    mrr: 'INTEGER',
    currency: 'TEXT',
    seats: 'INTEGER',
    plan: 'TEXT',
    term_months: 'INTEGER',
    auto_renew: 'INTEGER',
    status: 'TEXT',
    is_trial: 'INTEGER',
    attributes: `TEXT NOT NULL DEFAULT '{}'`,
  },
  ['start_day'],
)}
${versioned(
  'invoices',
  'invoice_id',
  {
    invoice_id: 'TEXT NOT NULL',
    account_id: 'TEXT NOT NULL',
    issued_day: 'TEXT NOT NULL',
    due_day: 'TEXT',
    paid_day: 'TEXT',
    amount: 'INTEGER',
    currency: 'TEXT',
    status: 'TEXT',
    attributes: `TEXT NOT NULL DEFAULT '{}'`,
  },
  ['issued_day'],
)}
${versioned(
  'tickets',
  'ticket_id',
  {
    ticket_id: 'TEXT NOT NULL',
    account_id: 'TEXT NOT NULL',
    opened_at: 'INTEGER NOT NULL',
    closed_at: 'INTEGER',
    priority: 'TEXT',
    first_response_minutes: 'REAL',
    satisfaction: 'REAL',
    escalated: 'INTEGER',
    subject: 'TEXT',
    text: 'TEXT',
    attributes: `TEXT NOT NULL DEFAULT '{}'`,
  },
  ['opened_at'],
)}
${versioned(
  'interactions',
  'interaction_id',
  {
    interaction_id: 'TEXT NOT NULL',
    account_id: 'TEXT NOT NULL',
    type: 'TEXT',
    direction: 'TEXT',
    occurred_at: 'INTEGER NOT NULL',
    owner: 'TEXT',
    subject: 'TEXT',
    outcome: 'TEXT',
    attributes: `TEXT NOT NULL DEFAULT '{}'`,
  },
  ['occurred_at'],
)}
${versioned(
  'surveys',
  'response_id',
  {
    response_id: 'TEXT NOT NULL',
    account_id: 'TEXT NOT NULL',
    contact_email: 'TEXT',
    survey: 'TEXT',
    score: 'REAL',
    comment: 'TEXT',
    submitted_at: 'INTEGER NOT NULL',
    attributes: `TEXT NOT NULL DEFAULT '{}'`,
  },
  ['submitted_at'],
)}
${versioned(
  'churn_events',
  'churn_event_id',
  {
    churn_event_id: 'TEXT NOT NULL',
    account_id: 'TEXT NOT NULL',
    churn_day: 'TEXT NOT NULL',
    reason: 'TEXT',
    feedback: 'TEXT',
    attributes: `TEXT NOT NULL DEFAULT '{}'`,
  },
  ['churn_day'],
)}
${versioned(
  'signals',
  'signal_id',
  {
    signal_id: 'TEXT NOT NULL',
    account_id: 'TEXT NOT NULL',
    name: 'TEXT',
    observed_at: 'INTEGER NOT NULL',
    value: 'REAL',
    attributes: `TEXT NOT NULL DEFAULT '{}'`,
  },
  ['observed_at'],
)}

CREATE TABLE event_segments (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  rows INTEGER NOT NULL,
  accounts INTEGER NOT NULL,
  min_seconds INTEGER NOT NULL,
  max_seconds INTEGER NOT NULL
) STRICT;
CREATE TABLE event_chunks (
  id INTEGER PRIMARY KEY,
  segment_id INTEGER NOT NULL REFERENCES event_segments (id) ON DELETE CASCADE,
  column_name TEXT NOT NULL,
  part INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (segment_id, column_name, part)
) STRICT;

CREATE TABLE models (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('champion', 'challenger', 'retired', 'baseline')),
  card TEXT NOT NULL,
  definition TEXT NOT NULL,
  golden TEXT NOT NULL,
  onnx BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX models_champion ON models (status) WHERE status = 'champion';

CREATE TABLE score_runs (
  id INTEGER PRIMARY KEY,
  model_id TEXT NOT NULL REFERENCES models (id),
  as_of TEXT NOT NULL,
  base REAL NOT NULL,
  -- a JSON list: what the numbers in feature_values are, the model's features first
  value_names TEXT NOT NULL,
  data_version INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE scores (
  run_id INTEGER NOT NULL REFERENCES score_runs (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL,
  probability REAL NOT NULL,
  log_odds REAL NOT NULL,
  -- 64-bit floats: the signed parts of the probability in the order of the model's features, and the values named by the run
  contributions BLOB NOT NULL,
  feature_values BLOB NOT NULL,
  PRIMARY KEY (run_id, account_id)
) STRICT, WITHOUT ROWID;
`;

export const foundation: Migration = { number: 10, name: 'foundation', sql };
