import type { ContractInputs, ContractOutputs } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { addDays } from '../../../shared/domain/time.ts';
import type { CalendarOptions } from '../events/index.ts';
import { readReasons } from '../models/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { toQueueRow, useBook } from './book.ts';
import type { BookRow } from './book.ts';
import { folded } from './folded.ts';

export type QueueInput = ContractInputs['accounts']['queue'] & {
  cursor: string | null;
  limit: number;
  /** For the members of a segment. */
  calendar?: CalendarOptions;
};
export type QueueFilter = NonNullable<QueueInput['filter']>;
type QueuePage = ContractOutputs['accounts']['queue'];

/** How many reasons a row of the queue shows. */
const reasonsShown = 3;

/** The column of `book` that each order goes by. */
export const sortColumns = {
  'revenue-at-risk': 'revenue_at_risk',
  probability: 'probability',
  change: 'probability - previous',
  revenue: 'mrr',
  renewal: 'renewal_day',
  name: 'name',
  'last-seen': 'last_seen',
} as const satisfies Record<NonNullable<QueueInput['sort']>, string>;

/** One keyset page of the at-risk queue. Rows without the sorted value come last, whatever the direction. */
export const queueRead = defineEventsRead('accounts.queue', (context, input: QueueInput): QueuePage => {
  const { database } = context;
  const { asOf, scores } = useBook(context);
  const { where, values } = filterSql(input.filter, asOf, membersOf(context, input));
  const sort = sortColumns[input.sort ?? 'revenue-at-risk'];
  const direction = (input.descending ?? true) ? 'DESC' : 'ASC';
  const after = keyset(input.cursor, direction);
  const rows = database
    .prepare(
      `SELECT * FROM (SELECT *, ${sort} AS sort_value FROM temp.book WHERE ${where}) WHERE ${after.where}
       ORDER BY sort_value IS NULL, sort_value ${direction}, account_id LIMIT :limit`,
    )
    .all({ ...values, ...after.values, limit: input.limit + 1 }) as (BookRow & {
    sort_value: string | number | null;
  })[];
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const totals = database
    .prepare(
      `SELECT currency, count(*) AS count, sum(revenue_at_risk) AS at_risk FROM temp.book WHERE ${where} GROUP BY currency`,
    )
    .all(values) as { currency: string | null; count: number; at_risk: number | null }[];
  const reasons = scores
    ? readReasons(
        database,
        scores.runId,
        page.map((row) => row.account_id),
      )
    : null;
  return {
    rows: page.map((row) => toQueueRow(row, (reasons?.get(row.account_id) ?? []).slice(0, reasonsShown))),
    total: totals.reduce((sum, entry) => sum + entry.count, 0),
    revenueAtRisk: totals.flatMap((entry) =>
      entry.currency !== null && entry.at_risk !== null ? [{ minor: entry.at_risk, currency: entry.currency }] : [],
    ),
    next: rows.length > input.limit && last ? encodeCursor(last.sort_value, last.account_id) : null,
    scoredAt: scores?.scoredAt ?? null,
    modelId: scores?.modelId ?? null,
  };
});

function membersOf(context: ReadContext, { filter, calendar }: QueueInput): readonly string[] | null {
  if (filter?.inSegment === undefined) return null;
  return context.accountsIn(
    { of: 'segment', segment: filter.inSegment },
    calendar ?? { zone: 'UTC', weekStart: 'monday' },
  );
}

/** SQL over `book` for a filter, and the members of the segment that it names; the search looks into id, name, owner, segment, plan and country. */
export function filterSql(
  filter: QueueFilter | undefined,
  asOf: string,
  members: readonly string[] | null = null,
): { where: string; values: Record<string, unknown> } {
  const parts: string[] = ['1'];
  const values: Record<string, unknown> = {};
  if (!filter?.includeChurned) parts.push('churned_day IS NULL');
  if (filter?.search?.trim()) {
    filter.search
      .trim()
      .split(/\s+/)
      .forEach((word, index) => {
        values[`search${index}`] = folded(word);
        parts.push(`instr(search_text, :search${index}) > 0`);
      });
  }
  for (const column of ['owner', 'segment', 'plan', 'country'] as const) {
    const wanted = filter?.[column] ?? [];
    if (wanted.length === 0) continue;
    values[column] = JSON.stringify(wanted);
    parts.push(`${column} IN (SELECT value FROM json_each(:${column}))`);
  }
  if (members !== null) {
    values['members'] = JSON.stringify(members);
    parts.push('account_id IN (SELECT value FROM json_each(:members))');
  }
  if (filter?.minProbability !== undefined) {
    values['minProbability'] = filter.minProbability;
    parts.push('probability >= :minProbability');
  }
  if (filter?.renewalWithinDays !== undefined) {
    values['renewalUntil'] = addDays(asOf, filter.renewalWithinDays);
    parts.push('renewal_day <= :renewalUntil');
  }
  return { where: parts.join(' AND '), values };
}

function encodeCursor(value: string | number | null, id: string): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url');
}

function keyset(cursor: string | null, direction: 'ASC' | 'DESC'): { where: string; values: Record<string, unknown> } {
  if (cursor === null) return { where: '1', values: {} };
  const [value, id] = decodeCursor(cursor);
  if (value === null) return { where: 'sort_value IS NULL AND account_id > :afterId', values: { afterId: id } };
  const beyond = direction === 'DESC' ? '<' : '>';
  return {
    where: `(sort_value ${beyond} :afterValue OR (sort_value = :afterValue AND account_id > :afterId) OR sort_value IS NULL)`,
    values: { afterValue: value, afterId: id },
  };
}

function decodeCursor(cursor: string): [string | number | null, string] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parsed) && parsed.length === 2 && typeof parsed[1] === 'string')
      return parsed as [string | number | null, string];
  } catch {
    // told below, like any other cursor that is not ours
  }
  throw new HoldfastError('invalid_input', 'This page of the list cannot be continued. Load the list again.');
}
