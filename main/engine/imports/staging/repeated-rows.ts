import type Database from 'better-sqlite3';
import { tables } from '../../../../shared/domain/tables.ts';
import { attributesText, inMinorUnits, mergeAttributes, moneyFields, saidTogether, saysMore } from './said.ts';
import type { Said } from './said.ts';
import { storedColumns } from './staging.ts';
import type { RowTable } from './staging.ts';

/** Rows whose id came before in the same import. */
export type RepeatedRows = {
  /** Rows that were not stored, because another row of their id was. */
  duplicates: number;
  /** Of these, rows that say something else than the one that was kept. */
  differing: number;
  /** Rows of another file that told further columns of a row. */
  completed: number;
  /** Of the rows that stand in several files, those that contradict the first file. */
  conflicting: number;
  examples: string[];
};

type StagedRow = Record<string, string | number | null> & {
  id: number;
  file: number;
  row_number: number;
  said: number;
};

const shownExamples = 5;

/**
 * Settles rows whose id may have come before: in a file the first one wins; a row of another file that speaks of further
 * columns completes the first. Needs the index over the table's ids.
 * @param said grows by what files say together
 */
export function settleRepeated(
  database: Database.Database,
  table: RowTable,
  suspects: readonly number[],
  said: Said[],
  labels: ReadonlyMap<number, string>,
  checkStop: () => void,
): RepeatedRows {
  const found: RepeatedRows = { duplicates: 0, differing: 0, completed: 0, conflicting: 0, examples: [] };
  if (suspects.length === 0) return found;
  const { key } = tables[table];
  const compared = storedColumns(table).filter((name) => name !== key && name !== 'attributes' && name !== 'implied');
  const byId = database.prepare(`SELECT * FROM main.${table} WHERE id = ?`);
  const firstOf = database.prepare(`SELECT * FROM main.${table} WHERE ${key} = ? AND id < ? ORDER BY id LIMIT 1`);
  const remove = database.prepare(`DELETE FROM main.${table} WHERE id = ?`);

  function note(first: StagedRow, row: StagedRow, differs: string | null): void {
    const name = labels.get(row.file);
    const where =
      first.file === row.file ? `row ${first.row_number}` : `${labels.get(first.file)} row ${first.row_number}`;
    const text = `${name}: ${row[key]} (row ${row.row_number}${differs === null ? '' : `, ${differs} differs from ${where}`})`;
    // Rows that differ tell more, so they come before those that say the same.
    if (differs !== null && found.examples.length === shownExamples) {
      const plain = found.examples.findIndex((example) => !example.includes(' differs from '));
      if (plain >= 0) found.examples.splice(plain, 1);
    }
    if (found.examples.length < shownExamples) found.examples.push(text);
  }

  suspects.forEach((id, index) => {
    if (index % 1000 === 0) checkStop();
    const row = byId.get(id) as StagedRow;
    const first = firstOf.get(row[key], id) as StagedRow | undefined;
    // Two ids may have one hash; then nothing is repeated.
    if (!first) return;
    const [before, now] = [said[first.said]!, said[row.said]!];
    const differs = firstDifference(first, row, before, now, compared);
    remove.run(id);
    if (first.file !== row.file && saysMore(now, before)) {
      found.completed++;
      if (differs !== null) {
        found.conflicting++;
        note(first, row, differs);
      }
      complete(database, table, first, row, said);
      return;
    }
    found.duplicates++;
    if (differs !== null) found.differing++;
    note(first, row, differs);
  });
  return found;
}

/** The first of the columns that both speak of in which two rows differ. */
function firstDifference(
  first: StagedRow,
  row: StagedRow,
  before: Said,
  now: Said,
  compared: readonly string[],
): string | null {
  const column = compared.find(
    (name) =>
      name !== 'raw_account_id' &&
      before.columns.includes(name) &&
      now.columns.includes(name) &&
      first[name] !== row[name],
  );
  if (column !== undefined) return column;
  if (first['attributes'] === row['attributes']) return null;
  const [old, other] = [first, row].map(({ attributes }) => JSON.parse(String(attributes)) as Record<string, unknown>);
  return now.attributes.find((name) => before.attributes.includes(name) && old?.[name] !== other?.[name]) ?? null;
}

function complete(database: Database.Database, table: RowTable, first: StagedRow, row: StagedRow, said: Said[]): void {
  const [before, now] = [said[first.said]!, said[row.said]!];
  const together = saidTogether(before, now, table);
  const same = (entry: Said): boolean => !saysMore(entry, together) && !saysMore(together, entry);
  let number = said.findIndex(same);
  if (number < 0) number = said.push(together) - 1;
  const further = now.columns.filter((name) => !before.columns.includes(name));
  const furtherAttributes = now.attributes.filter((name) => !before.attributes.includes(name));
  const told = JSON.parse(String(row['attributes'])) as Record<string, unknown>;
  const kept = attributesText(furtherAttributes.flatMap((name) => (name in told ? [[name, told[name]] as const] : [])));
  const attributes = mergeAttributes(String(first['attributes']), kept, furtherAttributes);
  const currency = (first['currency'] ?? null) as string | null;
  const rescales = now.keepsCurrency && row['currency'] === null;
  const valueOf = (name: string): string | number | null =>
    rescales && moneyFields(table).includes(name)
      ? inMinorUnits(row[name] as number | null, currency)
      : (row[name] ?? null);
  const assignments = ['said = ?', 'attributes = ?', ...further.map((name) => `${name} = ?`)];
  database
    .prepare(`UPDATE main.${table} SET ${assignments.join(', ')} WHERE id = ?`)
    .run(number, attributes, ...further.map(valueOf), first.id);
}
