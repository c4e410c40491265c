import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importSummary } from './queries.ts';
import { allVersions, openTestSession } from './testing/test-session.ts';
import type { MappedText, TestSession } from './testing/test-session.ts';
import { undoImport } from './undo.ts';

let test: TestSession;
beforeEach(async () => void (test = await openTestSession()));
afterEach(() => test.close());

const undo = (id: number): Promise<void> =>
  undoImport(test.session, id, { signal: new AbortController().signal, report: () => {} });
const select = (sql: string): unknown[] => test.session.database.prepare(sql).raw().all();

const fieldsOf: Record<string, string> = {
  id: 'account_id',
  name: 'name',
  country: 'country',
  seats: 'attributes',
  tier: 'attributes',
};

/** Accounts from lines under a header of the names above. */
function accounts(header: string, lines: readonly string[], mapping: object = {}, name = 'accounts.csv'): MappedText {
  const fields = Object.fromEntries(header.split(',').map((column) => [column, fieldsOf[column] ?? column]));
  return { name, content: `${header}\n${lines.join('\n')}\n`, fields, mapping: { table: 'accounts', ...mapping } };
}
const current = (): unknown[] =>
  select('SELECT account_id, name, country, attributes FROM accounts WHERE superseded_by IS NULL ORDER BY account_id');

const whole = accounts('id,name,country,seats,tier', ['A1,Acme,ES,5,gold', 'A2,Bel,FR,6,', 'A3,Cid,US,7,iron']);

describe('a file with a part of the columns', () => {
  it('keeps what it does not speak of, and a blank cell of its own is a blank', async () => {
    await test.importMapped([whole]);
    const { result } = await test.importMapped([accounts('id,country,tier', ['A1,PT,', 'A2,,', 'A3,US,iron'])]);
    expect(result.totals.accounts).toMatchObject({ read: 3, changed: 2, unchanged: 1, new: 0 });
    expect(result.changedFields).toEqual({ accounts: { country: 2, tier: 1 } });
    expect(current()).toEqual([
      ['A1', 'Acme', 'PT', '{"seats":"5"}'],
      ['A2', 'Bel', null, '{"seats":"6"}'],
      ['A3', 'Cid', 'US', '{"seats":"7","tier":"iron"}'],
    ]);
  });

  it('changes nothing when it comes again', async () => {
    await test.importMapped([whole]);
    const part = accounts('id,country', ['A1,PT', 'A2,FR']);
    await test.importMapped([part]);
    const { result } = await test.importMapped([accounts('id,country', ['A2,FR', 'A1,PT'])]);
    expect(result.totals.accounts).toMatchObject({ read: 2, unchanged: 2, changed: 0 });
    const again = await test.importMapped([part]);
    expect(again.result.totals.accounts).toMatchObject({ unchanged: 2 });
  });

  it('keeps the import whose values live on from being undone, and undoing itself gives back everything', async () => {
    await test.importMapped([whole]);
    const before = allVersions(test);
    await test.importMapped([accounts('id,country', ['A1,PT', 'A9,DE'])]);
    expect(importSummary(test.session.database, 1).undoBlockedBy).toContain('Import 2 told only a part');
    await expect(undo(1)).rejects.toMatchObject({ code: 'conflict' });
    await undo(2);
    expect(allVersions(test)).toBe(before);
    await undo(1);
    expect(select('SELECT count(*) FROM accounts')).toEqual([[0]]);
  });

  it('reads amounts in the currency that the row has already', async () => {
    const fields = { id: 'subscription_id', who: 'account_id', from: 'start_day', mrr: 'mrr', money: 'currency' };
    const subscriptions = (content: string): MappedText => {
      const given = content.split('\n')[0]!.split(',');
      const mapped = Object.fromEntries(Object.entries(fields).filter(([column]) => given.includes(column)));
      return { name: 's.csv', content, fields: mapped, mapping: { table: 'subscriptions' } };
    };
    await test.importMapped([
      subscriptions('id,who,from,mrr,money\nS1,A1,2024-01-01,1200,JPY\nS2,A1,2024-01-01,5.5,EUR\n'),
    ]);
    const { result } = await test.importMapped([
      subscriptions('id,who,from,mrr\nS1,A1,2024-01-01,1200\nS2,A1,2024-01-01,6.5\n'),
    ]);
    expect(result.totals.subscriptions).toMatchObject({ changed: 1, unchanged: 1 });
    expect(select('SELECT mrr, currency FROM current_subscriptions ORDER BY subscription_id')).toEqual([
      [1200, 'JPY'],
      [650, 'EUR'],
    ]);
  });
});

describe('several files of one set', () => {
  const names = accounts('id,name', ['A1,Acme', 'A2,Bel'], {}, 'names.csv');
  const places = accounts('id,country,seats', ['A2,FR,6', 'A1,ES,5', 'A3,US,7'], {}, 'places.csv');

  it('complete each other, and the same set again changes nothing', async () => {
    const { result } = await test.importMapped([names, places]);
    expect(result.totals.accounts).toMatchObject({ read: 5, new: 3, duplicate: 2 });
    expect(result.findings.map(({ key, count }) => [key, count])).toEqual([['completed-rows', 2]]);
    expect(current()).toEqual([
      ['A1', 'Acme', 'ES', '{"seats":"5"}'],
      ['A2', 'Bel', 'FR', '{"seats":"6"}'],
      ['A3', null, 'US', '{"seats":"7"}'],
    ]);
    const data = allVersions(test);
    const again = await test.importMapped([names, places]);
    expect(again.result.totals.accounts).toMatchObject({ read: 5, unchanged: 3, duplicate: 2 });
    expect(allVersions(test)).toBe(data);
  });

  it('count in their order where both speak, and that is told', async () => {
    const other = accounts('id,name,country', ['A1,Acmé,ES'], {}, 'other.csv');
    const { result } = await test.importMapped([names, other]);
    expect(current()).toEqual([
      ['A1', 'Acme', 'ES', '{}'],
      ['A2', 'Bel', null, '{}'],
    ]);
    expect(result.findings.find(({ key }) => key === 'files-differ')).toMatchObject({
      count: 1,
      examples: ['other.csv: A1 (row 2, name differs from names.csv row 2)'],
    });
  });

  it('tell repeats that say the same from those that do not', async () => {
    const { result } = await test.importMapped([
      accounts('id,name', ['A1,Acme', 'A1,Acme', 'A2,Bel', 'A2,Belle', 'A2,Bel']),
    ]);
    expect(result.totals.accounts).toMatchObject({ read: 5, new: 2, duplicate: 3 });
    expect(result.findings).toMatchObject([
      {
        key: 'duplicate-ids',
        severity: 'warning',
        count: 3,
        text: '3 rows of accounts repeat an id (account_id) that came before; the first was kept. 2 say the same, 1 something else.',
      },
    ]);
    expect(result.findings[0]?.examples).toContain('accounts.csv: A2 (row 5, name differs from row 4)');
  });
});

describe('known-at', () => {
  const june = Date.parse('2024-06-01T00:00:00Z') / 1000;
  const versions = (): unknown[] =>
    select('SELECT country, known_at, import_id, superseded_by FROM accounts ORDER BY known_at');
  const january = '2024-01-01T00:00:00Z';

  it('of an old export makes it a part of the history, and the present stays', async () => {
    await test.importMapped([accounts('id,country', ['A1,ES'])], june);
    const before = allVersions(test);
    const old = accounts('id,country', ['A1,PT'], { knownAt: january });
    const { result } = await test.importMapped([old]);
    expect(result.totals.accounts).toMatchObject({ new: 1, changed: 0 });
    expect(result.findings.map(({ key }) => key)).toEqual(['back-filled-history']);
    expect(current()).toEqual([['A1', null, 'ES', '{}']]);
    expect(versions()).toEqual([
      ['PT', Date.parse(january) / 1000, 2, 1],
      ['ES', june, 1, null],
    ]);
    const data = allVersions(test);
    const again = await test.importMapped([old]);
    expect(again.result.totals.accounts).toMatchObject({ unchanged: 1, new: 0 });
    expect(allVersions(test)).toBe(data);
    await undo(again.importId);
    await undo(2);
    expect(allVersions(test)).toBe(before);
  });

  it('puts each version in its place, whatever order they come in, and undoing closes the gap', async () => {
    const at = (month: string, country: string): Promise<unknown> =>
      test.importMapped([accounts('id,country', [`A1,${country}`], { knownAt: `2024-${month}-01T00:00:00Z` })]);
    await at('06', 'F');
    await at('02', 'B');
    const before = allVersions(test);
    await at('04', 'D');
    await at('08', 'H');
    expect(versions().map((row) => (row as unknown[])[0])).toEqual(['B', 'D', 'F', 'H']);
    expect(select('SELECT import_id, superseded_by FROM accounts ORDER BY known_at')).toEqual([
      [2, 3],
      [3, 1],
      [1, 4],
      [4, null],
    ]);
    await undo(3);
    await undo(4);
    expect(allVersions(test)).toBe(before);
  });

  it('comes from a column of the file, row by row', async () => {
    const content = 'id,when,country\nA1,2024-01-01,ES\nA2,2024-02-01,FR\n';
    const fields = { id: 'account_id', when: 'known_at', country: 'country' };
    await test.importMapped([{ name: 'a.csv', content, fields, mapping: { table: 'accounts' } }]);
    expect(select('SELECT known_at FROM accounts ORDER BY account_id')).toEqual(
      ['2024-01-01', '2024-02-01'].map((day) => [Date.parse(day) / 1000]),
    );
  });
});
