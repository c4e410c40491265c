import type { DueRenewal, RenewalCheckpoint, RenewalFilter } from '../../../shared/contract/index.ts';
import { cancelled, HoldfastError } from '../../../shared/domain/errors.ts';
import { dayNumber, dayOfNumber } from '../../../shared/domain/time.ts';
import { bookRows } from '../accounts/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { addMonths } from '../revenue/index.ts';
import { segmentMembers } from '../segments/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { inBase, renewalBook } from './book.ts';
import type { DueEntry, RenewalBook } from './book.ts';
import { checkpointsOf, isOwed } from './checkpoints.ts';
import type { Stretch } from './checkpoints.ts';
import { nearest } from './due.ts';
import { periodOf } from './forecast.ts';
import { explanations, modelMarks, statements, toStatement } from './queries.ts';
import type { Mark, StoredExplanation, StoredStatement } from './queries.ts';

/** A due renewal with all that was said of it. */
export interface Entry {
  readonly due: DueEntry;
  /** Oldest first; the last one is in force. */
  readonly said: readonly StoredStatement[];
  readonly explained: ReadonlyMap<RenewalCheckpoint, string>;
}

const nothing: readonly never[] = [];

/** What belongs to a renewal: words of another renewal of the account are not taken for it. */
function belonging<Stored extends { readonly day: number }>(
  stored: readonly Stored[] | undefined,
  renewal: DueEntry,
  book: RenewalBook,
): readonly Stored[] {
  if (stored === undefined) return nothing;
  const all = book.byAccount.get(renewal.account) ?? nothing;
  return stored.filter(({ day }) => nearest(all, day) === renewal);
}

const explainedOf = (stored: readonly StoredExplanation[]): ReadonlyMap<RenewalCheckpoint, string> =>
  new Map(stored.map(({ checkpoint, words }) => [checkpoint, words]));

/** Terms that renew so often are nobody's to foretell one by one, and the model does not speak of them. */
export const isShort = ({ term }: DueEntry): boolean => term > 0 && term < 3;

/** Those of a filter, by day. */
export function entriesOf(
  context: ReadContext,
  filter: RenewalFilter,
  calendar: CalendarOptions,
): { book: RenewalBook; entries: Entry[] } {
  const book = renewalBook(context);
  const { asOf } = book;
  if (asOf === null) return { book, entries: [] };
  const members = segmentMembers(context, filter.segment, calendar);
  const said = statements(context.database);
  const explained = explanations(context.database);
  const until = addMonths(asOf, filter.months);
  const words = filter.search.trim().toLowerCase();
  const entries: Entry[] = [];
  let looked = 0;
  for (const due of book.due) {
    if (looked++ % 4096 === 0 && context.shouldStop()) throw cancelled('The list');
    if (due.day > until) break;
    if (!filter.short && isShort(due)) continue;
    if (members !== null && !members.has(due.account)) continue;
    if (filter.month !== undefined && periodOf(due.day, 'month') !== filter.month) continue;
    if (filter.owners.length > 0 && !filter.owners.includes(due.owner ?? '')) continue;
    if (words !== '' && !due.name.toLowerCase().includes(words) && !due.account.toLowerCase().includes(words)) continue;
    const entry: Entry = {
      due,
      said: belonging(said.get(due.account), due, book),
      explained: explainedOf(belonging(explained.get(due.account), due, book)),
    };
    const call = entry.said.at(-1)?.call ?? 'unsaid';
    if (filter.call !== null && call !== filter.call) continue;
    if (filter.only !== null && !isOnly(entry, asOf, filter.only)) continue;
    entries.push(entry);
  }
  return { book, entries };
}

const noMarks: ReadonlyMap<Stretch, number> = new Map();

export function checkpointsOfEntry({ due, said, explained }: Entry, asOf: number, marks = noMarks) {
  return checkpointsOf({
    renewal: due.day,
    asOf,
    term: due.term,
    said,
    model: due.model?.probability ?? null,
    marks,
    explained,
  });
}

function isOnly(entry: Entry, asOf: number, only: NonNullable<RenewalFilter['only']>): boolean {
  return checkpointsOfEntry(entry, asOf).some((checkpoint) =>
    only === 'owed'
      ? isOwed(checkpoint)
      : checkpoint.current && (checkpoint.state === 'explain' || checkpoint.state === 'explained'),
  );
}

/** How many owe something at the checkpoint that they are in. */
export function countOwed(entries: readonly Entry[], asOf: number): number {
  return entries.filter((entry) => isOnly(entry, asOf, 'owed')).length;
}

/** As they are told to people. */
export function toldRenewals(context: ReadContext, book: RenewalBook, entries: readonly Entry[]): DueRenewal[] {
  const asOf = book.asOf ?? 0;
  const ids = [...new Set(entries.map(({ due }) => due.account))];
  const rows = bookRows(context, ids);
  const marks = modelMarks(context.database, ids);
  return entries.map((entry) => {
    const { due, said } = entry;
    const row = rows.get(due.account);
    const own = belonging<Mark>(marks.get(due.account), due, book);
    const last = said.at(-1);
    return {
      account: {
        id: due.account,
        name: due.name,
        owner: due.owner,
        segment: row?.segment ?? null,
        monthlyRevenue: typeof row?.mrr === 'number' ? { minor: row.mrr, currency: row.currency ?? 'XXX' } : null,
        probability: row?.probability ?? null,
      },
      day: dayOfNumber(due.day),
      daysAhead: due.day - asOf,
      due: inBase(book, due.due),
      termMonths: due.term === 0 ? null : due.term,
      said: last === undefined ? null : toStatement(last, dayOfNumber(last.asOf)),
      model: due.model,
      checkpoints: checkpointsOfEntry(
        entry,
        asOf,
        new Map(own.map(({ stretch, probability }) => [stretch, probability])),
      ),
    };
  });
}

/** @throws not_found where nothing of the account is due about that day */
export function oneEntry(context: ReadContext, account: string, day: string): { book: RenewalBook; entry: Entry } {
  const book = renewalBook(context);
  const due = nearest(book.byAccount.get(account) ?? nothing, dayNumber(day));
  if (due === undefined) {
    throw new HoldfastError(
      'not_found',
      `No renewal of account "${account}" is due about ${day}. \`renewals list\` shows what is due.`,
    );
  }
  const said = statements(context.database, account).get(account);
  const explained = explanations(context.database, account).get(account);
  return {
    book,
    entry: { due, said: belonging(said, due, book), explained: explainedOf(belonging(explained, due, book)) },
  };
}
