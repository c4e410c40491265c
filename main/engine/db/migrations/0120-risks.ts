import type { Migration } from './migration.ts';

const reasons: readonly (readonly [key: string, en: string, es: string])[] = [
  ['product-gap', 'Product gap', 'Carencia del producto'],
  ['low-adoption', 'Low adoption', 'Poca adopción'],
  ['champion-left', 'Champion left', 'Se fue el promotor interno'],
  ['price', 'Price or budget', 'Precio o presupuesto'],
  ['competitor', 'Competitor', 'Competencia'],
  ['service-quality', 'Service quality', 'Calidad del servicio'],
  ['business-change', 'Business change or merger', 'Cambio de negocio o fusión'],
  ['implementation-stalled', 'Implementation stalled', 'Implantación parada'],
  ['unknown', 'Unknown', 'Desconocida'],
];

const sql = `
CREATE TABLE risk_reasons (
  id INTEGER PRIMARY KEY,
  -- of those that come with the program; null for added ones
  key TEXT,
  name_en TEXT NOT NULL,
  name_es TEXT NOT NULL,
  hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1))
) STRICT;
INSERT INTO risk_reasons (id, key, name_en, name_es) VALUES
${reasons.map(([key, en, es], place) => `  (${place + 1}, '${key}', '${en}', '${es}')`).join(',\n')};

-- account_id is the id that was meant: whatever it is merged into stands for it when it is read.
CREATE TABLE risks (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('at-risk', 'plan-in-place', 'saving', 'recovered', 'lost')),
  -- since when it is in this stage
  stage_at INTEGER NOT NULL,
  reason_id INTEGER,
  owner TEXT,
  note TEXT,
  due TEXT,
  opened_at INTEGER NOT NULL,
  opened_by TEXT,
  -- null while it is open
  closed_at INTEGER,
  closing_words TEXT,
  -- recurring revenue a year and the model's probability when it was opened; null where not known
  stake_minor INTEGER,
  stake_currency TEXT,
  probability REAL
) STRICT;
CREATE INDEX risks_account ON risks (account_id);

CREATE TABLE risk_stages (
  id INTEGER PRIMARY KEY,
  risk_id INTEGER NOT NULL,
  stage TEXT NOT NULL,
  at INTEGER NOT NULL,
  person TEXT,
  words TEXT
) STRICT;
CREATE INDEX risk_stages_risk ON risk_stages (risk_id, at);

CREATE TABLE risk_evidence (
  id INTEGER PRIMARY KEY,
  risk_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  -- the id of a row, the name of a feature
  reference TEXT NOT NULL,
  -- as it read when it was linked
  label TEXT NOT NULL,
  at INTEGER NOT NULL,
  person TEXT
) STRICT;
CREATE INDEX risk_evidence_risk ON risk_evidence (risk_id);

-- What people say of renewals; the latest of each renewal is in force, earlier ones are its history.
CREATE TABLE renewal_statements (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  renewal_day TEXT NOT NULL,
  -- last day of the data when it was said
  as_of TEXT NOT NULL,
  said_at INTEGER NOT NULL,
  person TEXT,
  call TEXT NOT NULL CHECK (call IN ('renew', 'at-risk', 'churn')),
  -- chance that it renews
  probability REAL,
  -- what it is expected to pay a year, in the base currency of that day
  amount_minor INTEGER,
  currency TEXT,
  note TEXT
) STRICT;
CREATE INDEX renewal_statements_renewal ON renewal_statements (account_id, renewal_day, id);

-- Why person and model differ, asked for at the checkpoints.
CREATE TABLE renewal_explanations (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  renewal_day TEXT NOT NULL,
  checkpoint TEXT NOT NULL CHECK (checkpoint IN ('six', 'three')),
  at INTEGER NOT NULL,
  person TEXT,
  -- what both said then
  person_probability REAL,
  model_probability REAL,
  words TEXT NOT NULL
) STRICT;
CREATE INDEX renewal_explanations_renewal ON renewal_explanations (account_id, renewal_day);

-- What the model said of each renewal, the last time in each stretch of time before it: kept, because runs are not.
CREATE TABLE renewal_model_marks (
  account_id TEXT NOT NULL,
  renewal_day TEXT NOT NULL,
  -- early: more than six months before; six: six to three months; three: less than three months
  stretch TEXT NOT NULL CHECK (stretch IN ('early', 'six', 'three')),
  as_of TEXT NOT NULL,
  probability REAL NOT NULL,
  lower REAL NOT NULL,
  upper REAL NOT NULL,
  PRIMARY KEY (account_id, renewal_day, stretch)
) STRICT, WITHOUT ROWID;
`;

export const risks: Migration = { number: 120, name: 'risks', sql };
