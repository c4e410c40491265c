import type { AccountSet, Grant } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { dayOfSeconds, instantOfSeconds } from '../../../shared/domain/time.ts';
import { bookRows, useBook } from '../accounts/index.ts';
import type { BookRow } from '../accounts/index.ts';
import { dataVersion } from '../db/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { exportFile, fileName, writeCsv, writeWorkbook } from '../exports/index.ts';
import type { SheetCell } from '../exports/index.ts';
import type { Session } from '../session/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import { eventsUntil } from '../usage/index.ts';

const accountsAtOnce = 2_000;

/** Who is in it: lists of ids that are read one after another, so that a large set never stands in memory as rows. */
export const exportIdsRead = defineEventsRead(
  'accountSets.ids',
  (context, { set, calendar }: { set: AccountSet; calendar: CalendarOptions }) => {
    const ids = context.accountsIn(set, calendar);
    const asOf = eventsUntil(context);
    const parts: string[][] = [];
    for (let from = 0; from < ids.length; from += accountsAtOnce) parts.push(ids.slice(from, from + accountsAtOnce));
    return {
      parts,
      version: dataVersion(context.database),
      asOf: asOf === null ? useBook(context).asOf : dayOfSeconds(asOf),
    };
  },
);

export const exportRowsRead = defineEventsRead('accountSets.rows', (context, ids: readonly string[]) => {
  const byId = bookRows(context, ids);
  return { rows: ids.map((id) => cellsOf(id, byId.get(id))), version: dataVersion(context.database) };
});

const columns = [
  'id',
  'name',
  'owner',
  'segment',
  'plan',
  'country',
  'monthly_revenue',
  'currency',
  'renewal',
  'churned',
  'probability',
  'last_seen',
];

/** An account of which only events are known has nothing but its id. */
function cellsOf(id: string, row: BookRow | undefined): SheetCell[] {
  if (row === undefined) return [id, id, ...columns.slice(2).map(() => null)];
  const digits = minorDigits(row.currency);
  return [
    id,
    row.name,
    row.owner,
    row.segment,
    row.plan,
    row.country,
    row.mrr === null ? null : Number((row.mrr / 10 ** digits).toFixed(digits)),
    row.currency === 'XXX' ? null : row.currency,
    row.renewal_day,
    row.churned_day,
    row.probability === null ? null : Number(row.probability.toFixed(4)),
    row.last_seen === null ? null : instantOfSeconds(row.last_seen),
  ];
}

export type SetExport = {
  readonly set: AccountSet;
  readonly calendar: CalendarOptions;
  readonly format: 'csv' | 'xlsx';
  /** Of the file, without its ending. */
  readonly name: string;
  /** What the accounts are, in words. */
  readonly words: string;
  readonly language: 'en' | 'es';
};

/** All accounts of a set as a file. @throws conflict where the data changed on the way: no file mixes two states */
export async function exportSet(
  session: Session,
  { set, calendar, format, name, words, language }: SetExport,
  signal: AbortSignal | undefined,
): Promise<Grant> {
  const { parts, version, asOf } = await session.readers.run(exportIdsRead, { set, calendar }, signal);
  async function* rows(): AsyncGenerator<SheetCell[]> {
    for (const part of parts) {
      const page = await session.readers.run(exportRowsRead, part, signal);
      if (page.version !== version) {
        throw new HoldfastError('conflict', 'The data changed while this list was written. Export it again.');
      }
      yield* page.rows;
    }
  }
  const notes = [
    words,
    { en: `Data until ${asOf}, data version ${version}`, es: `Datos hasta ${asOf}, versión de los datos ${version}` }[
      language
    ],
  ];
  const sheet = { name: { en: 'Accounts', es: 'Cuentas' }[language], columns, rows: rows() };
  return exportFile(session, fileName(name, format), (path) =>
    // A list of accounts is read by other programs, so a CSV file holds nothing else.
    format === 'csv'
      ? writeCsv(path, sheet)
      : writeWorkbook(path, [sheet], { notes, notesName: { en: 'Notes', es: 'Notas' }[language] }),
  );
}
