import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backtestQuestion } from '../../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../../shared/domain/time.ts';
import type { JobContext } from '../../jobs/index.ts';
import { explainedBook, lastDay } from '../explanations/testing/explained-book.ts';
import type { ExplainedBook } from '../explanations/testing/explained-book.ts';
import { exportBacktest } from './export.ts';
import { latestBacktest } from './queries.ts';
import { backtestRowsRead } from './read.ts';
import { backtested, backtestJobs } from './run.ts';

const patience = { timeout: 60_000 };
const learnedUntil = lastDay - 350;
let book: ExplainedBook;
beforeAll(() => {
  book = explainedBook();
  // The book's events are not in its database, so that the end of a subscription says who left.
  book.session.database
    .prepare(
      `UPDATE models SET card = json_set(card, '$.learnedUntil', ?), definition = json_set(definition,
         '$.labelRule.subscriptionEnded.enabled', json('true'), '$.labelRule.inactivity.enabled', json('false'))`,
    )
    .run(dayOfNumber(learnedUntil));
});
afterAll(() => book.close());

const run = (question: object, signal = new AbortController().signal) => {
  const stages: string[] = [];
  const context = {
    signal,
    report: (_share: number | null, stage?: { key: string }) => void stages.push(stage?.key ?? ''),
  } as unknown as JobContext;
  return backtestJobs.backtest.run(book.session, question, context).then((result) => ({ result, stages }));
};
const latest = () => latestBacktest(book.session.database, book.session.dataVersion());
const page = (question: Partial<Parameters<typeof backtestRowsRead.run>[1]>) =>
  backtestRowsRead.run(book.context, {
    id: latest()!.id,
    day: null,
    which: 'all',
    cursor: null,
    limit: 500,
    ...question,
  });

describe('a backtest as a job', () => {
  it('stores the months, what they flagged, and where from', patience, async () => {
    expect(latest()).toBeNull();
    const { result, stages } = await run({ mode: 'present', rule: { kind: 'top', top: 10 } });
    expect(new Set(stages)).toEqual(new Set(['features', 'backtesting', 'validating', 'writing']));
    const told = latest()!;
    expect(told).toMatchObject({
      id: result['id'],
      modelId: 'm',
      asOf: dayOfNumber(lastDay),
      outdated: false,
      horizonDays: 90,
      question: { mode: 'present', months: 24, modelId: 'm' },
    });
    // Its outcomes lie within what the model learned from until the horizon after its last snapshot.
    for (const month of told.months)
      expect(month.state === 'seen', month.day).toBe(month.day < dayOfNumber(learnedUntil + 90));
    expect(new Set(told.months.map(({ state }) => state))).toEqual(new Set(['seen', 'judged', 'open']));
    expect(told.pooled.from! >= dayOfNumber(learnedUntil + 90)).toBe(true);
    expect(told.notes.map(({ en }) => en)).toEqual([
      expect.stringContaining('24 months were asked for') as string,
      expect.stringContaining(`outcomes up to ${dayOfNumber(learnedUntil + 90)}`) as string,
    ]);
    expect(told.pooled.flagged).toBeGreaterThan(20);
    expect(told.pooled.found).toBeGreaterThan(0);
    for (const month of told.months) {
      const { flagged, found, missed, falseAlarms, open } = month.counts!;
      expect(page({ day: month.day, which: 'flagged' }).total).toBe(flagged);
      expect(page({ day: month.day }).total).toBe(flagged + missed);
      for (const [which, count] of Object.entries({ found, missed, 'false-alarm': falseAlarms, open }))
        expect(page({ day: month.day, which: which as 'found' }).total).toBe(count);
    }
  });

  it('pages through its accounts, the likeliest of the latest month first', () => {
    const whole = page({});
    expect(whole.next).toBeNull();
    const parts = [page({ limit: 7 })];
    while (parts.at(-1)!.next !== null) parts.push(page({ limit: 7, cursor: parts.at(-1)!.next }));
    expect(parts.flatMap(({ rows }) => rows)).toEqual(whole.rows);
    expect(whole.rows.map(({ day }) => day)).toEqual(
      whole.rows
        .map(({ day }) => day)
        .toSorted()
        .toReversed(),
    );
    const [first] = whole.rows;
    expect(first).toMatchObject({ flagged: true, name: expect.stringMatching(/^Account \d+$/) as string });
    expect(first!.score).toBe(Math.max(...page({ day: first!.day }).rows.map(({ score }) => score!)));
    expect(() => page({ cursor: 'x' })).toThrow(/cannot be continued/);
    expect(() => page({ id: 99 })).toThrow(/not kept any more/);
  });

  it('writes them into files', patience, async () => {
    const asked = { id: latest()!.id, day: null, which: 'all', format: 'csv' } as const;
    const { grant } = await exportBacktest(book.session, asked, 'es', undefined);
    const lines = readFileSync(book.session.grants.resolve(grant).path, 'utf8').trim().split(/\r?\n/);
    expect(lines).toHaveLength(1 + page({}).total);
    expect(lines[0]).toContain('month_end,id,name,owner,probability,flagged,outcome,left_on,monthly_revenue,currency');
  });

  it('leaves nothing where it is cancelled', patience, async () => {
    const before = latest()!.id;
    const cancel = new AbortController();
    const going = run({ mode: 'present' }, cancel.signal);
    setTimeout(() => cancel.abort(), 300);
    await expect(going).rejects.toMatchObject({ code: 'cancelled' });
    expect(latest()!.id).toBe(before);
  });

  it('says that the data has changed since', () => {
    expect(latestBacktest(book.session.database, book.session.dataVersion() + 1)!.outdated).toBe(true);
  });
});

describe('what can be asked about the past', () => {
  const asked = (question: object) => backtested(book.session.database, backtestQuestion.parse(question));
  const change = (path: string, value: string): void =>
    void book.session.database.prepare(`UPDATE models SET card = json_set(card, ?, ?)`).run(path, value);

  it('a model that was trained here is trained anew unless asked otherwise; any other is taken as it is', () => {
    expect(asked({}).mode).toBe('refit');
    expect(asked({ mode: 'present' }).mode).toBe('present');
    change('$.origin', 'imported');
    expect(asked({}).mode).toBe('present');
    expect(() => asked({ mode: 'refit' })).toThrow(/was not trained here/);
    change('$.origin', 'trained');
  });

  it('refuses what does not foretell churn, what cannot be computed, and what is not there', () => {
    change('$.target', 'expansion');
    expect(() => asked({})).toThrow(/does not foretell churn/);
    change('$.target', 'churn');
    expect(() => asked({ modelId: 'nobody' })).toThrow(/There is no model nobody/);
    const { database } = book.session;
    const definition = database.prepare('SELECT definition FROM models').pluck().get();
    database.prepare(`UPDATE models SET definition = json_set(definition, '$.model.kind', 'opaque')`).run();
    expect(() => asked({ mode: 'present' })).toThrow(/cannot be taken apart/);
    database.prepare('UPDATE models SET definition = ?').run(definition);
  });
});
