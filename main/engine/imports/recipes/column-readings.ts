import type { FileMapping } from '../../../../shared/contract/index.ts';
import { createDateReader } from '../understand/dates.ts';
import type { FieldSource } from './field-source.ts';

/** How each column of a mapping writes its numbers and dates; columns that write alike share one reader. */
export function columnReadings(
  mapping: Pick<FileMapping, 'columns' | 'dateFormat' | 'decimal' | 'zone'>,
): (column: string) => Pick<FieldSource, 'decimal' | 'dateFormat' | 'dates'> {
  const own = new Map(mapping.columns.map((entry) => [entry.column, entry]));
  const readers = new Map<string, FieldSource['dates']>();
  return (column) => {
    const entry = own.get(column);
    const dateFormat = entry?.dateFormat ?? mapping.dateFormat;
    const key = dateFormat ?? '';
    let dates = readers.get(key);
    if (!dates) readers.set(key, (dates = createDateReader(dateFormat ?? null, mapping.zone)));
    return { decimal: entry?.decimal ?? mapping.decimal, dateFormat, dates };
  };
}
