import type { DueRenewal, Grant, Money } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { exportFile, fileName, writeCsv, writeWorkbook } from '../exports/index.ts';
import type { SheetCell } from '../exports/index.ts';
import type { Session } from '../session/index.ts';
import { exportRead } from './reads.ts';
import type { RenewalsQuestion } from './reads.ts';

const columns = [
  'account_id', 'name', 'owner', 'renewal', 'days_ahead', 'due_a_year', 'currency', 'call', 'person_chance', 'person_amount', 'person',
  'said_at', 'note', 'model_chance', 'model_lower', 'model_upper', 'six_months', 'three_months', 'explanation',
]; // prettier-ignore

const texts = {
  en: { file: 'Renewals forecast', notes: 'Notes', until: 'Data until' },
  es: { file: 'Previsión de renovaciones', notes: 'Notas', until: 'Datos hasta' },
};

const units = (money: Money | null | undefined): number | null => {
  if (money === null || money === undefined) return null;
  const digits = minorDigits(money.currency);
  return Number((money.minor / 10 ** digits).toFixed(digits));
};
const share = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value.toFixed(4));

/** All renewals of a list as a file. */
export async function exportRenewals(
  session: Session,
  question: RenewalsQuestion,
  format: 'csv' | 'xlsx',
  language: 'en' | 'es',
  signal: AbortSignal | undefined,
): Promise<Grant> {
  const { rows, asOf, words } = await session.readers.run(exportRead, question, signal);
  const { file, notes, until } = texts[language];
  const sheet = { name: file.slice(0, 31), columns, rows: rows.map(cellsOf) };
  return exportFile(session, fileName(file, format), (path) =>
    format === 'csv'
      ? writeCsv(path, sheet)
      : writeWorkbook(path, [sheet], { notes: [words[language], `${until} ${asOf ?? '–'}`], notesName: notes }),
  );
}

function cellsOf({ account, day, daysAhead, due, said, model, checkpoints }: DueRenewal): SheetCell[] {
  return [
    account.id,
    account.name,
    account.owner,
    day,
    daysAhead,
    units(due),
    due.currency === 'XXX' ? null : due.currency,
    said?.call ?? null,
    share(said?.probability),
    units(said?.amount),
    said?.person ?? null,
    said?.at ?? null,
    said?.note ?? null,
    share(model?.probability),
    share(model?.lower),
    share(model?.upper),
    ...(['six', 'three'] as const).map(
      (wanted) => checkpoints.find(({ checkpoint }) => checkpoint === wanted)?.state ?? null,
    ),
    checkpoints.findLast(({ explanation }) => explanation !== null)?.explanation ?? null,
  ];
}
