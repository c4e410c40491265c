import { minorDigits } from '../../../../shared/domain/money.ts';
import { tables } from '../../../../shared/domain/tables.ts';
import type { RowPlan } from '../recipes/index.ts';
import { storedColumns } from './staging.ts';
import type { RowTable } from './staging.ts';

/**
 * What rows of a file speak of. Columns that they do not speak of keep what an earlier version says; a blank cell of a
 * column that they do speak of is a blank.
 */
export type Said = {
  /** Stored columns, in the order of `storedColumns`; always the key and the account. */
  readonly columns: readonly string[];
  /** Names of the further columns that become attributes. */
  readonly attributes: readonly string[];
  /** Amounts without a currency of the file's own: an earlier currency counts on, and says how many minor units there are. */
  readonly keepsCurrency: boolean;
};

export function saidBy(plan: RowPlan, table: RowTable): Said {
  const { key } = tables[table];
  const given = new Set(plan.sources.map(({ field }) => field.name));
  const hasMoney = plan.sources.some(({ field }) => field.type === 'money');
  const saysCurrency = given.has('currency') || plan.mapping.currency !== undefined;
  given.add(key).add('account_id').add('raw_account_id');
  if (hasMoney || plan.mapping.currency !== undefined) given.add('currency');
  if (plan.mapping.source !== undefined) given.add('source');
  return {
    columns: storedColumns(table).filter((name) => given.has(name)),
    attributes: plan.attributes.map(({ name }) => name),
    keepsCurrency: hasMoney && !saysCurrency,
  };
}

/** What rows speak of that two files tell together. */
export function saidTogether(first: Said, second: Said, table: RowTable): Said {
  const both = new Set([...first.columns, ...second.columns]);
  return {
    columns: storedColumns(table).filter((name) => both.has(name)),
    attributes: [...new Set([...first.attributes, ...second.attributes])].sort(),
    keepsCurrency: first.keepsCurrency && (second.keepsCurrency || !second.columns.includes('currency')),
  };
}

export function saysMore(second: Said, first: Said): boolean {
  return (
    second.columns.some((name) => !first.columns.includes(name)) ||
    second.attributes.some((name) => !first.attributes.includes(name))
  );
}

/** Attributes as they are stored: keys in order, so that equal attributes are equal texts. */
export function attributesText(values: Iterable<readonly [string, unknown]>): string {
  // Written by hand: an object would put keys that are numbers first.
  const parts = [...values]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{${parts.join(',')}}`;
}

/** The same lists come with every row. */
const spokenSets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The attributes of a row whose file speaks of some of them only: those from `now`, the others as they were. */
export function mergeAttributes(before: string, now: string, spokenOf: readonly string[]): string {
  if (spokenOf.length === 0) return before;
  if (before === '{}' || before === now) return now;
  let spoken = spokenSets.get(spokenOf);
  if (!spoken) spokenSets.set(spokenOf, (spoken = new Set(spokenOf)));
  const known = JSON.parse(before) as Record<string, unknown>;
  const kept = Object.keys(known).filter((name) => !spoken.has(name));
  if (kept.length === 0) return now;
  const merged = new Map(kept.map((name) => [name, known[name]]));
  for (const [name, value] of Object.entries(JSON.parse(now) as Record<string, unknown>)) merged.set(name, value);
  return attributesText(merged);
}

/** An amount that was read without a currency (two decimals), in the minor units of the currency that it turns out to have. */
export function inMinorUnits(amount: number | null, currency: string | null): number | null {
  return amount === null ? null : Math.round(amount * 10 ** (minorDigits(currency) - 2));
}

export function moneyFields(table: RowTable): string[] {
  return tables[table].fields.filter(({ type }) => type === 'money').map(({ name }) => name);
}
