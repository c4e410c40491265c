import type { ModelTarget } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../../shared/domain/time.ts';
import { dataVersion } from '../../db/index.ts';
import type { ReadableDatabase } from '../../db/index.ts';
import { modelInUse } from '../queries.ts';
import { unpackNumbers } from '../stored-numbers.ts';

/** A scoring of the book by one model, and the one before. */
export type Run = {
  readonly id: number;
  readonly modelId: string;
  readonly modelName: string;
  readonly target: ModelTarget;
  readonly asOf: string;
  readonly scoredAt: string;
  /** Probability where every account's parts start from. */
  readonly base: number;
  /** What the stored values are; the model's features come first. */
  readonly names: readonly string[];
  readonly stale: boolean;
  readonly before: Pick<Run, 'id' | 'asOf' | 'names'> | null;
};

export type ScoreRow = {
  readonly account: string;
  readonly probability: number;
  readonly logOdds: number;
  /** Parts of the probability, one a feature of the model. */
  readonly contributions: Float64Array;
  /** As the run names them; NaN = missing. */
  readonly values: Float64Array;
};

/**
 * The latest run of a model; of the one in use where none is named.
 * @throws not_found where there is no such model, or it has not scored the book
 */
export function latestRun(database: ReadableDatabase, model: string | undefined): Run {
  const modelId = model ?? modelInUse(database);
  const row = database
    .prepare(
      `SELECT r.id, r.as_of, r.base, r.value_names, r.data_version, r.created_at, m.name, m.target FROM score_runs r JOIN models m ON m.id = r.model_id
       WHERE r.model_id = ? ORDER BY r.id DESC LIMIT 1`,
    )
    .get(modelId) as
    | {
        id: number;
        as_of: string;
        base: number;
        value_names: string;
        data_version: number;
        created_at: number;
        name: string;
        target: ModelTarget;
      }
    | undefined;
  if (!row || modelId === null) throw notScored(database, model);
  const before = database
    .prepare(
      'SELECT id, as_of, value_names FROM score_runs WHERE model_id = ? AND as_of < ? ORDER BY as_of DESC, id DESC LIMIT 1',
    )
    .get(modelId, row.as_of) as { id: number; as_of: string; value_names: string } | undefined;
  return {
    id: row.id,
    modelId,
    modelName: row.name,
    target: row.target,
    asOf: row.as_of,
    scoredAt: instantOfSeconds(row.created_at),
    base: row.base,
    names: JSON.parse(row.value_names) as string[],
    stale: row.data_version !== dataVersion(database),
    before: before ? { id: before.id, asOf: before.as_of, names: JSON.parse(before.value_names) as string[] } : null,
  };
}

function notScored(database: ReadableDatabase, model: string | undefined): HoldfastError {
  const known =
    model === undefined ? null : database.prepare('SELECT name FROM models WHERE id = ?').pluck().get(model);
  if (model !== undefined && known === undefined)
    return new HoldfastError('not_found', `There is no model ${model} in this workspace.`);
  return new HoldfastError(
    'not_found',
    model === undefined
      ? 'The book has not been scored yet, so there is nothing to explain. Train a model first.'
      : `The model "${String(known)}" has not scored the book yet. Score the book with it first.`,
  );
}

export function scoreRow(database: ReadableDatabase, run: number, account: string): ScoreRow | null {
  const row = database
    .prepare(`SELECT ${scoreColumns} FROM scores WHERE run_id = ? AND account_id = ?`)
    .get(run, account) as StoredScore | undefined;
  return row === undefined ? null : toScoreRow(row);
}

/** @throws not_found where the account was no customer when the book was scored */
export function scoreRowOf(database: ReadableDatabase, run: Run, account: string): ScoreRow {
  const row = scoreRow(database, run.id, account);
  if (row) return row;
  const exists = database.prepare('SELECT 1 FROM current_accounts WHERE account_id = ?').get(account) !== undefined;
  throw new HoldfastError(
    'not_found',
    exists
      ? `The model "${run.modelName}" has no score for account ${account} as of ${run.asOf}: it was not a customer then.`
      : `There is no account ${account} in this workspace.`,
  );
}

/** All of a run, by account. A loop over them should ask whether to stop. */
export function* scoreRows(database: ReadableDatabase, run: number): Generator<ScoreRow> {
  const rows = database.prepare(`SELECT ${scoreColumns} FROM scores WHERE run_id = ? ORDER BY account_id`).iterate(run);
  for (const row of rows) yield toScoreRow(row as StoredScore);
}

/** Names of some accounts; the id of one without a name. */
export function accountNames(database: ReadableDatabase, ids: readonly string[]): Map<string, string> {
  const rows = database
    .prepare(
      'SELECT account_id, coalesce(name, account_id) FROM current_accounts WHERE account_id IN (SELECT value FROM json_each(?))',
    )
    .raw()
    .all(JSON.stringify(ids)) as [string, string][];
  return new Map(rows);
}

export function accountName(database: ReadableDatabase, id: string): string {
  return accountNames(database, [id]).get(id) ?? id;
}

const scoreColumns = 'account_id, probability, log_odds, contributions, feature_values';
type StoredScore = {
  account_id: string;
  probability: number;
  log_odds: number;
  contributions: Uint8Array;
  feature_values: Uint8Array;
};

function toScoreRow(row: StoredScore): ScoreRow {
  return {
    account: row.account_id,
    probability: row.probability,
    logOdds: row.log_odds,
    contributions: unpackNumbers(row.contributions),
    values: unpackNumbers(row.feature_values),
  };
}
