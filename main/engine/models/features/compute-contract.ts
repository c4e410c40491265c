import { longAgoDays, mostRatio, placeOf } from './catalogue.ts';
import { attributeAsOf } from './compute-attributes.ts';
import { firstKnownAfter } from './row-table.ts';
import type { FeatureSources } from './sources.ts';

const daySeconds = 86_400;
const shortestTermToWatch = 3;
const halfYear = 180 * daySeconds;
const year = 365 * daySeconds;

const at = {
  mrr: placeOf('mrr'),
  seats: placeOf('seats'),
  seatsChange: placeOf('seats_change_180'),
  mrrChange: placeOf('mrr_change_180'),
  seatsNow: placeOf('seats_now'),
  seatsBefore: placeOf('seats_before_180'),
  seatUse: placeOf('seat_use'),
  users: placeOf('active_users_28'),
  toRenewal: placeOf('days_to_renewal'),
  term: placeOf('term_months'),
  autoRenew: placeOf('auto_renew'),
  running: placeOf('running_subscriptions'),
  soFar: placeOf('subscriptions_so_far'),
  tenure: placeOf('tenure_days'),
  toTermEnd: placeOf('days_to_term_end'),
  termDays: placeOf('term_days'),
  renewals: placeOf('renewals_so_far'),
  plan: placeOf('running_plan'),
  price: placeOf('price_per_seat'),
  downgrades: placeOf('downgrades_365'),
  upgrades: placeOf('upgrades_365'),
  sinceDowngrade: placeOf('days_since_downgrade'),
};

type Subscriptions = FeatureSources['subscriptions'];

/** Writes what the subscriptions tell of an account as of an instant; reads `active_users_28`, so usage comes first. */
export function computeContract(sources: FeatureSources, account: number, instant: number, row: Float64Array): void {
  const table = sources.subscriptions;
  const from = table.offsets[account]!;
  const to = firstKnownAfter(table.known, from, table.offsets[account + 1]!, instant);
  let started = Infinity;
  for (let index = from; index < to; index++)
    if (table.trial[index] === 0) started = Math.min(started, table.started[index]!);
  const firstDay = attributeAsOf(sources, 'created', account, instant);
  const created = firstDay <= instant ? firstDay : Infinity;
  const since = Math.min(started, created);
  if (since <= instant) row[at.tenure] = Math.floor((instant - since) / daySeconds);
  if (table.firstKnown > instant) return;
  const now = running(table, from, to, instant);
  row[at.running] = now.rows.length;
  row[at.soFar] = to - from;
  if (now.rows.length === 0) return;
  // Of an account that is younger than half a year, its first day is what change is measured from.
  const before = running(table, from, to, Math.max(instant - halfYear, started));
  row[at.mrr] = now.mrr;
  row[at.seats] = row[at.seatsNow] = now.seats;
  row[at.seatsBefore] = before.seats;
  if (before.seats > 0) row[at.seatsChange] = Math.min(mostRatio, now.seats / before.seats);
  if (before.mrr > 0) row[at.mrrChange] = Math.min(mostRatio, now.mrr / before.mrr);
  if (now.seats > 0 && row[at.users] === row[at.users])
    row[at.seatUse] = Math.min(mostRatio, row[at.users]! / now.seats);
  if (now.seats > 0) row[at.price] = now.mrr / now.seats;
  row[at.plan] = planOf(table, now.rows);
  writeChanges(table, from, to, instant, row);
  writeTerms(table, from, to, now.rows, instant, row);
}

/** Plan of the largest of the rows; the latest where they are as large. */
function planOf(table: Subscriptions, rows: readonly number[]): number {
  let largest = rows[0]!;
  for (const row of rows) if (!(table.mrr[row]! < table.mrr[largest]!)) largest = row;
  return table.plan[largest]!;
}

/**
 * Steps up and down of what runs, at the starts and ends of rows. A beginning, an end and a return after more than a day
 * without anything are no steps.
 */
function writeChanges(table: Subscriptions, from: number, to: number, instant: number, row: Float64Array): void {
  const since = instant - longAgoDays * daySeconds;
  const days = new Set<number>();
  for (let index = from; index < to; index++) {
    if (table.trial[index] === 1) continue;
    for (const day of [table.started[index]!, table.ended[index]!]) if (day > since && day <= instant) days.add(day);
  }
  let down = 0,
    up = 0,
    lastDown = -Infinity,
    emptyFrom = NaN;
  let before = days.size === 0 ? null : running(table, from, to, since);
  if (before?.rows.length === 0) before = null;
  for (const day of [...days].sort((a, b) => a - b)) {
    const after = running(table, from, to, day);
    if (after.rows.length === 0) {
      emptyFrom = day;
      continue;
    }
    if (day - emptyFrom > daySeconds) before = null;
    emptyFrom = NaN;
    if (before !== null && (after.seats < before.seats || after.mrr < before.mrr)) {
      lastDown = day;
      if (instant - day < year) down++;
    } else if (before !== null && (after.seats > before.seats || after.mrr > before.mrr) && instant - day < year) up++;
    before = after;
  }
  row[at.downgrades] = down;
  row[at.upgrades] = up;
  row[at.sinceDowngrade] = Math.min(longAgoDays, Math.floor((instant - lastDown) / daySeconds));
}

/** The paying subscriptions that run at an instant, with their sums; NaN where no row has the figure. */
function running(
  table: Subscriptions,
  from: number,
  to: number,
  instant: number,
): { rows: number[]; mrr: number; seats: number } {
  const rows: number[] = [];
  for (let index = from; index < to; index++) {
    if (table.trial[index] === 0 && table.started[index]! <= instant && !(table.ended[index]! <= instant))
      rows.push(index);
  }
  return { rows, mrr: sumOf(table.mrr, rows), seats: sumOf(table.seats, rows) };
}

function sumOf(column: Float64Array, rows: readonly number[]): number {
  let sum = NaN;
  for (const row of rows) if (column[row] === column[row]) sum = (sum === sum ? sum : 0) + column[row]!;
  return sum;
}

function writeTerms(
  table: Subscriptions,
  from: number,
  to: number,
  rows: readonly number[],
  instant: number,
  row: Float64Array,
): void {
  // Terms of a month or two end all the time; that says nothing about when somebody decides.
  const isWatched = (index: number): boolean => table.term[index]! >= shortestTermToWatch;
  const watched = rows.filter(isWatched);
  writeTermEnd(table, from, to, rows, instant, row);
  let nearest = Infinity;
  for (const index of watched.length > 0 ? watched : rows) {
    const term = table.term[index]!;
    if (!(term >= 1)) continue;
    const renewal = nextRenewal(chainStart(table, from, to, index), term, instant);
    if (!(renewal < nearest)) continue;
    nearest = renewal;
    if (isWatched(index)) row[at.toRenewal] = Math.ceil((renewal - instant) / daySeconds);
    row[at.term] = term;
  }
  const latest = rows[rows.length - 1]!;
  row[at.autoRenew] = table.autoRenew[latest]!;
}

/** The first day on which a term, however short, ends. */
function writeTermEnd(
  table: Subscriptions,
  from: number,
  to: number,
  rows: readonly number[],
  instant: number,
  row: Float64Array,
): void {
  let nearest = Infinity;
  for (const index of rows) {
    const term = table.term[index]!;
    if (!(term >= 1)) continue;
    const start = chainStart(table, from, to, index);
    const end = nextRenewal(start, term, instant);
    if (!(end < nearest)) continue;
    nearest = end;
    row[at.toTermEnd] = Math.ceil((end - instant) / daySeconds);
    const terms = Math.round(monthsBetween(start, end) / term);
    row[at.renewals] = terms - 1;
    const begun = monthsAfter(new Date(start * 1000), (terms - 1) * term);
    row[at.termDays] = Math.floor((instant - begun) / daySeconds);
  }
}

function monthsBetween(start: number, end: number): number {
  const first = new Date(start * 1000);
  const last = new Date(end * 1000);
  return (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth();
}

/**
 * Where the terms of a subscription count from. A change of seats or price inside a term ends one row and starts the
 * next without starting a new term, so rows that follow each other within a day, with the same term, are one chain.
 */
function chainStart(table: Subscriptions, from: number, to: number, index: number): number {
  let start = table.started[index]!;
  for (let moved = true; moved;) {
    moved = false;
    for (let other = from; other < to; other++) {
      const ended = table.ended[other]!;
      if (
        table.started[other]! < start &&
        ended <= start &&
        ended >= start - daySeconds &&
        table.term[other] === table.term[index] &&
        table.trial[other] === 0
      ) {
        start = table.started[other]!;
        moved = true;
        break;
      }
    }
  }
  return start;
}

/**
 * First end of a term after the instant, in calendar months from the start; a 31st falls on the last day of a short month.
 * NaN where the term ends beyond all dates.
 */
export function nextRenewal(start: number, termMonths: number, instant: number): number {
  const first = new Date(start * 1000);
  const last = new Date(instant * 1000);
  const months = (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth();
  for (let terms = Math.max(1, Math.floor(months / termMonths)); ; terms++) {
    const renewal = monthsAfter(first, terms * termMonths);
    if (!(renewal <= instant)) return renewal;
  }
}

function monthsAfter(first: Date, months: number): number {
  const year = first.getUTCFullYear();
  const month = first.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(first.getUTCDate(), lastDay)) / 1000;
}
