import type { Migration } from './migration.ts';

const sql = `
ALTER TABLE models ADD COLUMN target TEXT NOT NULL DEFAULT 'churn';
ALTER TABLE models ADD COLUMN origin TEXT NOT NULL DEFAULT 'trained' CHECK (origin IN ('trained', 'imported', 'shipped'));
UPDATE models SET origin = 'shipped' WHERE status = 'baseline';
UPDATE models SET card = json_set(card, '$.target', target, '$.origin', origin);
DROP INDEX models_champion;
CREATE UNIQUE INDEX models_champion ON models (target) WHERE status = 'champion';

-- What happened to models: trained, brought in, promoted, rolled back, retired, refused.
CREATE TABLE model_history (
  id INTEGER PRIMARY KEY,
  model_id TEXT NOT NULL REFERENCES models (id),
  happened_at INTEGER NOT NULL,
  what TEXT NOT NULL,
  -- a person's reason, or null where a rule decided
  reason TEXT,
  -- JSON: the figures that decided
  evidence TEXT
) STRICT;
-- Until now every trained model that told anything was put in use at once.
INSERT INTO model_history (model_id, happened_at, what)
  SELECT id, created_at, 'promoted' FROM models WHERE status IN ('champion', 'retired') ORDER BY created_at, rowid;
`;

export const models: Migration = { number: 40, name: 'models', sql };
