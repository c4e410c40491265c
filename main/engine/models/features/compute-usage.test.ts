import { describe, expect, it } from 'vitest';
import { daysAgo, event, featureOf } from '../testing/one-feature.ts';

describe('usage', () => {
  const steady = Array.from({ length: 112 }, (_, day) => event(day));

  it('counts days, weeks and pauses', () => {
    const events = [event(0), event(0), event(6), event(7), event(27), event(28), event(83), event(84)];
    const of = (name: string) => featureOf({ events }, name);
    expect([of('active_days_7'), of('active_days_28'), of('active_days_84'), of('active_days_before_28')]).toEqual([
      2, 4, 6, 1,
    ]);
    expect([of('events_28'), of('active_weeks_12'), of('longest_gap_84'), of('days_since_event')]).toEqual([
      5, 5, 54, 0,
    ]);
  });

  it('compares with the rate before, for as long as the account has been there', () => {
    expect(featureOf({ events: steady }, 'events_ratio')).toBeCloseTo(1);
    expect(featureOf({ events: steady }, 'events_ratio_7')).toBeCloseTo(1);
    expect(featureOf({ events: steady.filter((_, day) => day >= 28 || day % 2 === 0) }, 'events_ratio')).toBeCloseTo(
      0.5,
    );
    expect(featureOf({ events: steady.slice(0, 50) }, 'events_ratio')).toBeCloseTo(1);
    expect(featureOf({ events: steady.slice(0, 41) }, 'events_ratio')).toBeNaN();
  });

  it('sees people fall silent', () => {
    const events = [...steady.filter((_, day) => day >= 40), event(3, 'u2'), event(50, 'u2')];
    const of = (name: string) => featureOf({ events }, name);
    expect([of('active_users_28'), of('users_ratio'), of('main_user_silent_days')]).toEqual([1, 0.5, 40]);
    expect(of('silent_users_share')).toBeCloseTo(72 / 73);
  });

  it('leaves people blank where events do not name them', () => {
    expect(featureOf({ events: [event(1, '')] }, 'active_users_28')).toBeNaN();
  });

  it('tells an account without events from a book without events', () => {
    expect(featureOf({}, 'active_days_28')).toBeNaN();
    expect(featureOf({ accounts: 2, created: [NaN, NaN], events: [event(1)] }, 'active_days_28', 1)).toBe(0);
  });

  it('sees programs and exports', () => {
    const events = [
      event(1),
      event(2, 'u1', 'api_call'),
      event(3, 'u1', 'data_exported'),
      event(4, 'u1', 'login', 'api'),
    ];
    expect(featureOf({ events }, 'api_share_28')).toBe(0.5);
    expect(featureOf({ events }, 'export_share_84')).toBe(0.25);
  });
});

describe('key events, sessions and people', () => {
  it('count doing apart from looking, and compare spans', () => {
    const events = [
      ...Array.from({ length: 180 }, (_, day) => event(day, 'u1', 'report_created')),
      ...Array.from({ length: 180 }, (_, day) => event(day, 'u1', 'report_viewed')),
    ].filter(({ at }) => at <= daysAgo(3) || at > daysAgo(1));
    const of = (name: string) => featureOf({ events }, name);
    expect([of('key_events_7'), of('key_events_28'), of('key_events_84'), of('key_events_182')]).toEqual([
      5, 26, 82, 178,
    ]);
    expect(of('key_ratio_7')).toBeCloseTo(5 / 7);
    expect(of('key_ratio_28')).toBeCloseTo(26 / 28);
    expect(featureOf({ events: events.filter(({ name }) => name === 'report_viewed') }, 'key_events_28')).toBeNaN();
  });

  it('see parts of the product fall out of use', () => {
    const events = [
      event(5),
      event(40, 'u1', 'report'),
      event(100, 'u1', 'export'),
      event(130, 'u1', 'import'),
      event(60),
    ];
    expect(featureOf({ events }, 'lost_features_28')).toBe(2);
  });

  it('begin a session after half an hour of silence of that person', () => {
    const at = (seconds: number, user: string) => ({ ...event(1, user), at: daysAgo(1) + seconds });
    const events = [event(60), at(0, 'u1'), at(1_800, 'u1'), at(3_601, 'u1'), at(10, 'u2'), at(20, 'u2')];
    expect(featureOf({ events }, 'sessions_28')).toBe(3);
    // Without names the account as a whole pauses.
    expect(featureOf({ events: events.map((one) => ({ ...one, user: '' })) }, 'sessions_28')).toBe(2);
  });

  it('follow the busiest person, and who is new', () => {
    const events = [
      ...Array.from({ length: 154 }, (_, day) => event(28 + day, 'main')),
      ...Array.from({ length: 7 }, (_, day) => event(day, 'main')),
      ...Array.from({ length: 77 }, (_, day) => event(28 + 2 * day, 'other')),
      event(3, 'new'),
    ];
    const of = (name: string) => featureOf({ events }, name);
    expect(of('main_user_ratio')).toBeCloseTo(7 / 28);
    expect(of('main_user_share')).toBeCloseTo(154 / 231);
    expect(of('new_users_28')).toBe(1);
  });
});

describe('a fall of usage', () => {
  /** Eleven accounts with a session a day for a year; the first one every other day in its last weeks. */
  const book = (weeks: number) => ({
    accounts: 11,
    created: new Array<number>(11).fill(NaN),
    events: Array.from({ length: 11 }, (_, account) =>
      Array.from({ length: 280 }, (_, day) => day)
        .filter((day) => account > 0 || day >= weeks * 7 || day % 3 === 0)
        .map((day) => ({ ...event(day), account })),
    ).flat(),
  });

  it('is found with the weeks that it has lasted, against the other accounts', () => {
    for (const weeks of [3, 6]) {
      expect(featureOf(book(weeks), 'fall_weeks'), String(weeks)).toBe(weeks);
      expect(featureOf(book(weeks), 'fall_weeks', 4)).toBe(0);
    }
    expect(featureOf(book(6), 'fall_evidence')).toBeGreaterThan(featureOf(book(3), 'fall_evidence'));
    expect(featureOf(book(3), 'usage_surprise_14')).toBeLessThan(-2);
    expect(featureOf(book(3), 'usage_surprise_14', 4)).toBeCloseTo(0);
    expect(featureOf(book(6), 'usage_trend_84')).toBeLessThan(0);
    expect(featureOf(book(3), 'weekly_variation_84', 4)).toBeCloseTo(0);
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
    expect(featureOf(book, 'events_ratio_book', 0)).toBeCloseTo(0.5);
    expect(featureOf(book, 'events_ratio_book', 5)).toBeCloseTo(1);
  });
});
