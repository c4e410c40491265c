import type { Grant, RenewalsQuestion } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import type { CalendarOptions } from '../events/index.ts';
import { exportFile, fileName, writeCsv, writeWorkbook } from '../exports/index.ts';
import type { SheetCell } from '../exports/index.ts';
import type { Session } from '../session/index.ts';
import { renewalsRead } from './renewals-read.ts';

const columns = [
  'id',
  'name',
  'owner',
  'renewal',
  'days_ahead',
  'probability',
  'lower',
  'upper',
  'monthly_revenue',
  'currency',
];
const texts = {
  en: { file: 'Renewals', notes: 'Notes' },
  es: { file: 'Renovaciones', notes: 'Notas' },
};

/** All renewals of a list as a file, page by page. */
export async function exportRenewals(
  session: Session,
  { format, ...question }: RenewalsQuestion & CalendarOptions & { format: 'csv' | 'xlsx' },
  language: 'en' | 'es',
  signal: AbortSignal | undefined,
): Promise<Grant> {
  const ask = (cursor: string | null) => session.readers.run(renewalsRead, { ...question, cursor, limit: 500 }, signal);
  const first = await ask(null);
  if (first.run === null)
    throw new HoldfastError('not_found', 'There are no renewals to export yet. Compute them first.');
  const { words, why, asOf, dataVersion } = first.run;
  async function* rows(): AsyncGenerator<SheetCell[]> {
    for (let page = first; ; page = await ask(page.next)) {
      for (const row of page.rows) {
        const { minor = null, currency = null } = row.monthlyRevenue ?? {};
        const digits = minorDigits(currency ?? 'XXX');
        yield [
          row.account,
          row.name,
          row.owner,
          row.renewal,
          row.daysAhead,
          ...[row.probability, row.lower, row.upper].map((value) => Number(value.toFixed(4))),
          minor === null ? null : Number((minor / 10 ** digits).toFixed(digits)),
          currency === 'XXX' ? null : currency,
        ];
      }
      if (page.next === null) return;
    }
  }
  const { file, notes } = texts[language];
  const until = {
    en: `Data until ${asOf}, data version ${dataVersion}`,
    es: `Datos hasta ${asOf}, versión de los datos ${dataVersion}`,
  };
  const sheet = { name: file, columns, rows: rows() };
  return exportFile(session, fileName(file, format), (path) =>
    format === 'csv'
      ? writeCsv(path, sheet)
      : writeWorkbook(path, [sheet], { notes: [words[language], why[language], until[language]], notesName: notes }),
  );
}
