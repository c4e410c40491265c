import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, describe } from 'vitest';
import { openForReading } from '../db/index.ts';
import { loadColumns } from '../events/index.ts';
import { readRecipe } from './recipes/index.ts';
import { openTestSession } from './testing/test-session.ts';
import type { TestSession } from './testing/test-session.ts';

const data = join(import.meta.dirname, '../../../../shared/data');
const ravenstack = join(data, 'ravenstack');
const retail = join(data, 'online-retail/online-retail.csv.gz');
const recipe = join(import.meta.dirname, '../../../build/recipes/online-retail.json');

let test: TestSession;
beforeAll(async () => void (test = await openTestSession()));
afterAll(() => test.close());

describe.skipIf(!existsSync(ravenstack))('RavenStack (skipped where ../shared/data/ravenstack is absent)', () => {
  it('imports whole, every row accounted for, its contradictions found', async () => {
    const { totals, findings } = await test.importFiles(readdirSync(ravenstack).map((name) => join(ravenstack, name)));
    const nothing = { changed: 0, unchanged: 0, rejected: 0, filtered: 0, orphaned: 0 };
    expect(totals).toEqual({
      accounts: { read: 500, new: 500, duplicate: 0, ...nothing },
      subscriptions: { read: 5000, new: 5000, duplicate: 0, ...nothing },
      events: { read: 25000, new: 24979, duplicate: 21, ...nothing },
      tickets: { read: 2000, new: 2000, duplicate: 0, ...nothing },
      churn_events: { read: 600, new: 600, duplicate: 0, ...nothing },
    });
    // Over all rows read: the 21 repeated ids are different rows, of which 14 predate their subscription as well.
    expect(Object.fromEntries(findings.map(({ key, count }) => [key, count]))).toEqual({
      'events-before-subscription': 19_142,
      'events-before-account': 13_198,
      'flag-without-churn-event': 35,
      'churn-event-without-flag': 277,
      'duplicate-ids': 21,
      'running-after-churn': 1948,
      'activity-after-churn': 215,
      'overlapping-subscriptions': 3522,
      'before-account': 1077,
      'zone-assumed': 1,
    });
    const { database } = test.session;
    expect(
      database
        .prepare(`SELECT name, created_day, plan, churn_flag FROM current_accounts WHERE account_id = 'A-2e4581'`)
        .raw()
        .get(),
    ).toEqual(['Company_0', '2024-10-16', 'Basic', 0]);
    expect(
      database
        .prepare(
          `SELECT start_day, end_day, mrr, term_months, auto_renew FROM current_subscriptions WHERE subscription_id = 'S-8cec59'`,
        )
        .raw()
        .get(),
    ).toEqual(['2023-12-23', '2024-04-12', 278_600, 1, 1]);
    expect(database.prepare(`SELECT value FROM meta WHERE key = 'data_until'`).pluck().get()).toBe(
      String(Date.parse('2024-12-31T00:00:00Z') / 1000),
    );
  });
});

/** Accounts by the month of their first purchase that purchase again k months later. */
function monthlyTriangle(): Record<string, number[]> {
  const database = openForReading(test.session.file, test.session.key);
  const { offsets, seconds, accounts } = loadColumns(database);
  database.close();
  const triangle: Record<string, number[]> = {};
  const monthOf = (second: number): number =>
    Number(new Date(second * 1000).toISOString().slice(0, 4)) * 12 + new Date(second * 1000).getUTCMonth();
  for (let account = 0; account < accounts.length; account++) {
    if (!/^\d+$/.test(accounts[account] ?? '')) continue;
    const months = [...new Set([...seconds.subarray(offsets[account], offsets[account + 1])].map(monthOf))];
    const start = months[0] ?? 0;
    const row = (triangle[`${Math.floor(start / 12)}-${String((start % 12) + 1).padStart(2, '0')}`] ??=
      Array<number>(13).fill(0));
    for (const month of months) row[month - start]! += 1;
  }
  return triangle;
}

describe.skipIf(!existsSync(retail))('Online Retail (skipped where ../shared/data/online-retail is absent)', () => {
  it('imports through the committed recipe to the reference retention triangle', async () => {
    const saved = [readRecipe(JSON.parse(readFileSync(recipe, 'utf8')), 'online-retail.json')];
    const { totals } = await test.importFiles([retail], { saved });
    expect(totals.events).toEqual({
      read: 541_909,
      new: 397_924,
      changed: 0,
      unchanged: 0,
      duplicate: 0,
      rejected: 0,
      filtered: 143_985,
      // The file tells nothing of its customers but their purchases.
      orphaned: 397_924,
    });
    const golden = JSON.parse(readFileSync(join(data, 'golden.json'), 'utf8').replaceAll(/\bNaN\b/g, 'null')) as Record<
      string,
      unknown
    >;
    expect(monthlyTriangle()).toEqual(golden['online_retail:monthly_cohort(no cancels, known customers)']);
  });
});
