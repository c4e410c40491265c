import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { writeSmallBook } from './support/files.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import { createWorkspace } from './support/workspace.ts';

const longJob = 120_000;
const words = wordsOf('es');
const { modelBacktest: backtest, models, ui } = words;

test.use({ locale: 'es-ES', actionTimeout: 30_000, viewport: { width: 1280, height: 800 }, colorScheme: 'dark' });

/** A book with too few departures to learn from: the model that ships with the program has never seen it. */
test('past months are judged, opened into their accounts, and saved', async ({ page, watch }) => {
  test.setTimeout(4 * longJob);
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-backtest-'));
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

    await page.goto(`${host.origin}/model/backtest`);
    await expect(page.getByText(backtest.noModelText)).toBeVisible();
    await page.goto(`${host.origin}/model`);
    await page.getByRole('button', { name: models.train, exact: true }).click();
    await expect(page.getByText(models.baselineTitle)).toBeVisible({ timeout: longJob });

    await page.getByRole('tab', { name: words.app['model./model/backtest'] }).click();
    await expect(page.getByText(backtest.notYetText)).toBeVisible();
    await expect(page.getByText(backtest.modeForced)).toBeVisible();
    const top = page.getByRole('textbox', { name: backtest.top });
    await top.fill('12');
    await top.press('Tab');
    await expect(page).toHaveURL(/top=12/);
    await page.getByRole('button', { name: backtest.run }).press('Enter');

    const months = page.getByRole('table', { name: backtest.byMonth });
    await expect(months.getByRole('row').nth(8)).toContainText('12', { timeout: longJob });
    await expect(page.getByRole('table', { name: backtest.compared }).getByRole('row')).toHaveCount(4);
    await expectAccessible(page, 'a backtest');
    await page.getByRole('button', { name: ui.showTable }).click();
    await expect(page.getByRole('figure', { name: backtest.chart }).getByRole('row').nth(1)).toContainText('%');

    const flagged = months.getByRole('button', { name: new RegExp(`: ${backtest['which.flagged']}: 12$`) }).last();
    await flagged.press('Enter');
    const drawer = page.getByRole('dialog');
    await expect(drawer.getByRole('grid', { name: backtest.accounts }).getByRole('row')).toHaveCount(13);
    await expect(page).toHaveURL(/which=flagged/);
    const download = page.waitForEvent('download');
    await drawer.getByRole('button', { name: words.analysis.export, exact: true }).press('Enter');
    await page.getByRole('menuitem', { name: words.analysis.exportCsv }).click();
    const file = join(folder, 'months.csv');
    await (await download).saveAs(file);
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(13);
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
  } finally {
    watch.end();
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
