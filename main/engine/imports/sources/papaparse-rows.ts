import Papa from 'papaparse';

export type QuoteProblem = { readonly code: string; readonly row: number };
export type ParsedText = { readonly rows: string[][]; readonly problems: QuoteProblem[]; readonly end: number };

type Parser = new (config: { delimiter: string; newline: string }) => {
  parse(
    text: string,
    base: number,
    ignoreLastRow: boolean,
  ): { data: string[][]; errors: { code: string; row?: number }[]; meta: { cursor: number } };
};
const PapaParser = (Papa as unknown as { Parser: Parser }).Parser;

/**
 * Rows of a text, through papaparse's parser itself, so that a file can be read piece by piece without any row object.
 * @param isLast false leaves a row that the text may have cut off; `end` is where it starts
 */
export function parseRows(text: string, delimiter: string, newline: string, isLast: boolean): ParsedText {
  // With \n as the line end, a \r before it is left in the last field and trimmed with the blanks around every value;
  // so files that mix both line ends are read right.
  const { data, errors, meta } = new PapaParser({ delimiter, newline }).parse(text, 0, !isLast);
  const problems = errors
    .filter((error) => isLast || (error.row ?? 0) < data.length)
    .map(({ code, row }) => ({ code, row: row ?? 0 }));
  return { rows: data, problems, end: isLast ? text.length : meta.cursor };
}

/** The blanks around a value never mean anything; most values have none, so look before trimming. */
export function trimmed(text: string): string {
  const length = text.length;
  if (length === 0) return text;
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(length - 1);
  return first <= 32 || last <= 32 || first >= 160 || last >= 160 ? text.trim() : text;
}

/** A line without any value: spreadsheets export them below their tables, delimiters and all. They are not rows. */
export function isBlankRow(row: readonly string[]): boolean {
  return trimmed(row[0] ?? '') === '' && row.every((cell) => trimmed(cell) === '');
}
