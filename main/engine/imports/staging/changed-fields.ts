import type Database from 'better-sqlite3';
import { tables } from '../../../../shared/domain/tables.ts';
import { storedColumns } from './staging.ts';
import type { RowTable } from './staging.ts';

/**
 * Counts in how many of the changed rows each field changed; attributes by their own names.
 * @param rows where the staged rows stand
 * @returns a function that counts the staged rows after one id up to another one into `counts`
 */
export function changedFieldCounter(
  database: Database.Database,
  table: RowTable,
  rows: string,
  counts: Map<string, number>,
): (after: number, upTo: number) => void {
  const columns = storedColumns(table).filter(
    (name) => name !== tables[table].key && name !== 'attributes' && name !== 'implied',
  );
  const joined = `FROM ${rows} AS mine CROSS JOIN workspace.${table} AS old ON old.version_id = mine.replaces
    WHERE mine.comparison = 'c' AND mine.id > ? AND mine.id <= ?`;
  const sums = database
    .prepare(`SELECT ${columns.map((name) => `total(mine.${name} IS NOT old.${name})`).join(', ')} ${joined}`)
    .raw();
  const texts = database
    .prepare(`SELECT mine.attributes, old.attributes ${joined} AND mine.attributes IS NOT old.attributes`)
    .raw();
  const add = (name: string, found: number): void => void counts.set(name, (counts.get(name) ?? 0) + found);
  return (after, upTo) => {
    const found = sums.get(after, upTo) as number[];
    columns.forEach((name, index) => {
      if (found[index]! > 0) add(name, found[index]!);
    });
    for (const [now, before] of texts.iterate(after, upTo) as IterableIterator<[string, string]>)
      for (const name of differingAttributes(before, now)) add(name, 1);
  };
}

/** Names only, for the many rows of a file. */
function differingAttributes(before: string, now: string): string[] {
  const old = JSON.parse(before) as Record<string, unknown>;
  const other = JSON.parse(now) as Record<string, unknown>;
  const names: string[] = [];
  for (const name in other) if (other[name] !== old[name] && shown(other[name]) !== shown(old[name])) names.push(name);
  for (const name in old) if (!(name in other) && shown(old[name]) !== null) names.push(name);
  return names;
}

const shown = (value: unknown): string | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);

type AttributeChange = { readonly name: string; readonly old: string | null; readonly new: string | null };

/** Which attributes differ between two versions of a row. */
export function changedAttributes(before: string, now: string): AttributeChange[] {
  const [old, other] = [before, now].map((text) => JSON.parse(text) as Record<string, unknown>) as [
    Record<string, unknown>,
    Record<string, unknown>,
  ];
  return [...new Set([...Object.keys(old), ...Object.keys(other)])].flatMap((name) => {
    const change = { name, old: shown(old[name]), new: shown(other[name]) };
    return change.old === change.new ? [] : [change];
  });
}
