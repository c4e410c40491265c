import { toneWords, turningWords } from './tone-words.ts';

const longestText = 4_000;
const shortestStem = 3;
/** A turning word reaches this many words ahead. */
const reach = 3;
const known = new Map<string, number>();
const mostKnown = 200_000;

/** Tone of one folded word: the word itself, or the longest stem that the list has with an asterisk. */
function toneOfWord(word: string): number {
  const found = known.get(word);
  if (found !== undefined) return found;
  let tone = toneWords.get(word) ?? 0;
  for (let length = word.length; tone === 0 && length >= shortestStem; length--)
    tone = toneWords.get(`${word.slice(0, length)}*`) ?? 0;
  if (known.size > mostKnown) known.clear();
  known.set(word, tone);
  return tone;
}

/**
 * The tone of a text in English or Spanish from -1 (unhappy) to 1 (happy), by a list of words, with "not" and its like
 * turning what follows. 0 where no word has a tone; NaN for no text. A word list knows no irony and no context: it orders
 * many texts better than chance and should not be believed of a single one.
 */
export function toneOf(text: unknown): number {
  if (typeof text !== 'string') return NaN;
  const words = text
    .slice(0, longestText)
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .match(/\p{L}+/gu);
  if (words === null) return NaN;
  let sum = 0,
    turned = 0;
  for (const word of words) {
    const tone = toneOfWord(word);
    if (turningWords.has(word)) turned = reach + 1;
    else if (tone !== 0) sum += turned > 0 ? -tone / 2 : tone;
    if (turned > 0) turned--;
  }
  // Longer texts hold more such words by chance; the square root of 8 lets three plain words count as fairly sure.
  return sum / Math.sqrt(sum * sum + 8);
}
