import type Database from 'better-sqlite3';
import { tables } from '../../../../shared/domain/tables.ts';
import { changedFieldCounter } from './changed-fields.ts';
import { placeHistory } from './history.ts';
import { inMinorUnits, mergeAttributes, moneyFields } from './said.ts';
import type { Said } from './said.ts';
import { replaceRows, rowsTable, storedColumns } from './staging.ts';
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
 * replaces the implied one. Where most rows stay unchanged, these are no longer among the staged ones afterwards.
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
  database.exec(
    'CREATE TEMP TABLE compared (id INTEGER PRIMARY KEY, version_id INTEGER, import_id INTEGER, comparison TEXT)',
  );
  const compare = said.map((entry, number) => comparisonOf(database, table, entry, number, hasExplicit));
  const found = database.prepare('SELECT comparison, import_id, count(*) FROM temp.compared GROUP BY 1, 2').raw();
  const outcome = { new: rows, changed: 0, unchanged: 0, history: 0 };
  const confirms = new Set<number>();
  const carries = new Set<number>();
  const changedFields = new Map<string, number>();
  let settle: ReturnType<typeof settlementOf> | null = null;
  for (let from = 0; from < last; from += rowsAStep) {
    checkStop();
    for (const statement of compare) statement.run(from, from + rowsAStep);
    for (const [comparison, importId, count] of found.all() as [string, number, number][]) {
      if (comparison !== 'u' && comparison !== 'c') continue;
      outcome.new -= count;
      outcome[comparison === 'u' ? 'unchanged' : 'changed'] += count;
      if (comparison === 'u') confirms.add(importId);
    }
    // The first step shows what kind of file it is.
    settle ??= settlementOf(database, table, said, outcome.unchanged * 2 > Math.min(rows, rowsAStep), changedFields);
    for (const id of settle(from, from + rowsAStep)) carries.add(id);
  }
  database.exec('DROP TABLE temp.compared');
  if (database.prepare(`SELECT 1 FROM main.sqlite_schema WHERE name = '${keptName(table)}'`).get() !== undefined)
    replaceRows(database, table, keptName(table));
  if (hasExplicit) {
    const turned = placeHistory(database, table, said, { confirms, carries }, checkStop);
    outcome.new -= turned.unchanged;
    outcome.unchanged += turned.unchanged;
    outcome.history = turned.history;
  }
  return {
    ...outcome,
    confirms: [...confirms],
    carries: [...carries],
    changedFields: Object.fromEntries(changedFields),
  };
}

const keptName = (table: RowTable): string => `${table}_kept`;

/** Column → what a row of this kind comes to be, beside the version that it comes after (`old`). */
function resultingColumns(table: RowTable, said: Said, number: number, own: string): Map<string, string> {
  const money = new Set(moneyFields(table));
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

/** Fills `compared` with the rows of a step that have a current version. */
function comparisonOf(
  database: Database.Database,
  table: RowTable,
  said: Said,
  number: number,
  hasExplicit: boolean,
): Database.Statement {
  const { key } = tables[table];
  const own = `main.${table}`;
  const same = [...resultingColumns(table, said, number, own)].filter(([name, result]) => result !== `old.${name}`);
  const equal = same.map(([name, result]) => `${result} IS old.${name}`).join(' AND ') || '1';
  const implied = table === 'accounts' ? `WHEN old.implied = 1 THEN 'n'` : '';
  const history = hasExplicit ? `WHEN ${own}.explicit = 1 AND ${own}.known_at < old.known_at THEN 'h'` : '';
  // The plus keeps the planner from going through the whole workspace for every step.
  return database.prepare(`
    INSERT INTO temp.compared SELECT ${own}.id, old.version_id, old.import_id, CASE ${implied} ${history} WHEN ${equal} THEN 'u' ELSE 'c' END
    FROM main.${table} CROSS JOIN workspace.${table} AS old
    WHERE ${own}.id > ? AND ${own}.id <= ? AND ${own}.said = ${number} AND old.${key} = +${own}.${key} AND old.superseded_by IS NULL`);
}

/**
 * Writes what a step found into the rows, and counts the changed fields. Rows that grow make room by moving others, so where most stay
 * unchanged the others go to a table of their own first, which takes the place of the first one in the end.
 * @returns a function that settles the rows after one id up to another one, and gives the imports whose values live on
 */
function settlementOf(
  database: Database.Database,
  table: RowTable,
  said: readonly Said[],
  leavesUnchanged: boolean,
  changedFields: Map<string, number>,
): (after: number, upTo: number) => number[] {
  const name = leavesUnchanged ? keptName(table) : table;
  const own = `main.${name}`;
  if (leavesUnchanged) database.exec(rowsTable(table, name));
  const unchanged = `(SELECT id FROM temp.compared WHERE comparison = 'u')`;
  const start = database.prepare(
    leavesUnchanged
      ? `INSERT INTO ${own} SELECT * FROM main.${table} WHERE id > @after AND id <= @upTo AND id NOT IN ${unchanged}`
      : `UPDATE ${own} SET comparison = 'u' WHERE id IN ${unchanged} AND id > @after AND id <= @upTo`,
  );
  const plans = said.map((entry, number) => carryingOf(database, table, entry, number, own));
  const others = `(SELECT id FROM temp.compared WHERE comparison NOT IN ('u', 'c'))`;
  const end = [
    `UPDATE ${own} SET comparison = found.comparison, replaces = found.version_id, followed_by = found.import_id
     FROM temp.compared AS found WHERE ${own}.id IN ${others} AND found.id = ${own}.id`,
    'DELETE FROM temp.compared',
  ].map((sql) => database.prepare(sql));
  const countFields = changedFieldCounter(database, table, own, changedFields);
  return (after, upTo) => {
    start.run({ after, upTo });
    const carries = plans.flatMap(({ carriedFrom }) => (carriedFrom?.all() ?? []) as number[]);
    for (const { change } of plans) change.run();
    for (const statement of end) statement.run();
    // Step by step, while the versions that were compared are still in memory.
    countFields(after, upTo);
    return carries;
  };
}

type Carrying = {
  /** Imports whose values live on in rows that speak of a part only. */
  readonly carriedFrom: Database.Statement | null;
  /** Marks changed rows, and completes them with the values that live on. */
  readonly change: Database.Statement;
};

function carryingOf(database: Database.Database, table: RowTable, said: Said, number: number, own: string): Carrying {
  const { key } = tables[table];
  const results = resultingColumns(table, said, number, own);
  const kept = [...results].filter(([name, result]) => result !== `${own}.${name}`);
  const changed = `found.comparison = 'c' AND ${own}.id = found.id AND ${own}.said = ${number} AND old.version_id = found.version_id`;
  const change = database.prepare(
    `UPDATE ${own} SET comparison = 'c', replaces = old.version_id ${kept.map(([name, result]) => `, ${name} = ${result}`).join('')}
     FROM temp.compared AS found CROSS JOIN workspace.${table} AS old WHERE ${changed}`,
  );
  if (kept.length === 0) return { carriedFrom: null, change };
  // A value lives on where it is not blank and not what the row says itself.
  const livesOn = kept.map(([name, result]) => `(${result}) IS NOT ${own}.${name}`);
  // A blank that an import put over an earlier value lives on as well: after an earlier version, the row would be another.
  const wouldDiffer = kept.map(([, result]) => `(${result}) IS NOT (${result.replaceAll('old.', 'before.')})`);
  livesOn.push(
    `EXISTS (SELECT 1 FROM workspace.${table} AS before WHERE before.superseded_by IS NOT NULL AND before.${key} = old.${key} AND (${wouldDiffer.join(' OR ')}))`,
  );
  const carriedFrom = database
    .prepare(
      `SELECT DISTINCT found.import_id FROM temp.compared AS found CROSS JOIN ${own} CROSS JOIN workspace.${table} AS old WHERE ${changed} AND (${livesOn.join(' OR ')})`,
    )
    .pluck();
  return { carriedFrom, change };
}
