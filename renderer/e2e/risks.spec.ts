import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { createWorkspace, importFile } from './support/workspace.ts';
import { filled, wordsOf } from './support/words.ts';

const longJob = 90_000;

/** Forty accounts with yearly terms that end from 16 days after the last day of the data on. */
function writeSubscriptions(folder: string): string {
  const path = join(folder, 'subscriptions.csv');
  const dayOf = (day: number): string => new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
  const rows = Array.from(
    { length: 40 },
    (_one, index) => `s${index},a${index},${dayOf(8 * index)},,${100 + index}.00,EUR,12`,
  );
  // The data reaches 2026-01-01.
  rows.push(`last,z,2026-01-01,,10.00,EUR,12`);
  writeFileSync(
    path,
    ['subscription_id,account_id,start_date,end_date,mrr_amount,currency,term_months', ...rows, ''].join('\n'),
  );
  return path;
}

test.describe('risks and renewals in en', () => {
  test.use({ locale: 'en-GB', actionTimeout: 30_000, viewport: { width: 1280, height: 800 } });

  test('are opened, moved by keyboard, closed with words, foretold, and undone', async ({ page, watch }) => {
    test.setTimeout(3 * longJob);
    const words = wordsOf('en');
    const { risks, riskParts, renewals, app } = words;
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-risks-'));
    const host = await startHost();
    try {
      await page.goto(host.address);
      await createWorkspace(page, words);
      await importFile(page, words, writeSubscriptions(folder));

      await test.step('a risk of any account is opened', async () => {
        await page.goto(`${host.origin}/risks`);
        await expect(page.getByText(risks.emptyText)).toBeVisible();
        await page.keyboard.press('n');
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('combobox', { name: risks.newAccount }).fill('a7');
        await page.getByRole('option', { name: /^a7/ }).click();
        await dialog.getByRole('button', { name: riskParts.openSave }).click();
        await expect(dialog).toBeHidden();
        await expect(page.getByRole('row', { name: /a7/ })).toContainText(riskParts['stage.at-risk']);
        await expectAccessible(page, 'the risk register');
      });

      await test.step('on the board it goes from stage to stage by keys; an end asks for words', async () => {
        await page.keyboard.press('b');
        await expect(page).toHaveURL(/show=board/);
        const column = (stage: 'plan-in-place' | 'saving' | 'recovered') =>
          page.getByRole('region', { name: riskParts[`stage.${stage}`], exact: true });
        const card = page.getByRole('button', { name: /^a7/ });
        await card.press('ArrowRight');
        await expect(column('plan-in-place').getByRole('button', { name: /^a7/ })).toBeVisible();
        await card.press('ArrowRight');
        await expect(column('saving').getByRole('button', { name: /^a7/ })).toBeVisible();
        await card.press('ArrowRight');
        const dialog = page.getByRole('dialog', { name: riskParts.closeTitle });
        await dialog.getByRole('textbox', { name: riskParts.closeWords }).fill('A new sponsor');
        await dialog.getByRole('button', { name: riskParts.closeSave }).click();
        await expect(column('recovered').getByRole('button', { name: /^a7/ })).toBeVisible();
        await page.getByRole('button', { name: app['change.undo'] }).click();
        await expect(column('saving').getByRole('button', { name: /^a7/ })).toBeVisible();
        await expectAccessible(page, 'the board of risks');
      });

      await test.step('a renewal is foretold from its row, and stands in the forecast', async () => {
        await page.goto(`${host.origin}/renewals`);
        const row = page.getByRole('row', { name: /\ba3\b/ });
        await row.focus();
        await page.keyboard.press('r');
        const dialog = page.getByRole('dialog');
        await expect(dialog.getByRole('radio', { name: renewals['call.renew'] })).toBeChecked();
        await dialog.getByRole('button', { name: renewals.say, exact: true }).click();
        await expect(dialog.getByRole('heading', { name: renewals.history })).toBeVisible();
        await page.keyboard.press('Escape');
        await expect(row).toContainText(renewals['call.renew']);
        await page.getByRole('tab', { name: renewals['tab.forecast'] }).click();
        const table = page.getByRole('region', { name: renewals.forecastTable });
        // 12 × 103.00 a year of a3; the other amounts are due as well.
        await expect(table.getByRole('row', { name: new RegExp(`^${renewals.whole}`) })).toContainText('1,236');
        await expectAccessible(page, 'the forecast of renewals');
        await page.getByRole('tab', { name: renewals['tab.accuracy'] }).click();
        await expect(page.getByText(filled(renewals.accuracyNone))).toBeVisible();
      });
    } finally {
      watch.end();
      await host.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
