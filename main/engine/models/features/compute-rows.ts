import { placeOf } from './catalogue.ts';
import { firstKnownAfter } from './row-table.ts';
import type { FeatureSources } from './sources.ts';

const daySeconds = 86_400;

const at = {
  interactions: placeOf('interactions_90'),
  sinceInteraction: placeOf('days_since_interaction'),
  unanswered: placeOf('unanswered_share_180'),
  survey: placeOf('survey_score_180'),
  surveyChange: placeOf('survey_change'),
  tickets30: placeOf('tickets_30'),
  tickets90: placeOf('tickets_90'),
  ticketsChange: placeOf('tickets_change_90'),
  ticketsBefore: placeOf('tickets_before_90'),
  open: placeOf('open_tickets'),
  serious: placeOf('serious_tickets_90'),
  escalations: placeOf('escalations_180'),
  firstResponse: placeOf('first_response_180'),
  satisfaction: placeOf('satisfaction_180'),
  resolution: placeOf('resolution_hours_180'),
  overdue: placeOf('overdue_invoices'),
  late: placeOf('days_late_180'),
  lateCount: placeOf('late_invoices_90'),
  signals: placeOf('signals_90'),
  signalValue: placeOf('signal_value_180'),
};

/** A mean that stays NaN until it has something to average. */
class Mean {
  private sum = 0;
  private count = 0;
  add(value: number): void {
    if (value !== value) return;
    this.sum += value;
    this.count++;
  }
  get value(): number {
    return this.count === 0 ? NaN : this.sum / this.count;
  }
}

/** Writes what tickets, interactions, surveys, invoices and signals tell of an account as of an instant. */
export function computeRows(sources: FeatureSources, account: number, instant: number, row: Float64Array): void {
  writeTickets(sources.tickets, account, instant, row);
  writeInteractions(sources.interactions, account, instant, row);
  writeSurveys(sources, account, instant, row);
  writeInvoices(sources.invoices, account, instant, row);
  writeSignals(sources.signals, account, instant, row);
}

/** The account's rows that are known by then: [from, to). */
function knownRows(
  table: { readonly offsets: Uint32Array; readonly known: Float64Array },
  account: number,
  instant: number,
): [number, number] {
  const from = table.offsets[account]!;
  return [from, firstKnownAfter(table.known, from, table.offsets[account + 1]!, instant)];
}

function writeTickets(tickets: FeatureSources['tickets'], account: number, instant: number, row: Float64Array): void {
  if (tickets.firstKnown > instant) return;
  const [from, to] = knownRows(tickets, account, instant);
  let last30 = 0,
    last90 = 0,
    before90 = 0,
    open = 0,
    serious = 0,
    escalated = 0;
  const response = new Mean();
  const satisfaction = new Mean();
  const resolution = new Mean();
  for (let index = from; index < to; index++) {
    const opened = tickets.known[index]!;
    const age = (instant - opened) / daySeconds;
    const closed = tickets.closed[index]! <= instant;
    if (!closed) open++;
    if (age < 30) last30++;
    if (age < 90) {
      last90++;
      serious += tickets.serious[index]!;
    } else if (age < 180) before90++;
    // A reply that came later than the instant was not known then.
    if (age < 180 && opened + tickets.firstResponse[index]! * 60 <= instant)
      response.add(tickets.firstResponse[index]!);
    if (!closed || (instant - tickets.closed[index]!) / daySeconds >= 180) continue;
    satisfaction.add(tickets.satisfaction[index]!);
    resolution.add((tickets.closed[index]! - opened) / 3600);
    if (tickets.escalated[index] === 1) escalated++;
  }
  row[at.tickets30] = last30;
  row[at.tickets90] = last90;
  row[at.ticketsBefore] = before90;
  row[at.ticketsChange] = last90 - before90;
  row[at.open] = open;
  row[at.serious] = serious;
  row[at.escalations] = escalated;
  row[at.firstResponse] = response.value;
  row[at.satisfaction] = satisfaction.value;
  row[at.resolution] = resolution.value;
}

function writeInteractions(
  interactions: FeatureSources['interactions'],
  account: number,
  instant: number,
  row: Float64Array,
): void {
  if (interactions.firstKnown > instant) return;
  const [from, to] = knownRows(interactions, account, instant);
  let count = 0;
  const unanswered = new Mean();
  for (let index = to - 1; index >= from; index--) {
    const age = (instant - interactions.known[index]!) / daySeconds;
    if (age >= 180) break;
    if (age < 90) count++;
    unanswered.add(interactions.unanswered[index]!);
  }
  row[at.interactions] = count;
  row[at.unanswered] = unanswered.value;
  if (to > from) row[at.sinceInteraction] = Math.floor((instant - interactions.known[to - 1]!) / daySeconds);
}

function writeSurveys(
  { surveys, promoterSince }: FeatureSources,
  account: number,
  instant: number,
  row: Float64Array,
): void {
  // Scales differ between kinds of survey: once the book has a promoter score, only that one is read.
  const promoterOnly = promoterSince <= instant;
  const [from, to] = knownRows(surveys, account, instant);
  const last180 = new Mean();
  const last120 = new Mean();
  const before = new Mean();
  for (let index = from; index < to; index++) {
    if (promoterOnly && surveys.promoter[index] !== 1) continue;
    const age = (instant - surveys.known[index]!) / daySeconds;
    if (age < 180) last180.add(surveys.score[index]!);
    (age < 120 ? last120 : before).add(surveys.score[index]!);
  }
  row[at.survey] = last180.value;
  row[at.surveyChange] = last120.value - before.value;
}

function writeInvoices(
  invoices: FeatureSources['invoices'],
  account: number,
  instant: number,
  row: Float64Array,
): void {
  if (invoices.firstKnown > instant) return;
  const [from, to] = knownRows(invoices, account, instant);
  let overdue = 0,
    lateCount = 0;
  const late = new Mean();
  for (let index = from; index < to; index++) {
    const due = invoices.due[index]!;
    const paid = invoices.paid[index]! <= instant ? invoices.paid[index]! : NaN;
    const isDue = due + daySeconds <= instant;
    if (isDue && paid !== paid) overdue++;
    if (isDue && instant - due < 90 * daySeconds && !((paid === paid ? paid : instant) - due <= 5 * daySeconds))
      lateCount++;
    if (instant - due >= 180 * daySeconds) continue;
    if (paid === paid) late.add((paid - due) / daySeconds);
    else if (isDue) late.add(Math.floor((instant - due) / daySeconds));
  }
  row[at.overdue] = overdue;
  row[at.lateCount] = lateCount;
  row[at.late] = late.value;
}

function writeSignals(signals: FeatureSources['signals'], account: number, instant: number, row: Float64Array): void {
  if (signals.firstKnown > instant) return;
  const [from, to] = knownRows(signals, account, instant);
  let count = 0;
  const size = new Mean();
  for (let index = to - 1; index >= from; index--) {
    const age = (instant - signals.known[index]!) / daySeconds;
    if (age >= 180) break;
    if (age < 90) count++;
    const value = signals.value[index]!;
    size.add(Math.sign(value) * Math.log1p(Math.abs(value)));
  }
  row[at.signals] = count;
  row[at.signalValue] = size.value;
}
