import { stopWhenAsked } from '../events/index.ts';
import { isReturned, movementOf, readChange } from './change.ts';
import type { Change } from './change.ts';
import type { Prepared } from './prepare.ts';
import { renewalsOf } from './renewals.ts';
import type { Renewal } from './renewals.ts';
import type { Span } from './spans.ts';
import { createStepper, levelOn } from './steps.ts';
import type { Steps } from './steps.ts';

/** What is added up for one group in one span. */
export const fields = [
  'start', 'new', 'reactivation', 'expansion', 'contraction', 'churn', 'end',
  'startCustomers', 'newCustomers', 'reactivationCustomers', 'expansionCustomers', 'contractionCustomers',
  'churnCustomers', 'endCustomers', 'wonAndLost', 'returned',
  'renewals', 'renewed', 'target', 'gross', 'net',
] as const; // prettier-ignore
export type Field = (typeof fields)[number];
/** Place of a field. */
export const place = Object.fromEntries(fields.map((field, index) => [field, index])) as Record<Field, number>;
const customersAfter = place.startCustomers - place.start;

export interface Tally {
  /** Spans in the order in which they were given. */
  readonly spans: number;
  /** sums[((slot * spans) + span) * fields + field] */
  readonly sums: Float64Array;
  /** Customers that ever paid up to the as-of day. */
  readonly customers: number;
  /** Customers with several subscriptions that run at once on some day, as far as was asked. */
  readonly severalAtOnce: number;
}

/**
 * One pass over the customers.
 *
 * @param slotOf customer → group; everyone is in slot 0 as well. Null: only slot 0
 */
export function tallyRevenue(prepared: Prepared, slots: number, slotOf: Uint32Array | null): Tally {
  const { book, customers, spans: asked, asOf, shouldStop } = prepared;
  const { periods, trailing } = asked;
  const all: readonly Span[] = trailing === null ? [] : [...periods, trailing];
  const sums = new Float64Array(slots * all.length * fields.length);
  const stepper = createStepper(book, asOf);
  const { steps } = stepper;
  const change: Change = { start: 0, end: 0, isBroken: false, isPaying: false };
  for (let customer = 0; customer < customers.ids.length && trailing !== null; customer++) {
    stopWhenAsked(customer, shouldStop, 'The revenue movements');
    const from = customers.offsets[customer]!;
    const to = customers.offsets[customer + 1]!;
    stepper.fill(customers.members, from, to);
    const renewals = renewalsOf(book, customers.members, from, to, steps, asOf);
    const slot = slotOf === null ? 0 : slotOf[customer]!;
    let at = 0;
    let due = 0;
    for (let index = 0; index < all.length; index++) {
      const span = all[index]!;
      if (span.to < steps.day[0]!) continue;
      // Periods follow one another, so that each is read on from the one before; the trailing months begin anew.
      const isPeriod = index < periods.length;
      at = readChange(steps, span.from, span.to, change, isPeriod ? at : 0);
      due = firstDue(renewals, span.from, isPeriod ? due : 0);
      addChange(sums, index * fields.length, change, steps.day[0]! >= span.from);
      addRenewals(sums, index * fields.length, renewals, due, span.to);
      if (slot === 0) continue;
      const offset = (slot * all.length + index) * fields.length;
      addChange(sums, offset, change, steps.day[0]! >= span.from);
      addRenewals(sums, offset, renewals, due, span.to);
    }
  }
  return { spans: all.length, sums, customers: customers.ids.length, severalAtOnce: countSeveral(prepared) };
}

function addChange(sums: Float64Array, offset: number, change: Change, isFirst: boolean): void {
  const { start, end } = change;
  const add = (field: number, amount: number): void => {
    sums[offset + field]! += amount;
    sums[offset + field + customersAfter]! += 1;
  };
  if (start > 0) add(place.start, start);
  if (end > 0) add(place.end, end);
  if (isReturned(change)) sums[offset + place.returned]! += 1;
  const movement = movementOf(change, isFirst);
  if (movement === null) return;
  if (movement === 'won-and-lost') sums[offset + place.wonAndLost]! += 1;
  else add(place[movement], Math.abs(end - start));
}

/** Place of the first renewal on or after a day, looked for from `at` on. */
function firstDue(renewals: readonly Renewal[], day: number, at: number): number {
  let place = at;
  while (place < renewals.length && renewals[place]!.day < day) place += 1;
  return place;
}

function addRenewals(sums: Float64Array, offset: number, renewals: readonly Renewal[], from: number, to: number): void {
  for (let at = from; at < renewals.length && renewals[at]!.day <= to; at++) {
    const { target, came } = renewals[at]!;
    sums[offset + place.renewals]! += 1;
    if (came > 0) sums[offset + place.renewed]! += 1;
    sums[offset + place.target]! += target;
    sums[offset + place.gross]! += Math.min(came, target);
    sums[offset + place.net]! += came;
  }
}

/** Revenue at both ends of a span for every customer: how large the groups are. */
export function weightsOf(prepared: Prepared, span: Span, groupOf: Uint32Array, groups: number): Float64Array {
  const { book, customers, asOf, shouldStop } = prepared;
  const weights = new Float64Array(groups);
  const stepper = createStepper(book, asOf);
  for (let customer = 0; customer < customers.ids.length; customer++) {
    stopWhenAsked(customer, shouldStop, 'The revenue movements');
    stepper.fill(customers.members, customers.offsets[customer]!, customers.offsets[customer + 1]!);
    weights[groupOf[customer]!]! += bothEnds(stepper.steps, span);
  }
  return weights;
}

function bothEnds(steps: Steps, { from, to }: Span): number {
  return levelOn(steps, from - 1) + levelOn(steps, to);
}

function countSeveral({ book, customers, asOf }: Prepared): number {
  let count = 0;
  for (const account of customers.members) {
    let until = -Infinity;
    for (let row = book.offsets[account]!; row < book.offsets[account + 1]! && book.start[row]! <= asOf; row++) {
      if (book.start[row]! < until) {
        count += 1;
        break;
      }
      until = Math.max(until, book.end[row]!);
    }
  }
  return count;
}
