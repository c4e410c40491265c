import type Database from 'better-sqlite3';
import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { findBreach } from './bytecode.ts';
import type { ConsoleConnection } from './connection.ts';
import { sentenceOf, sentenceOfBreach } from './mistakes.ts';
import type { Statement } from './statement.ts';

export type Cell = string | number | null;
type Answer = ContractOutputs['sql']['run'];
export type Rows = Pick<Answer, 'columns' | 'rows' | 'more' | 'stoppedBy'>;

/** An answer larger than this is shown in part: a page cannot do more with it. */
export const mostBytes = 32 * 1024 * 1024;
const bytesShownOfBlob = 32;

/**
 * A statement that is let through, ready to be read from.
 * @throws invalid_input with the reason and the place
 */
export function prepare(open: ConsoleConnection, statement: Statement): Database.Statement {
  const { connection, allowed } = open;
  try {
    const prepared = connection.prepare(statement.isPlan ? `EXPLAIN QUERY PLAN ${statement.sql}` : statement.sql);
    if (!prepared.reader || !prepared.readonly) throw sentenceOfBreach({ what: 'write' }, open, statement);
    const breach = findBreach(connection, statement.sql, allowed);
    if (breach) throw sentenceOfBreach(breach, open, statement);
    return prepared.raw(true).safeIntegers(true);
  } catch (error) {
    throw sentenceOf(error, open, statement);
  }
}

/** The rows of a statement, as far as a page can show them. @throws invalid_input, cancelled */
export function readRows(open: ConsoleConnection, statement: Statement, limit: number): Rows {
  const prepared = prepare(open, statement);
  const names = prepared.columns().map(({ name }) => name);
  const rows: Cell[][] = [];
  let bytes = 0;
  let stoppedBy: Rows['stoppedBy'] = null;
  try {
    for (const row of cellsOf(prepared, open.workspace)) {
      if (rows.length === limit) {
        stoppedBy = 'limit';
        break;
      }
      for (const cell of row) bytes += typeof cell === 'string' ? 8 + 2 * cell.length : 8;
      if (bytes > mostBytes) {
        stoppedBy = 'size';
        break;
      }
      rows.push(row);
    }
  } catch (error) {
    throw sentenceOf(error, open, statement);
  }
  if (stoppedBy === 'size' && rows.length === 0)
    throw new HoldfastError(
      'invalid_input',
      `The first row alone is larger than ${mostBytes / 1024 / 1024} MB. Ask for fewer columns, or for substr(column, 1, 1000).`,
    );
  const columns = names.map((name, index) => ({ name, type: typeOf(rows, index) }));
  return { columns, rows, more: stoppedBy !== null, stoppedBy };
}

/** Every row of a statement, one at a time. @throws as readRows */
export function* everyRow(
  open: ConsoleConnection,
  statement: Statement,
  prepared: Database.Statement,
): Generator<Cell[]> {
  try {
    yield* cellsOf(prepared, open.workspace);
  } catch (error) {
    throw sentenceOf(error, open, statement);
  }
}

function* cellsOf(prepared: Database.Statement, workspace: string): Generator<Cell[]> {
  for (const row of prepared.iterate() as IterableIterator<unknown[]>)
    // Plans tell tables by their schema, whose name is nobody's business.
    yield row.map((value) => {
      const cell = cellOf(value);
      return typeof cell === 'string' && cell.includes(workspace) ? cell.replaceAll(`${workspace}.`, '') : cell;
    });
}

function cellOf(value: unknown): Cell {
  if (typeof value === 'string') return value.toWellFormed();
  // A number of the page has 53 bits; what needs more stays exact as a text.
  if (typeof value === 'bigint')
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Buffer.isBuffer(value)) {
    const shown = value.subarray(0, bytesShownOfBlob).toString('hex');
    return value.length > bytesShownOfBlob ? `x'${shown}…' (${value.length} bytes)` : `x'${shown}'`;
  }
  return null;
}

function typeOf(rows: readonly Cell[][], column: number): Rows['columns'][number]['type'] {
  let type: Rows['columns'][number]['type'] = 'empty';
  for (const row of rows) {
    const cell = row[column] ?? null;
    if (cell === null) continue;
    const own = typeof cell === 'number' ? 'number' : 'text';
    if (type === 'empty') type = own;
    else if (type !== own) return 'mixed';
  }
  return type;
}
