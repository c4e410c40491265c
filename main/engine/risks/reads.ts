import type { ContractOutputs, Money, Risk, RiskFilter } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { dayNumber, dayOfNumber, instantOfSeconds } from '../../../shared/domain/time.ts';
import { bookRows, useBook } from '../accounts/index.ts';
import type { BookRow } from '../accounts/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { keptAccount } from '../identity/index.ts';
import { segmentMembers } from '../segments/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import type { AccountFacts } from './change.ts';
import { dayIn } from './days.ts';
import { allRisks, evidenceOf, riskById, risksOfAccount, stagesOf } from './queries.ts';
import type { RiskRow } from './queries.ts';
import { historyOf, isOpen, matches, sortRisks, sumMoney, totalsOf, usualThreshold, viewOf } from './rules.ts';

/** `now` in epoch seconds: what is due and how long something lasts goes by the clock, not by the data. */
export type Clocked = { readonly now: number; readonly calendar: CalendarOptions };
export type RisksQuestion = Clocked & {
  readonly filter: RiskFilter;
  readonly sort: string;
  readonly descending: boolean;
};

/** Recurring revenue a year, of what the book says of a month. */
export function yearly(row: Pick<BookRow, 'mrr' | 'currency'> | undefined): Money | null {
  return typeof row?.mrr === 'number' ? { minor: 12 * row.mrr, currency: row.currency ?? 'XXX' } : null;
}

const brief = (id: string, row: BookRow | undefined): Risk['account'] => ({
  id,
  name: row?.name ?? id,
  owner: row?.owner ?? null,
  segment: row?.segment ?? null,
  monthlyRevenue: typeof row?.mrr === 'number' ? { minor: row.mrr, currency: row.currency ?? 'XXX' } : null,
  probability: row?.probability ?? null,
});

/** Stored risks with what the book says of their accounts now. */
function toldRisks(context: ReadContext, rows: readonly RiskRow[], { now, calendar }: Clocked): Risk[] {
  const base = useBook(context).scores?.base ?? null;
  const book = bookRows(context, [...new Set(rows.map(({ account }) => account))]);
  const dayOf = dayIn(calendar.zone);
  const today = dayOf(now);
  return rows.map((row) => {
    const known = book.get(row.account);
    const probabilityNow = known?.probability ?? null;
    const { id, stage, owner, note, due, evidence } = row;
    return {
      id,
      account: brief(row.account, known),
      stage,
      reason:
        row.reason_id === null ? null : { id: row.reason_id, name: { en: row.name_en ?? '', es: row.name_es ?? '' } },
      owner,
      note,
      openedAt: instantOfSeconds(row.opened_at),
      openedBy: row.opened_by,
      due,
      daysOverdue: due === null || !isOpen(stage) ? null : today - dayNumber(due),
      stageAt: instantOfSeconds(row.stage_at),
      daysInStage: Math.max(0, today - dayOf(row.stage_at)),
      daysOpen: Math.max(0, dayOf(row.closed_at ?? now) - dayOf(row.opened_at)),
      closedAt: row.closed_at === null ? null : instantOfSeconds(row.closed_at),
      closingWords: row.closing_words,
      stakeOpened: row.stake_minor === null ? null : { minor: row.stake_minor, currency: row.stake_currency ?? 'XXX' },
      stakeNow: yearly(known),
      probabilityOpened: row.probability,
      probabilityNow,
      view: viewOf(stage, probabilityNow, base),
      renewalDay: known?.renewal_day ?? null,
      evidence,
    };
  });
}

/** All that match, sorted; and all that match but for their stage. */
function asked(context: ReadContext, { filter, sort, descending, ...clocked }: RisksQuestion) {
  const all = toldRisks(context, allRisks(context.database), clocked);
  const today = dayIn(clocked.calendar.zone)(clocked.now);
  const members = segmentMembers(context, filter.segment, clocked.calendar);
  const matching = all.filter((risk) => matches(risk, filter, today, members));
  const staged = matching.filter(({ stage }) => filter.stages.length === 0 || filter.stages.includes(stage));
  return { all, matching, today, sorted: sortRisks(staged, sort, descending) };
}

export function listRisks(
  context: ReadContext,
  { cursor, limit, ...question }: RisksQuestion & { cursor: string | null; limit: number },
): ContractOutputs['risks']['list'] {
  const start = cursor === null ? 0 : Number(cursor);
  if (!Number.isInteger(start) || start < 0)
    throw new HoldfastError('invalid_input', 'This list cannot be continued. Open it again.');
  const { all, matching, today, sorted } = asked(context, question);
  const rows = sorted.slice(start, start + limit);
  const next = start + rows.length;
  return {
    rows,
    total: sorted.length,
    totals: totalsOf(matching),
    owners: [...new Set(all.flatMap(({ owner }) => owner ?? []))].sort((a, b) => a.localeCompare(b)),
    today: dayOfNumber(today),
    next: next < sorted.length ? String(next) : null,
  };
}

export const listRead = defineEventsRead('risks.list', listRisks);
export const exportRead = defineEventsRead(
  'risks.export',
  (context, question: RisksQuestion) => asked(context, question).sorted,
);

export function wholeRisk(
  context: ReadContext,
  { id, ...clocked }: Clocked & { id: number },
): ContractOutputs['risks']['get'] {
  const { database } = context;
  const row = riskById(database, id);
  return {
    risk: toldRisks(context, [row], clocked)[0]!,
    history: historyOf(stagesOf(database, id), dayIn(clocked.calendar.zone), row.closed_at ?? clocked.now),
    evidence: evidenceOf(database, id),
  };
}

export const getRead = defineEventsRead('risks.get', wholeRisk);

export function riskOfAccount(
  context: ReadContext,
  { id, ...clocked }: Clocked & { id: string },
): ContractOutputs['risks']['ofAccount'] {
  const account = keptAccount(context.database, id);
  const told = toldRisks(context, risksOfAccount(context.database, account), clocked);
  const open = told.find(({ stage }) => isOpen(stage)) ?? null;
  const row = bookRows(context, [account]).get(account);
  const probability = row?.probability ?? null;
  return {
    open,
    history:
      open === null ? [] : historyOf(stagesOf(context.database, open.id), dayIn(clocked.calendar.zone), clocked.now),
    earlier: told.filter((risk) => risk !== open),
    probability,
    suggested: open === null && probability !== null && probability >= usualThreshold && row?.churned_day === null,
    threshold: usualThreshold,
  };
}

export const ofAccountRead = defineEventsRead('risks.ofAccount', riskOfAccount);

export function suggestedRisks(
  context: ReadContext,
  { threshold, limit }: { threshold: number; limit: number },
): ContractOutputs['risks']['suggestions'] {
  const scored = useBook(context).scores !== null;
  const rows = context.database
    .prepare(
      `SELECT * FROM temp.book b WHERE b.probability >= :threshold AND b.churned_day IS NULL AND NOT EXISTS (
         SELECT 1 FROM risks k LEFT JOIN account_aliases a ON a.alias_id = k.account_id
         WHERE k.closed_at IS NULL AND coalesce(a.account_id, k.account_id) = b.account_id)
       ORDER BY b.revenue_at_risk IS NULL, b.revenue_at_risk DESC, b.probability DESC, b.account_id`,
    )
    .all({ threshold }) as BookRow[];
  return {
    threshold,
    scored,
    total: rows.length,
    stake: sumMoney(rows.map(yearly)),
    rows: rows
      .slice(0, limit)
      .map((row) => ({ ...brief(row.account_id, row), stake: yearly(row), renewalDay: row.renewal_day })),
  };
}

export const suggestionsRead = defineEventsRead('risks.suggestions', suggestedRisks);

/** What a new risk remembers of its account. @throws not_found */
export function accountFacts(context: ReadContext, account: string): AccountFacts {
  const id = keptAccount(context.database, account);
  const row = bookRows(context, [id]).get(id);
  if (row === undefined) {
    throw new HoldfastError(
      'not_found',
      `There is no account "${account}" in this workspace. Look for it in the queue.`,
    );
  }
  return { id, name: row.name, owner: row.owner, stake: yearly(row), probability: row.probability };
}

export const factsRead = defineEventsRead('risks.facts', accountFacts);
