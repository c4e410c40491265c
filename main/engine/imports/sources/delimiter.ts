import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { afterTitles, looksLikeData, usualWidth } from './header.ts';
import { isBlankRow, parseRows, trimmed } from './papaparse-rows.ts';

const usual = [',', ';', '\t', '|'] as const;
/** Signs that also stand inside values, so they need more evidence. */
const unusual = ['^', '~', ':'] as const;
const sampleLength = 65_536;
const leastEqual = 0.9;

/** The parser would take a comma in place of these without a word. @throws invalid_input */
export function refuseDelimiter(name: string, delimiter: string): void {
  if (delimiter.length === 1 && !/["\r\n\ufeff]/.test(delimiter)) return;
  throw new HoldfastError(
    'invalid_input',
    `${name}: values cannot be separated by ${JSON.stringify(delimiter)}. Choose one character that is neither a quote nor a line end.`,
    { file: name },
  );
}

/** The sign that makes most rows equally wide; a comma where nothing does. */
export function detectDelimiter(text: string, newline: string, isWhole: boolean): string {
  const lines = text.slice(0, sampleLength).split(newline).length;
  const sample = text.length > sampleLength && lines > 3 ? text.slice(0, sampleLength) : text;
  const judge = (delimiter: string): Verdict =>
    verdictOf(parseRows(sample, delimiter, newline, isWhole && sample.length === text.length).rows);
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of usual) {
    const { score } = judge(delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  if (best.score > leastEqual) return best.delimiter;
  const rare = unusual.find((delimiter) => {
    const { hasHeader, equal, isFirst } = judge(delimiter);
    return hasHeader && isFirst && equal >= leastEqual;
  });
  return rare ?? best.delimiter;
}

type Verdict = { score: number; equal: number; hasHeader: boolean; isFirst: boolean };

function verdictOf(rows: readonly string[][]): Verdict {
  const filled = rows.filter((row) => !isBlankRow(row)).slice(0, 200);
  const width = usualWidth(filled);
  if (width < 2) return { score: 0, equal: 0, hasHeader: false, isFirst: false };
  const place = afterTitles(filled, 0);
  const header = filled[place] ?? [];
  const hasHeader = header.length === width && !looksLikeData(header.map(trimmed));
  const equal = filled.filter((row) => row.length === width).length / filled.length;
  const score = (equal + Math.min(width, 50) / 500) * (hasHeader ? 1 : 0.5);
  return { score, equal, hasHeader, isFirst: place === 0 };
}
