import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayNumber } from '../../../../shared/domain/time.ts';
import { createRandom } from '../../../stats/index.ts';
import { writeMeta } from '../../db/index.ts';
import { testBook } from '../../testing/index.ts';
import type { TestBook } from '../../testing/index.ts';
import { readBaseline } from '../baseline.ts';
import { driftReference } from '../drift-reference.ts';
import { insertModel } from '../queries.ts';
import { scoreBook } from '../scoring.ts';
import { driftAnswer } from './drift-answer.ts';
import { watchedRuns } from './queries.ts';

const patience = { timeout: 60_000 };
const context = { signal: new AbortController().signal, report: () => {} };
const shipped = readBaseline();
const { features } = shipped.definition;

let book: TestBook;
beforeAll(() => {
  book = testBook();
  book.session.database.exec(`DELETE FROM score_runs; DELETE FROM models`);
  insertModel(book.session.database, shipped, 'baseline');
  const accounts = Array.from({ length: 60 }, (_, place) => ({ account_id: `c${place}` }));
  const subscriptions = accounts.map(({ account_id }, place) => ({
    subscription_id: `s-${account_id}`,
    account_id,
    start_day: `2024-${String((place % 12) + 1).padStart(2, '0')}-01`,
    mrr: 100 + place,
    currency: 'EUR',
    term_months: 12,
  }));
  book.fill({ accounts, subscriptions }, [], 0);
});
afterAll(() => book.close());

const dataEnds = (day: string): void =>
  writeMeta(book.session.database, 'data_until', String(dayNumber(day) * 86_400 + 3_600));
const runs = (model: string) => watchedRuns(book.session.database, model).map(({ id, asOf }) => `${id} ${asOf}`);

describe('a scoring', () => {
  it('says by name where there is nothing to hold the book against', patience, async () => {
    dataEnds('2025-03-03');
    await scoreBook(book.session, {}, context);
    const { state, report } = driftAnswer(book.session.database, undefined);
    expect(state).toBe('ready');
    expect(report).toMatchObject({ verdict: 'no-reference', asOf: '2025-03-03', features: [], score: null });
    expect(report!.why.en).toContain(`“${shipped.card.name}” ships with the program`);
  });

  it('keeps what was said before anything of what followed was known', patience, async () => {
    const [before] = runs('baseline');
    // 28 days later: the day to compare with is the one that was scored.
    dataEnds('2025-03-31');
    await scoreBook(book.session, {}, context);
    expect(runs('baseline')).toEqual([before, expect.stringMatching(/ 2025-03-31$/)]);
    // Scored again with the data as it is: what is known of that day's future is still nothing.
    await scoreBook(book.session, {}, context);
    expect(runs('baseline')).toHaveLength(2);
    expect(runs('baseline')[0]).toBe(before);
  });

  it(
    'holds the accounts against the time that the model learned from, and its scores against its first',
    patience,
    async () => {
      const random = createRandom(3);
      const columns = features.map(() => Float32Array.from({ length: 400 }, () => random.normal()));
      const reference = driftReference(features, columns, new Float64Array(400));
      const card = { ...shipped.card, id: 'own', name: 'Own', origin: 'imported' as const };
      const definition = { ...shipped.definition, driftReference: reference };
      insertModel(book.session.database, { ...shipped, card, definition }, 'champion');
      await scoreBook(book.session, {}, context);
      const { report } = driftAnswer(book.session.database, undefined);
      expect(report).toMatchObject({ asOf: '2025-03-31', accounts: 60, accountsThen: 400, scoresThen: '2025-03-03' });
      expect(report!.features.map(({ name }) => name).toSorted()).toEqual([...features].toSorted());
      // Normal numbers are no days and no money.
      expect(report!.verdict).toBe('alarm');
      expect(report!.why.en).toMatch(/on the day on which the model was brought in/);
      expect(report!.score!.then.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    },
  );
});
