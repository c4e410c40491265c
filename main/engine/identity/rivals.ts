import type { Entry, Judgement } from './judge.ts';

export type JudgedPair = Judgement & { readonly left: Entry; readonly right: Entry };

/** By how much a match by name has to be better than the next one in the same system. */
const margin = 0.03;
/** By how much better another one is where this one is not worth a question any more. */
const wideMargin = 0.08;
const mostOfPossible = 0.84;

/**
 * An account has one counterpart in another system. Where several there are as good, a name does not tell which, so none
 * of them is `likely`; where one is clearly better or has a key, the others are asked after as `possible` at most, or not
 * at all. Pairs inside one system are left as they are: a system may have an account any number of times.
 */
export function settleRivals(pairs: readonly JudgedPair[]): JudgedPair[] {
  const best = new Map<Entry, Map<string | null, [first: number, second: number]>>();
  const see = (entry: Entry, system: string | null, score: number): void => {
    let ofEntry = best.get(entry);
    if (!ofEntry) best.set(entry, (ofEntry = new Map()));
    const [first, second] = ofEntry.get(system) ?? [0, 0];
    ofEntry.set(system, score > first ? [score, first] : [first, Math.max(second, score)]);
  };
  const isBetweenSystems = ({ left, right }: JudgedPair): boolean => left.source !== right.source;
  for (const pair of pairs) {
    if (!isBetweenSystems(pair)) continue;
    see(pair.left, pair.right.source, pair.score);
    see(pair.right, pair.left.source, pair.score);
  }
  /** The best score of the other pairs of this account in that system. */
  const rival = (entry: Entry, system: string | null, own: number): number => {
    const [first, second] = best.get(entry)?.get(system) ?? [0, 0];
    return own === first ? second : first;
  };
  return pairs.flatMap((pair) => {
    if (pair.kind === 'exact' || !isBetweenSystems(pair)) return [pair];
    const { left, right, score } = pair;
    const other = Math.max(rival(left, right.source, score), rival(right, left.source, score));
    if (other >= score + wideMargin) return [];
    if (pair.kind === 'likely' && other > score - margin)
      return [{ ...pair, kind: 'possible', score: Math.min(mostOfPossible, score) }];
    return [pair];
  });
}
