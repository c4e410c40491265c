import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { automaticMapping, createEngine, noKeychain } from '../index.ts';
import type { Engine } from '../index.ts';
import { writeBook } from './duckdb-book.ts';

const events = 1_000_000;
const patience = { timeout: 300_000 };
let home: string;
let engine: Engine;
let instance: DuckDBInstance;
let duckdb: DuckDBConnection;

/** Spain's clocks go forward on the last Sunday of March and back on that of October, at 01:00 UTC. */
const summers = [
  [Date.UTC(2023, 2, 26, 1), Date.UTC(2023, 9, 29, 1)],
  [Date.UTC(2024, 2, 31, 1), Date.UTC(2024, 9, 27, 1)],
].map(([from = 0, to = 0]) => `(moment >= ${from / 1000} AND moment < ${to / 1000})`);

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-duckdb-'));
  const files = writeBook(home, events, 7);
  engine = await createEngine({ host: 'cli', home, keychain: noKeychain('Not in this test.') });
  const { client } = engine;
  await client.system.saveSettings({ zone: 'Europe/Madrid', weekStart: 'monday' });
  await engine.workspaces.create({ name: 'Peer', protection: 'memory' });
  const grants = Object.values(files).map((path) => engine.grants.register(path).grant);
  const decided = automaticMapping(await client.imports.preview({ grants }));
  const { jobId } = await client.imports.start({
    files: decided.files.map(({ grant, part, mapping, recipe }) => ({ grant, part, mapping, recipe })),
  });
  for await (const job of await client.jobs.watch({ id: jobId })) {
    if (job.state === 'failed' || job.state === 'cancelled') throw new Error(job.error?.message ?? job.state);
    if (job.state === 'done') break;
  }

  instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  duckdb = await instance.connect();
  await duckdb.run(`
    CREATE TABLE accounts AS SELECT * FROM read_csv('${files.accounts}', header = true);
    CREATE TABLE subscriptions AS SELECT account_id AS account, start_day::DATE AS start_day, end_day::DATE AS end_day, round(mrr * 100)::BIGINT AS minor
      FROM read_csv('${files.subscriptions}', header = true, columns = {'subscription_id': 'VARCHAR', 'account_id': 'VARCHAR', 'start_day': 'VARCHAR', 'end_day': 'VARCHAR', 'mrr': 'DECIMAL(12,2)', 'currency': 'VARCHAR'});
    CREATE TABLE file AS SELECT account_id AS account, epoch("timestamp")::BIGINT AS moment, event, quantity, platform
      FROM read_csv('${files.events}', header = true, columns = {'account_id': 'VARCHAR', 'timestamp': 'TIMESTAMP', 'event': 'VARCHAR', 'quantity': 'DOUBLE', 'platform': 'VARCHAR'});
    CREATE TABLE timed AS SELECT *, rowid AS place, moment + 3600 + CASE WHEN ${summers.join(' OR ')} THEN 3600 ELSE 0 END AS local FROM file;
    CREATE TABLE events AS SELECT *, local // 86400 AS day, (local // 86400 + 3) // 7 AS week,
      datediff('month', DATE '1970-01-01', make_timestamp(local * 1000000)::DATE) AS month FROM timed;`);
}, 300_000);
afterAll(async () => {
  duckdb.closeSync();
  instance.closeSync();
  await engine.close();
  rmSync(home, { recursive: true, force: true });
});

async function ask(sql: string): Promise<number[][]> {
  const rows = (await duckdb.runAndReadAll(sql)).getRows();
  return rows.map((row) => row.map(Number));
}

const monthOf = (label: string): number => (Number(label.slice(0, 4)) - 1970) * 12 + Number(label.slice(5, 7)) - 1;
const dayOf = (label: string): number => Date.parse(label) / 86_400_000;
const weekOf = (label: string): number => (dayOf(label) + 3) / 7;

describe(`the same questions asked of DuckDB, on ${events.toLocaleString('en')} events`, () => {
  it('reads the same file', patience, async () => {
    const { total } = await engine.client.events.names();
    expect([[total]]).toEqual(await ask('SELECT count(*) FROM events'));
  });

  it('retention on each month after the first invitation', patience, async () => {
    const { cohorts } = await engine.client.cohorts.retention({
      start: { events: ['invite'] },
      return: { events: ['login', 'export'], where: [{ property: 'platform', operator: 'is', values: ['web'] }] },
    });
    const ours = cohorts.flatMap(({ cohort, size, values }) =>
      values.flatMap((value, k) => (value ? [[monthOf(cohort), k, size, value]] : [])),
    );
    expect(ours.length).toBeGreaterThan(50);
    expect(ours).toEqual(
      await ask(`
        WITH entry AS (SELECT account, min(moment) AS begun, min(month) AS first FROM events WHERE event = 'invite' GROUP BY 1),
          size AS (SELECT first, count(*) AS members FROM entry GROUP BY 1)
        SELECT first, month - first AS k, any_value(members), count(DISTINCT account)
        FROM events JOIN entry USING (account) JOIN size USING (first)
        WHERE event IN ('login', 'export') AND platform = 'web' AND moment >= begun GROUP BY 1, 2 ORDER BY 1, 2`),
    );
  });

  it('retention on or after each week, and in rolling periods of 30 days', patience, async () => {
    const { cohorts } = await engine.client.cohorts.retention({
      period: 'week',
      mode: 'on-or-after',
      return: { events: ['report'] },
    });
    const ours = cohorts.flatMap(({ cohort, values }) =>
      values.flatMap((value, k) => (value ? [[weekOf(cohort), k, value]] : [])),
    );
    expect(ours).toEqual(
      await ask(`
        WITH entry AS (SELECT account, min(moment) AS begun, min(week) AS first FROM events GROUP BY 1),
          last AS (SELECT account, first, max(week) - first AS furthest FROM events JOIN entry USING (account) WHERE event = 'report' AND moment >= begun GROUP BY account, first)
        SELECT first, k, count(*) FROM last, unnest(range(furthest + 1)) AS steps(k) GROUP BY 1, 2 ORDER BY 1, 2`),
    );
    const rolling = await engine.client.cohorts.retention({ periods: 'rolling' });
    const counted = rolling.cohorts.flatMap(({ cohort, values, complete }) =>
      values.flatMap((value, k) => (value && complete[k] ? [[monthOf(cohort), k, value]] : [])),
    );
    expect(counted.length).toBeGreaterThan(50);
    const all = await ask(`
      WITH entry AS (SELECT account, min(moment) AS begun, min(month) AS first FROM events GROUP BY 1)
      SELECT first, (moment - begun) // ${30 * 86_400} AS k, count(DISTINCT account) FROM events JOIN entry USING (account) GROUP BY 1, 2 ORDER BY 1, 2`);
    const told = new Set(counted.map(([cohort, k]) => `${cohort}/${k}`));
    expect(counted).toEqual(all.filter(([cohort, k]) => told.has(`${cohort}/${k}`)));
  });

  it('a funnel of four steps within 14 days, events of one second in the order of the file', patience, async () => {
    const names = ['login', 'search', 'export', 'upgrade'];
    const { steps } = await engine.client.funnels.run({
      steps: names.map((name) => ({ events: [name] })),
      windowSeconds: 14 * 86_400,
    });
    const running =
      'OVER (PARTITION BY account ORDER BY moment, place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)';
    const step = (from: string, name: string, k: number): string =>
      `SELECT *, max(CASE WHEN event = '${name}' AND moment <= begun${k - 1} + ${14 * 86_400} THEN begun${k - 1} END) ${running} AS begun${k} FROM ${from}`;
    const reached = names
      .map(
        (name, k) =>
          `count(DISTINCT CASE WHEN event = '${name}' AND moment <= begun${k} + ${14 * 86_400} THEN account END)`,
      )
      .join(', ');
    const [expected] = await ask(`
      WITH step0 AS (SELECT *, max(CASE WHEN event = 'login' THEN moment END) ${running} AS begun0 FROM events),
        step1 AS (${step('step0', 'login', 1)}), step2 AS (${step('step1', 'search', 2)}), step3 AS (${step('step2', 'export', 3)})
      SELECT ${reached} FROM step3`);
    expect(steps.map(({ count }) => count)).toEqual(expected);
  });

  it('active accounts a day, over 28 days, and on how many of the last 28', patience, async () => {
    const { series, counts } = await engine.client.engagement.stickiness({});
    const ours = series.map(({ interval, active, trailing }) => [dayOf(interval), active, trailing]);
    const expected = await ask(`
      WITH active AS (SELECT DISTINCT account, day FROM events)
      SELECT days.day, (SELECT count(*) FROM active WHERE active.day = days.day),
        (SELECT count(DISTINCT account) FROM active WHERE active.day BETWEEN days.day - 27 AND days.day)
      FROM (SELECT unnest(range(min(day), max(day) + 1)) AS day FROM active) AS days ORDER BY 1`);
    expect(ours).toEqual(expected);
    const lastWhole = dayOf(series.findLast(({ complete }) => complete)!.interval);
    const spread = await ask(`
      SELECT days, count(*) FROM (SELECT account, count(DISTINCT day) AS days FROM events WHERE day BETWEEN ${lastWhole - 27} AND ${lastWhole} GROUP BY 1)
      GROUP BY 1 ORDER BY 1`);
    expect(counts.flatMap((count, index) => (count > 0 ? [[index + 1, count]] : []))).toEqual(spread);
  });

  it('new, returning, resurrected and dormant accounts a month', patience, async () => {
    const { periods } = await engine.client.engagement.lifecycle({ activity: { events: ['login', 'comment'] } });
    const ours = periods.map((row) => [monthOf(row.period), row.new, row.returning, row.resurrected, row.dormant]);
    const expected = await ask(`
      WITH active AS (SELECT DISTINCT account, month FROM events WHERE event IN ('login', 'comment')),
        begun AS (SELECT account, min(month) AS first FROM events GROUP BY 1),
        placed AS (SELECT account, month, first, lag(month) OVER w AS before, lead(month) OVER w AS after
          FROM active JOIN begun USING (account) WINDOW w AS (PARTITION BY account ORDER BY month)),
        months AS (SELECT unnest(range(min(month), max(month) + 1)) AS month FROM active)
      SELECT months.month, count(*) FILTER (placed.month = first), count(*) FILTER (before = placed.month - 1 AND placed.month > first),
        count(*) FILTER (placed.month > first AND (before IS NULL OR before < placed.month - 1)),
        (SELECT count(*) FROM placed AS gone WHERE gone.month = months.month - 1 AND (gone.after IS NULL OR gone.after > months.month))
      FROM months LEFT JOIN placed ON placed.month = months.month GROUP BY 1 ORDER BY 1`);
    expect(ours.map((row) => row.slice(0, 2))).toEqual(expected.map((row) => row.slice(0, 2)));
    // Before the first month nothing is known, and the last one has not ended: nobody is dormant yet.
    expect(ours.slice(1, -1)).toEqual(expected.slice(1, -1));
    expect(ours.at(-1)?.slice(0, 4)).toEqual(expected.at(-1)?.slice(0, 4));
    expect(ours.at(-1)?.[4]).toBeNull();
  });

  it('events, accounts and quantities a week, by event', patience, async () => {
    const { periods, series } = await engine.client.trends.run({
      measures: [
        { of: 'events', count: 'events' },
        { of: 'events', count: 'accounts' },
        { of: 'events', count: 'quantity' },
      ],
      breakdown: { by: 'event' },
      groups: 20,
    });
    const expected = await ask(
      `SELECT week, count(*), count(DISTINCT account), coalesce(sum(quantity), 0) FROM events WHERE event = 'export' GROUP BY 1 ORDER BY 1`,
    );
    const of = (measure: number) =>
      series.find((one) => one.measure === measure && one.value === 'export')?.values ?? [];
    const ours = periods.map((period, index) => [weekOf(period), of(0)[index], of(1)[index], of(2)[index] ?? 0]);
    expect(ours.filter(([, count]) => count !== 0)).toEqual(expected);
  });

  it('recurring revenue at the end of each month, to the cent', patience, async () => {
    const { periods, series } = await engine.client.trends.run({
      measures: [{ of: 'metric', metric: 'mrr' }],
      period: 'month',
    });
    const values = series[0]?.values ?? [];
    const ours = periods.flatMap((period, index) => {
      const value = values[index];
      return typeof value === 'number' ? [[monthOf(period), value]] : [];
    });
    const expected = await ask(`
      WITH months AS (SELECT unnest(range(${ours[0]?.[0]}, ${ours.at(-1)![0]! + 1})) AS month)
      SELECT month, (SELECT coalesce(sum(minor), 0) FROM subscriptions
        WHERE start_day <= closing AND (end_day IS NULL OR end_day > closing))
      FROM (SELECT month, (DATE '1970-01-01' + to_months((month + 1)::INTEGER) - INTERVAL 1 DAY)::DATE AS closing FROM months) ORDER BY 1`);
    expect(ours.length).toBeGreaterThan(8);
    // The month that has not ended is told as of the last day with data.
    expect(ours.slice(0, -1)).toEqual(expected.slice(0, -1));
  });
});
