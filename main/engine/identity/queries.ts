import type { AccountMerge, ContractOutputs, Evidence, MergeProposal } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { dayOfSeconds, instantOfSeconds } from '../../../shared/domain/time.ts';
import { dataVersion, readMeta, writeMeta } from '../db/index.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';
import { accountIndexOf } from '../events/index.ts';
import type { EventColumns } from '../events/index.ts';
import { defineEventsRead, defineRead } from '../threads/index.ts';
import { speakingTables } from './apply-aliases.ts';
import { foundAtKey, foundVersionKey } from './decide.ts';
import type { FoundMerges } from './find-merges.ts';

type Outputs = ContractOutputs['identity'];
type Facts = MergeProposal['keep'];

/** What was found takes the place of what was found before; refused pairs stay refused. Call it in a transaction. */
export function saveFound(database: WritableDatabase, { proposals }: FoundMerges, version: number, now: number): void {
  database.exec('DELETE FROM merge_proposals WHERE refused_at IS NULL');
  const insert = database.prepare(
    'INSERT OR IGNORE INTO merge_proposals (id, keep_id, merge_id, kind, score, evidence) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { id, keepId, mergeId, kind, score, evidence } of proposals)
    insert.run(id, keepId, mergeId, kind, score, JSON.stringify(evidence));
  writeMeta(database, foundVersionKey, String(version));
  writeMeta(database, foundAtKey, String(now));
}

/** Those that wait: not refused, and their accounts not one yet. `keep` and `merge` are what stands for them by now. */
const waitingSql = `
  SELECT p.id, p.kind, p.score, p.evidence, coalesce(k.account_id, p.keep_id) AS keep, coalesce(m.account_id, p.merge_id) AS merge
  FROM merge_proposals AS p
  LEFT JOIN account_aliases AS k ON k.alias_id = p.keep_id LEFT JOIN account_aliases AS m ON m.alias_id = p.merge_id
  WHERE p.refused_at IS NULL AND coalesce(k.account_id, p.keep_id) <> coalesce(m.account_id, p.merge_id)
    AND (@kind IS NULL OR p.kind = @kind)`;

type WaitingRow = {
  id: string;
  kind: MergeProposal['kind'];
  score: number;
  evidence: string;
  keep: string;
  merge: string;
};
export type ProposalsInput = { kind: MergeProposal['kind'] | null; cursor: string | null; limit: number };

export const proposalsRead = defineEventsRead(
  'identity.proposals',
  ({ database, events }, { kind, cursor, limit }: ProposalsInput): Outputs['proposals'] => {
    const after = readCursor(cursor);
    const found = database
      .prepare(
        `${waitingSql} AND (@score IS NULL OR p.score < @score OR (p.score = @score AND p.id > @id)) ORDER BY p.score DESC, p.id LIMIT @limit`,
      )
      .all({ kind, score: after?.score ?? null, id: after?.id ?? null, limit: limit + 1 }) as WaitingRow[];
    const page = found.slice(0, limit);
    const factsOf = createFacts(database, events());
    const last = page.at(-1);
    const foundAt = readMeta(database, foundAtKey);
    return {
      rows: page.map((row) => ({
        id: row.id,
        kind: row.kind,
        score: row.score,
        keep: factsOf(row.keep),
        merge: factsOf(row.merge),
        evidence: JSON.parse(row.evidence) as Evidence[],
      })),
      total: Number(database.prepare(`SELECT count(*) FROM (${waitingSql})`).pluck().get({ kind })),
      next:
        found.length > limit && last
          ? Buffer.from(JSON.stringify({ score: last.score, id: last.id })).toString('base64url')
          : null,
      foundAt: foundAt === null ? null : instantOfSeconds(Number(foundAt)),
      isOutdated: foundAt !== null && readMeta(database, foundVersionKey) !== String(dataVersion(database)),
    };
  },
);

function readCursor(cursor: string | null): { score: number; id: string } | null {
  if (cursor === null) return null;
  try {
    const { score, id } = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Record<string, unknown>;
    if (typeof score === 'number' && typeof id === 'string') return { score, id };
  } catch {
    // told below
  }
  throw new HoldfastError('invalid_input', 'This page of the proposals cannot be continued. Load the list again.');
}

const countsSql = speakingTables
  .map((table) => `(SELECT count(*) FROM current_${table} WHERE account_id = @id)`)
  .join(' + ');

function createFacts(database: ReadableDatabase, events: EventColumns): (id: string) => Facts {
  const account = database.prepare(
    `SELECT account_id AS id, name, website, country, source, ${countsSql} AS rows FROM current_accounts WHERE account_id = @id`,
  );
  const revenue = database.prepare(
    `SELECT coalesce(currency, 'XXX') AS currency, sum(mrr) AS minor FROM current_subscriptions
     WHERE account_id = @id AND mrr IS NOT NULL AND coalesce(is_trial, 0) = 0 AND start_day <= @asOf AND (end_day IS NULL OR end_day > @asOf)
     GROUP BY 1 ORDER BY 2 DESC LIMIT 1`,
  );
  const until = readMeta(database, 'data_until');
  const asOf = dayOfSeconds(until ? Number(until) : Date.now() / 1000);
  return (id) => {
    const facts = (account.get({ id }) ?? {
      id,
      name: null,
      website: null,
      country: null,
      source: null,
      rows: 0,
    }) as Omit<Facts, 'monthlyRevenue'>;
    const index = accountIndexOf(events, id);
    const used = index < 0 ? 0 : (events.offsets[index + 1] ?? 0) - (events.offsets[index] ?? 0);
    return {
      ...facts,
      rows: facts.rows + used,
      monthlyRevenue: (revenue.get({ id, asOf }) as Facts['monthlyRevenue'] | undefined) ?? null,
    };
  };
}

export type MergesInput = { cursor: string | null; limit: number };
type MergeRow = {
  id: number;
  kept_id: string;
  kept_name: string | null;
  merged_id: string;
  merged_name: string | null;
  evidence: string;
  merged_at: number;
  undone_at: number | null;
};

/** Decisions of people, newest first, those that were taken back too. */
export const mergesRead = defineRead(
  'identity.merges',
  ({ database }, { cursor, limit }: MergesInput): Outputs['merges'] => {
    const before = cursor === null ? null : Number(cursor);
    if (before !== null && !Number.isSafeInteger(before))
      throw new HoldfastError('invalid_input', 'This page of the merges cannot be continued. Load the list again.');
    const name = (id: string): string =>
      `(SELECT name FROM accounts WHERE account_id = merge.${id} AND superseded_by IS NULL) AS ${id.replace('_id', '_name')}`;
    const found = database
      .prepare(
        `SELECT *, ${name('kept_id')}, ${name('merged_id')} FROM account_merges AS merge WHERE id < coalesce(?, 9e15) ORDER BY id DESC LIMIT ?`,
      )
      .all(before, limit + 1) as MergeRow[];
    const page = found.slice(0, limit);
    return {
      rows: page.map(toMerge),
      total: Number(database.prepare('SELECT count(*) FROM account_merges').pluck().get()),
      next: found.length > limit ? String(page.at(-1)?.id ?? 0) : null,
    };
  },
);

function toMerge(row: MergeRow): AccountMerge {
  return {
    id: row.id,
    kept: row.kept_id,
    keptName: row.kept_name,
    merged: row.merged_id,
    mergedName: row.merged_name,
    evidence: JSON.parse(row.evidence) as Evidence[],
    mergedAt: instantOfSeconds(row.merged_at),
    undoneAt: row.undone_at === null ? null : instantOfSeconds(row.undone_at),
    // Every row remembers its own id, so nothing that happened since stands in the way.
    undoBlockedBy: row.undone_at === null ? null : 'It is taken back already.',
  };
}
