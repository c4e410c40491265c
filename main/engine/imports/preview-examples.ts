import type { FileMapping, Reading } from '../../../shared/contract/index.ts';
import { toHoldfastError } from '../../../shared/domain/errors.ts';
import { reasonOf, reasonText } from '../../../shared/domain/import-reasons.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { compileMapping, compileTransform } from './recipes/index.ts';
import type { Refusal, RowPlan } from './recipes/index.ts';
import { trimmed } from './sources/index.ts';
import type { FileHead } from './sources/index.ts';
import type { StoredValue } from './understand/values.ts';

export const noRejects: Reading['rejected'] = { count: 0, example: null, column: null, code: null };
/** Rows that a preview shows. */
const storedRows = 20;

export type Examples = Pick<Reading, 'stored' | 'rejected' | 'problem'> & {
  /** The columns that the mapping works on: the file's and those made of them. Empty where that failed. */
  readonly header: readonly string[];
};

/**
 * The first rows of a head as a mapping stores them, and how many of the head would be rejected.
 * @param isOpen there are open questions: what fails because of them is no problem of the file
 */
export function storedExamples(
  mapping: FileMapping,
  {
    isOpen,
    head,
    label,
    pseudonyms,
  }: {
    readonly isOpen: boolean;
    readonly head: FileHead;
    readonly label: string;
    readonly pseudonyms: Uint8Array | null;
  },
): Examples {
  try {
    const transform = compileTransform(mapping, head.header, label, pseudonyms);
    const plan = compileMapping(mapping, transform.header, label);
    const { rows, refusals } = transform.apply(
      head.rows.map((row) => [...row]),
      1,
      new Set(),
    );
    const values: StoredValue[] = plan.table.fields.map(() => null);
    const currencyAt = plan.table.fields.findIndex(({ type }) => type === 'currency');
    const stored: Reading['stored'] = [];
    const rejected: Reading['rejected'] = { ...noRejects };
    rows.forEach((row, index) => {
      const known = refusals.get(index);
      if (!known && !plan.keeps(row)) return;
      const account = plan.accountBy.length === 0 ? undefined : accountText(plan.accountBy, row);
      const refusal = known ?? plan.read(row, values) ?? (account === null ? noAccount(plan.accountBy) : null);
      if (refusal) {
        rejected.count++;
        if (rejected.example === null) Object.assign(rejected, exampleOf(refusal));
        return;
      }
      if (stored.length >= storedRows) return;
      const currency = values[currencyAt] ?? null;
      const shown: Reading['stored'][number] = account === undefined ? {} : { account_id: account };
      for (const { field, position } of plan.sources)
        shown[field.name] ??= shownValue(field.type, values[position] ?? null, currency);
      const attributes = plan.attributesOf(row);
      stored.push({ ...shown, ...(attributes === '{}' ? {} : { attributes }) });
    });
    return { stored, rejected, problem: null, header: transform.header };
  } catch (error) {
    const problem = isOpen ? null : toHoldfastError(error).message;
    return { stored: [], rejected: noRejects, problem, header: [] };
  }
}

function exampleOf({ column, reason }: Refusal): Omit<Reading['rejected'], 'count'> {
  return { example: column === null ? reason : `${column}: ${reason}`, column, code: reasonOf(reason) };
}

/** What a row's account will be looked up by, with the way where that is not its own id. */
function accountText(accountBy: RowPlan['accountBy'], row: readonly string[]): string | null {
  for (const { index, find } of accountBy) {
    const text = trimmed(row[index] ?? '');
    if (text !== '') return find === 'id' ? text : `${text} (${find})`;
  }
  return null;
}

function noAccount(accountBy: RowPlan['accountBy']): Refusal {
  const columns = accountBy.map(({ column }) => column).join(', ');
  return {
    column: accountBy[0]?.column ?? null,
    reason: reasonText('blank-account', { columns, count: accountBy.length }),
  };
}

/** A stored value as people read it; the money's currency stands behind it. */
export function shownValue(type: string, value: StoredValue, currency: StoredValue): string | null {
  if (value === null) return null;
  if (type === 'instant') return instantOfSeconds(Number(value));
  if (type === 'boolean') return value === 1 ? 'true' : 'false';
  if (type !== 'money') return String(value);
  const digits = minorDigits(currency === null ? null : String(currency));
  return `${(Number(value) / 10 ** digits).toFixed(digits)}${currency === null ? '' : ` ${currency}`}`;
}
