import type Database from 'better-sqlite3';
import { tables } from '../../../../shared/domain/tables.ts';
import { changedFieldCounter } from './changed-fields.ts';
import { placeHistory } from './history.ts';
import { inMinorUnits, mergeAttributes, moneyFields } from './said.ts';
import type { Said } from './said.ts';
import { storedColumns } from './staging.ts';
import type { RowTable } from './staging.ts';

export type RowDifference = {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Of the new ones, versions of earlier times that leave the present as it is. */
  readonly history: number;
  /** Imports whose rows this one brought again unchanged. */
  readonly confirms: readonly number[];
  /** Imports of whose rows values live on in rows of this one. */
  readonly carries: readonly number[];
  /** field → rows */
  readonly changedFields: Readonly<Record<string, number>>;
};

const rowsAStep = 20_000;

/** Makes the functions that comparing needs known to the staging database. */
export function addDifferenceFunctions(
  database: Database.Database,
  saidOf: (table: RowTable) => readonly Said[],
): void {
  database.function('merge_attributes', { deterministic: true }, (before, now, table, number) =>
    mergeAttributes(String(before), String(now), saidOf(table as RowTable)[Number(number)]?.attributes ?? []),
  );
  database.function('in_minor_units', { deterministic: true }, (amount, currency) => {
    const minor = inMinorUnits(amount as number | null, currency as string | null);
    // SQL takes numbers of this language for fractions unless they are whole by type.
    return minor === null ? null : BigInt(minor);
  });
}

/**
 * Compares the staged rows of a table with the current ones of the workspace, by key and value. What a row does not speak
 * of is taken over from the current version. An account that was only implied until now counts as new, though its version
 * replaces the implied one. Needs the index over the staged keys.
 */
export function compareRows(
  database: Database.Database,
  table: RowTable,
  said: readonly Said[],
  hasExplicit: boolean,
  checkStop: () => void,
): RowDifference {
  const rows = database.prepare(`SELECT count(*) FROM main.${table}`).pluck().get() as number;
  const isEmpty = database.prepare(`SELECT 1 FROM workspace.${table} LIMIT 1`).get() === undefined;
  if (isEmpty || rows === 0)
    return { new: rows, changed: 0, unchanged: 0, history: 0, confirms: [], carries: [], changedFields: {} };
  const last = database.prepare(`SELECT max(id) FROM main.${table}`).pluck().get() as number;
  const plans = said.map((entry, number) => statementsOf(database, table, entry, number, hasExplicit));
  const carries = new Set<number>();
  const changedFields = new Map<string, number>();
  const countFields = changedFieldCounter(database, table, changedFields);
  for (let from = 0; from < last; from += rowsAStep) {
    checkStop();
    for (const { compare, carriedFrom, carry } of plans) {
      compare.run(from, from + rowsAStep);
      if (!carry) continue;
      for (const id of carriedFrom!.all(from, from + rowsAStep) as number[]) carries.add(id);
      carry.run(from, from + rowsAStep);
    }
    // Step by step, while the versions that were compared are still in memory.
    countFields(from, from + rowsAStep);
  }
  const confirms = new Set<number>();
  if (hasExplicit) placeHistory(database, table, said, { confirms, carries }, checkStop);
  checkStop();
  const counts = new Map<string, number>();
  const groups = database.prepare(`SELECT comparison, followed_by, count(*) FROM main.${table} GROUP BY 1, 2`).raw();
  for (const [comparison, importId, found] of groups.all() as [string, number | null, number][]) {
    counts.set(comparison, (counts.get(comparison) ?? 0) + found);
    if (comparison === 'u' && importId !== null) confirms.add(importId);
  }
  const count = (comparison: string): number => counts.get(comparison) ?? 0;
  return {
    new: count('n') + count('h'),
    changed: count('c'),
    unchanged: count('u'),
    history: count('h'),
    confirms: [...confirms],
    carries: [...carries],
    changedFields: Object.fromEntries(changedFields),
  };
}

type Statements = {
  readonly compare: Database.Statement;
  readonly carriedFrom: Database.Statement | null;
  readonly carry: Database.Statement | null;
};

/** Column → what a row of this kind comes to be, beside the version that it comes after (`old`). */
export function resultingColumns(table: RowTable, said: Said, number: number): Map<string, string> {
  const money = new Set(moneyFields(table));
  const own = `main.${table}`;
  return new Map(
    storedColumns(table)
      .filter((name) => name !== tables[table].key && name !== 'implied')
      .map((name) => {
        if (name === 'attributes')
          return [
            name,
            said.attributes.length === 0
              ? 'old.attributes'
              : `CASE WHEN ${own}.attributes IS old.attributes THEN old.attributes ELSE merge_attributes(old.attributes, ${own}.attributes, '${table}', ${number}) END`,
          ];
        if (!said.columns.includes(name)) return [name, `old.${name}`];
        if (!said.keepsCurrency) return [name, `${own}.${name}`];
        if (name === 'currency') return [name, `coalesce(${own}.currency, old.currency)`];
        if (money.has(name))
          return [
            name,
            `CASE WHEN ${own}.currency IS NULL THEN in_minor_units(${own}.${name}, old.currency) ELSE ${own}.${name} END`,
          ];
        return [name, `${own}.${name}`];
      }),
  );
}

function statementsOf(
  database: Database.Database,
  table: RowTable,
  said: Said,
  number: number,
  hasExplicit: boolean,
): Statements {
  const { key } = tables[table];
  const own = `main.${table}`;
  const here = `${own}.id > ? AND ${own}.id <= ? AND ${own}.said = ${number}`;
  const results = resultingColumns(table, said, number);
  const same = [...results].filter(([name, result]) => result !== `old.${name}`);
  const equal = same.map(([name, result]) => `${result} IS old.${name}`).join(' AND ') || '1';
  const implied = table === 'accounts' ? `WHEN old.implied = 1 THEN 'n'` : '';
  const history = hasExplicit ? `WHEN ${own}.explicit = 1 AND ${own}.known_at < old.known_at THEN 'h'` : '';
  // The plus keeps the planner from going through the whole workspace for every step.
  const compare = database.prepare(`
    UPDATE main.${table} SET replaces = old.version_id, followed_by = old.import_id, comparison = CASE ${implied} ${history} WHEN ${equal} THEN 'u' ELSE 'c' END
    FROM workspace.${table} AS old WHERE ${here} AND old.${key} = +${own}.${key} AND old.superseded_by IS NULL`);
  const kept = [...results].filter(([name, result]) => result !== `${own}.${name}`);
  if (kept.length === 0) return { compare, carriedFrom: null, carry: null };
  // A value lives on where it is not blank and not what the row says itself.
  const livesOn = kept.map(([name, result]) =>
    name === 'attributes' ? `(${result}) IS NOT ${own}.attributes` : `(${result}) IS NOT ${own}.${name}`,
  );
  // A blank that an import put over an earlier value lives on as well: after an earlier version, the row would be another.
  const wouldDiffer = kept.map(([, result]) => `(${result}) IS NOT (${result.replaceAll('old.', 'before.')})`);
  livesOn.push(
    `EXISTS (SELECT 1 FROM workspace.${table} AS before WHERE before.superseded_by IS NOT NULL AND before.${key} = old.${key} AND (${wouldDiffer.join(' OR ')}))`,
  );
  const of = `${own}.comparison = 'c' AND ${here}`;
  return {
    compare,
    carriedFrom: database
      .prepare(
        `SELECT DISTINCT old.import_id FROM main.${table} CROSS JOIN workspace.${table} AS old ON old.version_id = ${own}.replaces WHERE ${of} AND (${livesOn.join(' OR ')})`,
      )
      .pluck(),
    carry: database.prepare(
      `UPDATE main.${table} SET ${kept.map(([name, result]) => `${name} = ${result}`).join(', ')} FROM workspace.${table} AS old WHERE ${of} AND old.version_id = ${own}.replaces`,
    ),
  };
}
