import { HoldfastError } from '../../../shared/domain/errors.ts';
import { columnIndex, parseDay, parseNumber } from '../tables/index.ts';
import type { Table } from '../tables/index.ts';

/** Row 1 of the file is the header. */
export const fileRow = (row: number): number => row + 2;

/** The column as text; blanks are null. @throws invalid_input for a name that the table does not have */
export function textColumn(table: Table, name: string, role: string): readonly (string | null)[] {
  return table.columns[columnIndex(table, name, role)]!;
}

/** The column as numbers; blanks are NaN. @throws invalid_input that names file, row and column of what is none */
export function numberColumn(table: Table, name: string, role: string): Float64Array {
  return Float64Array.from(textColumn(table, name, role), (value, row) => {
    if (value === null) return NaN;
    const number = parseNumber(value);
    if (!Number.isNaN(number)) return number;
    throw wrongValue(table, name, row, `"${value}" is no number`, `Write the ${role} as a number such as 12 or 3.5.`);
  });
}

/** The column as days since 1970. @throws invalid_input as numberColumn */
export function dayColumn(table: Table, name: string, role: string): Float64Array {
  return Float64Array.from(textColumn(table, name, role), (value, row) => {
    if (value === null) return NaN;
    const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(value);
    const day = parseDay(compact === null ? value : compact.slice(1).join('-'));
    if (!Number.isNaN(day)) return day;
    throw wrongValue(table, name, row, `"${value}" is no day`, `Write the ${role} as 2026-03-31.`);
  });
}

const happened = new Set(['1', 'true', 'yes', 'y', 'si', 'sí', 'churned', 'left']);
const notHappened = new Set(['0', 'false', 'no', 'n', 'active', 'stayed']);

/**
 * 1 where the event was seen, 0 where not; blanks are NaN.
 * @param positive the value that means that it was; when not given, 1/0, yes/no, true/false and sí/no are understood
 */
export function eventColumn(table: Table, name: string, positive: string | undefined): Float64Array {
  const values = textColumn(table, name, 'event mark');
  if (positive !== undefined) {
    if (!values.includes(positive)) {
      const some = [...new Set(values.filter((value) => value !== null))].slice(0, 8);
      throw new HoldfastError(
        'invalid_input',
        `${table.file}: the value "${positive}" never occurs in the column "${name}". Its values are ${some.map((value) => `"${value}"`).join(', ')}. Name the one that means that the customer left.`,
        { file: table.file, column: name },
      );
    }
    return Float64Array.from(values, (value) => (value === null ? NaN : value === positive ? 1 : 0));
  }
  return Float64Array.from(values, (value, row) => {
    if (value === null) return NaN;
    const text = value.toLowerCase().replace(/\.0+$/, '');
    if (happened.has(text)) return 1;
    if (notHappened.has(text)) return 0;
    throw wrongValue(
      table,
      name,
      row,
      `"${value}" is no mark`,
      'Write 1 where the customer left and 0 where not, or name the value that means it with --positive.',
    );
  });
}

export function wrongValue(table: Table, column: string, row: number, what: string, advice: string): HoldfastError {
  return new HoldfastError(
    'invalid_input',
    `${table.file}, row ${fileRow(row)}, column "${column}": ${what}. ${advice}`,
    {
      file: table.file,
      row: fileRow(row),
      column,
    },
  );
}
