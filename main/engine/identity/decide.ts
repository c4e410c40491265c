import type { Evidence } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { readMeta, writeMeta } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import type { Session } from '../session/index.ts';
import { makesCircle, standsFor } from './aliases.ts';
import { applyAliases, readAliases } from './apply-aliases.ts';

export type Pair = { readonly keep: string; readonly merge: string };

/** Words of the contract whose answers change when accounts become one or apart. */
const changedWords = [
  'identity',
  'accounts',
  'workspace',
  'events',
  'cohorts',
  'funnels',
  'models',
  'dataHealth',
  'imports',
];

export const foundVersionKey = 'merges_found_version';
export const foundAtKey = 'merges_found_at';

/**
 * Makes pairs one, in one transaction: those of proposals, with whatever stands for their accounts by now, and pairs of
 * ids as they are given. Proposals whose accounts are one already make no further merge.
 * @returns ids of the merges
 * @throws not_found for proposals and accounts that are unknown, conflict for an account that is merged already and for circles
 */
export function mergeAccounts(
  session: Session,
  { proposals, pairs }: { proposals: readonly string[]; pairs: readonly Pair[] },
): number[] {
  const { database } = session;
  const merges = database.transaction(() => {
    const aliases = readAliases(database);
    const made: number[] = [];
    const decide = (pair: Pair, evidence: readonly Evidence[]): void => {
      made.push(saveDecision(database, pair, evidence));
      const end = standsFor(aliases, pair.keep);
      for (const [alias, account] of aliases) if (account === pair.merge) aliases.set(alias, end);
      aliases.set(pair.merge, end);
    };
    for (const id of proposals) {
      const { keep, merge, evidence } = proposal(database, id);
      for (const account of [keep, merge]) requireAccount(database, account);
      const pair = { keep: standsFor(aliases, keep), merge: standsFor(aliases, merge) };
      if (pair.keep !== pair.merge) decide(pair, evidence);
    }
    for (const pair of pairs) {
      requireMergeable(database, aliases, pair);
      decide(pair, []);
    }
    if (made.length > 0) changeData(session);
    return made;
  })();
  if (merges.length > 0) session.changed(changedWords);
  return merges;
}

/**
 * Takes merges back, in one transaction: every row goes to the account that it came with.
 * @returns how many there were to take back
 * @throws not_found where there is no such merge; nothing is taken back then
 */
export function unmergeAccounts(session: Session, ids: readonly number[]): number {
  const { database } = session;
  const undone = database.transaction(() => {
    const known = database.prepare('SELECT 1 FROM account_merges WHERE id = ?');
    const undo = database.prepare('UPDATE account_merges SET undone_at = ? WHERE id = ? AND undone_at IS NULL');
    let count = 0;
    for (const id of ids) {
      if (!known.get(id)) throw new HoldfastError('not_found', `There is no merge ${id}.`, { id });
      count += undo.run(now(), id).changes;
    }
    if (count > 0) changeData(session);
    return count;
  })();
  if (undone > 0) session.changed(changedWords);
  return undone;
}

/** Proposals that a person found wrong; the pairs are not proposed again. @returns how many there were */
export function refuseProposals(session: Session, ids: readonly string[]): number {
  const { database } = session;
  const refused = database.transaction(() => {
    const refuse = database.prepare('UPDATE merge_proposals SET refused_at = ? WHERE id = ? AND refused_at IS NULL');
    return ids.reduce((sum, id) => (proposal(database, id), sum + refuse.run(now(), id).changes), 0);
  })();
  if (refused > 0) session.changed(['identity']);
  return refused;
}

/** Takes `refuseProposals` back. @returns how many wait for a decision again */
export function reopenProposals(session: Session, ids: readonly string[]): number {
  const { database } = session;
  const reopened = database.transaction(() => {
    const reopen = database.prepare(
      'UPDATE merge_proposals SET refused_at = NULL WHERE id = ? AND refused_at IS NOT NULL',
    );
    return ids.reduce((sum, id) => (proposal(database, id), sum + reopen.run(id).changes), 0);
  })();
  if (reopened > 0) session.changed(['identity']);
  return reopened;
}

/**
 * Why an import cannot be undone because of merges, as a sentence; null where none stands in the way. A merge needs the
 * rows of both its accounts: an import that alone describes one of them stays while they are one.
 */
export function whyMergesBlock(database: WritableDatabase, importId: number): string | null {
  const found = database
    .prepare(
      `SELECT mine.account_id AS account, merge.id, merge.kept_id AS kept, merge.merged_id AS merged
       FROM account_merges AS merge CROSS JOIN accounts AS mine ON mine.account_id IN (merge.kept_id, merge.merged_id)
       WHERE merge.undone_at IS NULL AND +mine.import_id = ? AND mine.superseded_by IS NULL
         AND NOT EXISTS (SELECT 1 FROM accounts AS old WHERE old.superseded_by = mine.import_id AND old.account_id = mine.account_id)
       ORDER BY merge.id LIMIT 1`,
    )
    .get(importId) as { account: string; id: number; kept: string; merged: string } | undefined;
  return found === undefined
    ? null
    : `It alone describes account ${found.account}, and ${found.merged} was merged into ${found.kept}. Take that merge (number ${found.id}) back first.`;
}

/** Call inside the transaction. What was found before stays true: merges change no account's own data. */
function changeData(session: Session): void {
  const { database } = session;
  const wasFound = readMeta(database, foundVersionKey) === String(session.dataVersion());
  applyAliases(database);
  const version = session.bumpDataVersion();
  if (wasFound) writeMeta(database, foundVersionKey, String(version));
}

function saveDecision(database: WritableDatabase, { keep, merge }: Pair, evidence: readonly Evidence[]): number {
  const sql = 'INSERT INTO account_merges (kept_id, merged_id, evidence, merged_at) VALUES (?, ?, ?, ?)';
  return Number(database.prepare(sql).run(keep, merge, JSON.stringify(evidence), now()).lastInsertRowid);
}

function requireMergeable(database: WritableDatabase, aliases: ReadonlyMap<string, string>, pair: Pair): void {
  const { keep, merge } = pair;
  if (keep === merge) throw new HoldfastError('invalid_input', `Account ${keep} cannot be merged with itself.`);
  for (const account of [keep, merge]) requireAccount(database, account);
  const present = aliases.get(merge);
  if (makesCircle(aliases, { kept: keep, merged: merge }))
    throw new HoldfastError(
      'conflict',
      `Account ${keep} is merged into ${merge} already, so ${merge} cannot be merged into it. Take that merge back first.`,
    );
  if (present !== undefined)
    throw new HoldfastError(
      'conflict',
      `Account ${merge} is merged into ${present} already. Merge ${present}, or take that merge back first.`,
    );
}

function requireAccount(database: WritableDatabase, id: string): void {
  const known = database.prepare('SELECT 1 FROM accounts WHERE account_id = ? AND superseded_by IS NULL').get(id);
  if (!known) throw new HoldfastError('not_found', `There is no account ${id} in this workspace.`, { id });
}

function proposal(database: WritableDatabase, id: string): Pair & { evidence: Evidence[] } {
  const row = database
    .prepare('SELECT keep_id AS keep, merge_id AS merge, evidence FROM merge_proposals WHERE id = ?')
    .get(id) as (Pair & { evidence: string }) | undefined;
  if (!row)
    throw new HoldfastError(
      'not_found',
      'This proposal is no longer there, because the book was looked through again. Load the list again.',
      { id },
    );
  return { ...row, evidence: JSON.parse(row.evidence) as Evidence[] };
}

const now = (): number => Math.floor(Date.now() / 1000);
