import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { Grant, QueueRow } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { formula } from '../../../shared/domain/spreadsheet-formula.ts';
import type { Session } from '../session/index.ts';
import { queueRead } from './queue.ts';
import type { QueueInput } from './queue.ts';

const header = [
  'id',
  'name',
  'owner',
  'segment',
  'plan',
  'country',
  'probability',
  'change',
  'monthly_revenue',
  'revenue_at_risk',
  'currency',
  'renewal',
  'last_seen',
  'reasons',
];

/** The queue as filtered and sorted, page by page, so that a large book never stands in memory. @returns rows written */
export async function writeQueue(
  session: Session,
  file: string,
  input: Omit<QueueInput, 'cursor' | 'limit'>,
  signal?: AbortSignal,
): Promise<number> {
  const out = await open(file, 'w', 0o600);
  try {
    await out.write(`${csvLine(header)}\n`);
    let cursor: string | null = null;
    let rows = 0;
    do {
      const page: Awaited<ReturnType<typeof readPage>> = await readPage(
        session,
        { ...input, cursor, limit: 500 },
        signal,
      );
      await out.write(page.rows.map((row) => `${csvLine(cells(row))}\n`).join(''));
      rows += page.rows.length;
      cursor = page.next;
    } while (cursor !== null);
    return rows;
  } finally {
    await out.close();
  }
}

export async function exportQueue(
  session: Session,
  input: Omit<QueueInput, 'cursor' | 'limit'>,
  signal?: AbortSignal,
): Promise<Grant> {
  const file = join(session.staging, `accounts-${Date.now()}.csv`);
  try {
    await writeQueue(session, file, input, signal);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
  return session.grants.register(file, { temporary: true, name: 'accounts.csv' });
}

const readPage = (session: Session, input: QueueInput, signal?: AbortSignal) =>
  session.readers.run(queueRead, input, signal);

function cells(row: QueueRow): (string | number | null)[] {
  const { currency = 'XXX' } = row.monthlyRevenue ?? {};
  const digits = minorDigits(currency);
  const amount = (minor: number | undefined): string | null =>
    minor === undefined ? null : (minor / 10 ** digits).toFixed(digits);
  return [
    row.id,
    row.name,
    row.owner,
    row.segment,
    row.plan,
    row.country,
    row.probability?.toFixed(4) ?? null,
    row.change?.toFixed(4) ?? null,
    amount(row.monthlyRevenue?.minor),
    amount(row.revenueAtRisk?.minor),
    currency === 'XXX' ? null : currency,
    row.renewalDay,
    row.lastSeenAt,
    row.reasons.map((reason) => reason.text).join('; '),
  ];
}

/** One line of CSV; cells that a spreadsheet would run as a formula are quoted with an apostrophe. */
export function csvLine(values: readonly (string | number | null)[]): string {
  return Papa.unparse([values], { escapeFormulae: formula });
}
