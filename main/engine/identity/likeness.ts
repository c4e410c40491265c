import { isCommonWord } from './name-words.ts';

/**
 * Jaro-Winkler similarity, 0 to 1: Jaro's share of common letters within half the longer length, less half the swaps, plus
 * a tenth of what is missing for each of the first four letters that are equal (Winkler 1990).
 */
export function jaroWinkler(left: string, right: string): number {
  if (left === right) return left === '' ? 0 : 1;
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length === 0) return 0;
  const reach = Math.max(0, Math.floor(long.length / 2) - 1);
  const taken = marks(0, long.length);
  const common = marks(1, short.length);
  let matches = 0;
  for (let at = 0; at < short.length; at++) {
    const end = Math.min(long.length, at + reach + 1);
    for (let other = Math.max(0, at - reach); other < end; other++) {
      if (taken[other] === 1 || short.charCodeAt(at) !== long.charCodeAt(other)) continue;
      taken[other] = 1;
      common[at] = 1;
      matches++;
      break;
    }
  }
  if (matches === 0) return 0;
  let swaps = 0;
  let other = 0;
  for (let at = 0; at < short.length; at++) {
    if (common[at] === 0) continue;
    while (taken[other] === 0) other++;
    if (short.charCodeAt(at) !== long.charCodeAt(other)) swaps++;
    other++;
  }
  const jaro = (matches / short.length + matches / long.length + (matches - swaps / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < short.length && left.charCodeAt(prefix) === right.charCodeAt(prefix)) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Made once: names are compared by the million, and compared one after another. */
const marked: [Uint8Array, Uint8Array] = [new Uint8Array(256), new Uint8Array(256)];

function marks(which: 0 | 1, length: number): Uint8Array {
  if (marked[which].length < length) marked[which] = new Uint8Array(length * 2);
  return marked[which].fill(0, 0, length);
}

/** How two names differ. */
export type NameComparison = {
  /** 0 to 1; 1 where the telling words are the same. */
  readonly likeness: number;
  /** The least alike of the words that were taken as one; 1 where none was mistyped. */
  readonly leastAlike: number;
  /** Words that only one side has. */
  readonly onlyLeft: readonly string[];
  readonly onlyRight: readonly string[];
};

const commonWordWeight = 0.3;
const leastTypo = 0.88;
const shortestTypo = 4;
/** Below this share of common words the letters say nothing more. */
const leastShare = 0.25;
const initialsLikeness = 0.85;

const weight = (word: string): number => (isCommonWord(word) ? commonWordWeight : 1);

/**
 * Words are paired, equal ones first, then those of at least 4 letters without figures whose Jaro-Winkler similarity s is
 * at least 0.88, the likest first. With w = 0.3 for words that many companies use and 1 for others:
 * likeness = 0.7 · Σ s·(w left + w right) of the pairs / Σ w of all words + 0.3 · Jaro-Winkler of the names without spaces.
 * Names that are equal without spaces have likeness 1 (`Face Book`), initials of at least three words 0.85.
 * Where the pairs weigh less than a quarter the second part is left out.
 * @param mayBeTypo false where two words are both so usual in the book that neither is the other mistyped
 */
export function compareNames(
  left: readonly string[],
  right: readonly string[],
  mayBeTypo: (left: string, right: string) => boolean = () => true,
): NameComparison {
  const leftWhole = left.join('');
  const rightWhole = right.join('');
  if (leftWhole === rightWhole)
    return { likeness: leftWhole === '' ? 0 : 1, leastAlike: 1, onlyLeft: [], onlyRight: [] };
  if (areInitials(left, right) || areInitials(right, left))
    return { likeness: initialsLikeness, leastAlike: initialsLikeness, onlyLeft: [], onlyRight: [] };
  const onlyRight = [...right];
  let onlyLeft = left.filter((word) => {
    const at = onlyRight.indexOf(word);
    if (at < 0) return true;
    onlyRight.splice(at, 1);
    return false;
  });
  const all = [...left, ...right].reduce((sum, word) => sum + weight(word), 0);
  let paired = all - [...onlyLeft, ...onlyRight].reduce((sum, word) => sum + weight(word), 0);
  let leastAlike = 1;
  for (;;) {
    let best = { likeness: 0, left: '', right: '' };
    for (const one of onlyLeft)
      for (const other of onlyRight) {
        const likeness = typoLikeness(one, other);
        if (likeness > best.likeness && mayBeTypo(one, other)) best = { likeness, left: one, right: other };
      }
    if (best.likeness === 0) break;
    leastAlike = Math.min(leastAlike, best.likeness);
    paired += best.likeness * (weight(best.left) + weight(best.right));
    onlyLeft = onlyLeft.toSpliced(onlyLeft.indexOf(best.left), 1);
    onlyRight.splice(onlyRight.indexOf(best.right), 1);
  }
  const share = paired / all;
  const whole = share < leastShare ? 0 : jaroWinkler(leftWhole, rightWhole);
  return { likeness: 0.7 * share + 0.3 * whole, leastAlike, onlyLeft, onlyRight };
}

function areInitials(short: readonly string[], long: readonly string[]): boolean {
  return short.length === 1 && long.length > 2 && short[0] === long.map((word) => word[0]).join('');
}

function typoLikeness(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  if (shorter < shortestTypo || Math.abs(left.length - right.length) > 3) return 0;
  // Who mistypes a word gets its first or its last letter right.
  if (left.charCodeAt(0) !== right.charCodeAt(0) && left.at(-1) !== right.at(-1)) return 0;
  if (/\d/.test(left) || /\d/.test(right)) return 0;
  const likeness = jaroWinkler(left, right);
  return likeness >= leastTypo ? likeness : 0;
}
