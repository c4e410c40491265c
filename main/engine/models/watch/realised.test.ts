import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabelRule, ModelCard } from '../../../../shared/contract/index.ts';
import { addDays, dayNumber } from '../../../../shared/domain/time.ts';
import { createRandom, sigmoid } from '../../../stats/index.ts';
import { testBook } from '../../testing/index.ts';
import type { TestBook } from '../../testing/index.ts';
import { readBaseline } from '../baseline.ts';
import { insertModel, insertRun } from '../queries.ts';
import { saveRule } from '../rule-setting.ts';
import { driftAnswer } from './drift-answer.ts';
import { insertReport } from './queries.ts';
import { realisedOf } from './realised-read.ts';

const until = '2025-08-31';
const horizonDays = 60;
const graceDays = 20;
const rule: LabelRule = {
  subscriptionEnded: { enabled: true, graceDays },
  churnEvent: { enabled: false },
  inactivity: { enabled: false, days: 90 },
  horizonDays,
};
const shipped = readBaseline();
const card: ModelCard = {
  ...shipped.card,
  id: 'model-1',
  name: 'Model 1',
  origin: 'trained',
  labelRule: rule,
  horizonDays,
  learnedUntil: '2024-11-02',
  trainingRows: 1_000,
  trainingChurned: 80,
  test: null,
};

type Customer = { readonly id: string; readonly start: string; readonly end: string | null };
const random = createRandom(8);
const customers: readonly Customer[] = Array.from({ length: 240 }, (_, place) => ({
  id: `c${place}`,
  start: addDays('2024-01-01', random.integer(300)),
  end: random.next() < 0.6 ? addDays('2025-01-01', random.integer(260)) : null,
}));

/** Days on which the book ended when it was scored, of which the first lies in what the model learned from. */
const days = ['2024-12-31', '2025-01-31', '2025-02-10', '2025-02-28', '2025-03-31', '2025-06-30', '2025-07-31'];
const chance = (customer: Customer): number => sigmoid((customer.id.length % 3) - 1 + (customer.end === null ? -1 : 0));
const customersOn = (day: string): Customer[] =>
  customers.filter(({ start, end }) => start <= day && (end === null || end > day));

let book: TestBook;
beforeAll(() => {
  book = testBook();
  const { database } = book.session;
  database.exec(`DELETE FROM score_runs; DELETE FROM models`);
  insertModel(database, { ...shipped, card }, 'champion');
  fill(until);
  saveRule(database, rule);
  for (const asOf of days) score(asOf, true);
  // Made afterwards, to compare with: it does not count.
  score('2025-04-30', false);
});
afterAll(() => book.close());

function fill(dataUntil: string): void {
  const subscriptions = customers.map(({ id, start, end }) => ({
    subscription_id: `s-${id}`,
    account_id: id,
    start_day: start,
    end_day: end !== null && end <= dataUntil ? end : null,
    mrr: 100,
    currency: 'EUR',
    term_months: 12,
  }));
  book.fill(
    { accounts: customers.map(({ id }) => ({ account_id: id })), subscriptions },
    [],
    dayNumber(dataUntil) * 86_400 + 3_600,
  );
}

function score(asOf: string, isSaidBefore: boolean): void {
  const { database } = book.session;
  const rows = customersOn(asOf).map((customer) => ({
    account: customer.id,
    probability: chance(customer),
    logOdds: 0,
    contributions: new Float64Array(0),
    values: new Float64Array(0),
  }));
  const run = { modelId: card.id, asOf, base: 0.1, valueNames: [], dataVersion: 1, createdAt: 1_800_000_000 };
  const id = insertRun(database, run, rows);
  if (isSaidBefore) insertReport(database, id, null);
}

const ask = (model?: string) => book.read((context) => realisedOf(context, model === undefined ? {} : { model }));

/** The same by looking at every customer of every day. */
function slowly(asOf: string): { accounts: number; observed: number; expected: number; brier: number } {
  const found = { accounts: 0, observed: 0, expected: 0, brier: 0 };
  for (const customer of customersOn(asOf)) {
    const label = customer.end !== null && customer.end <= addDays(asOf, horizonDays) ? 1 : 0;
    found.accounts++;
    found.observed += label;
    found.expected += chance(customer);
    found.brier += (label - chance(customer)) ** 2;
  }
  return { ...found, brier: found.brier / found.accounts };
}

describe('what came of scores', () => {
  it('is what a slow join says, month by month, for what was said before and can be known', () => {
    const answer = ask();
    expect(answer).toMatchObject({ state: 'ready', dataUntil: until, leftOut: 1, promised: null });
    // Of February the last run; June and July are open; what the model learned from and what was made later is out.
    expect(answer.runs.map(({ asOf }) => asOf)).toEqual(['2025-01-31', '2025-02-28', '2025-03-31']);
    for (const run of answer.runs) {
      const slow = slowly(run.asOf);
      expect(run).toMatchObject({ accounts: slow.accounts, observed: slow.observed, month: run.asOf.slice(0, 7) });
      expect(run.expected).toBeCloseTo(slow.expected, 9);
      expect(run.brier!).toBeCloseTo(slow.brier, 9);
      expect(run.ratio!.low).toBeLessThan(run.observed / run.expected);
    }
    const months = answer.runs.map(({ asOf }) => slowly(asOf));
    const sum = (name: 'accounts' | 'observed'): number => months.reduce((total, month) => total + month[name], 0);
    expect(answer.together).toMatchObject({ accounts: sum('accounts'), observed: sum('observed') });
    expect(answer.together!.departures).toBeLessThan(sum('observed'));
    expect(answer.together!.departures).toBe(
      new Set(
        answer.runs.flatMap(({ asOf }) =>
          customersOn(asOf)
            .filter(({ end }) => end !== null && end <= addDays(asOf, horizonDays))
            .map(({ id }) => id),
        ),
      ).size,
    );
  });

  it('tells what is open, what has come already, and when the rest is known', () => {
    const { open } = ask();
    expect(open.map(({ asOf, settlesOn }) => [asOf, settlesOn])).toEqual([
      ['2025-06-30', addDays('2025-06-30', horizonDays + graceDays)],
      ['2025-07-31', addDays('2025-07-31', horizonDays + graceDays)],
    ]);
    const june = open[0]!;
    // An end counts as leaving once its grace is over, which for those after the 11th of August it is not.
    const ended = customersOn('2025-06-30').filter(({ end }) => end !== null && end <= addDays(until, -graceDays));
    expect(june.happened).toBe(ended.length);
    expect(june.open).toBe(june.accounts - june.happened);
  });

  it('is settled by more data, and by nothing else', () => {
    fill('2025-11-30');
    for (const asOf of days) score(asOf, true);
    const answer = ask();
    expect(answer.open).toEqual([]);
    expect(answer.runs.map(({ asOf }) => asOf)).toEqual([
      '2025-01-31',
      '2025-02-28',
      '2025-03-31',
      '2025-06-30',
      '2025-07-31',
    ]);
    fill('2025-02-20');
    for (const asOf of days.slice(0, 3)) score(asOf, true);
    expect(ask()).toMatchObject({ state: 'nothing-settled', together: null, verdict: null, runs: [] });
    expect(ask().why.en).toMatch(/^Nothing has settled yet.*The first are known by 2025-04-21/);
  });

  it('names the state where there is no score, no model, or another rule', () => {
    const { database } = book.session;
    insertModel(database, { ...shipped, card: { ...card, id: 'model-2', name: 'Model 2' } }, 'challenger');
    expect(ask('model-2')).toMatchObject({ state: 'no-scores', leftOut: 0 });
    expect(ask('model-2').why.en).toContain('“Model 2”');
    expect(driftAnswer(database, 'model-2')).toMatchObject({ state: 'no-scores', report: null });
    expect(driftAnswer(database, undefined).report).toMatchObject({ verdict: 'no-reference', features: [] });
    expect(() => ask('model-9')).toThrow(/no model model-9/);
    expect(ask().rule.en).not.toMatch(/another rule/);
    saveRule(database, { ...rule, subscriptionEnded: { enabled: true, graceDays: 5 } });
    expect(ask().rule.es).toMatch(/El modelo aprendió con otra regla/);
    database.exec(`DELETE FROM score_runs; DELETE FROM models`);
    expect(ask()).toMatchObject({ state: 'no-model', model: null });
    expect(driftAnswer(database, undefined)).toMatchObject({ state: 'no-model', model: null });
  });
});
