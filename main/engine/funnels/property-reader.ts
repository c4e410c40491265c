import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { EventColumns } from '../events/index.ts';

/** One property of events, as small numbers. */
export interface PropertyReader {
  readonly key: string;
  /** 0 where the event at the row does not have the property. */
  codeAt(row: number): number;
  /** The text behind a code that `codeAt` gave. */
  textOf(code: number): string | null;
}

/** @throws invalid_input for a property that no event has */
export function propertyReader(columns: EventColumns, key: string): PropertyReader {
  if (key === 'quantity') return quantityReader(columns.quantity);
  const property = columns.properties.find((column) => column.key === key);
  if (property === undefined) throw unknownProperty(columns, key);
  const { codes, values } = property;
  return {
    key,
    codeAt: (row) => codes[row]!,
    textOf: (code) => (code === 0 ? null : (values[code - 1] ?? null)),
  };
}

/** Different quantities are told apart; each has its code from when it is first met. */
function quantityReader(quantity: Float32Array | null): PropertyReader {
  const codes = new Map<number, number>();
  const numbers: number[] = [];
  return {
    key: 'quantity',
    codeAt(row) {
      const value = quantity === null ? Number.NaN : quantity[row]!;
      if (value !== value) return 0;
      let code = codes.get(value);
      if (code === undefined) {
        code = numbers.push(value);
        codes.set(value, code);
      }
      return code;
    },
    textOf: (code) => (code === 0 ? null : String(numbers[code - 1])),
  };
}

function unknownProperty(columns: EventColumns, key: string): HoldfastError {
  if (key === 'contact_id') {
    return new HoldfastError(
      'invalid_input',
      'No event says which contact did it, so contacts cannot be counted. Count accounts, or import events with a contact.',
    );
  }
  const known = columns.properties.map((column) => column.key).join(', ');
  return new HoldfastError(
    'invalid_input',
    `No event has a property named "${key}". Properties in this workspace: ${known || 'none'}.`,
    { property: key },
  );
}
