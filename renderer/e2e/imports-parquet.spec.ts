import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { writeParquet, writeSmallBook } from './support/files.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { wordsOf } from './support/words.ts';
import { createWorkspace } from './support/workspace.ts';

const longJob = 120_000;
const telco = join(
  import.meta.dirname,
  ...['..', '..', '..', 'shared', 'data', 'telco', 'WA_Fn-UseC_-Telco-Customer-Churn.csv'],
);
const words = wordsOf('en');

async function pick(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: words.drop.pick }).click();
  await (await chooser).setFiles([path]);
}

async function checkAndCommit(page: Page): Promise<void> {
  const check = page.getByRole('button', { name: words.imports.check, exact: true });
  await expect(check).toBeEnabled();
  await check.click();
  await expect(page).toHaveURL(/\/imports\/-\d+$/, { timeout: longJob });
  await expect(page.getByRole('heading', { name: words.results.checkTotalsTitle })).toBeVisible();
  await page.getByRole('button', { name: words.results.commit }).click();
  await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: longJob });
  await expect(page.getByRole('heading', { name: words.results.totalsTitle })).toBeVisible();
}

const totalsOf = (page: Page, table: string) =>
  page
    .getByRole('region', { name: words.results.totalsLabel })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: table, exact: true }) })
    .getByRole('cell');

test.describe('files of other kinds through the screen', () => {
  test.use({ locale: 'en-GB', actionTimeout: 30_000, viewport: { width: 1280, height: 800 } });

  test('a Parquet file is recognised, shown, imported, and is the same as the CSV that it was made of', async ({
    page,
    watch,
  }) => {
    test.setTimeout(240_000);
    const host = await startHost();
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-parquet-'));
    try {
      await page.goto(host.address);
      await createWorkspace(page, words);
      const paths = await writeSmallBook(folder);
      const csv = paths.find((path) => path.endsWith('accounts.csv'))!;
      const rows = readFileSync(csv, 'utf8').trimEnd().split('\n').length - 1;
      await pick(page, writeParquet(csv, join(folder, 'accounts.parquet')));
      const card = page.getByRole('region', { name: 'accounts.parquet', exact: true });
      await expect(card.getByText(words.imports.kind_parquet, { exact: true })).toBeVisible();
      // There is no delimiter to choose in it, nor an encoding.
      await expect(card.getByRole('button', { name: words.imports.readDifferently })).toHaveCount(0);
      await expect(page.getByText(words.imports.ready, { exact: true })).toBeVisible();
      await expectAccessible(page, 'the card of a Parquet file');
      await checkAndCommit(page);
      await expect(totalsOf(page, 'Accounts').nth(0)).toHaveText(String(rows));
      await expect(totalsOf(page, 'Accounts').nth(1)).toHaveText(String(rows));

      // The same rows as text change nothing.
      await page.goto(`${host.origin}/import`);
      await pick(page, csv);
      await expect(page.getByText(words.imports.ready, { exact: true })).toBeVisible();
      await page.getByRole('button', { name: words.imports.check, exact: true }).click();
      await expect(page).toHaveURL(/\/imports\/-\d+$/, { timeout: longJob });
      await expect(page.getByText(words.results.commitNothing)).toBeVisible();
      await expect(totalsOf(page, 'Accounts').nth(3)).toHaveText(String(rows));
    } finally {
      watch.end();
      await host.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('Telco: one row a customer becomes its accounts, with the churn flag and every other column kept', async ({
    page,
    watch,
  }) => {
    test.skip(!existsSync(telco), 'the Telco data are not on this machine');
    test.setTimeout(240_000);
    const host = await startHost();
    try {
      await page.goto(host.address);
      await createWorkspace(page, words);
      await pick(page, telco);
      await expect(page.getByText(words.imports.ready, { exact: true })).toBeVisible();
      await expectAccessible(page, 'the card of Telco');
      await checkAndCommit(page);
      await expect(totalsOf(page, 'Accounts').nth(1)).toHaveText('7,043');
    } finally {
      watch.end();
      await host.stop();
    }
  });
});
