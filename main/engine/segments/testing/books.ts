import * as fc from 'fast-check';
import type { EventSelector, SegmentCondition, SegmentRule } from '../../../../shared/contract/index.ts';
import type { PlainEvent } from '../../testing/index.ts';

/** A book as plain values: what the slow reading below looks at. */
export type Plain = {
  accounts: {
    id: string;
    segment: string | null;
    employees: number | null;
    renewal: string | null;
    seats: string | number | null;
  }[];
  events: PlainEvent[];
  tickets: { account: string; opened: number; closed: number | null; priority: string | null }[];
  surveys: { account: string; at: number; score: number | null; survey: string }[];
  subscriptions: {
    account: string;
    start: string;
    end: string | null;
    mrr: number | null;
    currency: string;
    trial: boolean;
  }[];
  scores: { account: string; now: number; before: number | null }[];
  until: number;
  zone: string;
};

export const day = 86_400;
// The days around it hold a change of clocks in Madrid (29 March) and a leap day is not far.
const middle = Date.parse('2024-03-31T00:00:00Z') / 1000;
export const ids = ['A', 'B', 'C', 'D', '😀', '\uffee'];
const onlyEvents = ['Y', 'Z'];

const anySecond = fc.oneof(
  fc.integer({ min: -40, max: 3 }).map((days) => middle + days * day),
  fc
    .tuple(fc.integer({ min: -40, max: 3 }), fc.constantFrom(-3600, -1, 1, 3600, 7200, 43_200))
    .map(([days, more]) => middle + days * day + more),
);
const anyDay = fc
  .integer({ min: -40, max: 60 })
  .map((days) => new Date((middle + days * day) * 1000).toISOString().slice(0, 10));
const anyAccount = fc.constantFrom(...ids);

export const anyBook: fc.Arbitrary<Plain> = fc.record({
  accounts: fc
    .record({
      segment: fc.array(fc.constantFrom('SMB', 'Mid', null), { minLength: 6, maxLength: 6 }),
      employees: fc.array(fc.constantFrom(2, 10, null), { minLength: 6, maxLength: 6 }),
      renewal: fc.array(fc.option(anyDay), { minLength: 6, maxLength: 6 }),
      seats: fc.array(fc.constantFrom(2, '10', 'many', null), { minLength: 6, maxLength: 6 }),
    })
    .map(({ segment, employees, renewal, seats }) =>
      ids.map((id, index) => ({
        id,
        segment: segment[index]!,
        employees: employees[index]!,
        renewal: renewal[index]!,
        seats: seats[index]!,
      })),
    ),
  events: fc.array(
    fc.record({
      account: fc.constantFrom(...ids.slice(0, 3), ...onlyEvents),
      seconds: anySecond,
      name: fc.constantFrom('login', 'export', 'share'),
      quantity: fc.constantFrom(null, 1, 2.5, -1),
      properties: fc.constantFrom<Record<string, string>>({}, { plan: 'free' }, { plan: 'pro' }),
    }),
    { minLength: 1, maxLength: 40 },
  ),
  tickets: fc.array(
    fc.record({
      account: anyAccount,
      opened: anySecond,
      closed: fc.option(anySecond),
      priority: fc.constantFrom('high', 'low', null),
    }),
    { maxLength: 8 },
  ),
  surveys: fc.array(
    fc.record({
      account: anyAccount,
      at: fc.constantFrom(middle, middle - 86_400),
      score: fc.constantFrom(0, 6, 9, null),
      survey: fc.constantFrom('NPS', 'CSAT'),
    }),
    { maxLength: 8 },
  ),
  subscriptions: fc.array(
    fc.record({
      account: anyAccount,
      start: anyDay,
      end: fc.option(anyDay),
      mrr: fc.constantFrom(0, 100_00, 250_50, null),
      currency: fc.constantFrom('EUR', 'EUR', 'USD'),
      trial: fc.constantFrom(false, false, true),
    }),
    { maxLength: 8 },
  ),
  scores: fc
    .array(fc.record({ now: fc.constantFrom(0.2, 0.5, 0.9), before: fc.constantFrom(0.25, 0.5, null) }), {
      maxLength: 4,
    })
    .map((scores) => scores.map((score, index) => ({ ...score, account: ids[index]! }))),
  until: anySecond,
  zone: fc.constantFrom('UTC', 'Europe/Madrid', 'America/New_York', 'Pacific/Kiritimati'),
});

const anySelector: fc.Arbitrary<EventSelector> = fc.record({
  events: fc.constantFrom<string[]>([], ['login'], ['export', 'share']),
  where: fc.constantFrom<EventSelector['where']>(
    [],
    [{ property: 'plan', operator: 'is', values: ['pro'] }],
    [{ property: 'plan', operator: 'is-not-set', values: [] }],
    [{ property: 'quantity', operator: 'at-least', values: ['1'] }],
  ),
});
const anyCompare = fc.constantFrom('at-least' as const, 'at-most' as const, 'exactly' as const);
const anyWindow = fc.constantFrom(null, 1, 2, 7, 30);

export const anyCondition: fc.Arbitrary<SegmentCondition> = fc.oneof(
  fc.record({
    on: fc.constant('attribute' as const),
    key: fc.constantFrom('segment' as const, 'employees' as const, 'attribute:seats' as const, 'renewal_day' as const),
    operator: fc.constantFrom('is' as const, 'is-not' as const, 'is-set' as const, 'is-not-set' as const),
    values: fc.constantFrom<string[]>(['SMB'], ['10', 'Mid'], ['2.0']),
  }),
  fc.record({
    on: fc.constant('attribute' as const),
    key: fc.constantFrom('employees' as const, 'attribute:seats' as const),
    operator: fc.constantFrom('at-least' as const, 'at-most' as const),
    values: fc.constantFrom<string[]>(['9'], ['10.0']),
  }),
  fc.record({
    on: fc.constant('usage' as const),
    selector: anySelector,
    count: fc.constantFrom('events' as const, 'days' as const, 'quantity' as const),
    compare: anyCompare,
    value: fc.constantFrom(0, 1, 2, 3.5),
    withinDays: anyWindow,
  }),
  fc.record({
    on: fc.constant('last-seen' as const),
    selector: anySelector,
    compare: fc.constantFrom('at-least' as const, 'at-most' as const),
    days: fc.constantFrom(0, 1, 5, 30),
  }),
  fc.record({
    on: fc.constant('tickets' as const),
    state: fc.constantFrom('opened' as const, 'open' as const),
    priority: fc.constantFrom<string[]>([], ['high'], ['high', 'low']),
    compare: anyCompare,
    value: fc.constantFrom(0, 1, 2),
    withinDays: anyWindow,
  }),
  fc.record({
    on: fc.constant('survey' as const),
    survey: fc.constantFrom(null, 'NPS'),
    compare: anyCompare,
    value: fc.constantFrom(0, 6, 8),
    withinDays: anyWindow,
  }),
  fc.record({ on: fc.constant('revenue' as const), compare: anyCompare, value: fc.constantFrom(0, 100, 250.5, 300) }),
  fc.record({
    on: fc.constant('score' as const),
    what: fc.constantFrom('probability' as const, 'change' as const),
    compare: fc.constantFrom('at-least' as const, 'at-most' as const),
    value: fc.constantFrom(0, 0.3, 0.5),
  }),
  fc.record({ on: fc.constant('renewal' as const), withinDays: fc.constantFrom(1, 20) }),
  fc.record({ on: fc.constant('churned' as const), is: fc.boolean() }),
  fc.record({
    on: fc.constant('set' as const),
    set: fc.constant({ of: 'segment' as const, segment: 1 }),
    is: fc.boolean(),
  }),
  fc.record({ on: fc.constant('segment' as const), segment: fc.constantFrom(1, 2), is: fc.boolean() }),
);

export const anyRule: fc.Arbitrary<SegmentRule> = fc.letrec<{ rule: SegmentRule }>((tie) => ({
  rule: fc.record({
    combinator: fc.constantFrom('and' as const, 'or' as const),
    not: fc.boolean(),
    rules: fc.array(fc.oneof({ depthSize: 'small', withCrossShrink: true }, anyCondition, tie('rule')), {
      maxLength: 4,
    }),
  }),
})).rule;
