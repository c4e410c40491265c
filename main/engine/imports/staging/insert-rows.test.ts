import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createRowInserter } from './insert-rows.ts';

function emptyTable(): Database.Database {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE tickets (id INTEGER PRIMARY KEY, one, two)');
  return database;
}
const rowsOf = (database: Database.Database): unknown[] =>
  database.prepare('SELECT id, one, two FROM tickets ORDER BY id').raw().all();

describe('inserting rows', () => {
  it.each([0, 1, 7, 8, 9, 16, 43])('%i rows are all there, in order, under the ids that were told', (count) => {
    const database = emptyTable();
    const inserter = createRowInserter(database, 'tickets', ['one', 'two']);
    const values: (string | number | null)[] = [null, null];
    const expected: unknown[] = [];
    for (let row = 0; row < count; row++) {
      values[0] = `row ${row}`;
      values[1] = row % 3 === 0 ? null : row;
      expected.push([inserter.add(values), ...values]);
      if (row % 5 === 4) inserter.flush();
    }
    inserter.flush();
    inserter.flush();
    expect(rowsOf(database)).toEqual(expected);
  });

  it('goes on after the rows of another file', () => {
    const database = emptyTable();
    for (const text of ['first', 'second']) {
      const inserter = createRowInserter(database, 'tickets', ['one']);
      inserter.add([text]);
      inserter.flush();
    }
    expect(rowsOf(database)).toEqual([
      [1, 'first', null],
      [2, 'second', null],
    ]);
  });
});
