import { HoldfastError } from '../../../shared/domain/errors.ts';
import { tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

/** A text that may be handed to SQLite: one statement that begins like one that reads. */
export type Statement = {
  /** With blanks in place of EXPLAIN QUERY PLAN and of comments before it, and without the semicolon at the end. */
  readonly sql: string;
  readonly tokens: readonly Token[];
  /** The plan is asked for, not the rows. */
  readonly isPlan: boolean;
};

/**
 * The first look at what somebody wrote, before SQLite sees it. It keeps nothing out by itself (see `bytecode.ts`), but it
 * says early and plainly what this console is not for.
 * @throws invalid_input with the place, where it is not one statement that reads
 */
export function readStatement(text: string): Statement {
  if (text.includes('\0'))
    throw refused('The statement holds a character that is none (NUL). Remove it.', text, text.indexOf('\0'));
  const all = tokensOf(text);
  const unfinished = all.find(({ kind }) => kind === 'unfinished');
  if (unfinished)
    throw refused(`The quotation that begins with ${unfinished.text.slice(0, 20)} has no end.`, text, unfinished.from);
  while (all.at(-1)?.text === ';') all.pop();
  const second = all.findIndex(({ text: mark }) => mark === ';');
  if (second >= 0)
    throw refused('Only one statement at a time: remove what follows the semicolon.', text, all[second + 1]?.from ?? 0);
  const parameter = all.find(({ kind }) => kind === 'parameter');
  if (parameter) throw refused(`"${parameter.text}" has no value here. Write the value itself.`, text, parameter.from);
  const words = all.slice(0, 3).map(({ kind, text: word }) => (kind === 'word' ? word.toUpperCase() : ''));
  const isPlan = words.join(' ') === 'EXPLAIN QUERY PLAN';
  const tokens = isPlan ? all.slice(3) : all;
  const first = tokens[0];
  if (!first) throw refused('There is nothing to run. A first try: SELECT * FROM accounts LIMIT 10.', text, 0);
  if (!['SELECT', 'WITH', 'VALUES'].includes(first.kind === 'word' ? first.text.toUpperCase() : ''))
    throw refused(
      `This console only reads: a statement begins with SELECT, WITH, VALUES or EXPLAIN QUERY PLAN, not with "${first.text.slice(0, 40)}".`,
      text,
      first.from,
    );
  // Blanks in place of what stands before it, so that places stay what they are.
  const sql = text.slice(0, first.from).replace(/[^\n]/g, ' ') + text.slice(first.from, tokens.at(-1)!.to);
  return { sql, tokens, isPlan };
}

/** A refusal that names its place. @param at offset in the text */
export function refused(sentence: string, text: string, at: number): HoldfastError {
  const place = placeOf(text, at);
  const where = text.includes('\n') ? ` (line ${place.line}, column ${place.column})` : '';
  return new HoldfastError('invalid_input', sentence.replace(/\.$/, `${where}.`), { ...place, offset: at });
}

/** Line and column, both from 1. */
export function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}

/** Whether a statement may name something: as a word, in quotes of any kind. */
export function mentions(tokens: readonly Token[], names: ReadonlySet<string>): Token | undefined {
  return tokens.find(
    ({ kind, value }) => (kind === 'word' || kind === 'quoted' || kind === 'string') && names.has(value.toLowerCase()),
  );
}
