import type { ChangedRow } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { tables } from '../../../shared/domain/tables.ts';
import type { WritableDatabase } from '../db/index.ts';
import type { Session } from '../session/index.ts';
import { lookInto, stageResultOf } from './checks.ts';
import { sourceLabel } from './sources/index.ts';
import { changedAttributes } from './staging/changed-fields.ts';
import { rowTables, storedColumns } from './staging/staging.ts';
import type { RowTable } from './staging/staging.ts';
import type { StoredValue } from './understand/values.ts';
import { shownValue } from './preview-examples.ts';

export type ChangesPage = { readonly rows: ChangedRow[]; readonly next: string | null };

type Place = { readonly table: RowTable; readonly after: string | number | null };
type Values = readonly StoredValue[];

/**
 * Rows that an import changed, or that a check would change, old and new by field: table after table, in the order of
 * their keys (of a check: of the file).
 * @param id an import, or the negative number of a check's job
 * @param cursor where the page before ended
 */
export function changesPage(
  session: Session,
  id: number,
  table: TableName | undefined,
  cursor: string | null,
  limit: number,
): ChangesPage {
  const wanted = rowTables.filter((name) => table === undefined || name === table);
  const start = cursor === null ? { table: wanted[0] ?? 'accounts', after: null } : readCursor(cursor);
  const rows: (ChangedRow & Place)[] = [];
  const read = (database: WritableDatabase, labels: readonly string[] | null): void => {
    for (const name of wanted.slice(Math.max(0, wanted.indexOf(start.table)))) {
      if (rows.length > limit) return;
      const after = name === start.table ? start.after : null;
      rows.push(
        ...(labels
          ? ofCheck(database, name, after, limit + 1 - rows.length, labels)
          : ofImport(database, id, name, after, limit + 1 - rows.length)),
      );
    }
  };
  if (id < 0) {
    const labels = stageResultOf(session, -id).files.map(sourceLabel);
    lookInto(session, -id, (database) => read(database, labels));
  } else read(session.database, null);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ after: _after, ...row }) => row),
    next: rows.length > limit && last ? JSON.stringify([last.table, last.after]) : null,
  };
}

function readCursor(cursor: string): Place {
  try {
    const [table, after] = JSON.parse(cursor) as [RowTable, string | number | null];
    if (rowTables.includes(table)) return { table, after };
  } catch {
    // Said below.
  }
  throw new HoldfastError('invalid_input', 'This page of the list cannot be continued. Load the list again.');
}

const select = (columns: readonly string[]): string =>
  [...columns.map((name) => `mine.${name}`), ...columns.map((name) => `old.${name}`)].join(', ');

function ofImport(
  database: WritableDatabase,
  id: number,
  table: RowTable,
  after: string | number | null,
  limit: number,
): (ChangedRow & Place)[] {
  const { key } = tables[table];
  const columns = storedColumns(table);
  // A version of earlier times has an earlier import's version after it; it changed nothing.
  const of = (current: 'IS NULL' | 'IS NOT NULL'): string =>
    `SELECT version_id FROM ${table} AS own WHERE own.${key} = old.${key} AND own.superseded_by ${current} AND own.import_id = @id AND coalesce(own.superseded_by > own.import_id, 1)`;
  const rows = database
    .prepare(
      `SELECT old.${key}, file.name, file.part, mine.row_number, ${select(columns)}
       FROM ${table} AS old
       CROSS JOIN ${table} AS mine ON mine.version_id = coalesce((${of('IS NULL')}), (${of('IS NOT NULL')}))
       CROSS JOIN import_files AS file ON file.id = mine.file_id
       WHERE old.superseded_by = @id AND old.${key} > @after ${table === 'accounts' ? 'AND old.implied = 0' : ''}
       ORDER BY old.${key} LIMIT @limit`,
    )
    .raw()
    .all({ id, after: after ?? '', limit }) as [string, string, string | null, number, ...StoredValue[]][];
  return rows.map(([text, name, part, row, ...values]) => ({
    after: text,
    ...changedRow(table, columns, text, sourceLabel({ name, part }), row, values),
  }));
}

function ofCheck(
  database: WritableDatabase,
  table: RowTable,
  after: string | number | null,
  limit: number,
  labels: readonly string[],
): (ChangedRow & Place)[] {
  const { key } = tables[table];
  const columns = storedColumns(table);
  const rows = database
    .prepare(
      `SELECT mine.id, mine.${key}, mine.file, mine.row_number, ${select(columns)}
       FROM checked.${table} AS mine CROSS JOIN main.${table} AS old ON old.version_id = mine.replaces
       WHERE mine.comparison = 'c' AND mine.id > ? ORDER BY mine.id LIMIT ?`,
    )
    .raw()
    .all(after ?? 0, limit) as [number, string, number, number, ...StoredValue[]][];
  return rows.map(([id, text, file, row, ...values]) => ({
    after: id,
    ...changedRow(table, columns, text, labels[file - 1] ?? '', row, values),
  }));
}

function changedRow(
  table: RowTable,
  columns: readonly string[],
  key: string,
  file: string,
  row: number,
  both: Values,
): ChangedRow & { table: RowTable } {
  const [now, before] = [both.slice(0, columns.length), both.slice(columns.length)] as [Values, Values];
  const currency = columns.indexOf('currency');
  const fields = columns.flatMap((name, index): ChangedRow['fields'] => {
    if (now[index] === before[index] || name === 'implied') return [];
    if (name === 'attributes')
      return changedAttributes(String(before[index]), String(now[index])).map(({ name: field, ...change }) => ({
        field,
        ...change,
      }));
    const type = tables[table].fields.find((field) => field.name === name)?.type ?? 'text';
    const [old, other] = [before, now].map((values) =>
      shownValue(type, values[index] ?? null, values[currency] ?? null),
    ) as [string | null, string | null];
    return [{ field: name, old, new: other }];
  });
  return { table, key, file, row, fields };
}
