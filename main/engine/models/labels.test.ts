import { describe, expect, it } from 'vitest';
import type { LabelRule } from '../../../shared/contract/index.ts';
import { accountLife, churnWithin, isCustomerOn, settledUntil } from './labels.ts';
import type { LifeFacts } from './labels.ts';
import { proposeRule, silenceThatMeansLeaving } from './label-rule.ts';

const until = 1_000;
const rule = (parts: { ended?: boolean; event?: boolean; silent?: number; grace?: number }): LabelRule => ({
  subscriptionEnded: { enabled: parts.ended ?? false, graceDays: parts.grace ?? 30 },
  churnEvent: { enabled: parts.event ?? false },
  inactivity: { enabled: parts.silent !== undefined, days: parts.silent ?? 90 },
  horizonDays: 90,
});
const facts = (parts: Partial<LifeFacts>): LifeFacts => ({
  subscriptions: [],
  churnEvents: [],
  activeDays: [],
  created: null,
  ...parts,
});
const ended = rule({ ended: true });
const both = rule({ ended: true, event: true });

describe('subscription ended', () => {
  it('is a churn on its end day when nothing followed within the grace', () => {
    const life = accountLife(facts({ subscriptions: [{ start: 100, end: 400 }] }), ended, until);
    expect(life.churns).toEqual([400]);
    expect(isCustomerOn(life, 399)).toBe(true);
    expect(isCustomerOn(life, 400)).toBe(false);
    expect(churnWithin(life, 310, 90)).toBe(400);
    expect(churnWithin(life, 309, 90)).toBeNull();
    expect(churnWithin(life, 400, 90)).toBeNull();
  });

  it('is none when another subscription starts on the last day of the grace, and one a day later', () => {
    const following = (start: number) =>
      accountLife(
        facts({
          subscriptions: [
            { start: 100, end: 400 },
            { start, end: null },
          ],
        }),
        ended,
        until,
      );
    expect(following(430).churns).toEqual([]);
    expect(following(431).churns).toEqual([400]);
    expect(isCustomerOn(following(430), 415)).toBe(false);
    expect(isCustomerOn(following(431), 500)).toBe(true);
  });

  it('is none while another subscription of the account runs', () => {
    const life = accountLife(
      facts({
        subscriptions: [
          { start: 100, end: 400 },
          { start: 200, end: 500 },
          { start: 300, end: null },
        ],
      }),
      ended,
      until,
    );
    expect(life.churns).toEqual([]);
  });

  it('makes a new episode of every return', () => {
    const life = accountLife(
      facts({
        subscriptions: [
          { start: 100, end: 300 },
          { start: 500, end: 700 },
        ],
      }),
      ended,
      until,
    );
    expect(life.churns).toEqual([300, 700]);
    expect(isCustomerOn(life, 600)).toBe(true);
    expect(isCustomerOn(life, 400)).toBe(false);
  });

  it('is certain only once the data covers the grace', () => {
    const young = accountLife(facts({ subscriptions: [{ start: 100, end: until - 29 }] }), ended, until);
    expect(young.churns).toEqual([]);
    expect(young.pendingFrom).toBe(until - 29);
    const old = accountLife(facts({ subscriptions: [{ start: 100, end: until - 30 }] }), ended, until);
    expect(old.churns).toEqual([until - 30]);
    expect(old.pendingFrom).toBeNull();
    expect(settledUntil([young, old], until)).toBe(until - 30);
  });

  it('does not look beyond the data', () => {
    const life = accountLife(facts({ subscriptions: [{ start: 100, end: until + 50 }] }), ended, until);
    expect(life.churns).toEqual([]);
    expect(isCustomerOn(life, until)).toBe(true);
  });

  it('has no customers among accounts without a paying subscription', () => {
    expect(accountLife(facts({ activeDays: [10, 20, 30], created: 5 }), ended, until).spans).toEqual([]);
  });
});

describe('churn event', () => {
  it('and the end of the subscription are one departure; the earlier day counts', () => {
    const subscriptions = [{ start: 100, end: 400 }];
    expect(accountLife(facts({ subscriptions, churnEvents: [400] }), both, until).churns).toEqual([400]);
    expect(accountLife(facts({ subscriptions, churnEvents: [390] }), both, until).churns).toEqual([390]);
    expect(accountLife(facts({ subscriptions, churnEvents: [410] }), both, until).churns).toEqual([400]);
  });

  it('settles at once what the grace would leave open', () => {
    const life = accountLife(
      facts({ subscriptions: [{ start: 100, end: until - 5 }], churnEvents: [until - 5] }),
      both,
      until,
    );
    expect(life.churns).toEqual([until - 5]);
    expect(life.pendingFrom).toBeNull();
  });

  it('ends the customer even while the subscription runs, until another one starts', () => {
    const life = accountLife(
      facts({
        subscriptions: [
          { start: 100, end: null },
          { start: 600, end: null },
        ],
        churnEvents: [400],
      }),
      rule({ event: true }),
      until,
    );
    expect(life.churns).toEqual([400]);
    expect([399, 400, 599, 600].map((day) => isCustomerOn(life, day))).toEqual([true, false, false, true]);
  });

  it('counts in books without subscriptions; later activity is a return, its tail is not', () => {
    const life = accountLife(
      facts({ churnEvents: [400], activeDays: [300, 410, 480, 700], created: 200 }),
      rule({ event: true }),
      until,
    );
    expect(life.churns).toEqual([400]);
    expect([250, 399, 410, 479, 480].map((day) => isCustomerOn(life, day))).toEqual([true, true, false, false, true]);
  });

  it('changes nothing for an account that had left long before', () => {
    expect(
      accountLife(facts({ subscriptions: [{ start: 100, end: 400 }], churnEvents: [500] }), both, until).churns,
    ).toEqual([400]);
  });
});

describe('inactivity', () => {
  it('is a churn on the day that makes the silence long enough', () => {
    const life = accountLife(facts({ activeDays: [100, 150, 300] }), rule({ silent: 90 }), until);
    expect(life.churns).toEqual([240, 390]);
    expect([239, 240, 299, 300, 389, 390].map((day) => isCustomerOn(life, day))).toEqual([
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
  });

  it('counts where it is the rule, also for accounts with a subscription', () => {
    const life = accountLife(
      facts({ subscriptions: [{ start: 100, end: null }], activeDays: [100, 150] }),
      rule({ silent: 90 }),
      until,
    );
    expect(life.churns).toEqual([240]);
    expect([239, 240].map((day) => isCustomerOn(life, day))).toEqual([true, false]);
  });

  it('is open where the data ends before', () => {
    const life = accountLife(facts({ activeDays: [until - 89] }), rule({ silent: 90 }), until);
    expect(life.churns).toEqual([]);
    expect(isCustomerOn(life, until)).toBe(true);
  });
});

describe('the proposed rule', () => {
  const churned = Array.from({ length: 60 }, (_, index) =>
    facts({ subscriptions: [{ start: 100, end: 300 + index }], churnEvents: [300 + index] }),
  );

  it('takes subscriptions and churn events where they agree', () => {
    const { rule: proposed, why } = proposeRule(churned, until);
    expect([proposed.subscriptionEnded.enabled, proposed.churnEvent.enabled, proposed.inactivity.enabled]).toEqual([
      true,
      true,
      false,
    ]);
    expect(why.en).toContain('agree');
    expect(why.es).toContain('concuerdan');
  });

  it('takes the subscriptions where they contradict and are enough, the events where they are not', () => {
    const running = Array.from({ length: 40 }, () =>
      facts({ subscriptions: [{ start: 100, end: null }], churnEvents: [500] }),
    );
    expect(proposeRule([...churned, ...running], until).rule).toMatchObject({
      subscriptionEnded: { enabled: true },
      churnEvent: { enabled: false },
    });
    const few = proposeRule([...churned.slice(0, 20), ...running], until);
    expect(few.rule).toMatchObject({ subscriptionEnded: { enabled: false }, churnEvent: { enabled: true } });
    expect(few.why.en).toContain('contradict');
    expect(few.why.es).toContain('se contradicen');
  });

  it('goes by silence where there is neither, three times the usual pause within 30 to 365 days', () => {
    const every = (gap: number) => [facts({ activeDays: Array.from({ length: 20 }, (_, index) => index * gap) })];
    expect(silenceThatMeansLeaving(every(20))).toBe(60);
    expect(silenceThatMeansLeaving(every(2))).toBe(30);
    expect(silenceThatMeansLeaving(every(200))).toBe(365);
    expect(silenceThatMeansLeaving([facts({})])).toBe(90);
    expect(proposeRule(every(20), until).rule.inactivity).toEqual({ enabled: true, days: 60 });
  });

  it('says churn events where there are no subscriptions', () => {
    expect(proposeRule([facts({ churnEvents: [400] })], until).rule).toMatchObject({
      subscriptionEnded: { enabled: false },
      churnEvent: { enabled: true },
    });
  });
});
