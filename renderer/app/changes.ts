/** The words whose answers stand still when the data of the book changes. */
const standing = new Set(['jobs', 'system', 'insights']);
/** What people write beside the data: nothing is computed from it but the word's own answers. */
const written = new Set(['changes', 'decisions', 'healthScores', 'home', 'notes', 'tasks', 'risks', 'renewals']);
/** Words that also tell of what people write under others. */
const alsoTells = new Map([
  ['home', ['tasks', 'decisions']],
  ['portfolio', ['healthScores']],
]);

/**
 * Whether a query has to be asked again after a change. `words` are the contract's words that changed; a change of data
 * reaches every word that is computed from it.
 *
 * @param word the first part of a query's path, e.g. `accounts`
 */
export function isTouchedBy(words: readonly string[], word: string): boolean {
  if (words.includes(word) || alsoTells.get(word)?.some((other) => words.includes(other))) return true;
  const dataChanged = words.some((changed) => !standing.has(changed) && !written.has(changed));
  return dataChanged && !standing.has(word);
}

/** The contract word that a query key asks, null for a key of another shape. */
export function wordOf(queryKey: readonly unknown[]): string | null {
  const path = queryKey[0];
  const word: unknown = Array.isArray(path) ? path[0] : null;
  return typeof word === 'string' ? word : null;
}
