/** A table has two lines or two columns; a word that was pasted by mistake has neither. */
export function isTable(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  return lines.length > 1 || /[\t;,|]/.test(lines[0] ?? '');
}

/** Spreadsheets put cells on the clipboard with tabs between them; the engine finds out what separates them. */
export function pastedName(number: number): string {
  return `pasted-${number}.csv`;
}
