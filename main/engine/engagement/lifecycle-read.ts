import { lifecycleStates } from '../../../shared/contract/index.ts';
import type { LifecycleAnswer, LifecycleQuestion, LifecycleState } from '../../../shared/contract/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { revenueBook } from '../recurring-revenue/index.ts';
import type { RevenueBook } from '../recurring-revenue/index.ts';
import { defineAccountSet, defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { answerDefinition, eventsUntil } from '../usage/index.ts';
import { hasEnded, periodsOf, prepareActivity } from './activity.ts';
import type { Activity, ActivityPeriods } from './activity.ts';
import { creationOf } from './created.ts';
import { tallyLifecycle, visitLifecycle } from './lifecycle.ts';
import type { LifecycleTally } from './lifecycle.ts';
import { closingDays, revenueByPeriod } from './revenue-by-period.ts';
import { noSuchNumber } from './no-such-number.ts';
import { lifecycleWords } from './words.ts';

export const lifecycleRead = defineEventsRead(
  'engagement.lifecycle',
  (context, { zone, weekStart, ...question }: LifecycleQuestion & CalendarOptions): LifecycleAnswer => {
    const calendar = { zone, weekStart };
    const activity = prepareActivity(context, question, calendar);
    const book = revenueBook(context);
    const counted = activity === null ? null : countLifecycle(context, activity, question, book);
    const hasRevenue = book.accounts.length > 0;
    const { withoutDay = 0, accounts = 0 } = counted?.tally ?? {};
    return {
      periods: activity === null || counted === null ? [] : rowsOf(activity, question, counted),
      currency: hasRevenue ? book.base : null,
      definition: answerDefinition(context, {
        key: 'lifecycle',
        values: {
          period: question.period,
          zone,
          weekStart,
          from: question.from ?? null,
          to: question.to ?? null,
          segment: question.segment,
          withoutDay,
        },
        words: lifecycleWords(context, question, calendar, { hasRevenue, withoutDay, leftOut: leftOutOf(book) }),
        sample: accounts,
        asOf: eventsUntil(context),
      }),
    };
  },
);

export const lifecycleAccountSet = defineAccountSet('lifecycle', (context, { question, period, state }, calendar) => {
  const activity = prepareActivity(context, question, calendar);
  const periods = activity === null ? null : periodsOf(activity, question.period);
  const index = activity?.calendar.periodOfLabel(question.period, period) ?? null;
  const place = index === null || periods === null ? -1 : index - periods.table.first;
  if (activity === null || periods === null || place < periods.first || place > periods.last) {
    throw noSuchNumber('lifecycle', period);
  }
  if (!isKnown(state, place, hasEnded(periods.table, place, activity.asOf))) throw noSuchNumber('lifecycle', period);
  const ids: string[] = [];
  const only = { ...periods, first: place, last: place };
  visitLifecycle(activity, only, question.period, creationOf(context), (account, _place, code) => {
    if (lifecycleStates[code] === state) ids.push(activity.columns.accounts[account]!);
  });
  return ids;
});

interface Counted {
  readonly periods: ActivityPeriods;
  readonly tally: LifecycleTally;
}

function countLifecycle(
  context: ReadContext,
  activity: Activity,
  { period }: LifecycleQuestion,
  book: RevenueBook,
): Counted {
  const periods = periodsOf(activity, period);
  const { columns, calendar, asOf } = activity;
  const revenue =
    book.accounts.length === 0 ? null : revenueByPeriod(columns, book, closingDays(periods.table, calendar, asOf));
  return { periods, tally: tallyLifecycle(activity, periods, period, creationOf(context), revenue) };
}

function rowsOf(activity: Activity, { period }: LifecycleQuestion, { periods, tally }: Counted) {
  const { first, last, table } = periods;
  const { states, revenue } = tally;
  const length = Math.max(0, last - first + 1);
  return Array.from({ length }, (_, index): LifecycleAnswer['periods'][number] => {
    const place = first + index;
    const complete = hasEnded(table, place, activity.asOf);
    const told = (state: LifecycleState, of: Readonly<Record<LifecycleState, Float64Array>> | null): number | null =>
      of === null || !isKnown(state, place, complete) ? null : of[state][index]!;
    return {
      period: activity.calendar.periodLabel(period, table.first + place),
      complete,
      new: states.new[index]!,
      returning: told('returning', states),
      resurrected: told('resurrected', states),
      dormant: told('dormant', states),
      revenue: {
        new: told('new', revenue),
        returning: told('returning', revenue),
        resurrected: told('resurrected', revenue),
        dormant: told('dormant', revenue),
      },
    };
  });
}

/** Who was active before the data begin is not known, so in their first period only new accounts can be told. */
function isKnown(state: LifecycleState, place: number, complete: boolean): boolean {
  if (state === 'new') return true;
  return place > 0 && (state !== 'dormant' || complete);
}

function leftOutOf({ leftOut }: RevenueBook): number {
  return leftOut.currencies.reduce((sum, { subscriptions }) => sum + subscriptions, leftOut.withoutAmount);
}
