import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { segmentRule } from '../../../shared/contract/index.ts';
import type { SegmentRule } from '../../../shared/contract/index.ts';
import { ruleBits } from './evaluate.ts';
import { plainEvent, testBook } from '../testing/index.ts';
import type { TestBook } from '../testing/index.ts';
import { idsOfBits, universeOf } from './universe.ts';

const at = (instant: string): number => Date.parse(instant) / 1000;
const utc = { zone: 'UTC', weekStart: 'monday' } as const;

let book: TestBook;
beforeAll(() => {
  book = testBook((set) => (set.of === 'retention' ? ['A', 'gone'] : []));
});
afterAll(() => book.close());

function rule(...rules: unknown[]): SegmentRule {
  return segmentRule.parse({ combinator: 'and', not: false, rules });
}
const members = (asked: SegmentRule, calendar: { zone: string; weekStart: 'monday' } = utc): string[] =>
  book.read((context) => idsOfBits(universeOf(context), ruleBits(context, asked, calendar)));

const until = at('2026-03-31T12:00:00Z');

describe('a rule', () => {
  beforeAll(() => {
    book.fill(
      {
        accounts: [
          {
            account_id: 'A',
            name: 'Áurea',
            segment: 'SMB',
            employees: 9,
            created_day: '2025-01-31',
            attributes: '{"seats":"5","zip":"01234"}',
          },
          { account_id: 'B', name: 'Bolt', segment: 'Enterprise', employees: 10, attributes: '{"seats":12}' },
          { account_id: 'C', name: null, segment: null },
        ],
      },
      [
        plainEvent('A', at('2026-03-30T23:30:00Z'), 'login'),
        plainEvent('A', at('2026-03-31T00:30:00Z'), 'login'),
        plainEvent('A', at('2026-03-31T09:00:00Z'), 'export'),
        plainEvent('B', at('2026-03-03T00:00:00Z'), 'login'),
        plainEvent('B', at('2099-01-01T00:00:00Z'), 'login'),
        plainEvent('Z', at('2026-03-04T00:00:00Z'), 'login'),
      ],
      until,
    );
  });

  it('without conditions holds for every account, those with nothing but events included', () => {
    expect(members(rule())).toEqual(['A', 'B', 'C', 'Z']);
    expect(members({ ...rule(), not: true })).toEqual([]);
  });

  it('compares numbers as numbers and codes as texts', () => {
    const on = { on: 'attribute' };
    expect(members(rule({ ...on, key: 'employees', operator: 'at-least', values: ['10'] }))).toEqual(['B']);
    expect(members(rule({ ...on, key: 'attribute:seats', operator: 'at-most', values: ['9'] }))).toEqual(['A']);
    expect(members(rule({ ...on, key: 'attribute:seats', operator: 'is', values: ['5.0'] }))).toEqual(['A']);
    expect(members(rule({ ...on, key: 'attribute:zip', operator: 'is', values: ['1234'] }))).toEqual([]);
    expect(members(rule({ ...on, key: 'created_day', operator: 'at-least', values: ['2025-01-31'] }))).toEqual(['A']);
    expect(members(rule({ ...on, key: 'segment', operator: 'is-not', values: ['SMB'] }))).toEqual(['B', 'C', 'Z']);
    expect(members(rule({ ...on, key: 'name', operator: 'contains', values: ['áUR'] }))).toEqual(['A']);
  });

  it('counts days back from the end of the last day with data, in the zone of the workspace', () => {
    const within = (withinDays: number, count = 'events', value = 1) =>
      rule({ on: 'usage', selector: { events: ['login'] }, count, compare: 'at-least', value, withinDays });
    expect(members(within(1))).toEqual(['A']);
    expect(members(within(27))).toEqual(['A']);
    expect(members(within(28))).toEqual(['A', 'Z']);
    expect(members(within(29))).toEqual(['A', 'B', 'Z']);
    expect(members(within(7, 'days', 2))).toEqual(['A']);
    // In Madrid both logins of A were on the 31st.
    expect(members(within(7, 'days', 2), { zone: 'Europe/Madrid', weekStart: 'monday' })).toEqual([]);
  });

  it('does not count what is dated in the future', () => {
    expect(members(rule({ on: 'usage', compare: 'at-least', value: 2, withinDays: null }))).toEqual(['A']);
    expect(members(rule({ on: 'last-seen', compare: 'at-most', days: 0 }))).toEqual(['A']);
    expect(members(rule({ on: 'last-seen', compare: 'at-least', days: 28 }))).toEqual(['B', 'C']);
  });

  it('takes the accounts behind a number, as far as they are there', () => {
    const set = { of: 'retention', question: {}, cohort: '2026-03', index: 0 };
    expect(members(rule({ on: 'set', set }))).toEqual(['A']);
    expect(members(rule({ on: 'set', set, is: false }))).toEqual(['B', 'C', 'Z']);
  });

  it.each([
    [
      { on: 'usage', selector: { events: ['logn'] }, compare: 'at-least', value: 1, withinDays: 7 },
      /no event named "logn"/,
    ],
    [{ on: 'usage', count: 'quantity', compare: 'at-least', value: 1, withinDays: 7 }, /No event .* has a quantity/],
    [{ on: 'attribute', key: 'attribute:nope', operator: 'is', values: ['x'] }, /column named “nope”/],
    [{ on: 'attribute', key: 'segment', operator: 'is', values: [] }, /“segment” has no value yet/],
    [{ on: 'attribute', key: 'segment', operator: 'at-least', values: ['big'] }, /needs a number/],
    [{ on: 'attribute', key: 'created_day', operator: 'at-least', values: ['12'] }, /needs a day/],
    [{ on: 'segment', segment: 77 }, /does not exist any more/],
  ])('refuses %j with a sentence', (condition, sentence) => {
    expect(() => members(rule(condition))).toThrow(sentence);
  });

  it('stops when asked', () => {
    const asked = rule({ on: 'usage', compare: 'at-least', value: 5, withinDays: 3 });
    expect(() =>
      book.read(
        (context) => ruleBits(context, asked, utc),
        () => true,
      ),
    ).toThrow(/cancelled/);
  });
});
