import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { wordsOf } from './support/words.ts';
import { createWorkspace, importFile } from './support/workspace.ts';

const longJob = 120_000;
const words = wordsOf('es');
const dayOf = (day: number): string => new Date(Date.UTC(2022, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);

/** 400 yearly contracts begun over two years; the cheaper ones end at their first or second renewal. */
function writeSubscriptions(folder: string): string {
  const path = join(folder, 'subscriptions.csv');
  const rows = Array.from({ length: 400 }, (_, index) => {
    const start = (index * 7) % 720;
    const terms = index % 5 < 2 ? 1 : index % 5 === 2 ? 2 : null;
    const end = terms === null || start + terms * 365 > 1200 ? '' : dayOf(start + terms * 365);
    return `s${index},a${index},${dayOf(start)},${end},${100 + (index % 5) * 90}.00,EUR,12`;
  });
  // The data reaches this day.
  rows.push(`last,z,${dayOf(1200)},,10.00,EUR,12`);
  writeFileSync(
    path,
    ['subscription_id,account_id,start_date,end_date,mrr_amount,currency,term_months', ...rows, ''].join('\n'),
  );
  return path;
}

test.describe('drift and outcomes', () => {
  test.use({ locale: 'es-ES', actionTimeout: 30_000, viewport: { width: 1280, height: 800 }, colorScheme: 'dark' });

  test('are told from no model to scores that wait, with a schedule', async ({ page, watch }) => {
    test.setTimeout(3 * longJob);
    const { modelDrift, models } = words;
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-watch-'));
    const host = await startHost();
    try {
      await page.goto(host.address);
      await createWorkspace(page, words);
      await importFile(page, words, writeSubscriptions(folder));

      await test.step('without a model it says what to do', async () => {
        await page.goto(`${host.origin}/model/drift`);
        await expect(page.getByRole('heading', { name: modelDrift.noModel })).toBeVisible();
        await page.getByRole('link', { name: modelDrift.toModel }).click();
        await page.getByRole('button', { name: models.train, exact: true }).click();
        await expect(page.getByText(models.trainedDone).first()).toBeVisible({ timeout: longJob });
      });

      await test.step('after a scoring the verdict stands first, then every feature', async () => {
        await page.getByRole('tab', { name: words.app['model./model/drift'] }).click();
        await expect(page.getByRole('alert').filter({ hasText: `${modelDrift.driftTitle}:` })).toBeVisible();
        const table = page.getByRole('table', { name: modelDrift.features });
        await expect(table.getByRole('row').nth(1)).toContainText(/\d,\d{3}/);
        await table.getByRole('row').nth(2).getByRole('button').click();
        await expect(page).toHaveURL(/feature=/);
        await expect(page.getByRole('figure').first()).toBeVisible();
        await expectAccessible(page, 'drift and outcomes');
      });

      await test.step('outcomes are open until they settle, and a schedule is kept', async () => {
        await expect(page.getByText(modelDrift['realised_nothing-settled']).first()).toBeVisible();
        await expect(page.getByRole('table', { name: modelDrift.openTitle }).getByRole('row')).toHaveCount(2);
        await page.getByRole('combobox', { name: modelDrift.plan }).click();
        await page.getByRole('option', { name: modelDrift.plan_quarterly }).click();
        await expect(page.getByText(/^El próximo: /)).toBeVisible();
        await page.reload();
        await expect(page.getByText(/^El próximo: /)).toBeVisible();
      });
    } finally {
      watch.end();
      await host.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
