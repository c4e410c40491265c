import type { ContractOutputs, RenewalRow, RenewalsQuestion } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { addDays, dayNumber } from '../../../shared/domain/time.ts';
import { useBook } from '../accounts/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { segmentMembers } from '../segments/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { intervalDays } from './design.ts';
import { latestRun } from './queries.ts';
import type { StoredRun } from './queries.ts';

type Asked = RenewalsQuestion & { cursor: string | null; limit: number } & CalendarOptions;

const orders: Record<RenewalsQuestion['order'], string> = {
  day: 's.renewal_day',
  probability: 's.probability',
  revenue: '-coalesce(b.mrr, -1)',
};

type StoredRow = {
  account_id: string;
  name: string;
  owner: string | null;
  mrr: number | null;
  currency: string | null;
  renewal_day: string;
  probability: number;
  lower: number;
  upper: number;
};

const columns = 's.account_id, b.name, b.owner, b.mrr, b.currency, s.renewal_day, s.probability, s.lower, s.upper';
// Accounts that were merged into another, or whose import was undone, are not in the book any more.
const from = 'FROM survival_accounts s JOIN temp.book b ON b.account_id = s.account_id';

export const renewalsRead = defineEventsRead('survival.renewals', renewalsOf);

/** A page of them; within one snapshot of the database. */
export function renewalsOf(
  context: ReadContext,
  { order, within, segment, cursor, limit, zone, weekStart }: Asked,
): ContractOutputs['survival']['renewals'] {
  const { database } = context;
  const stored = latestRun(database);
  if (stored === null) return { run: null, rows: [], total: 0, expectedToLeave: null, next: null };
  useBook(context);
  const start = cursor === null ? 0 : Number(cursor);
  if (!Number.isInteger(start) || start < 0)
    throw new HoldfastError('invalid_input', 'This list cannot be continued. Open it again.');
  const members = segmentMembers(context, segment, { zone, weekStart });
  const values = {
    run: stored.id,
    until: within === null ? '9999-12-31' : addDays(stored.run.asOf, within),
    members: members === null ? null : JSON.stringify([...members]),
  };
  const where = `WHERE s.run_id = :run AND s.renewal_day <= :until
    AND (:members IS NULL OR s.account_id IN (SELECT value FROM json_each(:members))) AND tick()`;
  const { total, leaving } = database
    .prepare(`SELECT count(*) AS total, sum(1 - s.probability) AS leaving ${from} ${where}`)
    .get(values) as { total: number; leaving: number | null };
  const rows = database
    .prepare(`SELECT ${columns} ${from} ${where} ORDER BY ${orders[order]}, s.account_id LIMIT :limit OFFSET :start`)
    .all({ ...values, limit, start }) as StoredRow[];
  const next = start + rows.length;
  return {
    run: stored.run,
    rows: rows.map((row) => told(row, stored)),
    total,
    expectedToLeave: leaving,
    next: next < total ? String(next) : null,
  };
}

export const accountSurvivalRead = defineEventsRead('survival.account', (context, { id }: { id: string }) =>
  accountSurvival(context, id),
);

/** One account, for its own page. */
export function accountSurvival(context: ReadContext, id: string): ContractOutputs['survival']['account'] {
  const { database } = context;
  const stored = latestRun(database);
  if (stored === null) return { run: null, found: null };
  useBook(context);
  const row = database
    .prepare(`SELECT ${columns}, s.curve ${from} WHERE s.run_id = ? AND s.account_id = ?`)
    .get(stored.id, id) as (StoredRow & { curve: Uint8Array }) | undefined;
  if (row === undefined) return { run: stored.run, found: null };
  const bytes = row.curve.slice();
  const floats = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  return {
    run: stored.run,
    found: {
      renewal: row.renewal_day === null ? null : told(row, stored),
      curve: Array.from({ length: floats.length / 3 }, (_unused, index) => ({
        day: addDays(stored.run.asOf, (index + 1) * intervalDays),
        survival: floats[index * 3]!,
        lower: floats[index * 3 + 1]!,
        upper: floats[index * 3 + 2]!,
      })),
    },
  };
}

function told(row: StoredRow, { run }: StoredRun): RenewalRow {
  return {
    account: row.account_id,
    name: row.name,
    owner: row.owner,
    renewal: row.renewal_day,
    daysAhead: dayNumber(row.renewal_day) - dayNumber(run.asOf),
    probability: row.probability,
    lower: row.lower,
    upper: row.upper,
    monthlyRevenue: row.mrr === null ? null : { minor: row.mrr, currency: row.currency ?? 'XXX' },
  };
}
