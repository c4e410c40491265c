import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayNumber } from '../../../../shared/domain/time.ts';
import { type WritingProgress, type WrittenBook, writeSampleBook } from './write.ts';

type Row = Record<string, string>;

let directory: string;
let book: WrittenBook;
const progress: WritingProgress[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-sample-'));
  book = await writeSampleBook(join(directory, 'default'), {}, (step) => progress.push(step));
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function textOf(name: string): Promise<string> {
  return readFile(join(directory, 'default', name), 'utf8');
}

async function rowsOf(name: string): Promise<Row[]> {
  return Papa.parse<Row>(await textOf(name), { header: true, skipEmptyLines: true }).data;
}

describe('the default sample book', () => {
  it('has at least a million events, and as many lines as it says', async () => {
    const events = book.files.find(({ table }) => table === 'events')!;
    expect(events.rows).toBeGreaterThanOrEqual(1_000_000);
    const data = await readFile(events.path);
    let lines = 0;
    for (let at = data.indexOf(10); at !== -1; at = data.indexOf(10, at + 1)) lines++;
    expect(lines).toBe(events.rows + 1);
    expect(data.length).toBe(events.bytes);
  });

  it('has the churn of a plausible business: its rate, its silent share, enough of it late, some recoveries', () => {
    const { accounts, hazard90 } = book.truth;
    const churned = accounts.filter(({ churnDay }) => churnDay !== null);
    expect(accounts.length).toBe(1200);
    expect(churned.length).toBeGreaterThanOrEqual(300);
    const monthlyRate = churned.length / hazard90.length;
    expect(monthlyRate).toBeGreaterThan(0.015);
    expect(monthlyRate).toBeLessThan(0.021);
    const silent = churned.filter(({ cause }) => cause === 'silent').length / churned.length;
    expect(silent).toBeGreaterThan(0.18);
    expect(silent).toBeLessThan(0.33);
    expect(churned.filter(({ churnDay }) => churnDay! > '2025-12-31').length).toBeGreaterThanOrEqual(60);
    expect(accounts.filter(({ recovered, churnDay }) => recovered && churnDay === null).length).toBeGreaterThan(50);
  });

  it('knows its own hazard: it ranks the churns well, not perfectly, and is right on average', () => {
    const { bestPossible, hazard90, accounts } = book.truth;
    expect(bestPossible.auc).toBeGreaterThan(0.85);
    expect(bestPossible.auc).toBeLessThan(0.92);
    const churnDays = new Map(accounts.map(({ id, churnDay }) => [id, churnDay]));
    const complete = hazard90.filter(({ day }) => day <= '2026-04-01');
    expect(complete.length).toBe(bestPossible.snapshots);
    const expected = complete.reduce((sum, { probability }) => sum + probability, 0);
    const happened = complete.filter(({ account, day }) => {
      const churnDay = churnDays.get(account) ?? null;
      return churnDay !== null && dayNumber(churnDay) - dayNumber(day) <= 90;
    }).length;
    expect(happened).toBe(bestPossible.churns);
    expect(expected / happened).toBeGreaterThan(0.85);
    expect(expected / happened).toBeLessThan(1.15);
  });

  it('shows trouble in usage before the churns that had any, and not before the silent ones', async () => {
    const created = new Map(
      (await rowsOf('crm-accounts.csv')).map((row) => [row['Account ID']!, row['Created Date']!]),
    );
    // Only accounts with a settled history of their own before the days that are compared.
    const settled = new Map(
      book.truth.accounts
        .filter(
          ({ id, churnDay }) =>
            churnDay !== null && churnDay > '2025-01-20' && dayNumber(churnDay) - dayNumber(created.get(id)!) > 270,
        )
        .map(({ id, churnDay, cause }) => [id, { churnDay: dayNumber(churnDay!), cause: cause! }]),
    );
    const recent: Record<string, number> = {};
    const earlier: Record<string, number> = {};
    for (const line of (await textOf('product-events.csv')).split('\n')) {
      const account = settled.get(line.slice(0, 6));
      if (account === undefined) continue;
      const ahead = account.churnDay - dayNumber(line.split(',')[3]!.slice(0, 10));
      const counts = ahead <= 28 ? recent : ahead > 168 && ahead <= 196 ? earlier : null;
      if (counts !== null) counts[account.cause] = (counts[account.cause] ?? 0) + 1;
    }
    const left = (cause: string): number => recent[cause]! / earlier[cause]!;
    expect(left('decline')).toBeLessThan(0.4);
    expect(left('sour-support')).toBeLessThan(0.85);
    expect(left('seats')).toBeLessThan(0.85);
    expect(left('silent')).toBeGreaterThan(0.75);
  });

  it('sends new accounts through an onboarding that each step thins out', async () => {
    const steps = ['project_created', 'user_invited', 'report_created', 'dashboard_shared'];
    const reached = new Map<string, number>();
    for (const line of (await textOf('product-events.csv')).split('\n')) {
      const [account, , event] = line.split(',');
      const next = reached.get(account!) ?? 0;
      if (event === steps[next]) reached.set(account!, next + 1);
    }
    const counts = steps.map((_, step) => [...reached.values()].filter((count) => count > step).length);
    expect(counts.toSorted((a, b) => b - a)).toEqual(counts);
    expect(counts[3]! / counts[0]!).toBeGreaterThan(0.3);
    expect(counts[3]! / counts[0]!).toBeLessThan(0.8);
  });

  it('speaks English and Spanish in many different sentences', async () => {
    const tickets = await rowsOf('helpdesk-tickets.csv');
    expect(tickets.length).toBeGreaterThan(6000);
    expect(tickets.length).toBeLessThan(8500);
    const spanish = tickets.filter(({ Description }) => /\b(el|la|los|que|para|una?)\b/.test(Description!)).length;
    expect(spanish / tickets.length).toBeGreaterThan(0.25);
    expect(spanish / tickets.length).toBeLessThan(0.65);
    expect(new Set(tickets.map(({ Description }) => Description)).size).toBeGreaterThan(0.8 * tickets.length);
    expect(tickets.some(({ Description }) => Description!.includes('\n'))).toBe(true);
    for (const name of ['surveys.csv', 'churned-customers.csv']) {
      const text = await textOf(name);
      expect(text).toMatch(/\bthe\b/);
      expect(text).toMatch(/\b(nunca|nos|el)\b/);
    }
  });

  it('leaves no slot open and names no real brand', async () => {
    const brands =
      /\b(google|microsoft|excel|slack|zoom|salesforce|hubspot|zendesk|stripe|intercom|amazon|aws|azure|apple|oracle|sap|adobe|ibm|tableau|power ?bi|looker|snowflake|jira|whatsapp|linkedin|outlook|gmail|chrome|firefox|asana|mixpanel|amplitude)\b/i;
    for (const { path, table } of book.files) {
      if (table === 'events') continue;
      const text = await readFile(path, 'utf8');
      expect(brands.exec(text)?.[0] ?? null).toBeNull();
      expect(/[{}]|undefined|NaN/.exec(text)?.[0] ?? null).toBeNull();
      expect(/(^|\s)(de|a) el\b/i.exec(text)?.[0] ?? null).toBeNull();
    }
  });

  it('reports its progress file by file with a growing count of rows', () => {
    expect(new Set(progress.map(({ file }) => file)).size).toBe(10);
    expect(progress.map(({ rows }) => rows)).toEqual(progress.map(({ rows }) => rows).toSorted((a, b) => a - b));
    expect(progress.at(-1)!.rows).toBe(book.files.reduce((sum, { rows }) => sum + rows, 0));
  });
});

describe('writeSampleBook', () => {
  it('stops when asked, says so, and leaves nothing behind', async () => {
    const folder = join(directory, 'stopped');
    let asked = 0;
    const writing = writeSampleBook(folder, { accounts: 60 }, undefined, () => ++asked > 6);
    await expect(writing).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says what to do where the folder cannot be written', async () => {
    const file = join(directory, 'a-file');
    await writeFile(file, '');
    await expect(writeSampleBook(file, { accounts: 10 })).rejects.toMatchObject({ code: 'file_unreadable' });
  });
});
