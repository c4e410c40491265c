import type { Decision, DecisionKind, Expectation } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';
import { reasonOf } from './reasons.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;

/** A row of the table; `account` is the id that stands for the account now, whatever it was merged into. */
export type StoredDecision = {
  readonly id: number;
  readonly account: string;
  readonly name: string | null;
  readonly kind: DecisionKind;
  readonly decided_at: number;
  readonly decided_day: string;
  readonly data_day: string;
  readonly model_id: string | null;
  readonly score_as_of: string | null;
  readonly horizon_days: number | null;
  readonly probability: number | null;
  readonly threshold: number | null;
  readonly reason_key: string | null;
  readonly reason_text: string | null;
  readonly watch_until: string | null;
  readonly expects: Expectation | null;
  readonly person: string | null;
  readonly task_id: number | null;
};

const stands = 'coalesce(l.account_id, d.account_id)';
const columns = `d.id, ${stands} AS account, a.name, d.kind, d.decided_at, d.decided_day, d.data_day, d.model_id, d.score_as_of,
  d.horizon_days, d.probability, d.threshold, d.reason_key, d.reason_text, d.watch_until, d.expects, d.person, d.task_id`;
const from = `FROM review_decisions d LEFT JOIN account_aliases l ON l.alias_id = d.account_id
  LEFT JOIN accounts a ON a.account_id = ${stands} AND a.superseded_by IS NULL`;

export function told(row: StoredDecision): Decision {
  const { model_id: modelId, score_as_of: asOf, horizon_days: horizonDays, probability, threshold } = row;
  const isScored =
    modelId !== null && asOf !== null && horizonDays !== null && probability !== null && threshold !== null;
  return {
    id: row.id,
    accountId: row.account,
    accountName: row.name ?? row.account,
    kind: row.kind,
    decidedAt: instantOfSeconds(row.decided_at),
    score: isScored ? { modelId, asOf, horizonDays, probability, threshold } : null,
    reason: reasonOf(row.reason_key),
    text: row.reason_text,
    watchUntil: row.watch_until,
    expects: row.expects,
    person: row.person,
    taskId: row.task_id,
  };
}

export type DecisionFilter = {
  readonly accountId?: string | undefined;
  readonly kind?: DecisionKind | undefined;
  readonly after?: number | undefined;
};

/** @param account the id that stands for it now */
function filtered({ accountId, kind, after }: DecisionFilter): { where: string; values: Record<string, unknown> } {
  const where = [
    ...(accountId === undefined
      ? []
      : [
          '(d.account_id = @account OR d.account_id IN (SELECT alias_id FROM account_aliases WHERE account_id = @account))',
        ]),
    ...(kind === undefined ? [] : ['d.kind = @kind']),
    ...(after === undefined ? [] : ['d.id > @after']),
  ];
  return {
    where: where.length === 0 ? '1' : where.join(' AND '),
    values: {
      ...(accountId === undefined ? {} : { account: accountId }),
      ...(kind === undefined ? {} : { kind }),
      ...(after === undefined ? {} : { after }),
    },
  };
}

/** The newest first. @throws invalid_input for a cursor that is not ours */
export function listDecisions(
  database: AnyDatabase,
  filter: DecisionFilter,
  cursor: string | null,
  limit: number,
): { rows: Decision[]; total: number; next: string | null } {
  const before = cursor === null ? Number.MAX_SAFE_INTEGER : Number(cursor);
  if (!Number.isInteger(before))
    throw new HoldfastError('invalid_input', 'This list cannot be continued. Open it again.');
  const { where, values } = filtered(filter);
  const rows = database
    .prepare(`SELECT ${columns} ${from} WHERE ${where} AND d.id < @before ORDER BY d.id DESC LIMIT @limit`)
    .all({ ...values, before, limit: limit + 1 }) as StoredDecision[];
  const total = Number(database.prepare(`SELECT count(*) FROM review_decisions d WHERE ${where}`).pluck().get(values));
  const page = rows.slice(0, limit);
  return { rows: page.map(told), total, next: rows.length > limit ? String(page.at(-1)?.id) : null };
}

/** @throws not_found */
export function decisionById(database: AnyDatabase, id: number): Decision {
  const row = database.prepare(`SELECT ${columns} ${from} WHERE d.id = ?`).get(id) as StoredDecision | undefined;
  if (row === undefined)
    throw new HoldfastError('not_found', 'This decision is no longer there. It may have been undone.');
  return told(row);
}

/** All of them in the order in which they were made. */
export function allDecisions(database: AnyDatabase): StoredDecision[] {
  return database.prepare(`SELECT ${columns} ${from} ORDER BY d.id`).all() as StoredDecision[];
}

/** The last decision on each account, by the id that stands for it now. */
export function lastDecisions(database: AnyDatabase): Map<string, StoredDecision> {
  return new Map(allDecisions(database).map((row) => [row.account, row]));
}
