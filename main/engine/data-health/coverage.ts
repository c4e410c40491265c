import type { CoverageOverTime, FieldCoverage, TableCoverage } from '../../../shared/contract/index.ts';
import { tableNames, tables } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { dataUntil } from '../workspace/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { eventFigures } from './event-coverage.ts';
import type { EventFigures } from './event-coverage.ts';
import { monthLabel, monthOfText, monthRange, monthStart } from './months.ts';
import { accountCount, monthFigures, placedRange, tableFigures } from './queries.ts';
import type { RowTable, TableFigures } from './queries.ts';
import { systemsOf } from './systems.ts';

/** Every table of the book, those without rows too. Input: now, in epoch seconds. */
export const tablesRead = defineEventsRead('dataHealth.tables', (context, now: number): TableCoverage[] =>
  readTables(context, now),
);

function readTables(context: ReadContext, now: number): TableCoverage[] {
  const book = accountCount(context.database);
  return tableNames.map((table) => {
    const figures =
      table === 'events' ? ofEvents(eventFigures(context.events(), now)) : tableFigures(context.database, table, now);
    return toCoverage(table, figures, book);
  });
}

type AnyFigures = TableFigures & { readonly fields?: readonly string[] };

function ofEvents(figures: EventFigures): AnyFigures {
  return { ...figures, filled: figures.monthFilled.map((months) => months.reduce((sum, count) => sum + count, 0)) };
}

function toCoverage(table: TableName, figures: AnyFigures, book: number): TableCoverage {
  const { rows, accounts, first, last, future, filled } = figures;
  const names = figures.fields ?? tables[table].fields.map(({ name }) => name);
  const instant = (seconds: number | null) => (seconds === null ? null : instantOfSeconds(seconds));
  return {
    table,
    rows,
    accounts,
    // Events may name accounts that were merged into others meanwhile.
    accountShare: book === 0 ? null : Math.min(1, accounts / book),
    firstAt: instant(first),
    lastAt: instant(last),
    futureRows: future,
    fields: names.map((field, place): FieldCoverage => {
      const count = filled[place] ?? 0;
      return { field, filled: count, share: rows === 0 ? null : count / rows };
    }),
    systems: [...systemsOf[table]],
  };
}

export const overTimeRead = defineEventsRead(
  'dataHealth.overTime',
  (context, { table, now }: { table: TableName; now: number }): CoverageOverTime =>
    table === 'events'
      ? eventsOverTime(eventFigures(context.events(), now), dataUntil(context.database))
      : rowsOverTime(context, table, now),
);

/** Pure part: months of events, cut to what is shown. @param until end of the book's data, epoch seconds */
export function eventsOverTime(figures: EventFigures, until: number | null): CoverageOverTime {
  const range = monthRange(figures.first, figures.last, until);
  if (range === null) return { months: [], rows: [], accounts: [], fields: [] };
  const shift = range.first - figures.firstMonth;
  const shown = (counts: readonly number[]) =>
    Array.from({ length: range.count }, (_, place) => counts[place + shift] ?? 0);
  const rows = shown(figures.monthRows);
  return {
    months: rows.map((_, place) => monthLabel(range.first + place)),
    rows,
    accounts: shown(figures.monthAccounts),
    fields: figures.fields.map((field, index) => ({
      field,
      share: shares(shown(figures.monthFilled[index] ?? []), rows),
    })),
  };
}

function rowsOverTime({ database }: ReadContext, table: RowTable, now: number): CoverageOverTime {
  const { first, last } = placedRange(database, table, now);
  const range = monthRange(first, last, dataUntil(database));
  if (range === null) return { months: [], rows: [], accounts: [], fields: [] };
  const places = Array.from({ length: range.count }, (_, place) => range.first + place);
  const found = new Map(
    monthFigures(database, table, monthStart(range.first), monthStart(range.first + range.count)).map((figures) => [
      monthOfText(figures.month),
      figures,
    ]),
  );
  const rows = places.map((month) => found.get(month)?.rows ?? 0);
  return {
    months: places.map(monthLabel),
    rows,
    accounts: places.map((month) => found.get(month)?.accounts ?? 0),
    fields: tables[table].fields.map(({ name: field }, index) => ({
      field,
      share: shares(
        places.map((month) => found.get(month)?.filled[index] ?? 0),
        rows,
      ),
    })),
  };
}

function shares(filled: readonly number[], rows: readonly number[]): (number | null)[] {
  return filled.map((count, place) => (rows[place] ? count / rows[place] : null));
}
