/** Whole numbers up to here keep their value in 32-bit floats, which is what models read. */
const codes = 2 ** 24;

/**
 * The number that stands for a text in a category feature: the same in every book, at every time and without a dictionary,
 * so that training and scoring agree also on texts that appear later. FNV-1a over the text without case and outer blanks,
 * folded to 24 bits; among a hundred texts two share a number once in some three thousand books. NaN for no text.
 */
export function categoryCode(text: unknown): number {
  if (typeof text !== 'string') return NaN;
  const folded = text.trim().toLowerCase();
  if (folded === '') return NaN;
  let hash = 0x811c9dc5;
  for (let index = 0; index < folded.length; index++)
    hash = Math.imul(hash ^ folded.charCodeAt(index), 0x01000193) >>> 0;
  return (hash ^ (hash >>> 24)) & (codes - 1);
}
