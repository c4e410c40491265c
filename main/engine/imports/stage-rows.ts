import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import Papa from 'papaparse';
import type { TableTotals } from '../../../shared/contract/index.ts';
import { secondsOfDay } from '../../../shared/domain/time.ts';
import type { RowPlan } from './compile-mapping.ts';
import { isBlankRow } from './papaparse-rows.ts';
import { storedColumns } from './staging.ts';
import type { RowTable } from './staging.ts';
import type { StoredValue } from './values.ts';

export type RowsSink = {
  readonly totals: TableTotals;
  take(rows: string[][], firstRow: number, badQuotes: ReadonlySet<number>): void;
  /** First repeated ids, for the finding. */
  readonly repeated: string[];
};

export type RejectRow = (row: number, column: string | null, reason: string, cells: readonly string[]) => void;

const longestRaw = 100_000;
const shownRepeats = 5;

export function emptyTotals(): TableTotals {
  return { read: 0, new: 0, changed: 0, unchanged: 0, duplicate: 0, rejected: 0, filtered: 0 };
}

export function rejectInto(database: Database.Database, file: number): RejectRow {
  const insert = database.prepare(
    'INSERT INTO main.rejects (file, row_number, column_name, reason, raw) VALUES (?, ?, ?, ?, ?)',
  );
  return (row, column, reason, cells) => {
    // The \r of a Windows line end stands at the end of the last value.
    const raw = Papa.unparse([
      cells.map((cell, index) => (index === cells.length - 1 ? cell.replace(/\r$/, '') : cell)),
    ]);
    insert.run(file, row, column, reason, raw.slice(0, longestRaw));
  };
}

/** What is wrong with the shape of a row; null where it can be read. */
export function shapeProblem(cells: readonly string[], width: number, hasBadQuote: boolean): string | null {
  if (hasBadQuote) return 'a quote inside a quoted value is not doubled, so its values cannot be told apart';
  if (cells.length === width) return null;
  return `it has ${cells.length} ${cells.length === 1 ? 'value' : 'values'} where the header has ${width} columns`;
}

/** Takes rows of any table but events into staging. Repeated keys: the first row wins. */
export function createRowsSink(database: Database.Database, plan: RowPlan, file: number, reject: RejectRow): RowsSink {
  const table = plan.table.name as RowTable;
  const { fields, key, time } = plan.table;
  const columns = storedColumns(table);
  const marks = columns.map(() => '?').join(', ');
  const insert = database.prepare(
    `INSERT OR IGNORE INTO main.${table} (file, row_number, known_at, row_hash, ${columns.join(', ')}) VALUES (?, ?, ?, ?, ${marks})`,
  );
  const keyPosition = fields.findIndex(({ name }) => name === key);
  const timePosition = fields.findIndex(({ name }) => name === time);
  const timeIsDay = fields[timePosition]?.type === 'day';
  const values: StoredValue[] = fields.map(() => null);
  const totals = emptyTotals();
  const repeated: string[] = [];

  function takeRow(cells: string[], row: number, hasBadQuote: boolean): void {
    totals.read++;
    const problem = shapeProblem(cells, plan.width, hasBadQuote);
    if (problem !== null) return refuse(row, null, problem, cells);
    if (!plan.keeps(cells)) {
      totals.filtered++;
      return;
    }
    const refusal = plan.read(cells, values);
    if (refusal) return refuse(row, refusal.column, refusal.reason, cells);
    const attributes = plan.attributesOf(cells);
    const rowHash = hash('sha256', `${JSON.stringify(values)}${attributes}`, 'base64url').slice(0, 22);
    // A row without an id of its own is what it says: the same values are the same row.
    if (values[keyPosition] === null) values[keyPosition] = `row-${rowHash}`;
    const time = values[timePosition] ?? null;
    const knownAt = time === null ? null : timeIsDay ? secondsOfDay(String(time)) : Number(time);
    const rest = table === 'accounts' ? [attributes, 0] : [attributes];
    if (insert.run(file, row, knownAt, rowHash, ...values, ...rest).changes === 1) return;
    totals.duplicate++;
    if (repeated.length < shownRepeats) repeated.push(`${values[keyPosition]} (row ${row})`);
  }

  function refuse(row: number, column: string | null, reason: string, cells: readonly string[]): void {
    totals.rejected++;
    reject(row, column, reason, cells);
  }

  return {
    totals,
    repeated,
    take(rows, firstRow, badQuotes) {
      for (let index = 0; index < rows.length; index++) {
        const cells = rows[index]!;
        if (!isBlankRow(cells)) takeRow(cells, firstRow + index, badQuotes.size > 0 && badQuotes.has(index));
      }
    },
  };
}
