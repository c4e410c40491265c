import { placeOf } from './catalogue.ts';
import { Mean } from './mean.ts';
import { knownRows } from './row-table.ts';
import type { FeatureSources } from './sources.ts';

const daySeconds = 86_400;

/** Tickets of so many days before the last 90 say what is usual for an account. */
const usualDays = 365;
const leastUsualDays = 90;
/** Texts below this tone are unhappy ones. */
const upsetBelow = -0.3;

const at = {
  tickets30: placeOf('tickets_30'),
  tickets90: placeOf('tickets_90'),
  ticketsChange: placeOf('tickets_change_90'),
  ticketsBefore: placeOf('tickets_before_90'),
  ticketsBeforeYear: placeOf('tickets_before_year'),
  open: placeOf('open_tickets'),
  oldestOpen: placeOf('oldest_open_days'),
  serious: placeOf('serious_tickets_90'),
  upset: placeOf('upset_tickets_90'),
  tone: placeOf('ticket_sentiment_180'),
  reopened: placeOf('reopened_tickets_180'),
  escalations: placeOf('escalations_180'),
  firstResponse: placeOf('first_response_180'),
  satisfaction: placeOf('satisfaction_180'),
  resolution: placeOf('resolution_hours_180'),
  tenure: placeOf('tenure_days'),
};

/** What tickets tell of an account as of an instant; reads `tenure_days`, so the contract comes first. */
export function writeTickets(
  tickets: FeatureSources['tickets'],
  account: number,
  instant: number,
  row: Float64Array,
): void {
  if (tickets.firstKnown > instant) return;
  const [from, to] = knownRows(tickets, account, instant);
  let last30 = 0,
    last90 = 0,
    before90 = 0,
    beforeYear = 0,
    open = 0,
    oldest = NaN,
    serious = 0,
    upset = 0,
    reopened = 0,
    escalated = 0;
  const response = new Mean();
  const satisfaction = new Mean();
  const resolution = new Mean();
  const tone = new Mean();
  for (let index = from; index < to; index++) {
    const opened = tickets.known[index]!;
    const age = (instant - opened) / daySeconds;
    const closed = tickets.closed[index]! <= instant;
    if (!closed) {
      open++;
      if (!(oldest >= age)) oldest = age;
    }
    if (age < 30) last30++;
    if (age < 90) {
      last90++;
      serious += tickets.serious[index]!;
      if (tickets.tone[index]! < upsetBelow) upset++;
    } else {
      if (age < 180) before90++;
      if (age < 90 + usualDays) beforeYear++;
    }
    if (age < 180) {
      tone.add(tickets.tone[index]!);
      // A reply that came later than the instant was not known then.
      if (opened + tickets.firstResponse[index]! * 60 <= instant) response.add(tickets.firstResponse[index]!);
    }
    if (!closed || (instant - tickets.closed[index]!) / daySeconds >= 180) continue;
    satisfaction.add(tickets.satisfaction[index]!);
    resolution.add((tickets.closed[index]! - opened) / 3600);
    if (tickets.escalated[index] === 1) escalated++;
    reopened += tickets.reopened[index]!;
  }
  row[at.tickets30] = last30;
  row[at.tickets90] = last90;
  row[at.ticketsBefore] = before90;
  row[at.ticketsChange] = last90 - before90;
  row[at.open] = open;
  row[at.oldestOpen] = Math.floor(oldest);
  row[at.serious] = serious;
  row[at.upset] = upset;
  row[at.reopened] = reopened;
  row[at.escalations] = escalated;
  row[at.firstResponse] = response.value;
  row[at.satisfaction] = satisfaction.value;
  row[at.resolution] = resolution.value;
  row[at.tone] = tone.value;
  const watched = (instant - tickets.firstKnown) / daySeconds;
  const tenure = row[at.tenure]!;
  const days = Math.min(usualDays, (tenure >= 0 ? Math.min(tenure, watched) : watched) - 90);
  if (days >= leastUsualDays) row[at.ticketsBeforeYear] = (beforeYear / days) * 90;
}
