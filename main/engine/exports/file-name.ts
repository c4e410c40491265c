/** A name that every system takes for a file: letters, digits and a few marks; never empty. */
export function fileName(name: string, ending: string): string {
  const clean = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} ._()+-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '')
    .slice(0, 100)
    .trim();
  return `${clean || 'export'}.${ending}`;
}
