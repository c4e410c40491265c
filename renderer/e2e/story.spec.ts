import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Language } from '../ui/messages.ts';
import { writeSmallBook, writeUnclearFile } from './support/files.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import type { Words } from './support/words.ts';
import { createWorkspace } from './support/workspace.ts';

const longJob = 90_000;

async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: place, exact: true }).click();
}

async function importFiles(page: Page, words: Words, folder: string): Promise<void> {
  const files = await writeSmallBook(folder);
  const unclear = writeUnclearFile(folder);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: words.drop.pick }).click();
  await (await chooser).setFiles([...files, unclear]);
  const start = page.getByRole('button', { name: filled(words.imports.startFiles_other) });
  await expect(start).toBeDisabled();

  const card = page.getByRole('region', { name: 'old-signals.csv', exact: true });
  await expect(card.getByLabel(words.imports.table, { exact: true })).toHaveValue(/External signals|Señales externas/);
  await card
    .getByRole('radio', { name: filled(words.imports.dateReading, { how: words.imports.dateFormat_dmy }) })
    .click();
  await card.getByLabel(filled(words.imports.questionField)).click();
  await page.getByRole('option', { name: 'belongs to' }).click();
  await expect(start).toBeEnabled();
  await start.click();
  await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: longJob });
  await expect(page.getByRole('heading', { name: words.results.totalsTitle })).toBeVisible();
  const events = page.getByRole('row', { name: /^(Usage events|Eventos de uso)/ });
  await expect(events).toBeVisible();
}

async function trainModel(page: Page, words: Words): Promise<void> {
  await goTo(page, words.app['nav.model']);
  await page.getByRole('button', { name: words.models.train, exact: true }).click();
  await expect(page.getByText(words.models.trainedDone).first()).toBeVisible({ timeout: longJob });
  await expect(page.getByRole('tab', { name: words.models.tabPerformance })).toBeVisible();
  await page.getByRole('tab', { name: words.models.tabFeatures }).click();
  await expect(page.getByRole('heading', { name: words.models.featuresTitle })).toBeVisible();
}

async function openQueueAndAccount(page: Page, words: Words): Promise<void> {
  await goTo(page, words.app['nav.queue']);
  const grid = page.getByRole('grid', { name: words.accounts.title });
  await expect(grid.getByRole('row').nth(2)).toBeVisible();
  const first = grid.getByRole('row').nth(1).getByRole('link').first();
  const name = (await first.innerText()).trim();
  await first.click();
  await expect(page).toHaveURL(/\/accounts\//);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('heading', { name: words.accounts['page.why'] })).toBeVisible();
}

async function readRetention(page: Page, words: Words): Promise<void> {
  await goTo(page, words.app['nav.retention']);
  const grid = page.getByRole('grid', { name: words.cohorts.tableLabel });
  await expect(grid).toBeVisible();
  await expect(grid.getByRole('row').nth(3)).toBeVisible();
  await page.locator('[data-cell="0-0"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/index=1/);
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText(filled(words.cohorts.accountsOf))).toBeVisible();
  // The number in the cell and the length of the list behind it are the same number.
  const told = /(\d+)/.exec(await drawer.getByText(filled(words.cohorts.accountsOf)).innerText())?.[1] ?? '';
  await expect(
    drawer.getByText(
      filled(told === '1' ? words.app['list.count_one'] : words.app['list.count_other'], { count: told }),
      { exact: true },
    ),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
}

async function buildFunnel(page: Page, words: Words): Promise<void> {
  await goTo(page, words.app['nav.funnel']);
  await page.getByRole('button', { name: words.funnels.suggest }).click();
  const table = page.getByRole('table', { name: words.funnels.chartLabel });
  await expect(table.getByRole('row')).toHaveCount(4);
  const before = await table.getByRole('row').nth(1).getByRole('rowheader').innerText();
  await page.getByRole('button', { name: filled(words.funnels.moveDown, { number: '1' }) }).click();
  await expect(table.getByRole('row').nth(2).getByRole('rowheader')).toHaveText(before);
  await table.getByRole('button', { name: filled(words.funnels.openReached, { number: '1' }) }).click();
  await expect(page.getByRole('dialog').getByRole('grid')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(table.getByRole('row').nth(2).getByRole('rowheader')).toHaveText(before);
}

const languages: readonly Language[] = ['en'];

for (const language of languages) {
  test.describe(`the first afternoon (${language})`, () => {
    test.use({ locale: language === 'es' ? 'es-ES' : 'en-GB', actionTimeout: 30_000 });

    test('create, import, train, queue, account, retention, funnel, lock', async ({ page, watch }) => {
      test.setTimeout(180_000);
      const words = wordsOf(language);
      const host = await startHost();
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-exports-'));
      try {
        await page.goto(host.address);
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        await createWorkspace(page, words);
        await importFiles(page, words, folder);
        await trainModel(page, words);
        await openQueueAndAccount(page, words);
        await readRetention(page, words);
        await buildFunnel(page, words);
      } finally {
        watch.end();
        await host.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
