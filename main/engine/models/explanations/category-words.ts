import { dataVersion } from '../../db/index.ts';
import type { ReadableDatabase, WritableDatabase } from '../../db/index.ts';
import { categoryCode } from '../features/categories.ts';
import type { CategoryWord } from '../features/sentences.ts';

const columns = ['industry', 'country', 'segment', 'plan'] as const;
const mostTexts = 10_000;

type Words = { readonly version: number; readonly texts: Map<string, ReadonlyMap<number, string>> };
const kept = new WeakMap<ReadableDatabase | WritableDatabase, Words>();

/** Category features hold a number for a text; this finds the text among those that the book's accounts have. */
export function categoryWords(database: ReadableDatabase | WritableDatabase): CategoryWord {
  const version = dataVersion(database);
  let words = kept.get(database);
  if (words?.version !== version) {
    words = { version, texts: new Map() };
    kept.set(database, words);
  }
  const { texts } = words;
  return (feature, code) => {
    // A feature is named after its column, or ends in its name.
    const column = columns.find((name) => feature === name || feature.endsWith(`_${name}`));
    if (column === undefined) return null;
    let known = texts.get(column);
    if (known === undefined) {
      // Plans stand on subscriptions too.
      const tables = column === 'plan' ? ['current_accounts', 'current_subscriptions'] : ['current_accounts'];
      const all = tables.map((table) => `SELECT DISTINCT ${column} FROM ${table} WHERE ${column} IS NOT NULL`);
      const found = database
        .prepare(`${all.join(' UNION ')} LIMIT ${mostTexts}`)
        .pluck()
        .all() as string[];
      known = new Map(found.map((text) => [categoryCode(text), text.trim()]));
      texts.set(column, known);
    }
    return known.get(code) ?? null;
  };
}
