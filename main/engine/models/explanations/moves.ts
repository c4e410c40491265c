import type { PartChange } from '../../../../shared/contract/index.ts';
import type { ReadableDatabase } from '../../db/index.ts';
import { categoryWords } from './category-words.ts';
import { openModel } from './open-model.ts';
import { partChanges } from './parts.ts';
import type { Scored } from './parts.ts';
import { scoreRow } from './queries.ts';

type StoredRun = { readonly modelId: string; readonly base: number; readonly names: readonly string[] };

/**
 * What moved the scores of some accounts between two runs of one model, largest move first; accounts that one of them did
 * not score are left out. The moves of an account sum to the change of its probability.
 */
export function scoreMoves(
  database: ReadableDatabase,
  runs: { readonly before: number; readonly now: number },
  accounts: readonly string[],
): Map<string, PartChange[]> {
  const [then, now] = [storedRun(database, runs.before), storedRun(database, runs.now)];
  const found = new Map<string, PartChange[]>();
  if (then === null || now === null || then.modelId !== now.modelId) return found;
  const model = openModel(database, now);
  const word = categoryWords(database);
  const scored = (run: number, { names }: StoredRun, account: string): Scored | null => {
    const row = scoreRow(database, run, account);
    return row === null ? null : { row, names, logOdds: model.logOddsParts(row) };
  };
  for (const account of accounts) {
    const earlier = scored(runs.before, then, account);
    const present = scored(runs.now, now, account);
    if (earlier !== null && present !== null) found.set(account, partChanges(earlier, present, model.calibrate, word));
  }
  return found;
}

function storedRun(database: ReadableDatabase, id: number): StoredRun | null {
  const row = database.prepare('SELECT model_id, base, value_names FROM score_runs WHERE id = ?').get(id) as
    { model_id: string; base: number; value_names: string } | undefined;
  return row === undefined
    ? null
    : { modelId: row.model_id, base: row.base, names: JSON.parse(row.value_names) as string[] };
}
