/** Letters that people leave the accent off when they search, by what is looked for. */
const plainLetters: Readonly<Record<string, string>> = {
  a: 'áàâäãåÁÀÂÄÃÅ',
  c: 'çÇ',
  e: 'éèêëÉÈÊË',
  i: 'íìîïÍÌÎÏ',
  n: 'ñÑ',
  o: 'óòôöõøÓÒÔÖÕØ',
  u: 'úùûüÚÙÛÜ',
};
const pairs = Object.entries(plainLetters).flatMap(([plain, letters]) => [...letters].map((letter) => [letter, plain]));
const plainOf = new Map(pairs as [string, string][]);

/** A word as `foldedSql` writes texts: small letters, without accents. Other letters outside ASCII stay as they are. */
export function folded(word: string): string {
  return word
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/[^\0-\x7F]/g, (letter) => plainOf.get(letter) ?? letter);
}

/** SQL of a text to be searched in. Texts of ASCII alone, most of them, cost nothing but small letters. */
export function foldedSql(text: string): string {
  const plain = pairs.reduce(
    (sql, [letter, letters]) => `replace(${sql}, '${letter}', '${letters}')`,
    `lower(${text})`,
  );
  return `CASE WHEN octet_length(${text}) = length(${text}) THEN lower(${text}) ELSE ${plain} END`;
}
