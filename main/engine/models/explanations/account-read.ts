import type { AccountExplanation } from '../../../../shared/contract/index.ts';
import { keptAccount } from '../../identity/index.ts';
import type { ReadableDatabase } from '../../db/index.ts';
import { categoryWords } from './category-words.ts';
import { defineSnapshotRead } from './define-read.ts';
import { openModel } from './open-model.ts';
import type { OpenModel } from './open-model.ts';
import { partChanges, scoreParts, themeShares } from './parts.ts';
import type { Scored } from './parts.ts';
import { accountName, latestRun, scoreRow, scoreRowOf } from './queries.ts';
import type { Run } from './queries.ts';

export type OfAccount = { readonly id: string; readonly model?: string | undefined };

export function toldModel(run: Run, model: OpenModel): AccountExplanation['model'] {
  return { id: run.modelId, name: run.modelName, target: run.target, exact: model.inside !== null };
}

/** Why an account has its score, and what moved since the score before. */
export const accountRead = defineSnapshotRead(
  'explanations.account',
  ({ database }, input: OfAccount): AccountExplanation => {
    const id = keptAccount(database, input.id);
    const run = latestRun(database, input.model);
    const row = scoreRowOf(database, run, id);
    const model = openModel(database, run);
    const word = categoryWords(database);
    const now: Scored = { row, logOdds: model.logOddsParts(row), names: run.names };
    return {
      id,
      name: accountName(database, id),
      model: toldModel(run, model),
      asOf: run.asOf,
      scoredAt: run.scoredAt,
      horizonDays: model.definition.horizonDays,
      stale: run.stale,
      probability: row.probability,
      base: run.base,
      logOdds: row.logOdds,
      baseLogOdds: model.baseLogOdds,
      themes: themeShares(scoreParts(now, word)),
      since: since(database, run, model, now),
    };
  },
);

function since(database: ReadableDatabase, run: Run, model: OpenModel, now: Scored): AccountExplanation['since'] {
  if (run.before === null) return null;
  const row = scoreRow(database, run.before.id, now.row.account);
  if (row === null) return null;
  const parts = partChanges(
    { row, logOdds: model.logOddsParts(row), names: run.before.names },
    now,
    model.calibrate,
    categoryWords(database),
  );
  const themes = [...Map.groupBy(parts, (part) => part.theme)].map(([theme, own]) => ({
    theme,
    change: own.reduce((sum, part) => sum + part.change, 0),
  }));
  return {
    asOf: run.before.asOf,
    probability: row.probability,
    change: now.row.probability - row.probability,
    themes: themes.sort((a, b) => Math.abs(b.change) - Math.abs(a.change)),
    parts,
  };
}
