import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Language } from '../ui/messages.ts';
import { expectAccessible } from './support/axe.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import { createWorkspace } from './support/workspace.ts';

const longJob = 120_000;
const dayOf = (day: number): string => new Date(Date.UTC(2022, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);

/** 360 yearly contracts of two plans, begun over two years; every fourth ends at its first renewal, every sixth at its second. */
function writeSubscriptions(folder: string): string {
  const path = join(folder, 'subscriptions.csv');
  const rows = Array.from({ length: 360 }, (_, index) => {
    const start = (index * 2) % 720;
    const terms = index % 4 === 0 ? 1 : index % 6 === 1 ? 2 : null;
    const end = terms === null || start + terms * 365 > 1200 ? '' : dayOf(start + terms * 365);
    return `s${index},a${index},${dayOf(start)},${end},${index % 2 === 0 ? 'Pro' : 'Basic'},${100 + index}.00,EUR,12`;
  });
  // The data reaches this day.
  rows.push(`last,z,${dayOf(1200)},,Pro,10.00,EUR,12`);
  const header = 'subscription_id,account_id,start_date,end_date,plan,mrr_amount,currency,term_months';
  writeFileSync(path, [header, ...rows, ''].join('\n'));
  return path;
}

/** One language a page: the other pages have the other one, and the texts themselves are compared elsewhere. */
const languages: readonly Language[] = ['es'];

for (const language of languages) {
  test.describe(`survival and lifetime value in ${language}`, () => {
    test.use({
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      actionTimeout: 30_000,
      viewport: { width: 1280, height: 800 },
      colorScheme: language === 'es' ? 'dark' : 'light',
    });

    test('are asked, opened, computed and refused', async ({ page, watch }) => {
      test.setTimeout(4 * longJob);
      const words = wordsOf(language);
      const { survival, lifetimeValue, ui } = words;
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-survival-'));
      const host = await startHost();
      try {
        await page.goto(host.address);
        await createWorkspace(page, words);
        const chooser = page.waitForEvent('filechooser');
        await page.getByRole('button', { name: words.drop.pick }).click();
        await (await chooser).setFiles(writeSubscriptions(folder));
        const start = page.getByRole('button', { name: filled(words.imports.startFiles_one) });
        await expect(start).toBeEnabled();
        await start.click();
        await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: longJob });

        await test.step('a curve by groups has its table, and the accounts behind', async () => {
          await page.goto(`${host.origin}/survival?q=${encodeURIComponent(JSON.stringify({ by: 'plan' }))}`);
          const figures = page.getByRole('table', { name: survival.milestones });
          await expect(figures.getByRole('row', { name: new RegExp(survival.all) })).toContainText('361');
          await expect(figures.getByRole('row', { name: /Basic/ })).toContainText('180');
          await expectAccessible(page, `survival in ${language}`);
          await page.getByRole('button', { name: ui.showTable }).click();
          await expect(page.getByRole('figure').getByRole('row').nth(1)).toContainText(/Basic|Pro/);
          await figures.getByRole('row', { name: /Basic/ }).getByRole('button').first().click();
          const drawer = page.getByRole('dialog');
          await expect(drawer.getByText('a1', { exact: true })).toBeVisible();
          await drawer.getByText(survival['which.left'], { exact: true }).click();
          await expect(page).toHaveURL(/which=left/);
          await page.keyboard.press('Escape');
          await expect(drawer).toBeHidden();
        });

        await test.step('chances at renewals are computed, listed and explained', async () => {
          await page.getByRole('tab', { name: survival['tab.renewals'] }).click();
          await expect(page.getByText(survival.notYetText)).toBeVisible();
          await page.getByRole('button', { name: survival.compute }).click();
          const list = page.getByRole('grid', { name: survival.renewalsTable });
          await expect(list.getByRole('row').nth(1)).toContainText('%', { timeout: longJob });
          await expect(page.getByRole('heading', { name: survival.method })).toBeVisible();
          await expectAccessible(page, `renewals in ${language}`);
          await page.getByText(survival['order.probability'], { exact: true }).click();
          await expect(page).toHaveURL(/order=probability/);
        });

        await test.step('lifetime value asks for its family, and refuses the wrong one', async () => {
          await page.goto(`${host.origin}/lifetime-value`);
          await expect(page.getByText(lifetimeValue.suits)).toBeVisible();
          await expectAccessible(page, `choice of a family in ${language}`);
          const choose = (title: string) => page.getByRole('button', { name: `${lifetimeValue.choose}: ${title}` });
          await choose(lifetimeValue.purchasesTitle).click();
          await expect(page.getByText(lifetimeValue.refusedTitle)).toBeVisible();
          await page.getByRole('button', { name: new RegExp(lifetimeValue.takeOther) }).click();
          await expect(page.getByRole('heading', { name: lifetimeValue.model })).toBeVisible();
          await expect(page.getByRole('table', { name: lifetimeValue.parameters })).toContainText('alpha');
          await expectAccessible(page, `lifetime value in ${language}`);
          await page.getByRole('button', { name: lifetimeValue.open, exact: true }).click();
          const drawer = page.getByRole('dialog');
          await expect(drawer.getByRole('row').nth(1)).toContainText('€');
          await page.keyboard.press('Escape');
        });
      } finally {
        watch.end();
        await host.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
