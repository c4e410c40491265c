import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { expectAccessible, expectAccessibleInBothSchemes } from './support/axe.ts';
import { writeSmallBook } from './support/files.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import { createWorkspace } from './support/workspace.ts';

const longJob = 120_000;
const words = wordsOf('es');
const { health, healthScores: built } = words;

test.use({ locale: 'es-ES', actionTimeout: 30_000, viewport: { width: 1280, height: 800 } });

test('a health score is proposed, changed, tried on the past, published, and shown on the account', async ({
  page,
  watch,
}) => {
  test.setTimeout(4 * longJob);
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-health-'));
  const host = await startHost();
  try {
    await page.goto(host.address);
    await createWorkspace(page, words);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: words.drop.pick }).click();
    await (await chooser).setFiles(await writeSmallBook(folder, 120));
    const start = page.getByRole('button', { name: filled(words.imports.startFiles_other) });
    await expect(start).toBeEnabled({ timeout: longJob });
    await start.click();
    await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: longJob });

    await page.goto(`${host.origin}/health`);
    await page.getByRole('button', { name: built.startProposal }).press('Enter');
    const preview = page.getByRole('region', { name: built.preview });
    await expect(preview.getByRole('row')).toHaveCount(5, { timeout: longJob });
    await page
      .getByRole('button', { name: filled(built.editPoints) })
      .first()
      .press('Enter');
    await expect(page.getByRole('figure', { name: filled(built.distribution) })).toBeVisible();
    await expectAccessibleInBothSchemes(page, 'the builder of a health score');

    // What is not saved is in the address, and outlives a reload.
    const weight = page.getByRole('textbox', { name: filled(built.weightOf, { name: 'Uso' }) }).first();
    await weight.fill('80');
    await expect(page).toHaveURL(/%22weight%22%3A80/);
    await page.reload();
    await expect(weight).toHaveValue('80');

    await page.getByRole('tab', { name: built['tab.backtest'] }).click();
    await page.getByRole('button', { name: built.backtestRun }).press('Enter');
    const lines = page.getByRole('table', { name: built.lines });
    await expect(lines.getByRole('row')).toHaveCount(3, { timeout: longJob });
    await expectAccessible(page, 'the backtest of a health score');

    await page.getByRole('button', { name: built.publish }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: built.publishNote }).fill('La primera');
    await dialog.getByRole('button', { name: built.publishNow }).click();
    await expect(dialog).toBeHidden();
    await expect(page).toHaveURL(/version=1/);
    await page.getByRole('tab', { name: built['tab.versions'] }).click();
    await expect(page.getByRole('table', { name: built.published }).getByRole('row').nth(1)).toContainText(
      'La primera',
    );

    await page.goto(`${host.origin}/queue`);
    const grid = page.getByRole('grid', { name: words.accounts.title });
    await grid.getByRole('row').nth(1).getByRole('link').first().click();
    const card = page.getByRole('region', { name: health.title, exact: true });
    const table = card.getByRole('table', { name: health.title });
    await expect(table.getByRole('row').last()).toContainText(health.sum, { timeout: longJob });
    await card.getByRole('textbox', { name: health.pulse, exact: true }).fill('30');
    await card.getByRole('button', { name: health.pulseSave }).press('Enter');
    await expect(card.getByText(filled(health.pulseUntil, { value: '30', by: health.somebody }))).toBeVisible();
  } finally {
    watch.end();
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
