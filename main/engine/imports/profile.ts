import type { FilePreview } from '../../../shared/contract/index.ts';
import { dateOrdersOf, hasTime } from './dates.ts';
import type { DateOrder } from './dates.ts';
import { isNearlyAll } from './nearly-all.ts';
import { isBlank, readBoolean, readNumber } from './values.ts';
import type { Decimal } from './values.ts';

export type ColumnProfile = {
  readonly column: string;
  readonly type: FilePreview['columns'][number]['type'];
  /** Share of rows with a value. */
  readonly filled: number;
  readonly distinct: number;
  readonly samples: string[];
  readonly dateOrders: DateOrder[];
  /** How the numbers of this column must be read; null where both readings fit, or it has no numbers. */
  readonly decimal: Decimal | null;
};

const samples = 5;

/** What the sampled values of each column are. */
export function profileColumns(header: readonly string[], rows: readonly (readonly string[])[]): ColumnProfile[] {
  return header.map((column, index) =>
    profileColumn(
      column,
      rows.map((row) => row[index] ?? ''),
    ),
  );
}

function profileColumn(column: string, values: readonly string[]): ColumnProfile {
  const filled = values.filter((value) => value !== '');
  const distinct = [...new Set(filled)];
  const real = distinct.filter((value) => !isBlank(value));
  const dates = real.filter(mayBeDate);
  const dateOrders = dates.length > 0 && isNearlyAll(dates.length, real.length) ? dateOrdersOf(dates) : [];
  const type = typeOf(real, dateOrders);
  return {
    column,
    type,
    filled: values.length === 0 ? 0 : filled.length / values.length,
    distinct: distinct.length,
    samples: distinct.slice(0, samples),
    dateOrders: type === 'day' || type === 'instant' ? dateOrders : [],
    decimal: type === 'integer' || type === 'number' ? decimalOf(real) : null,
  };
}

/** Plain numbers are only dates where a person says so: ten digits may be an id as well. */
function mayBeDate(text: string): boolean {
  return /\d/.test(text) && !/^[-+]?[\d.,\s]*$/.test(text.replace(/^\d{1,4}\.\d{1,2}\.\d{2,4}/, 'date'));
}

function typeOf(values: readonly string[], dateOrders: readonly DateOrder[]): ColumnProfile['type'] {
  if (values.length === 0) return 'empty';
  if (
    values.length <= 4 &&
    values.every((value) => readBoolean(value) !== undefined) &&
    !values.every((value) => /^\d/.test(value))
  )
    return 'boolean';
  if (dateOrders.length > 0) return values.some(hasTime) ? 'instant' : 'day';
  for (const decimal of ['.', ','] as const) {
    const numbers = values.map((value) => readNumber(value, decimal)).filter((number) => number !== undefined);
    if (isNearlyAll(numbers.length, values.length))
      return numbers.every((number) => Number.isInteger(number)) ? 'integer' : 'number';
  }
  return 'text';
}

function decimalOf(values: readonly string[]): Decimal | null {
  const readable = (decimal: Decimal): number =>
    values.filter((value) => readNumber(value, decimal) !== undefined).length;
  const [point, comma] = [readable('.'), readable(',')];
  if (point !== comma) return point > comma ? '.' : ',';
  // `1,234` fits both; a file of such numbers only is read with the point, which keeps them whole.
  return null;
}
