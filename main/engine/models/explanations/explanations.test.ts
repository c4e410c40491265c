import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { categoryCode } from '../features/categories.ts';
import { accountRead } from './account-read.ts';
import { categoryWords } from './category-words.ts';
import { dependenceRead } from './dependence-read.ts';
import { evidenceRead } from './evidence/read.ts';
import { evidenceRule } from './evidence/rules.ts';
import { hintsFor } from './hints/answer.ts';
import { valueAt } from './parts.ts';
import { permutationRead } from './permutation-read.ts';
import { latestRun, scoreRowOf } from './queries.ts';
import { rankingRead } from './ranking-read.ts';
import { reasonSet } from './reason-set.ts';
import { similarRead } from './similar-read.ts';
import { explainedBook } from './testing/explained-book.ts';
import type { ExplainedBook } from './testing/explained-book.ts';
import { openScorer } from '../score-thread.ts';
import { storedModel } from '../queries.ts';

let book: ExplainedBook;
beforeAll(() => {
  book = explainedBook();
});
afterAll(() => book.close());

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

describe('the explanation of an account', () => {
  it('adds up, in probability and log-odds, by feature and by theme, for every account', () => {
    for (const id of book.accounts) {
      const told = accountRead.run(book.context, { id });
      const parts = told.themes.flatMap((theme) => theme.parts);
      expect(told.base + sum(parts.map((part) => part.contribution))).toBeCloseTo(told.probability, 6);
      expect(told.baseLogOdds + sum(parts.map((part) => part.logOdds))).toBeCloseTo(told.logOdds, 9);
      for (const theme of told.themes) {
        expect(theme.contribution).toBeCloseTo(sum(theme.parts.map((part) => part.contribution)), 12);
        expect(theme.logOdds).toBeCloseTo(sum(theme.parts.map((part) => part.logOdds)), 12);
        expect(theme.parts.every((part) => part.theme === theme.theme)).toBe(true);
      }
      for (const part of parts) expect(part.text.en.length * part.text.es.length).toBeGreaterThan(0);
    }
  });

  it('tells what moved since the score before, and the moves sum to the change', () => {
    let moved = 0;
    for (const id of book.accounts) {
      const { since, probability } = accountRead.run(book.context, { id });
      expect(since).not.toBeNull();
      expect(since!.change).toBeCloseTo(probability - since!.probability, 12);
      expect(sum(since!.parts.map((part) => part.change))).toBeCloseTo(since!.change, 6);
      expect(sum(since!.themes.map((theme) => theme.change))).toBeCloseTo(since!.change, 6);
      for (const part of since!.parts) expect(part.before.logOdds).not.toBe(part.now.logOdds);
      moved += since!.parts.length;
    }
    expect(moved).toBeGreaterThan(50);
  });

  it('says by name what it does not know', () => {
    expect(() => accountRead.run(book.context, { id: 'nobody' })).toThrow('no account nobody');
    expect(() => accountRead.run(book.context, { id: 'a000', model: 'x' })).toThrow('no model x');
  });
});

describe('the rows behind a feature', () => {
  it('make its value again wherever it is a count, a sum or a mean of them', () => {
    const run = latestRun(book.context.database, undefined);
    let compared = 0;
    const seen = new Set<string>();
    for (const id of book.accounts.filter((_, index) => index % 4 === 0 || index > 56)) {
      const row = scoreRowOf(book.context.database, run, id);
      book.definition.features.forEach((feature, place) => {
        if (evidenceRule(feature).value === undefined) return;
        const told = evidenceRead.run(book.context, { id, feature, cursor: null, limit: 5 });
        expect(told.value).toBe(valueAt(row.values, place));
        // Of several people with as many events it cannot be told who is meant.
        if (told.recomputed === null && feature.startsWith('main_user_')) return;
        if (told.value === null) return;
        const gap = Math.abs((told.recomputed ?? NaN) - told.value);
        // Values are kept in 32 bits.
        expect(gap / Math.max(1, Math.abs(told.value)), `${feature} of ${id}`).toBeLessThan(1e-6);
        compared++;
        seen.add(feature);
      });
    }
    expect(compared).toBeGreaterThan(200);
    expect(seen.size).toBeGreaterThan(30);
  });

  it('are paged, counted and named with the import that brought them', () => {
    const id = book.accounts.find(
      (account) =>
        evidenceRead.run(book.context, { id: account, feature: 'tickets_90', cursor: null, limit: 1 }).total > 2,
    )!;
    const all = evidenceRead.run(book.context, { id, feature: 'tickets_90', cursor: null, limit: 500 });
    const first = evidenceRead.run(book.context, { id, feature: 'tickets_90', cursor: null, limit: 2 });
    const rest = evidenceRead.run(book.context, { id, feature: 'tickets_90', cursor: first.next, limit: 500 });
    expect([...first.rows, ...rest.rows]).toEqual(all.rows);
    expect(all.rows).toHaveLength(all.value!);
    expect(all.spans).toMatchObject([{ key: 'now', rows: all.value, days: null }]);
    for (const row of all.rows) expect(row.source).toEqual({ importId: 1, file: 'a.csv', row: expect.any(Number) });
    expect(() => evidenceRead.run(book.context, { id, feature: 'x', cursor: null, limit: 1 })).toThrow('does not read');
    expect(() => evidenceRead.run(book.context, { id, feature: 'tickets_90', cursor: 'x', limit: 1 })).toThrow(
      'cannot be continued',
    );
  });
});

describe('hints', () => {
  it('are what the model’s own file answers to the changed row, lower the score, and stay within what others have', async () => {
    const run = latestRun(book.context.database, undefined);
    const { onnx } = storedModel(book.session.database, 'm');
    const { features } = book.definition;
    const scorer = await openScorer('again', onnx, features.length);
    let tried = 0;
    for (const id of book.accounts.slice(0, 8)) {
      const answer = await hintsFor(book.session, { id }, undefined);
      const row = scoreRowOf(book.context.database, run, id);
      for (const hint of answer.hints) {
        const changed = Float32Array.from(row.values.subarray(0, features.length));
        for (const { feature, from, to } of hint.changes) {
          expect(from).toBe(row.values[features.indexOf(feature)]);
          changed[features.indexOf(feature)] = to;
        }
        expect((await scorer.score(changed, 1))[0]).toBe(hint.probability);
        expect(hint.change).toBeLessThan(0);
        expect(hint.crosses).toBe(hint.probability <= answer.target.probability);
        expect(hint.changes.length).toBeLessThanOrEqual(2);
        expect(hint.text.en).toContain('the model would say');
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(3);
  });
});

describe('the book', () => {
  it('is ranked by the mean size of the parts, counted the slow way', () => {
    const told = rankingRead.run(book.context, {});
    const parts = book.accounts.map((id) =>
      accountRead.run(book.context, { id }).themes.flatMap((theme) => theme.parts),
    );
    expect(told.customers).toBe(book.accounts.length);
    for (const feature of told.features) {
      const own = parts.flatMap((list) => list.filter((part) => part.feature === feature.feature));
      expect(feature.meanSize).toBeCloseTo(sum(own.map((part) => Math.abs(part.contribution))) / told.customers, 12);
      expect(feature.raises).toBe(own.filter((part) => part.contribution > 0).length);
    }
    expect(told.features).toHaveLength(book.definition.features.length);
    expect(sum(told.themes.map((theme) => theme.features))).toBe(told.features.length);
  });

  it('shows how a feature’s part goes with its value', () => {
    const { features } = rankingRead.run(book.context, {});
    const told = dependenceRead.run(book.context, { feature: features[0]!.feature, points: 30 });
    expect(sum(told.bins.map((bin) => bin.count)) + told.missing.count).toBe(book.accounts.length);
    expect(told.points.length).toBeGreaterThan(15);
    for (const bin of told.bins) expect(bin.low).toBeLessThanOrEqual(bin.high);
    expect(() => dependenceRead.run(book.context, { feature: 'x', points: 0 })).toThrow('does not read');
  });

  it('lists the accounts that a feature or a theme raises, most first', () => {
    const { features, themes } = rankingRead.run(book.context, {});
    const context = book.context;
    const calendar = { zone: 'UTC', weekStart: 1 } as never;
    for (const of of [{ feature: features[0]!.feature }, { theme: themes[0]!.theme }]) {
      const raised = reasonSet.find(context, { of: 'reason', which: 'raises', ...of }, calendar);
      const lowered = reasonSet.find(context, { of: 'reason', which: 'lowers', ...of }, calendar);
      const row = [...features, ...themes].find(
        (each) => ('feature' in each ? each.feature : each.theme) === Object.values(of)[0],
      )!;
      expect([raised.length, lowered.length]).toEqual([row.raises, row.lowers]);
    }
  });

  it('finds accounts alike in the past with what became of them, and never the account itself', () => {
    const told = similarRead.run(book.context, { id: 'a003', limit: 5 });
    expect(told.accounts.length).toBe(5);
    expect(told.accounts.every((row) => row.id !== 'a003')).toBe(true);
    expect(new Set(told.accounts.map((row) => row.id)).size).toBe(5);
    const distances = told.accounts.map((row) => row.distance);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    for (const row of told.accounts) expect(row.cameTrue).toBe(row.day !== null);
    expect(told.outcome!.share).toBeGreaterThanOrEqual(told.outcome!.low);
  });

  it('tells what the model loses when it may not see a feature', () => {
    const told = permutationRead.run(book.context, {});
    expect(told.why).toBeNull();
    expect(told.features).toHaveLength(book.definition.features.length);
    for (const { lossRise } of told.features) expect(lossRise.low).toBeLessThanOrEqual(lossRise.high);
    expect(permutationRead.run(book.context, {})).toEqual(told);
  });
});

it('finds the text that a category feature’s number stands for', () => {
  const word = categoryWords(book.context.database);
  expect(word('account_plan', categoryCode('Pro'))).toBe('Pro');
  expect(word('account_plan', 12)).toBeNull();
  expect(word('seats', categoryCode('Pro'))).toBeNull();
});
