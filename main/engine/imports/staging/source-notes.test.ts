import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestSession } from '../testing/test-session.ts';
import type { TestSession } from '../testing/test-session.ts';
import { noteFinding } from './source-notes.ts';

let test: TestSession;
beforeEach(async () => void (test = await openTestSession()));
afterEach(() => test.close());

it('values that a reader leaves out stand among the findings of the import', async () => {
  const lines = Array.from({ length: 3_000 }, (_, index) => ({
    account_id: `A${index}`,
    account_name: `Company ${index}`,
    country: 'ES',
    ...(index > 2_900 ? { late: 'x' } : {}),
  }));
  const path = test.write('accounts.ndjson', `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  const { totals, findings } = await test.importFiles([path]);
  expect(totals.accounts).toMatchObject({ read: 3_000, new: 3_000 });
  expect(findings.find(({ key }) => key === 'unknown-columns')).toMatchObject({
    severity: 'warning',
    table: 'accounts',
    count: 99,
    examples: ['late'],
    text: 'accounts.ndjson: 99 values stand under names that the beginning of the file does not have. They were left out.',
  });
});

it.each([
  ['error-cells', 1, 'book.xlsx, 2025: one cell with an error of the spreadsheet (such as #DIV/0!) was read as blank.'],
  [
    'error-cells',
    1_200,
    'book.xlsx, 2025: 1,200 cells with an error of the spreadsheet (such as #DIV/0!) were read as blank.',
  ],
] as const)('%s of %i cells are told in words', (key, count, text) => {
  expect(noteFinding({ key, count, examples: ['B2'] }, 'book.xlsx, 2025', 'tickets')).toMatchObject({
    text,
    examples: ['B2'],
    choices: [],
  });
});
