import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { addDays } from '../../shared/domain/time.ts';
import { expectAccessible } from './support/axe.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import { createWorkspace, importFile } from './support/workspace.ts';

/** Three accounts that renew soon, and one that does not. */
function writeAccounts(folder: string): string {
  const today = new Date().toISOString().slice(0, 10);
  const rows = ['Alder', 'Birch', 'Cedar', 'Dogwood'].map((name, place) =>
    [`A${place + 1}`, name, 'Ana', '2025-02-03', addDays(today, place < 3 ? 20 + place : 300)].join(','),
  );
  const path = join(folder, 'accounts.csv');
  writeFileSync(path, ['account id,name,owner,created,renewal', ...rows, ''].join('\n'));
  return path;
}

test.describe('home', () => {
  test.use({ locale: 'en-GB', actionTimeout: 30_000 });
  let folder: string;
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-home-'));
  });
  test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('tells what changed, and is worked with the keyboard alone', async ({ page, watch }) => {
    const words = wordsOf('en');
    const { home, portfolio } = words;
    const host = await startHost();
    try {
      await page.goto(host.address);
      await createWorkspace(page, words);
      await importFile(page, words, writeAccounts(folder));
      await page.goto(`${host.origin}/`);
      const rows = page.getByRole('list', { name: home.list }).locator('[data-row]');
      await expect(rows).toHaveCount(3);
      await expectAccessible(page, 'home');

      await page.keyboard.press('j');
      await expect(rows.first()).toBeFocused();
      await page.keyboard.press('t');
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByRole('textbox', { name: home.taskTitle })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(dialog).toBeHidden();
      await expect(rows.first()).toContainText('Call Alder');
      await expect(rows.first()).toBeFocused();

      await page.keyboard.press('s');
      await expect(rows).toHaveCount(2);
      await expect(rows.first()).toBeFocused();
      await page.keyboard.press('Control+z');
      await expect(rows).toHaveCount(3);

      await page.keyboard.press('k');
      await expect(rows.first()).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/\/accounts\/A1/);
      await page.goBack();
      await expect(rows.first()).toBeFocused();

      // What is due stays, whatever was seen of the rest.
      await page.getByRole('button', { name: home.closeAll }).press('Enter');
      await expect(rows).toHaveCount(1);
      await expect(page.getByText(filled(home['told.visit']))).toBeVisible();

      await page.goto(`${host.origin}/portfolio`);
      await expect(page.getByText(portfolio.noScores)).toBeVisible();
      await page.getByRole('tab', { name: portfolio['tab.months'] }).press('Enter');
      await page.getByRole('button', { name: words.ui.showTable }).press('Enter');
      const figure = page
        .getByRole('region', { name: portfolio.monthsLabel })
        .getByRole('button', { name: /\([1-3]\)$/ });
      await figure.first().press('Enter');
      await expect(dialog.getByRole('link', { name: /Alder|Birch|Cedar/ }).first()).toBeVisible();
      await expectAccessible(page, 'the accounts of a month');
    } finally {
      watch.end();
      await host.stop();
    }
  });
});
