import type { FileMapping } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { trimmed } from '../sources/papaparse-rows.ts';
import type { DateReader } from '../understand/dates.ts';
import { readNumber } from '../understand/values.ts';
import type { Decimal } from '../understand/values.ts';

type Condition = FileMapping['keepWhere'][number];

/** How the numbers and dates of one column are read. */
export type ColumnReading = { readonly decimal: Decimal; readonly dates: DateReader };

/**
 * The row filter of a recipe, made ready for a header: true for rows that are kept. `greater` and `less` compare numbers, or
 * dates where the condition's value is one; a cell that is neither does not hold.
 * @throws invalid_input where a condition compares with something that has no order
 */
export function compileConditions(
  conditions: readonly Condition[],
  at: (column: string) => number,
  readingOf: (column: string) => ColumnReading,
  name: string,
): (row: readonly string[]) => boolean {
  const tests = conditions.map((condition) => ({
    index: at(condition.column),
    holds: testOf(condition, readingOf(condition.column), name),
  }));
  if (tests.length === 0) return () => true;
  return (row) => tests.every(({ index, holds }) => holds(trimmed(row[index] ?? '')));
}

function testOf({ column, is, value }: Condition, reading: ColumnReading, name: string): (text: string) => boolean {
  switch (is) {
    case 'blank':
      return (text) => text === '';
    case 'not-blank':
      return (text) => text !== '';
    case 'starts-with':
      return (text) => text.startsWith(value);
    case 'not-starts-with':
      return (text) => !text.startsWith(value);
    case 'contains':
      return (text) => text.includes(value);
    case 'not-contains':
      return (text) => !text.includes(value);
    case 'equals':
      return (text) => text === value;
    case 'not-equals':
      return (text) => text !== value;
    case 'greater': {
      const { limit, read } = ordered(column, value, reading, name);
      return (text) => (read(text) ?? Number.NEGATIVE_INFINITY) > limit;
    }
    case 'less': {
      const { limit, read } = ordered(column, value, reading, name);
      return (text) => (read(text) ?? Number.POSITIVE_INFINITY) < limit;
    }
  }
}

function ordered(
  column: string,
  value: string,
  { decimal, dates }: ColumnReading,
  name: string,
): { limit: number; read: (text: string) => number | undefined } {
  const asNumber = (text: string): number | undefined => (text === '' ? undefined : readNumber(text, decimal));
  const number = asNumber(value);
  if (number !== undefined) return { limit: number, read: asNumber };
  const seconds = dates.seconds(value);
  if (seconds !== undefined) return { limit: seconds, read: (text) => dates.seconds(text) };
  throw new HoldfastError(
    'invalid_input',
    `The mapping of ${name} compares "${column}" with "${value}", which is neither a number nor a date. Write a date as 2026-03-31.`,
    { file: name, column },
  );
}
