import type { AccountFinder, DateFormat } from '../../../../shared/contract/index.ts';
import type { Field } from '../../../../shared/domain/tables.ts';
import type { DateReader } from '../understand/dates.ts';
import type { Decimal, ValueReader } from '../understand/values.ts';

/** Where the value of a field comes from: a column of the file, or the same text for every row. */
export type FieldSource = {
  readonly field: Field;
  readonly position: number;
  /** Empty for a constant. */
  readonly column: string;
  /** -1 for a constant. */
  readonly index: number;
  readonly constant: string;
  readonly read: ValueReader;
  /** How this column writes its numbers and dates: the file's way, or its own. */
  readonly decimal: Decimal;
  readonly dateFormat: DateFormat | undefined;
  readonly dates: DateReader;
};

/** A column by which a row's account is found. */
export type AccountSource = { readonly column: string; readonly index: number; readonly find: AccountFinder };
