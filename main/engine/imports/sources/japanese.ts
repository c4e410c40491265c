/**
 * Whether bytes are Japanese text of an encoding. Western text is nearly always valid Shift-JIS as well (an accented
 * letter and the one after it pass for a character), so validity alone proves nothing: Japanese characters come side by
 * side and are mostly kana and common ones, accented letters stand alone between plain ones.
 */
export function looksJapanese(bytes: Uint8Array, encoding: 'shift_jis' | 'euc-jp'): boolean {
  const count = encoding === 'shift_jis' ? countShiftJis(bytes) : countEucJp(bytes);
  if (count === null || count.characters < leastCharacters) return false;
  return count.sideBySide >= count.characters * 0.6 && count.common >= count.characters * 0.6 && count.kana > 0;
}

const leastCharacters = 4;

type Count = {
  /** Characters of two bytes. */
  characters: number;
  /** Of these, those with another right before or after. */
  sideBySide: number;
  kana: number;
  /** Kana, punctuation and the kanji of the first level. */
  common: number;
};

/** null where the bytes cannot be of the encoding. A last character may be cut off. */
function countShiftJis(bytes: Uint8Array): Count | null {
  const count: Count = { characters: 0, sideBySide: 0, kana: 0, common: 0 };
  let before = false;
  let beforeCounted = false;
  for (let index = 0; index < bytes.length; index++) {
    const lead = bytes[index]!;
    const isLead = (lead >= 0x81 && lead <= 0x9f) || (lead >= 0xe0 && lead <= 0xfc);
    if (!isLead) {
      if (lead === 0x80 || lead === 0xa0 || lead > 0xfc) return null;
      before = false;
      continue;
    }
    if (index + 1 === bytes.length) break;
    const trail = bytes[++index]!;
    if (trail < 0x40 || trail === 0x7f || trail > 0xfc || lead >= 0xf0) return null;
    count.characters++;
    const isKana = (lead === 0x82 && trail >= 0x9f && trail <= 0xf1) || (lead === 0x83 && trail <= 0x96);
    if (isKana) count.kana++;
    if (isKana || lead <= 0x98) count.common++;
    beforeCounted = countNeighbours(count, before, beforeCounted);
    before = true;
  }
  return count;
}

function countEucJp(bytes: Uint8Array): Count | null {
  const count: Count = { characters: 0, sideBySide: 0, kana: 0, common: 0 };
  let before = false;
  let beforeCounted = false;
  for (let index = 0; index < bytes.length; index++) {
    const lead = bytes[index]!;
    if (lead < 0x80) {
      before = false;
      continue;
    }
    if (lead === 0x8f) index++;
    else if (lead !== 0x8e && (lead < 0xa1 || lead > 0xfe)) return null;
    if (index + 1 >= bytes.length) break;
    const trail = bytes[++index]!;
    if (trail < 0xa1 || trail > 0xfe) return null;
    count.characters++;
    const isKana = lead === 0xa4 || lead === 0xa5;
    if (isKana) count.kana++;
    // Rows 1 to 47: signs, kana, kanji of the first level.
    if (lead >= 0xa1 && lead <= 0xcf) count.common++;
    beforeCounted = countNeighbours(count, before, beforeCounted);
    before = true;
  }
  return count;
}

/** Counts this character and, where it was not yet, the one before it. Answers whether this one was counted. */
function countNeighbours(count: Count, before: boolean, beforeCounted: boolean): boolean {
  if (!before) return false;
  count.sideBySide += beforeCounted ? 1 : 2;
  return true;
}
