import type Database from 'better-sqlite3';
import { tables } from '../../../../shared/domain/tables.ts';
import { inMinorUnits, mergeAttributes, moneyFields } from './said.ts';
import type { Said } from './said.ts';
import { storedColumns } from './staging.ts';
import type { RowTable } from './staging.ts';

type Value = string | number | null;
type Version = Record<string, Value> & {
  version_id: number;
  import_id: number;
  superseded_by: number | null;
  known_at: number;
  implied?: number;
};
type Staged = Record<string, Value> & { id: number; said: number; known_at: number };

/**
 * Finds the place of rows that are said to be known from earlier than the current version: between the versions of their
 * row by that instant. They leave the present as it is. A row that says what was known then already is unchanged.
 * @returns how many of them turned out to be what
 */
export function placeHistory(
  database: Database.Database,
  table: RowTable,
  said: readonly Said[],
  { confirms, carries }: { confirms: Set<number>; carries: Set<number> },
  checkStop: () => void,
): { readonly unchanged: number; readonly history: number } {
  const { key } = tables[table];
  const columns = storedColumns(table).filter((name) => name !== key && name !== 'implied');
  const versions = database.prepare(`
    SELECT * FROM workspace.${table} WHERE ${key} = @key AND superseded_by IS NULL
    UNION ALL SELECT * FROM workspace.${table} WHERE ${key} = @key AND superseded_by IS NOT NULL`);
  const ids = database.prepare(`SELECT id FROM main.${table} WHERE comparison = 'h' ORDER BY id`).pluck().all();
  const byId = database.prepare(`SELECT * FROM main.${table} WHERE id = ?`);
  const settle = database.prepare(
    `UPDATE main.${table} SET comparison = @comparison, replaces = @replaces, followed_by = @followedBy, ${columns.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`,
  );
  let unchanged = 0;
  (ids as number[]).forEach((id, index) => {
    if (index % 1000 === 0) checkStop();
    const row = byId.get(id) as Staged;
    const chain = inOrder(versions.all({ key: row[key] }) as Version[]);
    // An account that was only spoken of says nothing: whenever that was, who describes it comes after.
    const place = chain.findLastIndex((version) => version.implied === 1 || version.known_at <= row.known_at);
    const before = chain[place] ?? null;
    const result = before ? continued(row, before, said[row.said]!, table, columns) : pick(row, columns);
    const isSame = before !== null && before.implied !== 1 && columns.every((name) => result[name] === before[name]);
    if (isSame) {
      unchanged++;
      confirms.add(before.import_id);
    } else if (before && (place > 0 || columns.some((name) => result[name] !== row[name]))) {
      if (!saysAll(said[row.said]!, columns)) carries.add(before.import_id);
    }
    settle.run({
      ...result,
      id,
      comparison: isSame ? 'u' : 'h',
      replaces: before?.version_id ?? null,
      followedBy: isSame ? null : chain[place + 1]!.import_id,
    });
  });
  return { unchanged, history: ids.length - unchanged };
}

/** Versions of one row from the first to the current one: each says which import's version took its place. */
function inOrder(versions: readonly Version[]): Version[] {
  const before = new Map(versions.map((version) => [version.superseded_by, version]));
  const chain: Version[] = [];
  for (
    let version = before.get(null);
    version && chain.length < versions.length;
    version = before.get(version.import_id)
  )
    chain.unshift(version);
  return chain;
}

/** Rows that speak of everything take nothing over. */
function saysAll({ columns: spoken, keepsCurrency }: Said, columns: readonly string[]): boolean {
  return !keepsCurrency && columns.every((name) => name !== 'attributes' && spoken.includes(name));
}

function pick(row: Staged, columns: readonly string[]): Record<string, Value> {
  return Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
}

function continued(
  row: Staged,
  before: Version,
  { columns: spoken, attributes, keepsCurrency }: Said,
  table: RowTable,
  columns: readonly string[],
): Record<string, Value> {
  const result = pick(row, columns);
  for (const name of columns) if (!spoken.includes(name)) result[name] = before[name] ?? null;
  result['attributes'] = mergeAttributes(String(before['attributes']), String(row['attributes']), attributes);
  if (keepsCurrency && row['currency'] === null) {
    const currency = (before['currency'] ?? null) as string | null;
    result['currency'] = currency;
    for (const name of moneyFields(table))
      if (spoken.includes(name)) result[name] = inMinorUnits(row[name] as number | null, currency);
  }
  return result;
}
