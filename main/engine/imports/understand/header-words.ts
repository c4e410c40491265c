/** Wrappers that programs put around the facts of a record; `properties.time` is `time`. */
const wrapper = /^(properties|attributes|fields|traits|values)\.(?=.)/i;

/** A header as words: lower case, without accents, `CustomerID`, `customer_id` and `Customer Id` all `customer id`. */
export function normaliseHeader(text: string): string {
  let words = remembered.get(text);
  if (words === undefined) {
    if (remembered.size >= mostRemembered) remembered.clear();
    words = wordsOf(text);
    remembered.set(text, words);
  }
  return words;
}

const mostRemembered = 20_000;
/** The same headers are asked for by every table. */
const remembered = new Map<string, string>();

function wordsOf(text: string): string {
  return text
    .replace(wrapper, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\bIDs\b/g, 'ids')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
