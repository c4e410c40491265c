import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renewalFilter } from '../../../shared/contract/index.ts';
import { dayNumber } from '../../../shared/domain/time.ts';
import { addMonths } from '../revenue/index.ts';
import { revenueBook } from '../recurring-revenue/index.ts';
import { testBook } from '../testing/index.ts';
import type { TestBook } from '../testing/index.ts';
import { accuracyOfJudged, judge, renewalAccuracy } from './accuracy-read.ts';
import { checkStatement, explainRenewal, sayRenewal } from './change.ts';
import { nearest, nextTermEnd } from './due.ts';
import { keepModelMarks } from './marks.ts';
import { outcomes } from './past.ts';
import { forecastRenewals, listRenewals, renewalFacts, wholeRenewal } from './reads.ts';

const calendar = { zone: 'UTC', weekStart: 'monday' } as const;
const instant = (day: string): number => Date.parse(`${day}T12:00:00Z`) / 1000;
const asOf = '2026-06-30';

let book: TestBook;
beforeAll(() => void (book = testBook()));
afterAll(() => book.close());

const paid = (account_id: string, start_day: string, end_day: string | null, mrr: number, term_months: number | null, id = '') => ({
  subscription_id: `s-${account_id}${id}`, account_id, start_day, end_day, mrr, currency: 'EUR', term_months,
}); // prettier-ignore

type Rows = Parameters<TestBook['fill']>[0];
const rows = {
  accounts: [
    { account_id: 'yearly', name: 'Yearly', owner: 'Ana' },
    { account_id: 'own', name: 'Own day', owner: 'Ben', renewal_day: '2026-09-15' },
    { account_id: 'past-day', name: 'Past day', renewal_day: '2026-01-01' },
    { account_id: 'monthly', name: 'Monthly' },
    { account_id: 'two', name: 'Two contracts' },
    { account_id: 'ends', name: 'Ends early' },
    { account_id: 'open', name: 'Without a term' },
    { account_id: 'left', name: 'Left', renewal_day: '2026-12-01' },
  ],
  subscriptions: [
    // Seats were added inside the second term: one contract.
    paid('yearly', '2024-08-31', '2026-02-01', 1000, 12),
    paid('yearly', '2026-02-01', null, 1500, 12, '2'),
    paid('own', '2025-01-01', null, 100, null),
    paid('own', '2025-03-01', null, 50, 12, '2'),
    paid('past-day', '2026-01-10', null, 70, 12),
    paid('monthly', '2026-01-31', null, 10, 1),
    paid('two', '2025-10-01', null, 200, 12),
    paid('two', '2026-05-01', null, 300, 24, '2'),
    paid('ends', '2026-01-01', '2026-07-20', 40, 12),
    paid('open', '2026-01-01', null, 900, null),
    paid('left', '2024-12-01', '2025-12-01', 80, 12),
  ],
};
const filling = (values: object): Rows => values as Rows;

const filter = (value: object = {}) => renewalFilter.parse({ months: 36, ...value });
const list = (value: object = {}) =>
  book.read((context) =>
    listRenewals(context, {
      filter: filter(value),
      order: 'day',
      descending: false,
      calendar,
      cursor: null,
      limit: 100,
    }),
  );
const told = (value: object = {}) =>
  list(value).rows.map(({ account, day, due, termMonths }) => [account.id, day, due.minor, termMonths]);
const by = { person: 'Eva', now: instant('2026-07-01') };
const say = (account: string, day: string, call: 'renew' | 'at-risk' | 'churn', probability: number | null = null, amount: number | null = null) =>
  sayRenewal(
    book.session,
    book.read((context) => renewalFacts(context, { account, day })),
    { call, probability, amount, note: null },
    by,
  ); // prettier-ignore
const get = (account: string, day: string) => book.read((context) => wholeRenewal(context, { account, day }));

/** A run of the renewal model with one chance for each of these. */
function modelSays(chances: Record<string, [day: string, probability: number]>, on = asOf): void {
  const { database } = book.session;
  const id = Number(
    database.prepare(`INSERT INTO survival_runs (as_of, data_version, created_at, told) VALUES (?, 0, 0, '{}')`).run(on)
      .lastInsertRowid,
  );
  const curve = Buffer.from(
    Float32Array.from({ length: 36 }, (_one, place) => 0.9 - 0.02 * Math.floor(place / 3)).buffer,
  );
  const insert = database.prepare('INSERT INTO survival_accounts VALUES (?, ?, ?, ?, ?, ?, ?)');
  for (const [account, [day, probability]] of Object.entries(chances))
    insert.run(id, account, day, probability, probability - 0.05, Math.min(1, probability + 0.05), curve);
  keepModelMarks(database, ['models']);
}

describe('what is due', () => {
  it('is the present term of each contract, or all on the day that the account names', () => {
    book.fill(filling(rows), [], instant(asOf));
    expect(told()).toEqual([
      ['ends', '2026-07-20', 480, 12],
      ['yearly', '2026-08-31', 18_000, 12],
      ['own', '2026-09-15', 1800, 12],
      ['two', '2026-10-01', 2400, 12],
      ['past-day', '2027-01-10', 840, 12],
      ['two', '2028-05-01', 3600, 24],
    ]);
    expect(told({ short: true })).toContainEqual(['monthly', '2026-07-31', 120, 1]);
    expect(told({ months: 3 }).map(([id]) => id)).toEqual(['ends', 'yearly', 'own']);
    expect(told({ month: '2026-09' }).map(([id]) => id)).toEqual(['own']);
    expect(told({ owners: ['Ana'] }).map(([id]) => id)).toEqual(['yearly']);
    expect(told({ owners: [''], search: 'TWO' }).map(([id]) => id)).toEqual(['two', 'two']);
    const { notes, all } = book.read((context) =>
      forecastRenewals(context, { filter: filter(), by: 'month', calendar }),
    );
    expect(all?.due).toEqual({ minor: 27_120, currency: 'EUR' });
    expect(notes.map(({ en }) => en.split(' ').slice(0, 3).join(' '))).toEqual([
      '1 renewals of',
      '1 running subscriptions',
      '6 renewals have',
    ]);
  });

  it('ends its term after as many months as a slow count says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 15_000, max: 20_000 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 6000 }), (first, term, later) => {
        let end = 1;
        while (addMonths(first, end * term) <= first + later) end += 1;
        expect(nextTermEnd(first, term, first + later)).toBe(addMonths(first, end * term));
      }),
      { numRuns: 200 },
    );
    expect(nearest([{ day: 10 }, { day: 40 }], 25)).toBeUndefined();
    expect(nearest([{ day: 10 }, { day: 38 }], 24)).toEqual({ day: 10 });
  }); // prettier-ignore
});

describe('what is said', () => {
  it('is kept with its history, against the model and its checkpoints', () => {
    modelSays({ yearly: ['2026-08-31', 0.9], own: ['2026-09-15', 0.3], two: ['2026-10-01', 0.8] });
    expect(list().owed).toBe(4);
    say('yearly', '2026-08-31', 'at-risk');
    // The day was moved by a week: the same renewal.
    say('yearly', '2026-09-07', 'churn', 0.2, 5000);
    const { renewal, statements } = get('yearly', '2026-08-31');
    expect(statements.map(({ call }) => call)).toEqual(['churn', 'at-risk']);
    expect(renewal.said).toMatchObject({ call: 'churn', probability: 0.2, amount: { minor: 5000, currency: 'EUR' }, person: 'Eva', asOf });
    expect(renewal.checkpoints.map(({ checkpoint, state, current }) => [checkpoint, state, current])).toEqual([
      ['six', 'unsaid', false],
      ['three', 'explain', true],
    ]);
    const facts = book.read((context) => renewalFacts(context, { account: 'yearly', day: '2026-08-31' }));
    explainRenewal(book.session, facts, 'Their budget was cut', by);
    expect(get('yearly', '2026-08-31').renewal.checkpoints[1]).toMatchObject({ state: 'explained', explanation: 'Their budget was cut' });
    expect(told({ only: 'differ' }).map(([id]) => id)).toEqual(['yearly']);
    say('own', '2026-09-15', 'churn');
    say('two', '2026-10-01', 'renew', 0.95, 3000);
    expect(told({ only: 'owed' }).map(([id]) => id)).toEqual(['ends']);
    expect(told({ call: 'unsaid' }).map(([id]) => id)).toEqual(['ends', 'past-day', 'two']);
    const own = book.read((context) => renewalFacts(context, { account: 'own', day: '2026-09-15' }));
    expect(() => explainRenewal(book.session, own, 'No', by)).toThrow('No explanation is asked for');
    expect(() => say('two', '2027-01-01', 'renew')).toThrow('No renewal of account "two" is due about 2027-01-01');
  }); // prettier-ignore

  it('is refused where it contradicts itself', () => {
    expect(() => checkStatement({ call: 'renew', probability: 0.49 })).toThrow('chance of only 49 %');
    expect(() => checkStatement({ call: 'churn', probability: 0.5 })).toThrow('chance to renew of 50 %');
    for (const call of ['renew', 'at-risk', 'churn'] as const) checkStatement({ call, probability: null });
  });

  it('makes the forecast: gross is capped, net is not, the model leaves upsell out', () => {
    const { all, periods } = book.read((context) =>
      forecastRenewals(context, { filter: filter(), by: 'quarter', calendar }),
    );
    expect(all).toMatchObject({
      committed: { minor: 3000 },
      committedGross: { minor: 2400 },
      lost: { minor: 19_800 },
      best: { minor: 3000 + 480 + 840 + 3600 },
      unsaid: { minor: 480 + 840 + 3600 },
      model: { renewals: 3, due: { minor: 22_200 }, expected: { minor: 16_200 + 540 + 1920 } },
    });
    expect(all!.rates!.committedNet).toBeCloseTo(3000 / 27_120, 12);
    expect(all!.model!.lower.minor).toBeLessThan(all!.model!.expected.minor);
    expect(periods.map(({ period }) => period)).toEqual(['2026-Q3', '2026-Q4', '2027-Q1', '2028-Q2']);
  });

  it('reads other days off the account’s curve, past the renewal itself', () => {
    modelSays({ yearly: ['2026-07-31', 0.5] });
    // 62 days ahead lie in the third 30 days.
    expect(get('yearly', '2026-08-31').renewal.model!.probability).toBeCloseTo(0.86, 6);
    expect(get('own', '2026-09-15').renewal.model).toBeNull();
  });
});

describe('how well it was foretold', () => {
  it('is judged once the renewal has come, with the last word before it', () => {
    modelSays({ yearly: ['2026-08-31', 0.9], two: ['2026-10-01', 0.8] });
    // Later: one renewed with fewer seats, one left before its day, one has not come.
    const later = rows.subscriptions.filter(({ account_id }) => account_id !== 'yearly' && account_id !== 'own');
    book.fill(
      filling({
        ...rows,
        subscriptions: [
          ...later,
          paid('yearly', '2024-08-31', '2026-02-01', 1000, 12),
          paid('yearly', '2026-02-01', '2026-08-31', 1500, 12, '2'),
          paid('yearly', '2026-08-31', null, 1200, 12, '3'),
          paid('own', '2025-01-01', '2026-08-01', 100, null),
          paid('own', '2025-03-01', '2026-08-01', 50, 12, '2'),
        ],
      }),
      [],
      instant('2026-09-30'),
    );
    const outcome = book.read((context) => {
      const of = outcomes(revenueBook(context), dayNumber('2026-09-30'));
      return (account: string, day: string, on = asOf) => of(account)(dayNumber(day), dayNumber(on));
    });
    expect(outcome('yearly', '2026-09-07')).toEqual({ day: dayNumber('2026-08-31'), due: 18_000, kept: 14_400, renewed: 1 });
    expect(outcome('own', '2026-09-15')).toEqual({ day: dayNumber('2026-09-15'), due: 1800, kept: 0, renewed: 0 });
    expect([outcome('two', '2026-10-01'), outcome('nobody', '2026-08-31')]).toEqual([null, null]);
    const answer = book.read((context) => renewalAccuracy(context, { segment: null, calendar }));
    expect(answer).toMatchObject({ past: 2, spoken: 2, people: { renewals: 1, renewed: 1, state: 'not-enough' }, model: { renewals: 2 } });
    expect(answer.byQuarter.map(({ quarter }) => quarter)).toEqual(['2026-Q3']);
    expect(answer.byPerson).toMatchObject([{ person: 'Eva', renewals: 1 }]);
  }); // prettier-ignore

  it('takes the last word of each renewal, and none that came too late', () => {
    const word = (day: number, on: number, probability: number) => ({
      account: 'a', day, asOf: on, call: 'renew' as const, probability, said_at: 0, person: 'Eva', amount_minor: null, currency: null, note: null,
    }); // prettier-ignore
    const mark = (day: number, on: number, probability: number) => ({
      account: 'a', day, stretch: 'six' as const, asOf: on, probability,
    }); // prettier-ignore
    const came = { day: 100, due: 10, kept: 10, renewed: 1 as const };
    const judged = judge(
      [word(100, 10, 0.6), word(105, 20, 0.8), word(100, 100, 1), word(465, 30, 0.5)],
      [mark(101, 60, 0.9), mark(101, 15, 0.1)],
      (day, on) => (day === 105 && on === 20 ? came : null),
    );
    expect(judged).toHaveLength(1);
    expect(judged[0]).toMatchObject({ outcome: came, said: { probability: 0.8 }, mark: { probability: 0.9 } });
    const many = Array.from({ length: 40 }, (_one, place) => ({
      outcome: { ...came, day: 100 + 10 * place, renewed: (place % 2) as 0 | 1, kept: 10 * (place % 2) },
      said: word(100, 20, 0.5),
      mark: mark(100, 20, place % 2 === 1 ? 0.9 : 0.1),
    }));
    const { people, model, difference, byQuarter } = accuracyOfJudged(many, 'EUR');
    expect([people.brier!.value, model.brier!.value, people.amountBias]).toEqual([0.25, expect.closeTo(0.01, 9), 0]);
    expect(difference!.value).toBeCloseTo(0.24, 9);
    expect(byQuarter.reduce((sum, quarter) => sum + quarter.people.renewals, 0)).toBe(40);
  });
});
