import type { ContractInputs, Grant } from '../../../../shared/contract/index.ts';
import { minorDigits } from '../../../../shared/domain/money.ts';
import { exportFile, fileName, writeCsv, writeWorkbook } from '../../exports/index.ts';
import type { SheetCell } from '../../exports/index.ts';
import type { Session } from '../../session/index.ts';
import { latestBacktest } from './queries.ts';
import { backtestRowsRead } from './read.ts';
import type { RowsQuestion } from './read.ts';

const columns = [
  'month_end',
  'id',
  'name',
  'owner',
  'probability',
  'flagged',
  'outcome',
  'left_on',
  'monthly_revenue',
  'currency',
];
const texts = {
  en: { file: 'Backtest', notes: 'Notes' },
  es: { file: 'Prueba retrospectiva', notes: 'Notas' },
};

type Asked = Required<ContractInputs['backtests']['exportAccounts']>;

/** All accounts of a list as a file, page by page. */
export async function exportBacktest(
  session: Session,
  { format, ...question }: Asked,
  language: 'en' | 'es',
  signal: AbortSignal | undefined,
): Promise<Grant> {
  const ask = (cursor: string | null) =>
    session.readers.run(backtestRowsRead, { ...question, cursor, limit: 500 } satisfies RowsQuestion, signal);
  const first = await ask(null);
  async function* rows(): AsyncGenerator<SheetCell[]> {
    for (let page = first; ; page = await ask(page.next)) {
      for (const row of page.rows) {
        const { minor = null, currency = null } = row.monthlyRevenue ?? {};
        const digits = minorDigits(currency);
        yield [
          row.day,
          row.account,
          row.name,
          row.owner,
          row.score === null ? null : Number(row.score.toFixed(4)),
          row.flagged,
          row.outcome,
          row.leftOn,
          minor === null ? null : Number((minor / 10 ** digits).toFixed(digits)),
          currency === 'XXX' ? null : currency,
        ];
      }
      if (page.next === null) return;
    }
  }
  const { file, notes } = texts[language];
  const run = latestBacktest(session.database, session.dataVersion());
  const about =
    run?.id !== question.id
      ? []
      : [
          run.words[language],
          run.verdict.why[language],
          {
            en: `${run.modelName}, data until ${run.asOf}, data version ${run.dataVersion}`,
            es: `${run.modelName}, datos hasta ${run.asOf}, versión de los datos ${run.dataVersion}`,
          }[language],
        ];
  const sheet = { name: file, columns, rows: rows() };
  const named = question.day === null ? file : `${file} ${question.day}`;
  return exportFile(session, fileName(named, format), (path) =>
    format === 'csv' ? writeCsv(path, sheet) : writeWorkbook(path, [sheet], { notes: about, notesName: notes }),
  );
}
