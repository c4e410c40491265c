import { describe, expect, it } from 'vitest';
import { daysAgo, featureOf, now } from '../testing/one-feature.ts';
import { daySeconds } from '../testing/plain-book.ts';

describe('tickets and invoices', () => {
  it('count a ticket as open until it is closed, and its satisfaction only then', () => {
    const ticket = (closed: number) => [
      { account: 0, known: daysAgo(10), closed, serious: 1, firstResponse: 30, satisfaction: 2, escalated: 1 },
    ];
    expect([
      featureOf({ tickets: ticket(now + 1) }, 'open_tickets'),
      featureOf({ tickets: ticket(now + 1) }, 'satisfaction_180'),
    ]).toEqual([1, NaN]);
    expect([
      featureOf({ tickets: ticket(now - 1) }, 'open_tickets'),
      featureOf({ tickets: ticket(now - 1) }, 'satisfaction_180'),
    ]).toEqual([0, 2]);
    expect(featureOf({ tickets: ticket(now) }, 'serious_tickets_90')).toBe(1);
  });

  it('count an invoice as overdue from the day after it was due until it is paid', () => {
    const invoice = (due: number, paid: number) => [{ account: 0, known: daysAgo(60), due, paid }];
    const today = now - daySeconds + 1;
    expect(featureOf({ invoices: invoice(today, NaN) }, 'overdue_invoices')).toBe(0);
    expect(featureOf({ invoices: invoice(today - daySeconds, NaN) }, 'overdue_invoices')).toBe(1);
    expect(featureOf({ invoices: invoice(daysAgo(30), now + 1) }, 'overdue_invoices')).toBe(1);
    expect(featureOf({ invoices: invoice(daysAgo(30), daysAgo(25)) }, 'days_late_180')).toBe(5);
  });
});

describe('conversations, surveys and signals', () => {
  const talk = (days: number, more: Record<string, number>) => ({
    account: 0,
    known: daysAgo(days),
    unanswered: NaN,
    inbound: NaN,
    ...more,
  });

  it('tell channels apart, who began, and when the customer last spoke', () => {
    const interactions = [
      talk(200, { channel: 1, inbound: 1 }),
      talk(120, { channel: 1, inbound: 0, unanswered: 0 }),
      talk(50, { channel: 2, inbound: 0, unanswered: 1 }),
      talk(10, { channel: 3, inbound: 0, unanswered: 1, worried: 1 }),
    ];
    const of = (name: string) => featureOf({ interactions }, name);
    expect([of('meetings_180'), of('calls_180'), of('emails_180'), of('interactions_change_90')]).toEqual([1, 1, 1, 1]);
    expect([of('inbound_share_180'), of('worried_talks_90'), of('days_since_answer')]).toEqual([0, 1, 120]);
    expect(featureOf({ interactions: interactions.slice(0, 1) }, 'days_since_answer')).toBe(200);
    expect(featureOf({ interactions: interactions.slice(2) }, 'days_since_answer')).toBeNaN();
  });

  it('average the tone of texts, and leave it blank without any', () => {
    const survey = (days: number, tone: number) => ({
      account: 0,
      known: daysAgo(days),
      score: NaN,
      promoter: 0,
      tone,
    });
    expect(featureOf({ surveys: [survey(10, -0.5), survey(20, 0.25), survey(400, 1)] }, 'survey_sentiment_365')).toBe(
      -0.125,
    );
    expect(featureOf({ surveys: [survey(10, NaN)] }, 'survey_sentiment_365')).toBeNaN();
    expect(featureOf({ surveys: [survey(10, NaN)] }, 'days_since_survey')).toBe(10);
    const signals = [5, 10, 15].map((days) => ({
      account: 0,
      known: daysAgo(days),
      value: NaN,
      news: days > 5 ? -1 : 1,
    }));
    expect([featureOf({ signals }, 'bad_signals_180'), featureOf({ signals }, 'good_signals_180')]).toEqual([2, 1]);
  });
});

describe('support and payments against what is usual', () => {
  const ticket = (days: number, more: Record<string, number> = {}, account = 0) => ({
    account,
    known: daysAgo(days),
    closed: NaN,
    satisfaction: NaN,
    escalated: NaN,
    firstResponse: NaN,
    tone: NaN,
    ...more,
  });

  it('count unhappy, reopened and old open tickets', () => {
    const tickets = [
      ticket(100, { closed: daysAgo(90), reopened: 1 }),
      ticket(40, { tone: -0.7 }),
      ticket(5, { tone: -0.1, closed: daysAgo(1) }),
    ];
    const of = (name: string) => featureOf({ tickets }, name);
    expect([of('upset_tickets_90'), of('reopened_tickets_180'), of('oldest_open_days')]).toEqual([1, 1, 40]);
    expect(of('ticket_sentiment_180')).toBeCloseTo(-0.4);
  });

  it('compare an account with its own past and with the book', () => {
    // Both accounts opened one ticket a month; lately the first one opens three.
    const usual = (account: number) => Array.from({ length: 9 }, (_, month) => ticket(5 + 30 * month, {}, account));
    const tickets = [...usual(0), ...usual(1), ticket(3), ticket(20), ticket(40), ticket(50), ticket(70), ticket(80)];
    const book = { accounts: 2, created: [NaN, NaN], tickets };
    expect(featureOf(book, 'tickets_surprise')).toBeGreaterThan(1);
    expect(featureOf(book, 'tickets_surprise', 1)).toBeLessThan(-0.5);
    expect(featureOf({ tickets: [ticket(3)] }, 'tickets_surprise')).toBeNaN();
  });

  it('know failed payments, a change of habit, and invoices that say nothing of lateness', () => {
    const invoice = (due: number, late: number, failed = 0) => ({
      account: 0,
      known: daysAgo(due + 30),
      due: daysAgo(due),
      paid: daysAgo(due - late),
      failed,
    });
    const invoices = [invoice(200, 2), invoice(150, 4), invoice(30, 13)];
    expect(featureOf({ invoices }, 'lateness_change')).toBe(10);
    expect(
      featureOf({ invoices: [invoice(30, NaN, 1), invoice(170, NaN, 1), invoice(185, NaN, 1)] }, 'failed_invoices_180'),
    ).toBe(2);
    const unknown = [{ account: 0, known: daysAgo(60), due: NaN, paid: NaN, failed: 0 }];
    expect([
      featureOf({ invoices: unknown }, 'overdue_invoices'),
      featureOf({ invoices: unknown }, 'days_late_180'),
    ]).toEqual([0, NaN]);
  });
});
