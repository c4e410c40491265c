import type { AccountPage } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { addDays, instantOfSeconds, secondsOfDay } from '../../../shared/domain/time.ts';
import { accountIndexOf } from '../events/index.ts';
import type { EventColumns } from '../events/index.ts';
import { keptAccount } from '../identity/index.ts';
import { readReasons, scoreOf } from '../models/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { useBook } from './book.ts';
import type { BookRow } from './book.ts';
import { accountDetails, childCounts, contactsOf, invoicesOf, lastTouchOf, subscriptionsOf } from './queries.ts';

/**
 * Everything about one account but its usage and timeline, which are paged on their own. The id of an account that was
 * merged leads to the one that stands for it.
 */
export function accountPageOf(context: ReadContext, input: { id: string }): AccountPage {
  const { database, events } = context;
  const { scores, asOf } = useBook(context);
  const id = keptAccount(database, input.id);
  const row = database.prepare('SELECT * FROM temp.book WHERE account_id = ?').get(id) as BookRow | undefined;
  const details = accountDetails(database, id);
  if (!row || !details) throw new HoldfastError('not_found', `There is no account ${input.id} in this workspace.`);
  const score = scores ? scoreOf(database, scores, id) : null;
  const money = (minor: number | null) => (minor === null ? null : { minor, currency: row.currency ?? 'XXX' });
  const eventRows = countEvents(events(), id);
  return {
    id: row.account_id,
    name: row.name,
    owner: row.owner,
    segment: row.segment,
    plan: row.plan,
    industry: details.industry,
    country: row.country,
    createdDay: details.created_day,
    renewalDay: row.renewal_day,
    parent:
      details.parent_id === null ? null : { id: details.parent_id, name: details.parent_name ?? details.parent_id },
    attributes: JSON.parse(details.attributes) as AccountPage['attributes'],
    monthlyRevenue: money(row.mrr),
    churnedDay: row.churned_day,
    lastSeenAt: row.last_seen === null ? null : instantOfSeconds(row.last_seen),
    score:
      scores && score
        ? {
            modelId: scores.modelId,
            modelName: scores.modelName,
            scoredAt: scores.scoredAt,
            asOf: scores.asOf,
            horizonDays: scores.horizonDays,
            probability: score.probability,
            base: scores.base,
            previous: row.previous,
            revenueAtRisk: money(row.revenue_at_risk),
            reasons: readReasons(database, scores.runId, [id]).get(id) ?? [],
          }
        : null,
    asOf,
    lastTouch: lastTouchOf(database, id, secondsOfDay(addDays(asOf, 1)) - 1),
    subscriptions: subscriptionsOf(database, id),
    invoices: invoicesOf(database, id),
    contacts: contactsOf(database, id),
    counts: { ...childCounts(database, id), events: eventRows },
    source: { importId: details.import_id, file: details.file, row: details.row_number },
  };
}

export const pageRead = defineEventsRead('accounts.page', accountPageOf);

function countEvents(columns: EventColumns, id: string): number {
  const index = accountIndexOf(columns, id);
  return index < 0 ? 0 : (columns.offsets[index + 1] ?? 0) - (columns.offsets[index] ?? 0);
}
