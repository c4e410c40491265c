import { describe, expect, it } from 'vitest';
import { secondsOfDay } from '../../../../shared/domain/time.ts';
import { sourcesOf } from '../testing/plain-book.ts';
import type { PlainBook, PlainEvent } from '../testing/plain-book.ts';
import { placeOf } from './catalogue.ts';
import { nextRenewal } from './compute-contract.ts';
import { computeSnapshot } from './compute.ts';

const daySeconds = 86_400;
const now = 300 * daySeconds - 1;
const empty: PlainBook = {
  accounts: 1,
  created: [NaN],
  events: [],
  subscriptions: [],
  invoices: [],
  tickets: [],
  interactions: [],
  surveys: [],
  signals: [],
};
const daysAgo = (days: number): number => now - days * daySeconds;
const event = (days: number, user = 'u1', name = 'login', platform = 'web'): PlainEvent => ({
  account: 0,
  at: daysAgo(days),
  name,
  user,
  platform,
});

function feature(book: Partial<PlainBook>, name: string, account = 0): number {
  const { values } = computeSnapshot(sourcesOf({ ...empty, ...book }), now);
  return values[account * (values.length / (book.accounts ?? 1)) + placeOf(name)]!;
}

describe('usage', () => {
  const steady = Array.from({ length: 112 }, (_, day) => event(day));

  it('counts days, weeks and pauses', () => {
    const events = [event(0), event(0), event(6), event(7), event(27), event(28), event(83), event(84)];
    const of = (name: string) => feature({ events }, name);
    expect([of('active_days_7'), of('active_days_28'), of('active_days_84'), of('active_days_before_28')]).toEqual([
      2, 4, 6, 1,
    ]);
    expect([of('events_28'), of('active_weeks_12'), of('longest_gap_84'), of('days_since_event')]).toEqual([
      5, 5, 54, 0,
    ]);
  });

  it('compares with the rate before, for as long as the account has been there', () => {
    expect(feature({ events: steady }, 'events_ratio')).toBeCloseTo(1);
    expect(feature({ events: steady }, 'events_ratio_7')).toBeCloseTo(1);
    expect(feature({ events: steady.filter((_, day) => day >= 28 || day % 2 === 0) }, 'events_ratio')).toBeCloseTo(0.5);
    expect(feature({ events: steady.slice(0, 50) }, 'events_ratio')).toBeCloseTo(1);
    expect(feature({ events: steady.slice(0, 41) }, 'events_ratio')).toBeNaN();
  });

  it('sees people fall silent', () => {
    const events = [...steady.filter((_, day) => day >= 40), event(3, 'u2'), event(50, 'u2')];
    const of = (name: string) => feature({ events }, name);
    expect([of('active_users_28'), of('users_ratio'), of('main_user_silent_days')]).toEqual([1, 0.5, 40]);
    expect(of('silent_users_share')).toBeCloseTo(72 / 73);
  });

  it('leaves people blank where events do not name them', () => {
    expect(feature({ events: [event(1, '')] }, 'active_users_28')).toBeNaN();
  });

  it('tells an account without events from a book without events', () => {
    expect(feature({}, 'active_days_28')).toBeNaN();
    expect(feature({ accounts: 2, created: [NaN, NaN], events: [event(1)] }, 'active_days_28', 1)).toBe(0);
  });

  it('sees programs and exports', () => {
    const events = [
      event(1),
      event(2, 'u1', 'api_call'),
      event(3, 'u1', 'data_exported'),
      event(4, 'u1', 'login', 'api'),
    ];
    expect(feature({ events }, 'api_share_28')).toBe(0.5);
    expect(feature({ events }, 'export_share_84')).toBe(0.25);
  });
});

describe('contracts', () => {
  const row = (known: number, ended: number, more: Record<string, number> = {}) => ({
    account: 0,
    known,
    started: known,
    ended,
    mrr: 100,
    seats: 10,
    term: 12,
    autoRenew: 1,
    trial: 0,
    ...more,
  });

  it('finds the next end of term from the first row of a chain', () => {
    const start = daysAgo(200);
    const changed = daysAgo(50);
    const chain = [row(start, changed), row(changed, NaN, { seats: 5, mrr: 50 })];
    const toRenewal = Math.ceil((nextRenewal(start, 12, now) - now) / daySeconds);
    expect(feature({ subscriptions: chain }, 'days_to_renewal')).toBe(toRenewal);
    expect(feature({ subscriptions: chain }, 'seats_change_180')).toBe(0.5);
    expect(feature({ subscriptions: chain }, 'mrr_change_180')).toBe(0.5);
    expect(feature({ subscriptions: chain }, 'tenure_days')).toBe(200);
    const apart = [row(start, daysAgo(60)), row(changed, NaN)];
    expect(feature({ subscriptions: apart }, 'days_to_renewal')).toBe(
      Math.ceil((nextRenewal(changed, 12, now) - now) / daySeconds),
    );
  });

  it('looks past a monthly subscription to the end of the annual one', () => {
    const subscriptions = [row(daysAgo(300), NaN), row(daysAgo(10), NaN, { term: 1 })];
    const toRenewal = Math.ceil((nextRenewal(daysAgo(300), 12, now) - now) / daySeconds);
    expect(feature({ subscriptions }, 'days_to_renewal')).toBe(toRenewal);
    expect(feature({ subscriptions }, 'term_months')).toBe(12);
    expect(feature({ subscriptions: subscriptions.slice(1) }, 'days_to_renewal')).toBeNaN();
    expect(feature({ subscriptions: subscriptions.slice(1) }, 'term_months')).toBe(1);
  });

  it('knows no end of a term that is longer than the calendar', () => {
    const endless = [row(daysAgo(300), NaN, { term: 9_999_999 })];
    expect(feature({ subscriptions: endless }, 'days_to_renewal')).toBeNaN();
    expect(feature({ subscriptions: [...endless, row(daysAgo(10), NaN)] }, 'term_months')).toBe(12);
  });

  it('does not see an end that lies ahead', () => {
    expect(feature({ subscriptions: [row(daysAgo(100), now + 10 * daySeconds)] }, 'running_subscriptions')).toBe(1);
    expect(feature({ subscriptions: [row(daysAgo(100), daysAgo(1))] }, 'running_subscriptions')).toBe(0);
    expect(feature({ subscriptions: [row(daysAgo(100), NaN, { trial: 1 })] }, 'running_subscriptions')).toBe(0);
  });

  it('renews on the last day of a short month, then on the day itself again', () => {
    const at = (day: string) => secondsOfDay(day);
    expect(nextRenewal(at('2025-01-31'), 1, at('2025-02-01'))).toBe(at('2025-02-28'));
    expect(nextRenewal(at('2025-01-31'), 1, at('2025-02-28'))).toBe(at('2025-03-31'));
    expect(nextRenewal(at('2024-02-29'), 12, at('2025-03-01'))).toBe(at('2026-02-28'));
    expect(nextRenewal(at('2025-06-15'), 12, at('2025-06-15'))).toBe(at('2026-06-15'));
  });
});

describe('tickets and invoices', () => {
  it('count a ticket as open until it is closed, and its satisfaction only then', () => {
    const ticket = (closed: number) => [
      { account: 0, known: daysAgo(10), closed, serious: 1, firstResponse: 30, satisfaction: 2, escalated: 1 },
    ];
    expect([
      feature({ tickets: ticket(now + 1) }, 'open_tickets'),
      feature({ tickets: ticket(now + 1) }, 'satisfaction_180'),
    ]).toEqual([1, NaN]);
    expect([
      feature({ tickets: ticket(now - 1) }, 'open_tickets'),
      feature({ tickets: ticket(now - 1) }, 'satisfaction_180'),
    ]).toEqual([0, 2]);
    expect(feature({ tickets: ticket(now) }, 'serious_tickets_90')).toBe(1);
  });

  it('count an invoice as overdue from the day after it was due until it is paid', () => {
    const invoice = (due: number, paid: number) => [{ account: 0, known: daysAgo(60), due, paid }];
    const today = now - daySeconds + 1;
    expect(feature({ invoices: invoice(today, NaN) }, 'overdue_invoices')).toBe(0);
    expect(feature({ invoices: invoice(today - daySeconds, NaN) }, 'overdue_invoices')).toBe(1);
    expect(feature({ invoices: invoice(daysAgo(30), now + 1) }, 'overdue_invoices')).toBe(1);
    expect(feature({ invoices: invoice(daysAgo(30), daysAgo(25)) }, 'days_late_180')).toBe(5);
  });
});

describe('the rest of the book', () => {
  it('is what a change of usage is measured against', () => {
    const events = Array.from({ length: 11 }, (_, account) =>
      Array.from({ length: 112 }, (_, day) => day)
        .filter((day) => day >= 28 || day % (account === 0 ? 4 : 2) === 0)
        .map((day) => ({ ...event(day), account })),
    ).flat();
    const book = { accounts: 11, created: new Array<number>(11).fill(NaN), events };
    expect(feature(book, 'events_ratio_book', 0)).toBeCloseTo(0.5);
    expect(feature(book, 'events_ratio_book', 5)).toBeCloseTo(1);
  });
});
