import type { ModelCard, ModelTarget } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';
import type { Golden, ModelDefinition } from './definition.ts';
import { packNumbers } from './stored-numbers.ts';
import type { TrainedModel } from './train-task.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;
export type ModelStatus = ModelCard['status'];

export type StoredModel = {
  readonly id: string;
  readonly card: ModelCard;
  readonly definition: ModelDefinition;
  readonly golden: Golden;
  readonly onnx: Uint8Array;
};

type ModelRow = {
  id: string;
  name: string;
  kind: ModelCard['kind'];
  status: ModelStatus;
  target: ModelTarget;
  origin: ModelCard['origin'];
  card: string;
  definition: string;
  golden: string;
  onnx: Uint8Array;
  created_at: number;
};

/** Removed models keep their row, so that their number is never given again and their history stays. */
const present = `NOT EXISTS (SELECT 1 FROM model_history h WHERE h.model_id = models.id AND h.what = 'removed')`;

/** The model in use for a target: the champion, or for churn the shipped baseline where there is none. */
const inUse = (target: string): string =>
  `(SELECT id FROM models WHERE target = ${target} AND status IN ('champion', 'baseline') ORDER BY status = 'baseline' LIMIT 1)`;

export function modelInUse(database: AnyDatabase, target: ModelTarget = 'churn'): string | null {
  return (
    (database
      .prepare(`SELECT ${inUse('?')}`)
      .pluck()
      .get(target) as string | null | undefined) ?? null
  );
}

export function championOf(database: AnyDatabase, target: ModelTarget): string | null {
  const sql = `SELECT id FROM models WHERE target = ? AND status = 'champion'`;
  return (database.prepare(sql).pluck().get(target) as string | undefined) ?? null;
}

export function cardOf(database: AnyDatabase, id: string): ModelCard {
  const row = database.prepare(`SELECT card, name, status FROM models WHERE id = ? AND ${present}`).get(id) as
    Pick<ModelRow, 'card' | 'name' | 'status'> | undefined;
  if (!row) throw noModel(id);
  return { ...(JSON.parse(row.card) as ModelCard), name: row.name, status: row.status };
}

export type ListedModel = Pick<ModelCard, 'id' | 'name' | 'kind' | 'status' | 'target' | 'origin' | 'createdAt'>;

export function listModels(database: AnyDatabase): ListedModel[] {
  const rows = database
    .prepare(
      `SELECT id, name, kind, status, target, origin, created_at FROM models WHERE ${present} ORDER BY created_at DESC, rowid DESC`,
    )
    .all() as ModelRow[];
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: instantOfSeconds(created_at) }));
}

function noModel(id: string): HoldfastError {
  return new HoldfastError(
    'not_found',
    `There is no model ${id} in this workspace. The model page and \`models list\` show those that there are.`,
  );
}

export function storedModel(database: AnyDatabase, id: string): StoredModel {
  const row = database.prepare('SELECT id, card, definition, golden, onnx FROM models WHERE id = ?').get(id) as
    ModelRow | undefined;
  if (!row) throw noModel(id);
  return {
    id,
    card: cardOf(database, id),
    definition: JSON.parse(row.definition) as ModelDefinition,
    golden: JSON.parse(row.golden) as Golden,
    onnx: row.onnx,
  };
}

/** A number for the next model's name; never given twice. */
export function nextModelNumber(database: AnyDatabase): number {
  return 1 + Number(database.prepare(`SELECT count(*) FROM models WHERE status <> 'baseline'`).pluck().get());
}

export function insertModel(
  database: WritableDatabase,
  { card, definition, golden, onnx }: TrainedModel,
  status: ModelStatus,
): void {
  const sql = `INSERT INTO models (id, name, kind, status, target, origin, card, definition, golden, onnx, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, status = excluded.status, target = excluded.target, origin = excluded.origin, card = excluded.card,
      definition = excluded.definition, golden = excluded.golden, onnx = excluded.onnx, created_at = excluded.created_at`;
  const createdAt = Math.floor(Date.parse(card.createdAt) / 1000);
  database
    .prepare(sql)
    .run(
      card.id,
      card.name,
      card.kind,
      status,
      card.target,
      card.origin,
      cardText(card, status),
      JSON.stringify(definition),
      JSON.stringify(golden),
      onnx,
      createdAt,
    );
}

/** A card as it is stored. */
export function cardText(card: ModelCard, status: ModelStatus): string {
  return JSON.stringify({ ...card, status });
}

export function storedCardText(database: AnyDatabase, id: string): string | null {
  return (database.prepare('SELECT card FROM models WHERE id = ?').pluck().get(id) as string | undefined) ?? null;
}

export function setStatus(database: WritableDatabase, id: string, status: ModelStatus): void {
  database.prepare('UPDATE models SET status = ? WHERE id = ?').run(status, id);
}

/** Puts a model in the champion's place; the champion before it, if there is one, is retired. */
export function crown(database: WritableDatabase, id: string, target: ModelTarget): void {
  database.prepare(`UPDATE models SET status = 'retired' WHERE status = 'champion' AND target = ?`).run(target);
  setStatus(database, id, 'champion');
}

/** Parts and values are kept in 32 bits. */
export type ScoreRow = {
  readonly account: string;
  readonly probability: number;
  readonly logOdds: number;
  readonly contributions: Float64Array;
  readonly values: Float64Array;
};

export type RunToStore = {
  readonly modelId: string;
  readonly asOf: string;
  readonly base: number;
  readonly valueNames: readonly string[];
  readonly dataVersion: number;
  readonly createdAt: number;
};

/** Replaces the model's run as of that day, if there is one. */
export function insertRun(database: WritableDatabase, run: RunToStore, rows: Iterable<ScoreRow>): number {
  database.prepare('DELETE FROM score_runs WHERE model_id = ? AND as_of = ?').run(run.modelId, run.asOf);
  const insertedRun = database.prepare(
    'INSERT INTO score_runs (model_id, as_of, base, value_names, data_version, created_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const runId = Number(
    insertedRun.run(run.modelId, run.asOf, run.base, JSON.stringify(run.valueNames), run.dataVersion, run.createdAt)
      .lastInsertRowid,
  );
  const insert = database.prepare(
    'INSERT INTO scores (run_id, account_id, probability, log_odds, contributions, feature_values) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const row of rows)
    insert.run(
      runId,
      row.account,
      row.probability,
      row.logOdds,
      packNumbers(row.contributions),
      packNumbers(row.values),
    );
  return runId;
}

export type LatestScores = {
  readonly runId: number;
  /** The same model's run with the greatest day before; null where there is none. */
  readonly beforeRunId: number | null;
  readonly modelId: string;
  readonly modelName: string;
  /** ISO instant. */
  readonly scoredAt: string;
  readonly asOf: string;
  readonly horizonDays: number;
  /** Probability where every account's parts start from. */
  readonly base: number;
};

/** The run of the model in use that was made last, whose day may lie before that of one made from data undone since; null until it has scored. */
export function latestScores(database: AnyDatabase): LatestScores | null {
  const row = database
    .prepare(
      `SELECT r.id, r.as_of, r.base, r.created_at, m.id AS model_id, m.name, json_extract(m.definition, '$.horizonDays') AS horizon,
         (SELECT b.id FROM score_runs b WHERE b.model_id = r.model_id AND b.as_of < r.as_of ORDER BY b.as_of DESC, b.id DESC LIMIT 1) AS before
       FROM score_runs r JOIN models m ON m.id = r.model_id WHERE m.id = ${inUse("'churn'")} ORDER BY r.id DESC LIMIT 1`,
    )
    .get() as
    | {
        id: number;
        as_of: string;
        base: number;
        created_at: number;
        model_id: string;
        name: string;
        horizon: number;
        before: number | null;
      }
    | undefined;
  if (!row) return null;
  return {
    runId: row.id,
    beforeRunId: row.before,
    modelId: row.model_id,
    modelName: row.name,
    scoredAt: instantOfSeconds(row.created_at),
    asOf: row.as_of,
    horizonDays: row.horizon,
    base: row.base,
  };
}

/** When a model last scored the book; null where it has not. */
export function scoredAt(database: AnyDatabase, modelId: string): string | null {
  const at = database.prepare('SELECT max(created_at) FROM score_runs WHERE model_id = ?').pluck().get(modelId);
  return typeof at === 'number' ? instantOfSeconds(at) : null;
}

/** Null where the account was no customer when the book was scored. */
export function scoreOf(
  database: AnyDatabase,
  scores: Pick<LatestScores, 'runId'>,
  accountId: string,
): { probability: number } | null {
  const probability = database
    .prepare('SELECT probability FROM scores WHERE run_id = ? AND account_id = ?')
    .pluck()
    .get(scores.runId, accountId);
  return typeof probability === 'number' ? { probability } : null;
}
