import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SegmentRule } from '../../../shared/contract/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { ruleBits } from './evaluate.ts';
import { segmentFilter, segmentMembers } from './members.ts';
import { isGroup } from './rule.ts';
import { anyBook, anyCondition, anyRule, ids } from './testing/books.ts';
import type { Plain } from './testing/books.ts';
import { conditionHolds, isMember } from './testing/reading.ts';
import { testBook } from '../testing/index.ts';
import type { TestBook } from '../testing/index.ts';
import { idsOfBits, universeOf } from './universe.ts';

const fixed = ['A', 'merged into B', 'Z', 'of long ago'];
const inner: SegmentRule = {
  combinator: 'or',
  not: false,
  rules: [
    { on: 'usage', selector: { events: [], where: [] }, count: 'events', compare: 'at-least', value: 2, withinDays: 7 },
  ],
};

let book: TestBook;
beforeAll(() => {
  book = testBook();
  book.session.database.exec(`INSERT INTO meta VALUES ('revenue_rates', '{"base":"EUR","rates":{},"statedOn":null}')`);
});
afterAll(() => book.close());

function fill(plain: Plain): void {
  const { accounts, tickets, surveys, subscriptions, scores, events, until } = plain;
  // Every name that a condition may ask for occurs somewhere, as do both properties.
  const known = ['login', 'export', 'share'].map((name) => ({
    account: 'Z',
    seconds: 0,
    name,
    quantity: 1,
    properties: { plan: 'old' },
  }));
  plain.events = [...known, ...events];
  book.fill(
    {
      accounts: accounts.map(({ id, segment, employees, renewal, seats }) => ({
        account_id: id,
        segment,
        employees,
        renewal_day: renewal,
        attributes: JSON.stringify(id === 'A' ? { seats, other: 1 } : { seats }),
      })),
      tickets: tickets.map(({ account, opened, closed, priority }, index) => ({
        ticket_id: `t${index}`,
        account_id: account,
        opened_at: opened,
        closed_at: closed,
        priority,
      })),
      surveys: surveys.map(({ account, at, score, survey }, index) => ({
        response_id: `r${index}`,
        account_id: account,
        submitted_at: at,
        score,
        survey,
      })),
      subscriptions: subscriptions.map(({ account, start, end, mrr, currency, trial }, index) => ({
        subscription_id: `s${index}`,
        account_id: account,
        start_day: start,
        end_day: end,
        mrr,
        currency,
        is_trial: trial ? 1 : 0,
      })),
      segments: [
        { id: 1, name: 'fixed', kind: 'static', rule: null, created_at: 0, updated_at: 0 },
        { id: 2, name: 'inner', kind: 'live', rule: JSON.stringify(inner), created_at: 0, updated_at: 0 },
      ],
      segment_members: fixed.map((account_id) => ({ segment_id: 1, account_id })),
      account_aliases: [{ alias_id: 'merged into B', account_id: 'B' }],
    },
    plain.events,
    until,
  );
  const add = book.session.database.prepare(`INSERT INTO scores VALUES (?, ?, ?, 0, x'', x'')`);
  for (const { account, now, before } of scores) {
    add.run(2, account, now);
    if (before !== null) add.run(1, account, before);
  }
}

const hasSeats = ({ accounts }: Plain): boolean => accounts.some(({ seats }) => seats !== null);

it('conditions that are asked together answer as they do alone', () => {
  fc.assert(
    fc.property(
      anyBook.filter(hasSeats),
      fc.array(anyCondition, { minLength: 10, maxLength: 40 }),
      (plain, conditions) => {
        fill(plain);
        const calendar: CalendarOptions = { zone: plain.zone, weekStart: 'monday' };
        const segments = new Map<number, SegmentRule | string[]>([
          [1, ['A', 'B', 'Z']],
          [2, inner],
        ]);
        book.read((context) => {
          const universe = universeOf(context);
          ruleBits(context, { combinator: 'or', not: false, rules: conditions }, calendar);
          for (const condition of conditions) {
            const rule: SegmentRule = { combinator: 'and', not: false, rules: [condition] };
            expect(idsOfBits(universe, ruleBits(context, rule, calendar)), JSON.stringify(condition)).toEqual(
              universe.ids.filter((id) => conditionHolds(plain, condition, id, segments)),
            );
          }
        });
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

it('an account belongs to a rule exactly where the slow reading says so; filter, members and rule agree', () => {
  fc.assert(
    fc.property(anyBook.filter(hasSeats), fc.array(anyRule, { minLength: 1, maxLength: 3 }), (plain, rules) => {
      fill(plain);
      const calendar: CalendarOptions = { zone: plain.zone, weekStart: 'monday' };
      const segments = new Map<number, SegmentRule | string[]>([
        [1, ['A', 'B', 'Z']],
        [2, inner],
      ]);
      const everyone = [...ids, ...new Set(plain.events.map(({ account }) => account))].filter(
        (id, index, all) => all.indexOf(id) === index,
      );
      for (const rule of rules) {
        const found = book.read((context) => idsOfBits(universeOf(context), ruleBits(context, rule, calendar)));
        expect(found).toEqual(everyone.filter((id) => isMember(plain, rule, id, segments)).sort());
      }
      for (const [id, built] of segments) {
        const expected = Array.isArray(built)
          ? everyone.filter((one) => built.includes(one))
          : everyone.filter((one) => isMember(plain, built, one, segments));
        book.read((context) => {
          expect([...segmentMembers(context, id, calendar)!].sort()).toEqual(expected.sort());
          const filter = segmentFilter(context, id, calendar)!;
          expect(context.events().accounts.filter((_, account) => filter[account] === 1)).toEqual(
            context.events().accounts.filter((account) => expected.includes(account)),
          );
        });
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);

it('not of a rule is the rule with the other combinator and every part negated (De Morgan)', () => {
  fc.assert(
    fc.property(anyBook.filter(hasSeats), anyRule, (plain, rule) => {
      fill(plain);
      fc.pre(rule.rules.length > 0);
      const calendar: CalendarOptions = { zone: plain.zone, weekStart: 'sunday' };
      const negated: SegmentRule = {
        combinator: rule.combinator === 'and' ? 'or' : 'and',
        not: rule.not,
        rules: rule.rules.map((part) =>
          isGroup(part) ? { ...part, not: !part.not } : { combinator: 'and', not: true, rules: [part] },
        ),
      };
      const [one, other] = book.read((context) => [
        ruleBits(context, { ...rule, not: !rule.not }, calendar),
        ruleBits(context, negated, calendar),
      ]);
      expect(one).toEqual(other);
    }),
    { numRuns: 30 },
  );
}, 120_000);
