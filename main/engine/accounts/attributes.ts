import { dataVersion } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { EventColumns } from '../events/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { useBook } from './book.ts';

/** One attribute of all accounts, for cohorts and breakdowns. */
export interface AccountAttribute {
  readonly key: string;
  /** Distinct values, ascending by code unit. */
  readonly values: readonly string[];
  /** Account id → its value; accounts without a value are not in it. */
  readonly of: ReadonlyMap<string, string>;
}

const kept = new WeakMap<ReadableDatabase, { version: number; byKey: Map<string, AccountAttribute> }>();

/**
 * The current values of an attribute (`segment`, `plan`, `owner`, `country`, `industry`, `source` or `attribute:<key>`).
 * The plan is that of what runs now, the account's own where nothing does. Only for reads over events.
 */
export function accountAttribute(context: ReadContext, key: string): AccountAttribute {
  const { database } = context;
  const version = dataVersion(database);
  let state = kept.get(database);
  if (state?.version !== version) kept.set(database, (state = { version, byKey: new Map() }));
  const known = state.byKey.get(key);
  if (known !== undefined) return known;
  const rows = valuesOf(context, key);
  const of = new Map(rows.filter(([, value]) => value !== null && value !== '') as [string, string][]);
  const attribute = { key, values: [...new Set(of.values())].sort(), of };
  state.byKey.set(key, attribute);
  return attribute;
}

/** codes[account of the columns] = position in `values` + 1; 0 where it has none. */
export function attributeCodes(columns: EventColumns, attribute: AccountAttribute): Uint32Array {
  const position = new Map(attribute.values.map((value, index) => [value, index + 1]));
  return Uint32Array.from(columns.accounts, (account) => position.get(attribute.of.get(account) ?? '') ?? 0);
}

function valuesOf(context: ReadContext, key: string): [string, string | null][] {
  const { database } = context;
  if (key.startsWith('attribute:')) {
    return database
      .prepare(
        `SELECT account_id, CAST(e.value AS TEXT) FROM current_accounts, json_each(attributes) AS e
         WHERE e.key = ? AND e.type NOT IN ('object', 'array', 'null') AND tick()`,
      )
      .raw()
      .all(key.slice('attribute:'.length)) as [string, string | null][];
  }
  if (['segment', 'plan', 'owner', 'country'].includes(key)) {
    useBook(context);
    return database.prepare(`SELECT account_id, ${key} FROM temp.book`).raw().all() as [string, string | null][];
  }
  if (!['industry', 'source'].includes(key)) return [];
  return database.prepare(`SELECT account_id, ${key} FROM current_accounts WHERE tick()`).raw().all() as [
    string,
    string | null,
  ][];
}
