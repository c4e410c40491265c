import type { TableName } from '../../../../shared/domain/tables.ts';
import { tables } from '../../../../shared/domain/tables.ts';

/** Figures in sentences carry thousands marks: `19,142`. */
export function inWords(count: number): string {
  return count.toLocaleString('en');
}

/** `churn events` for `churn_events`. */
export function tableInWords(table: TableName): string {
  return tables[table].label.en.toLowerCase();
}

/** @example howMany(1, 'row is late.', 'rows are late.') // One row is late. */
export function howMany(count: number, one: string, many: string): string {
  return count === 1 ? `One ${one}` : `${inWords(count)} ${many}`;
}

/** The same of the rows of any table: `One row of tickets is late.` */
export function howManyRows(count: number, table: TableName, one: string, many: string): string {
  return howMany(count, `row of ${tableInWords(table)} ${one}`, `rows of ${tableInWords(table)} ${many}`);
}
