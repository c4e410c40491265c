import type { AccountBrief, ContractOutputs } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { ReadContext } from '../threads/index.ts';
import { useBook } from './book.ts';
import type { BookRow } from './book.ts';

type BriefPage = Omit<ContractOutputs['accountSets']['list'], 'asOf'>;

/**
 * A page of the accounts behind a number, in the order of `ids`. The cursor is a position in that list, which stays the
 * same as long as the data version does.
 */
export function briefPage(
  context: ReadContext,
  ids: readonly string[],
  cursor: string | null,
  limit: number,
): BriefPage {
  const from = cursor === null ? 0 : Number(cursor);
  if (!Number.isInteger(from) || from < 0)
    throw new HoldfastError('invalid_input', 'This list cannot be continued. Open it again.');
  const wanted = ids.slice(from, from + limit);
  const byId = bookRows(context, wanted);
  const next = from + wanted.length;
  return {
    rows: wanted.map((id) => brief(id, byId.get(id))),
    total: ids.length,
    next: next < ids.length ? String(next) : null,
  };
}

/** What the book says of some accounts, by id. */
export function bookRows(context: ReadContext, ids: readonly string[]): Map<string, BookRow> {
  useBook(context);
  const rows = context.database
    .prepare('SELECT * FROM temp.book WHERE account_id IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(ids)) as BookRow[];
  return new Map(rows.map((row) => [row.account_id, row]));
}

function brief(id: string, row: BookRow | undefined): AccountBrief {
  return {
    id,
    name: row?.name ?? id,
    owner: row?.owner ?? null,
    segment: row?.segment ?? null,
    monthlyRevenue: typeof row?.mrr === 'number' ? { minor: row.mrr, currency: row.currency ?? 'XXX' } : null,
    probability: row?.probability ?? null,
  };
}
