import type { SegmentCondition } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { dayNumber } from '../../../shared/domain/time.ts';
import { accountAttribute, useBook } from '../accounts/index.ts';
import type { ReadContext } from '../threads/index.ts';
import type { Evaluation } from './evaluation.ts';

type AttributeCondition = Extract<SegmentCondition, { on: 'attribute' }>;

export function attributeBits({ context, universe }: Evaluation, condition: AttributeCondition): Uint8Array {
  const test = attributeTest(condition);
  const bits = new Uint8Array(universe.ids.length);
  if (condition.key === 'id') return bits.map((_, position) => (test(universe.ids[position]!) ? 1 : 0));
  const of = valuesOf(context, condition.key);
  // Many accounts share a value, so each is looked at once.
  const known = new Map<string | null, 0 | 1>();
  for (let position = 0; position < bits.length; position++) {
    const value = of.get(universe.ids[position]!) ?? null;
    let held = known.get(value);
    if (held === undefined) known.set(value, (held = test(value) ? 1 : 0));
    bits[position] = held;
  }
  return bits;
}

/** Account id → value; blank ones are not in it. */
function valuesOf(context: ReadContext, key: Exclude<AttributeCondition['key'], 'id'>): ReadonlyMap<string, string> {
  const column = (['name', 'website', 'employees', 'created_day', 'parent_id'] as const).find((name) => name === key);
  if (column !== undefined) return valuesOfColumn(context, 'current_accounts', column);
  if (key === 'renewal_day') {
    useBook(context);
    return valuesOfColumn(context, 'temp.book', key);
  }
  const attribute = accountAttribute(context, key);
  if (attribute.values.length === 0 && key.startsWith('attribute:')) {
    throw new HoldfastError(
      'invalid_input',
      `No account has a value in a column named “${key.slice('attribute:'.length)}”. Choose another attribute.`,
    );
  }
  return attribute.of;
}

function valuesOfColumn({ database }: ReadContext, table: string, column: string): Map<string, string> {
  return new Map(
    database
      .prepare(
        `SELECT account_id, CAST(${column} AS TEXT) FROM ${table} WHERE ${column} IS NOT NULL AND ${column} <> '' AND tick()`,
      )
      .raw()
      .all() as [string, string][],
  );
}

const textKeys: ReadonlySet<string> = new Set(['id', 'name', 'website', 'parent_id']);
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
/** Without the leading zeros that codes have: 01234 and 1234 are two postcodes, 5 and 5.0 one number. */
const numberPattern = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/**
 * The test that a condition puts to a value; null = the account has none.
 * @throws invalid_input where the condition lacks its value, or has one that does not suit
 */
export function attributeTest({ key, operator, values }: AttributeCondition): (value: string | null) => boolean {
  const needsValue = operator !== 'is-set' && operator !== 'is-not-set';
  if (needsValue && (values.length === 0 || values.every((value) => value === ''))) {
    throw new HoldfastError('invalid_input', `The condition on “${plainKey(key)}” has no value yet. Choose one.`);
  }
  switch (operator) {
    case 'is':
    case 'is-not': {
      const texts = new Set(values);
      const numbers = new Set(textKeys.has(key) ? [] : values.filter((value) => numberPattern.test(value)).map(Number));
      const isOne = (value: string): boolean =>
        texts.has(value) || (numbers.size > 0 && numberPattern.test(value) && numbers.has(Number(value)));
      return operator === 'is' ? (value) => value !== null && isOne(value) : (value) => value === null || !isOne(value);
    }
    case 'contains': {
      const parts = values.filter((part) => part !== '').map((part) => part.toLocaleLowerCase());
      return (value) => {
        if (value === null) return false;
        const lower = value.toLocaleLowerCase();
        return parts.some((part) => lower.includes(part));
      };
    }
    case 'is-set':
      return (value) => value !== null;
    case 'is-not-set':
      return (value) => value === null;
    case 'at-least':
    case 'at-most': {
      const { limit, measure } = scaleOf(key, values[0] ?? '');
      const sign = operator === 'at-least' ? 1 : -1;
      // A text that is no number compares as not a number: never.
      return (value) => value !== null && (measure(value) - limit) * sign >= 0;
    }
  }
}

/** How values compare: as days where a day was given, as numbers otherwise. */
function scaleOf(key: string, limit: string): { limit: number; measure(value: string): number } {
  const isDay = dayPattern.test(limit) && !Number.isNaN(dayNumber(limit));
  const needsDay = key === 'created_day' || key === 'renewal_day';
  if (isDay && key !== 'employees') {
    return { limit: dayNumber(limit), measure: (value) => (dayPattern.test(value) ? dayNumber(value) : Number.NaN) };
  }
  if (needsDay) {
    throw new HoldfastError(
      'invalid_input',
      `The condition on “${plainKey(key)}” needs a day written 2026-03-31, not “${limit}”.`,
    );
  }
  const asNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));
  if (!Number.isFinite(asNumber(limit))) {
    throw new HoldfastError(
      'invalid_input',
      `The condition on “${plainKey(key)}” needs a number, written 12 or 12.5, or a day, written 2026-03-31; not “${limit}”.`,
    );
  }
  return { limit: asNumber(limit), measure: asNumber };
}

const plainKey = (key: string): string => (key.startsWith('attribute:') ? key.slice('attribute:'.length) : key);
