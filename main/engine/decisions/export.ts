import type { Decision, Grant, Money, TopQuestion, TopRow } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import type { CalendarOptions } from '../events/index.ts';
import { exportFile, fileName, writeCsv, writeWorkbook } from '../exports/index.ts';
import type { Sheet, SheetCell } from '../exports/index.ts';
import type { Session } from '../session/index.ts';
import { listDecisions } from './queries.ts';
import type { DecisionFilter } from './queries.ts';
import { topRead } from './top-read.ts';

type Language = 'en' | 'es';
type Format = 'csv' | 'xlsx';

const names = {
  en: { decisions: 'Decisions', top: 'Accounts to work', notes: 'Notes' },
  es: { decisions: 'Decisiones', top: 'Cuentas para trabajar', notes: 'Notas' },
};

const decisionColumns = [
  'decision', 'account_id', 'account', 'decided_at', 'kind', 'reason', 'text', 'watch_until', 'expects', 'person', 'task',
  'model', 'score_as_of', 'horizon_days', 'probability', 'threshold',
]; // prettier-ignore

/** All decisions that a filter holds for, the newest first, page by page. */
export function exportDecisions(
  session: Session,
  { format, ...filter }: DecisionFilter & { readonly format: Format },
  language: Language,
): Promise<Grant> {
  function* rows(): Generator<SheetCell[]> {
    for (let cursor: string | null = null; ;) {
      const page = listDecisions(session.database, filter, cursor, 500);
      for (const row of page.rows) yield decisionCells(row, language);
      if (page.next === null) return;
      cursor = page.next;
    }
  }
  return save(session, format, names[language].decisions, { columns: decisionColumns, rows: rows() }, language, []);
}

function decisionCells(row: Decision, language: Language): SheetCell[] {
  const { score } = row;
  return [
    row.id,
    row.accountId,
    row.accountName,
    row.decidedAt,
    row.kind,
    row.reason?.words[language] ?? null,
    row.text,
    row.watchUntil,
    row.expects,
    row.person,
    row.taskId,
    score?.modelId ?? null,
    score?.asOf ?? null,
    score?.horizonDays ?? null,
    score === null ? null : Number(score.probability.toFixed(4)),
    score === null ? null : Number(score.threshold.toFixed(4)),
  ];
}

const topColumns = [
  'rank', 'id', 'name', 'owner', 'segment', 'plan', 'country', 'probability', 'validation_low', 'validation_high',
  'monthly_revenue', 'expected_revenue_at_risk', 'currency', 'renewal', 'break_even_share', 'reasons',
]; // prettier-ignore

/** The list of the top accounts with what its sums mean. */
export async function exportTop(
  session: Session,
  { format, ...question }: TopQuestion & { readonly format: Format; readonly calendar: CalendarOptions },
  language: Language,
  signal: AbortSignal | undefined,
): Promise<Grant> {
  const { rows, words, asOf } = await session.readers.run(topRead, question, signal);
  const notes = [
    words[language],
    ...(asOf === null ? [] : [language === 'en' ? `Scores of ${asOf}` : `Puntuaciones del ${asOf}`]),
  ];
  return save(session, format, names[language].top, { columns: topColumns, rows: rows.map(topCells) }, language, notes);
}

const amount = (money: Money | null): number | null =>
  money === null ? null : money.minor / 10 ** minorDigits(money.currency);
const rounded = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value.toFixed(4));

function topCells(row: TopRow): SheetCell[] {
  const currency = row.monthlyRevenue?.currency ?? null;
  return [
    row.rank,
    row.id,
    row.name,
    row.owner,
    row.segment,
    row.plan,
    row.country,
    rounded(row.probability),
    rounded(row.like?.low),
    rounded(row.like?.high),
    amount(row.monthlyRevenue),
    amount(row.revenueAtRisk),
    currency === 'XXX' ? null : currency,
    row.renewalDay,
    rounded(row.breakEven),
    row.reasons.map((reason) => reason.text).join('; '),
  ];
}

function save(
  session: Session,
  format: Format,
  name: string,
  table: Omit<Sheet, 'name'>,
  language: Language,
  notes: string[],
): Promise<Grant> {
  const sheet: Sheet = { name, ...table };
  return exportFile(session, fileName(name, format), (path) =>
    format === 'csv'
      ? writeCsv(path, sheet)
      : writeWorkbook(path, [sheet], { notes, notesName: names[language].notes }),
  );
}
