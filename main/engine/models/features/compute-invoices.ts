import { placeOf } from './catalogue.ts';
import { Mean } from './mean.ts';
import { knownRows } from './row-table.ts';
import type { FeatureSources } from './sources.ts';

const daySeconds = 86_400;

/** Payments later than this are late; banks and weekends explain the rest. */
const graceDays = 5;

const at = {
  overdue: placeOf('overdue_invoices'),
  late: placeOf('days_late_180'),
  lateCount: placeOf('late_invoices_90'),
  lateChange: placeOf('lateness_change'),
  failed: placeOf('failed_invoices_180'),
};

/** What invoices tell of an account as of an instant. */
export function writeInvoices(
  invoices: FeatureSources['invoices'],
  account: number,
  instant: number,
  row: Float64Array,
): void {
  if (invoices.firstKnown > instant) return;
  const [from, to] = knownRows(invoices, account, instant);
  let overdue = 0,
    lateCount = 0,
    failed = 0;
  const late = new Mean();
  const lately = new Mean();
  const before = new Mean();
  for (let index = from; index < to; index++) {
    const due = invoices.due[index]!;
    const age = (instant - due) / daySeconds;
    if (!(age < 365 + 90)) continue;
    const paid = invoices.paid[index]! <= instant ? invoices.paid[index]! : NaN;
    const isPaid = paid === paid;
    const isDue = age >= 1;
    if (isDue && age < 180) failed += invoices.failed[index]!;
    // Not yet due says nothing; unpaid, it is late by as much as has passed.
    const days = isPaid ? (paid - due) / daySeconds : isDue ? Math.floor(age) : NaN;
    if (isDue && !isPaid) overdue++;
    if (isDue && age < 90 && days > graceDays) lateCount++;
    if (age < 180) late.add(days);
    (age < 90 ? lately : before).add(days);
  }
  row[at.overdue] = overdue;
  row[at.lateCount] = lateCount;
  row[at.failed] = failed;
  row[at.late] = late.value;
  row[at.lateChange] = lately.value - before.value;
}
