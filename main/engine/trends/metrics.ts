import type { TrendMetric, TrendUnit } from '../../../shared/contract/index.ts';
import { currenciesOf } from '../currencies/index.ts';
import { placeIn } from '../events/index.ts';
import type { Calendar } from '../events/index.ts';
import { revenueBook } from '../recurring-revenue/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { eventsUntil } from '../usage/index.ts';
import { dataUntil } from '../workspace/index.ts';
import type { Known, RowVisit, SpanVisit, TrendFrame } from './frame.ts';
import { churnRows, createdRows, firstOf, invoiceRows, scoreRows, ticketRows, timedRows } from './queries.ts';
import { churnedSpans, payingSpans, revenueSpans } from './revenue-spans.ts';

/** A metric of the book. What belongs to one account is visited together. */
export interface Metric {
  readonly unit: TrendUnit;
  /** Null where there is nothing of it. */
  readonly known: Known | null;
  /** flow: what happened in a period, to be summed; mean: its mean; state: what holds when the period ends. */
  readonly kind: 'flow' | 'mean' | 'state';
  /** Rows know the hour, not only the day. */
  readonly hasTime: boolean;
  /** Rows without an amount or a rate. Known after the visit. */
  readonly leftOut: () => number;
  visit(frame: TrendFrame, each: SpanVisit): void;
  /** Of flows and means. */
  readonly rows: ((frame: TrendFrame, each: RowVisit) => void) | null;
}

type Rows = NonNullable<Metric['rows']>;

export function metricOf(context: ReadContext, metric: TrendMetric, calendar: Calendar): Metric {
  const { database } = context;
  const until = dataUntil(database) ?? eventsUntil(context);
  const from = (since: number | null): Known | null =>
    since === null || until === null || since > until ? null : { since, until };
  const dayStart = (day: number): number => calendar.periodStart('day', day);
  const flow = (unit: TrendUnit, since: number | null, rows: Rows, given: Partial<Metric> = {}): Metric => ({
    unit,
    known: from(since),
    kind: 'flow',
    hasTime: true,
    leftOut: () => 0,
    rows,
    visit: (frame, each) =>
      rows(frame, (account, second, value) => {
        const place = placeIn(frame.table, second);
        each(account, place, place + 1, value);
      }),
    ...given,
  });
  const state = (unit: TrendUnit, since: number | null, given: Pick<Metric, 'visit'> & Partial<Metric>): Metric => ({
    unit,
    known: from(since),
    kind: 'state',
    hasTime: false,
    leftOut: () => 0,
    rows: null,
    ...given,
  });

  switch (metric) {
    case 'mrr':
    case 'paying-accounts':
    case 'churned-accounts': {
      const book = revenueBook(context);
      const firstDay = book.start.reduce((least, day) => Math.min(least, day), Infinity);
      const since = firstDay === Infinity ? null : dayStart(firstDay);
      const unpriced = book.leftOut.currencies.reduce((sum, { subscriptions }) => sum + subscriptions, 0);
      const leftOut = (): number => unpriced + book.leftOut.withoutAmount;
      if (metric === 'mrr') {
        return state('money', since, { leftOut, visit: (frame, each) => revenueSpans(book, frame, each) });
      }
      if (metric === 'paying-accounts') {
        return state('accounts', since, { leftOut, visit: (frame, each) => payingSpans(book, frame, each) });
      }
      if (since === null) {
        const rows: Rows = (frame, each) => churnRows(database, calendar, frame, each);
        const first = firstOf(database, 'churn_events', 'churn_day');
        return flow('accounts', first === null ? null : dayStart(first), rows, { hasTime: false });
      }
      return {
        ...state('accounts', since, { leftOut, visit: (frame, each) => churnedSpans(book, frame, each) }),
        kind: 'flow',
      };
    }
    case 'new-accounts': {
      const created = createdRows(context, calendar);
      const first = created.reduce((least, [, second]) => Math.min(least, second), Infinity);
      const rows: Rows = ({ from: begin, to }, each) => {
        for (const [account, second] of created) if (second >= begin && second < to) each(account, second, 1);
      };
      return flow('accounts', first === Infinity ? null : first, rows, { hasTime: false });
    }
    case 'invoiced': {
      const { convert } = currenciesOf(database);
      let leftOut = 0;
      const first = firstOf(database, 'invoices', 'issued_day');
      const rows: Rows = (frame, each) => {
        leftOut = invoiceRows(database, calendar, frame, convert, each);
      };
      return flow('money', first === null ? null : dayStart(first), rows, { hasTime: false, leftOut: () => leftOut });
    }
    case 'tickets-opened':
      return flow('rows', firstOf(database, 'tickets', 'opened_at'), (frame, each) =>
        timedRows(database, 'tickets', 'opened_at', frame, each),
      );
    case 'interactions':
      return flow('rows', firstOf(database, 'interactions', 'occurred_at'), (frame, each) =>
        timedRows(database, 'interactions', 'occurred_at', frame, each),
      );
    case 'survey-score':
      return {
        ...flow('number', firstOf(database, 'surveys', 'submitted_at'), (frame, each) =>
          scoreRows(database, frame, each),
        ),
        kind: 'mean',
      };
    case 'tickets-open':
      return state('rows', firstOf(database, 'tickets', 'opened_at'), {
        visit: (frame, each) => ticketRows(database, frame, each),
      });
  }
}
