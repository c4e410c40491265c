/** A piece of a statement as SQLite's own tokenizer cuts it; comments and spaces are left out. */
export type Token = {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'blob' | 'parameter' | 'mark' | 'unfinished';
  /** As it is written. */
  readonly text: string;
  /** What it names: without quotes. */
  readonly value: string;
  readonly from: number;
  readonly to: number;
};

const space = /[ \t\n\f\r\ufeff]/;
const wordStart = /[A-Za-z_\u0080-\uffff]/;
const wordPart = /[A-Za-z0-9_$\u0080-\uffff]/;

/** Cuts a statement into tokens. Never fails: what has no end becomes one `unfinished` token up to the end. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: Token['kind'], to: number, value = sql.slice(at, to)): void => {
    tokens.push({ kind, text: sql.slice(at, to), value, from: at, to });
    at = to;
  };
  while (at < sql.length) {
    const char = sql[at]!;
    if (space.test(char)) at++;
    else if (sql.startsWith('--', at)) at = endOf(sql, '\n', at);
    else if (sql.startsWith('/*', at)) at = endOf(sql, '*/', at + 2);
    else if (char === "'" || char === '"' || char === '`') {
      const to = endOfQuoted(sql, char, at);
      const kind = to === null ? 'unfinished' : char === "'" ? 'string' : 'quoted';
      push(kind, to ?? sql.length, unquoted(sql.slice(at + 1, (to ?? sql.length + 1) - 1), char));
    } else if (char === '[') {
      const end = sql.indexOf(']', at);
      if (end < 0) push('unfinished', sql.length);
      else push('quoted', end + 1, sql.slice(at + 1, end));
    } else if (/[xX]/.test(char) && sql[at + 1] === "'") {
      push('blob', endOfQuoted(sql, "'", at + 1) ?? sql.length);
    } else if (wordStart.test(char)) push('word', whileMatches(sql, wordPart, at));
    else if (/[0-9]/.test(char) || (char === '.' && /[0-9]/.test(sql[at + 1] ?? '')))
      push('number', endOfNumber(sql, at));
    else if (/[?:@$#]/.test(char)) push('parameter', whileMatches(sql, /[A-Za-z0-9_$:\u0080-\uffff]/, at + 1));
    else push('mark', at + (marksOfTwo.has(sql.slice(at, at + 2)) ? 2 : 1));
  }
  return tokens;
}

const marksOfTwo = new Set(['||', '<=', '>=', '<>', '!=', '==', '<<', '>>', '->']);

function endOf(sql: string, mark: string, from: number): number {
  const found = sql.indexOf(mark, from);
  return found < 0 ? sql.length : found + mark.length;
}

/** Doubled quotes stand for themselves. @returns the place behind the closing quote; null where there is none */
function endOfQuoted(sql: string, quote: string, from: number): number | null {
  for (let at = from + 1; at < sql.length; at++) {
    if (sql[at] !== quote) continue;
    if (sql[at + 1] !== quote) return at + 1;
    at++;
  }
  return null;
}

function unquoted(text: string, quote: string): string {
  return text.replaceAll(quote + quote, quote);
}

function whileMatches(sql: string, pattern: RegExp, from: number): number {
  let to = from;
  while (to < sql.length && pattern.test(sql[to]!)) to++;
  return Math.max(to, from);
}

/** Letters that follow a number belong to it: SQLite refuses such a word as a whole. */
function endOfNumber(sql: string, from: number): number {
  let to = from;
  while (to < sql.length && (/[0-9A-Za-z_.]/.test(sql[to]!) || (/[+-]/.test(sql[to]!) && /[eE]/.test(sql[to - 1]!))))
    to++;
  return to;
}
