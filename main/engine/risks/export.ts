import type { Grant, Money, Risk } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { exportFile, fileName, writeCsv, writeWorkbook } from '../exports/index.ts';
import type { SheetCell } from '../exports/index.ts';
import type { Session } from '../session/index.ts';
import { dayIn } from './days.ts';
import { exportRead } from './reads.ts';
import type { RisksQuestion } from './reads.ts';

const columns = [
  'account_id', 'name', 'stage', 'reason', 'owner', 'due', 'days_overdue', 'opened', 'days_in_stage', 'days_open', 'stake_opened',
  'currency_opened', 'stake_now', 'currency_now', 'probability_opened', 'probability_now', 'model_against_person', 'renewal', 'note',
  'closed', 'closing_words', 'evidence',
]; // prettier-ignore

const texts = {
  en: { file: 'Risks', notes: 'Notes', on: 'On', stake: 'Stakes are recurring revenue a year (12 × a month).' },
  es: {
    file: 'Riesgos',
    notes: 'Notas',
    on: 'A',
    stake: 'Los importes en juego son ingresos recurrentes al año (12 × un mes).',
  },
};

const units = (money: Money | null): [number | null, string | null] => {
  if (money === null) return [null, null];
  const digits = minorDigits(money.currency);
  return [Number((money.minor / 10 ** digits).toFixed(digits)), money.currency === 'XXX' ? null : money.currency];
};
const share = (value: number | null): number | null => (value === null ? null : Number(value.toFixed(4)));

/** All risks of a list as a file. */
export async function exportRisks(
  session: Session,
  question: RisksQuestion,
  format: 'csv' | 'xlsx',
  language: 'en' | 'es',
  signal: AbortSignal | undefined,
): Promise<Grant> {
  const risks = await session.readers.run(exportRead, question, signal);
  const words = texts[language];
  const sheet = { name: words.file, columns, rows: risks.map((risk) => cellsOf(risk, language)) };
  const day = dayOfNumber(dayIn(question.calendar.zone)(question.now));
  return exportFile(session, fileName(words.file, format), (path) =>
    format === 'csv'
      ? writeCsv(path, sheet)
      : writeWorkbook(path, [sheet], { notes: [`${words.on} ${day}`, words.stake], notesName: words.notes }),
  );
}

function cellsOf(risk: Risk, language: 'en' | 'es'): SheetCell[] {
  return [
    risk.account.id,
    risk.account.name,
    risk.stage,
    risk.reason?.name[language] ?? null,
    risk.owner,
    risk.due,
    risk.daysOverdue,
    risk.openedAt,
    risk.daysInStage,
    risk.daysOpen,
    ...units(risk.stakeOpened),
    ...units(risk.stakeNow),
    share(risk.probabilityOpened),
    share(risk.probabilityNow),
    risk.view,
    risk.renewalDay,
    risk.note,
    risk.closedAt,
    risk.closingWords,
    risk.evidence,
  ];
}
