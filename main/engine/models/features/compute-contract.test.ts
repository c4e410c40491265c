import { describe, expect, it } from 'vitest';
import { secondsOfDay } from '../../../../shared/domain/time.ts';
import { daysAgo, featureOf, now } from '../testing/one-feature.ts';
import { daySeconds } from '../testing/plain-book.ts';
import { nextRenewal } from './compute-contract.ts';

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
    expect(featureOf({ subscriptions: chain }, 'days_to_renewal')).toBe(toRenewal);
    expect(featureOf({ subscriptions: chain }, 'seats_change_180')).toBe(0.5);
    expect(featureOf({ subscriptions: chain }, 'mrr_change_180')).toBe(0.5);
    expect(featureOf({ subscriptions: chain }, 'tenure_days')).toBe(200);
    const apart = [row(start, daysAgo(60)), row(changed, NaN)];
    expect(featureOf({ subscriptions: apart }, 'days_to_renewal')).toBe(
      Math.ceil((nextRenewal(changed, 12, now) - now) / daySeconds),
    );
  });

  it('looks past a monthly subscription to the end of the annual one', () => {
    const subscriptions = [row(daysAgo(300), NaN), row(daysAgo(10), NaN, { term: 1 })];
    const toRenewal = Math.ceil((nextRenewal(daysAgo(300), 12, now) - now) / daySeconds);
    expect(featureOf({ subscriptions }, 'days_to_renewal')).toBe(toRenewal);
    expect(featureOf({ subscriptions }, 'term_months')).toBe(12);
    expect(featureOf({ subscriptions: subscriptions.slice(1) }, 'days_to_renewal')).toBeNaN();
    expect(featureOf({ subscriptions: subscriptions.slice(1) }, 'term_months')).toBe(1);
  });

  it('knows no end of a term that is longer than the calendar', () => {
    const endless = [row(daysAgo(300), NaN, { term: 9_999_999 })];
    expect(featureOf({ subscriptions: endless }, 'days_to_renewal')).toBeNaN();
    expect(featureOf({ subscriptions: [...endless, row(daysAgo(10), NaN)] }, 'term_months')).toBe(12);
  });

  it('does not see an end that lies ahead', () => {
    expect(featureOf({ subscriptions: [row(daysAgo(100), now + 10 * daySeconds)] }, 'running_subscriptions')).toBe(1);
    expect(featureOf({ subscriptions: [row(daysAgo(100), daysAgo(1))] }, 'running_subscriptions')).toBe(0);
    expect(featureOf({ subscriptions: [row(daysAgo(100), NaN, { trial: 1 })] }, 'running_subscriptions')).toBe(0);
  });

  it('renews on the last day of a short month, then on the day itself again', () => {
    const at = (day: string) => secondsOfDay(day);
    expect(nextRenewal(at('2025-01-31'), 1, at('2025-02-01'))).toBe(at('2025-02-28'));
    expect(nextRenewal(at('2025-01-31'), 1, at('2025-02-28'))).toBe(at('2025-03-31'));
    expect(nextRenewal(at('2024-02-29'), 12, at('2025-03-01'))).toBe(at('2026-02-28'));
    expect(nextRenewal(at('2025-06-15'), 12, at('2025-06-15'))).toBe(at('2026-06-15'));
  });
});

describe('what a contract became', () => {
  const row = (from: number, to: number, seats: number, mrr: number, more: Record<string, number> = {}) => ({
    account: 0,
    known: daysAgo(from),
    started: daysAgo(from),
    ended: daysAgo(to),
    seats,
    mrr,
    term: 12,
    autoRenew: 1,
    trial: 0,
    plan: 7,
    ...more,
  });

  it('counts steps down and up, but not a beginning or a return', () => {
    const subscriptions = [row(290, 200, 10, 100), row(200, 100, 8, 80), row(100, 50, 12, 120), row(40, NaN, 3, 30)];
    const of = (name: string) => featureOf({ subscriptions }, name);
    expect([of('downgrades_365'), of('upgrades_365'), of('days_since_downgrade')]).toEqual([1, 1, 200]);
    expect(featureOf({ subscriptions: subscriptions.slice(3) }, 'days_since_downgrade')).toBe(1_095);
    // Where the end is written as the last day that is paid for, the next row begins a day later.
    const dayBetween = [row(290, 201, 10, 100), row(200, NaN, 8, 80)];
    expect(featureOf({ subscriptions: dayBetween }, 'downgrades_365')).toBe(1);
  });

  it('knows the end of any term, since when it runs and how often it was renewed', () => {
    const monthly = [row(100, NaN, 1, 10, { term: 1 })];
    const of = (name: string) => featureOf({ subscriptions: monthly }, name);
    expect(of('days_to_term_end') + of('term_days')).toBeGreaterThanOrEqual(28);
    expect(of('days_to_term_end') + of('term_days')).toBeLessThanOrEqual(31);
    expect([of('days_to_renewal'), of('renewals_so_far')]).toEqual([NaN, 3]);
  });

  it('compares the price of a seat with that of others on the plan', () => {
    const subscriptions = Array.from({ length: 11 }, (_, account) => ({
      ...row(50, NaN, 10, account === 0 ? 80 : 100),
      account,
    }));
    const book = { accounts: 11, created: new Array<number>(11).fill(NaN), subscriptions };
    expect(featureOf(book, 'price_to_usual')).toBeCloseTo(0.8);
    expect(featureOf({ ...book, subscriptions: subscriptions.slice(0, 9) }, 'price_to_usual')).toBeNaN();
    expect(featureOf(book, 'running_plan')).toBe(7);
  });

  it('takes an attribute from the version of the day, and from the first before any', () => {
    const said = (days: number, industry: number) => ({ account: 0, known: daysAgo(days), industry });
    expect(featureOf({ attributes: [said(50, 1), said(20, 2)] }, 'industry')).toBe(2);
    expect(featureOf({ attributes: [said(50, 1), said(-20, 2)] }, 'industry')).toBe(1);
    expect(featureOf({ attributes: [said(-5, 1), said(-20, 2)] }, 'industry')).toBe(1);
  });
});
