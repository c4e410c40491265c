import type { AccountSet, RevenueQuestion } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { stopWhenAsked } from '../events/index.ts';
import { revenueOn } from '../recurring-revenue/index.ts';
import type { RevenueBook } from '../recurring-revenue/index.ts';
import { isReturned, movementOf, readChange } from './change.ts';
import type { Change } from './change.ts';
import { groupsOf } from './groups.ts';
import type { Prepared } from './prepare.ts';
import { renewalsOf } from './renewals.ts';
import { trailingLabel } from './spans.ts';
import type { Span } from './spans.ts';
import { createStepper } from './steps.ts';

type RevenueSet = Omit<Extract<AccountSet, { of: 'revenue' }>, 'of' | 'question'>;
type MovementOfSet = RevenueSet['movement'];

const ofRenewals: ReadonlySet<MovementOfSet> = new Set(['due', 'renewed', 'not-renewed']);

/**
 * Ids of the accounts behind one number, those with the largest amount first. Of a customer of several accounts all that
 * paid on some day of the span or on the day before it; for renewals those whose terms ended.
 *
 * @throws not_found where the answer has no such period or group
 */
export function accountsBehind(prepared: Prepared, question: RevenueQuestion, set: RevenueSet): string[] {
  const { book, customers, asOf, shouldStop } = prepared;
  const span = spanOf(prepared, set.period);
  const isIn = groupFilter(prepared, question, set);
  const stepper = createStepper(book, asOf);
  const { steps } = stepper;
  const change: Change = { start: 0, end: 0, isBroken: false, isPaying: false };
  const found = new Map<number, number>();
  for (let customer = 0; customer < customers.ids.length; customer++) {
    stopWhenAsked(customer, shouldStop, 'The list of accounts');
    if (!isIn(customer)) continue;
    const from = customers.offsets[customer]!;
    const to = customers.offsets[customer + 1]!;
    stepper.fill(customers.members, from, to);
    if (ofRenewals.has(set.movement)) {
      for (const { day, target, came, accounts } of renewalsOf(book, customers.members, from, to, steps, asOf)) {
        if (day < span.from || day > span.to || !isMeant(set.movement, came > 0)) continue;
        for (const account of accounts) found.set(account, (found.get(account) ?? 0) + target);
      }
      continue;
    }
    readChange(steps, span.from, span.to, change);
    const amount = amountIn(set.movement, change, steps.day[0]! >= span.from);
    if (amount === null) continue;
    for (let member = from; member < to; member++) {
      const account = customers.members[member]!;
      // With one account to a customer there is nothing to choose.
      if (to - from === 1 || paysIn(book, account, span, set.movement)) found.set(account, amount);
    }
  }
  const ids = book.accounts;
  return [...found]
    .sort(([a, amount], [b, other]) => other - amount || (ids[a]! < ids[b]! ? -1 : 1))
    .map(([account]) => ids[account]!);
}

/** What the list is sorted by; null where the customer is not behind the number. */
function amountIn(movement: MovementOfSet, change: Change, isFirst: boolean): number | null {
  const { start, end } = change;
  if (movement === 'start') return start > 0 ? start : null;
  if (movement === 'end') return end > 0 ? end : null;
  if (movement === 'returned') return isReturned(change) ? start : null;
  return movementOf(change, isFirst) === movement ? Math.abs(end - start) : null;
}

function isMeant(movement: MovementOfSet, isRenewed: boolean): boolean {
  return movement === 'due' || (movement === 'renewed') === isRenewed;
}

function paysIn(book: RevenueBook, account: number, { from, to }: Span, movement: MovementOfSet): boolean {
  if (movement === 'start') return revenueOn(book, account, from - 1) > 0;
  if (movement === 'end') return revenueOn(book, account, to) > 0;
  for (let row = book.offsets[account]!; row < book.offsets[account + 1]! && book.start[row]! <= to; row++) {
    if (book.end[row]! > from - 1) return true;
  }
  return false;
}

function spanOf({ spans }: Prepared, label: string): Span {
  const span = label === trailingLabel ? spans.trailing : spans.periods.find((period) => period.label === label);
  if (span) return span;
  throw new HoldfastError(
    'not_found',
    `There are no revenue movements of "${label}". Open the page again: its data or its question has changed.`,
    { period: label },
  );
}

function groupFilter(
  prepared: Prepared,
  question: RevenueQuestion,
  { group, rest }: RevenueSet,
): (customer: number) => boolean {
  if (group === undefined && rest !== true) return () => true;
  const groups = groupsOf(prepared, question);
  const slot =
    (groups?.told.findIndex((entry) => entry.rest === (rest === true) && (entry.rest || entry.value === group)) ?? -1) +
    1;
  if (groups === null || slot === 0) {
    throw new HoldfastError(
      'not_found',
      `There is no group "${group ?? ''}" in this table. Open the page again: its data or its question has changed.`,
    );
  }
  return (customer) => groups.slotOf[customer] === slot;
}
