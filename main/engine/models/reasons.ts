import type { Reason } from '../../../shared/contract/index.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';
import { categoryWords } from './explanations/category-words.ts';
import { themeOf } from './features/catalogue.ts';
import { sentenceOf } from './features/sentences.ts';
import type { CategoryWord } from './features/sentences.ts';
import { plainValue, unpackNumbers } from './stored-numbers.ts';

type ScoreRow = { account_id: string; contributions: Uint8Array; feature_values: Uint8Array };

/**
 * The reasons of some accounts in a run, largest part first. Every feature with a part is there, so that the run's base
 * and all parts sum to the account's probability.
 */
export function readReasons(
  database: ReadableDatabase | WritableDatabase,
  runId: number,
  accountIds: readonly string[],
): Map<string, Reason[]> {
  const names = valueNamesOf(database, runId);
  if (names === null || accountIds.length === 0) return new Map();
  const rows = database
    .prepare(
      'SELECT account_id, contributions, feature_values FROM scores WHERE run_id = ? AND account_id IN (SELECT value FROM json_each(?))',
    )
    .all(runId, JSON.stringify(accountIds)) as ScoreRow[];
  const word = categoryWords(database);
  return new Map(
    rows.map((row) => [
      row.account_id,
      reasonsOf(names, unpackNumbers(row.contributions), unpackNumbers(row.feature_values), word),
    ]),
  );
}

/** What the numbers of a run's rows are. It was written down with them, because the catalogue and the baseline may have changed since. */
function valueNamesOf(database: ReadableDatabase | WritableDatabase, runId: number): string[] | null {
  const text = database.prepare('SELECT value_names FROM score_runs WHERE id = ?').pluck().get(runId);
  return typeof text === 'string' ? (JSON.parse(text) as string[]) : null;
}

/** @param names of all values; the model's features, each with a contribution, come first */
function reasonsOf(
  names: readonly string[],
  contributions: Float64Array,
  values: Float64Array,
  word: CategoryWord,
): Reason[] {
  const places = new Map(names.map((name, place) => [name, place]));
  const figure = (name: string): number | null => plainValue(values[places.get(name) ?? -1]);
  return Array.from(contributions, (contribution, index) => ({ feature: names[index]!, contribution }))
    .filter(({ contribution }) => contribution !== 0)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map(({ feature, contribution }) => {
      const value = figure(feature);
      const { key, values: said, text } = sentenceOf(feature, value, figure, word);
      return { feature, theme: themeOf(feature), contribution, value, sentence: { key, values: said }, text };
    });
}
