import type Database from 'better-sqlite3';
import { HoldfastError, isHoldfastError } from '../../../shared/domain/errors.ts';
import { allowedFunctions } from './functions.ts';
import type { Breach } from './bytecode.ts';
import type { ConsoleConnection } from './connection.ts';
import { mentions, refused } from './statement.ts';
import type { Statement } from './statement.ts';
import { views } from './views.ts';

const unseenFunctions = new Set(['tick', 'latest_run', 'hidden', '->', '->>']);

/** What SQLite says about a statement, as a sentence with its place and, where a name is unknown, the nearest one. */
export function sentenceOf(error: unknown, open: ConsoleConnection, { sql, tokens }: Statement): HoldfastError {
  if (isHoldfastError(error)) return error;
  const message = error instanceof Error ? error.message.replaceAll(`${open.workspace}.`, '') : String(error);
  const placed = (sentence: string, name: string): HoldfastError => {
    const short = name.split('.').at(-1)!.toLowerCase();
    const token = tokens.find(({ value }) => value.toLowerCase() === short);
    return refused(sentence, sql, token?.from ?? 0);
  };
  const found = (pattern: RegExp): string | undefined => pattern.exec(message)?.[1];

  const hidden = mentions(tokens, open.hidden);
  const table = found(/^no such table: (.*)$/);
  if (table !== undefined)
    return placed(`There is no view named "${table}".${suggestion(table, viewNames(open))}`, table);
  const column = found(/^no such column: "?(.*?)"?(?: - should this be a string literal.*)?$/);
  if (column !== undefined && hidden) return isHidden(hidden.value, sql, hidden.from);
  if (column !== undefined)
    return placed(
      `There is no column named "${column}".${quotedTextHint(sql, column)}${suggestion(
        column,
        columnNames(
          open,
          tokens.map(({ value }) => value.toLowerCase()),
        ),
      )}`,
      column,
    );
  const called = found(/^no such function: (.*)$/);
  if (called !== undefined)
    return placed(`There is no function named "${called}".${suggestion(called, functionNames())}`, called);
  const ambiguous = found(/^ambiguous column name: (.*)$/);
  if (ambiguous !== undefined)
    return placed(
      `Several views have a column "${ambiguous}"; write which one is meant, as in a.${ambiguous}.`,
      ambiguous,
    );
  const near = /^near "([\s\S]*)": syntax error$/.exec(message)?.[1];
  if (near !== undefined) {
    const at = placeOfMistake(open.connection, sql, tokens, near);
    return refused(`SQL goes wrong near "${near}".`, sql, at);
  }
  if (message === 'incomplete input')
    return refused('The statement has no end: something is missing.', sql, sql.length);
  if (/^cannot modify|^This statement does not return data|attempt to write a readonly/.test(message))
    return refused('This console only reads; data is changed by imports.', sql, 0);
  if (message === 'string or blob too big')
    return refused('A text of this statement is larger than any table can show. Leave something out.', sql, 0);
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && code.startsWith('SQLITE_') && code !== 'SQLITE_ERROR' && code !== 'SQLITE_MISMATCH')
    return new HoldfastError('internal', `The workspace could not be read: ${message}.`, { sqlite: code }, error);
  return refused(`SQL goes wrong: ${message}.`, sql, 0);
}

/** Why a statement that SQLite would run is not run here. */
export function sentenceOfBreach(breach: Breach, open: ConsoleConnection, { sql, tokens }: Statement): HoldfastError {
  const hidden = mentions(tokens, open.hidden);
  switch (breach.what) {
    case 'recursion':
      return refused(
        "A query that calls itself cannot be stopped, so it is not run. days('2026-01-01', '2026-12-31') and numbers(1, 100) give rows to join with.",
        sql,
        tokens.find(({ text }) => text.toUpperCase() === 'RECURSIVE')?.from ?? 0,
      );
    case 'function': {
      if (breach.name === 'hidden' && hidden) return isHidden(hidden.value, sql, hidden.from);
      const at = tokens.find(({ value }) => value.toLowerCase() === breach.name)?.from ?? 0;
      return refused(`The function ${breach.name} cannot be called here.`, sql, at);
    }
    case 'write':
      return refused('This console only reads; data is changed by imports.', sql, 0);
    case 'table':
    case 'module': {
      if (hidden) return isHidden(hidden.value, sql, hidden.from);
      const named = tokens.find(({ value }) => /^(sqlite|pragma|dbstat|fts|rtree|geopoly)/i.test(value));
      return refused(
        `${named ? `"${named.value}" is no documented view` : 'This reads something that is no documented view'}. Only these can be asked: ${viewNames(open).join(', ')}.`,
        sql,
        named?.from ?? 0,
      );
    }
  }
}

function isHidden(name: string, sql: string, at: number): HoldfastError {
  return refused(
    `"${name}" holds what Holdfast keeps for itself; it is no documented view. The list of views shows what can be asked.`,
    sql,
    at,
  );
}

/** `"paid"` means a column; people who mean a text often write it so. */
function quotedTextHint(sql: string, column: string): string {
  return sql.includes(`"${column}"`) ? ` A text is written between single quotes: '${column}'.` : '';
}

const viewNames = (open: ConsoleConnection): string[] =>
  [...views.map(({ name }) => name), ...open.tables.map(({ name }) => name)].sort();

const functionNames = (): string[] => [...allowedFunctions].filter((name) => !unseenFunctions.has(name));

/** Columns of the views that are mentioned; of all where none is. */
function columnNames(open: ConsoleConnection, words: readonly string[]): string[] {
  const all = [...views, ...open.tables];
  const meant = all.filter(({ name }) => words.includes(name));
  return [...new Set((meant.length > 0 ? meant : all).flatMap(({ columns }) => columns.map(({ name }) => name)))];
}

function suggestion(name: string, known: readonly string[]): string {
  const short = name.split('.').at(-1)!.toLowerCase();
  const near = known
    .map((other) => ({ other, distance: distance(short, other.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= Math.max(1, Math.floor(short.length / 3)) ? ` Did you mean "${near.other}"?` : '';
}

/** Letters to put in, take out, replace or swap with a neighbour (Damerau and Levenshtein). */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const own = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let least = Math.min(above[column]! + 1, own[column - 1]! + 1, above[column - 1]! + (isSame ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        least = Math.min(least, before[column - 2]! + 1);
      own.push(least);
    }
    before = above;
    above = own;
  }
  return above[b.length]!;
}

/**
 * SQLite names the token at which it stumbled, not its place. What stands before a mistake is only unfinished; together with
 * the token it is wrong.
 */
function placeOfMistake(connection: Database.Database, sql: string, tokens: Statement['tokens'], near: string): number {
  for (const { text, from, to } of tokens) {
    if (text !== near && !text.startsWith(near)) continue;
    try {
      connection.prepare(sql.slice(0, to));
    } catch (error) {
      if (error instanceof Error && error.message === `near "${near}": syntax error`) return from;
    }
  }
  return tokens.find(({ text }) => text === near)?.from ?? 0;
}
