import type { Grant, LifetimeQuestion } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import type { CalendarOptions } from '../events/index.ts';
import { exportFile, fileName, writeCsv, writeWorkbook } from '../exports/index.ts';
import type { SheetCell } from '../exports/index.ts';
import type { Session } from '../session/index.ts';
import { lifetimeAccountsRead, lifetimeRead } from './read.ts';

const columns = ['id', 'name', 'owner', 'value', 'lower', 'upper', 'currency', 'expected', 'alive', 'made'];
const texts = { en: { file: 'Lifetime value', notes: 'Notes' }, es: { file: 'Valor de vida', notes: 'Notas' } };

/** Every account with its value as a file. */
export async function exportLifetime(
  session: Session,
  question: LifetimeQuestion,
  format: 'csv' | 'xlsx',
  calendar: CalendarOptions,
  language: 'en' | 'es',
  signal: AbortSignal | undefined,
): Promise<Grant> {
  const ask = (cursor: string | null) =>
    session.readers.run(lifetimeAccountsRead, { question, ...calendar, cursor, limit: 500 }, signal);
  const { definition, meaning, notes } = await session.readers.run(lifetimeRead, { ...question, ...calendar }, signal);
  const first = await ask(null);
  const digits = minorDigits(first.currency);
  const amount = (minor: number | null | undefined): number | null =>
    minor === null || minor === undefined ? null : Number((minor / 10 ** digits).toFixed(digits));
  const plain = (value: number | null): number | null => (value === null ? null : Number(value.toFixed(4)));
  async function* rows(): AsyncGenerator<SheetCell[]> {
    for (let page = first; ; page = await ask(page.next)) {
      for (const { account, name, owner, value, expected, alive, made } of page.rows) {
        const { lower = null, upper = null } = value ?? {};
        yield [
          account,
          name,
          owner,
          amount(value?.value),
          amount(lower),
          amount(upper),
          first.currency,
          plain(expected),
          plain(alive),
          made,
        ];
      }
      if (page.next === null) return;
    }
  }
  const { file, notes: notesName } = texts[language];
  const until = {
    en: `Data until ${definition.asOf ?? '–'}, data version ${definition.dataVersion}`,
    es: `Datos hasta ${definition.asOf ?? '–'}, versión de los datos ${definition.dataVersion}`,
  };
  const sheet = { name: file, columns, rows: rows() };
  const told = [definition.words, ...meaning, ...notes, until].map((text) => text[language]);
  return exportFile(session, fileName(file, format), (path) =>
    format === 'csv' ? writeCsv(path, sheet) : writeWorkbook(path, [sheet], { notes: told, notesName }),
  );
}
