import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Language } from '../ui/messages.ts';
import { expectAccessible } from './support/axe.ts';
import { startHost } from './support/host.ts';
import { keyboardOf } from './support/keyboard.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import type { Words } from './support/words.ts';
import { createWorkspace, importFile } from './support/workspace.ts';

const longJob = 90_000;

/** Ten accounts that export or view on one of two platforms for half a year; fewer each month. */
function writeEvents(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const rows = Array.from({ length: 6 }, (_, month) =>
    Array.from({ length: 10 - month }, (_unused, account) =>
      ['view', 'export'].map(
        (name) =>
          `A-${account},${name},2025-0${month + 1}-1${account}T08:00:00Z,${account % 2 === 0 ? 'web' : 'mobile'}`,
      ),
    ),
  ).flat(2);
  const path = join(folder, 'events.csv');
  writeFileSync(path, ['account id,event,occurred at,platform', ...rows, ''].join('\n'));
  return path;
}

async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: place, exact: true }).click();
}

/** Narrows the question by the keyboard alone: a condition on a property, its value completed from what events carry. */
async function narrow(page: Page, words: Words): Promise<void> {
  const keyboard = keyboardOf(page);
  const label = words.cohorts.startEvents;
  const opener = page.getByRole('button', { name: filled(words.analysis.filters, { label }) });
  await keyboard.reach(opener);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: filled(words.analysis.filters, { label }) });
  await expect(dialog.getByPlaceholder(words.analysis.property)).toBeFocused();
  await page.keyboard.type('platform');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await keyboard.reach(dialog.getByPlaceholder(words.analysis.values));
  await page.keyboard.type('we');
  await expect(page.getByRole('option', { name: /web/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await keyboard.reach(dialog.getByRole('button', { name: words.analysis.done }));
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await keyboard.expectSomewhere('closing the conditions');
  await expect(page.getByRole('button', { name: /platform/ }).first()).toBeVisible();
  expect(decodeURIComponent(page.url())).toContain('"property":"platform"');
}

async function saveAs(page: Page, words: Words, name: string): Promise<void> {
  await page.getByRole('button', { name: words.analysis.saveInsight }).click();
  const dialog = page.getByRole('dialog', { name: words.analysis.saveInsight });
  await dialog.getByLabel(words.analysis.insightName).fill(name);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText(filled(words.analysis.insightOpened, { name }), { exact: true })).toBeVisible();
}

async function exportAll(page: Page, words: Words): Promise<void> {
  const { exportCsv, exportXlsx, exportPng, exportSvg } = words.analysis;
  const contents: Record<string, Buffer> = {};
  for (const name of [exportCsv, exportXlsx, exportPng, exportSvg]) {
    const menu = page.getByRole('button', { name: words.analysis.export, exact: true });
    await expect(menu).toBeEnabled();
    await menu.click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name, exact: true }).click();
    const file = await (await download).path();
    contents[name] = readFileSync(file);
  }
  // The tables tell what they are of; the pictures hold what is on the page.
  expect(contents[exportCsv]?.toString()).toContain('platform');
  expect(contents[exportXlsx]?.subarray(0, 2).toString()).toBe('PK');
  expect(contents[exportPng]?.subarray(1, 4).toString()).toBe('PNG');
  expect(contents[exportSvg]?.toString()).toMatch(/^<svg [\s\S]*platform[\s\S]*<\/svg>$/);
}

/** One language a page: the other pages have the other one, and the texts themselves are compared elsewhere. */
const languages: readonly Language[] = ['es'];

for (const language of languages) {
  test.describe(`saved insights in ${language}`, () => {
    test.use({
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      actionTimeout: 30_000,
      colorScheme: language === 'es' ? 'dark' : 'light',
    });

    test('are saved, found, changed and taken back', async ({ page, watch }) => {
      test.setTimeout(3 * longJob);
      const words = wordsOf(language);
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-insights-'));
      const host = await startHost();
      try {
        await page.goto(host.address);
        await createWorkspace(page, words);
        await importFile(page, words, writeEvents(folder));

        await goTo(page, words.app['nav.insights']);
        await expect(page.getByText(words.insights.emptyTitle)).toBeVisible();

        await goTo(page, words.app['nav.retention']);
        await narrow(page, words);
        await saveAs(page, words, 'Web, by month');
        await exportAll(page, words);
        await expectAccessible(page, `an analysis in ${language}`);

        await test.step('asks before it replaces', async () => {
          await page.getByRole('button', { name: words.analysis.saveInsight }).click();
          const dialog = page.getByRole('dialog', { name: words.analysis.saveInsight });
          await expect(dialog.getByRole('button', { name: words.analysis.overwrite })).toBeVisible();
          await dialog.getByLabel(words.analysis.insightName).fill('A copy');
          await dialog.getByRole('button', { name: words.analysis.save, exact: true }).click();
          await expect(dialog).toBeHidden();
        });

        await goTo(page, words.app['nav.insights']);
        const list = page.getByRole('grid', { name: words.insights.title });
        await expect(list.getByRole('row')).toHaveCount(3);
        await expectAccessible(page, `insights in ${language}`);

        await test.step('is renamed', async () => {
          await list.getByRole('button', { name: filled(words.insights.renameNamed, { name: 'A copy' }) }).click();
          const dialog = page.getByRole('dialog', { name: words.insights.renameTitle });
          await dialog.getByLabel(words.insights.name).fill('Web, by month');
          await page.keyboard.press('Enter');
          await expect(dialog.getByRole('alert')).toBeVisible();
          await dialog.getByLabel(words.insights.name).fill('Another');
          await page.keyboard.press('Enter');
          await expect(dialog).toBeHidden();
          await expect(list.getByRole('link', { name: 'Another' })).toBeVisible();
        });

        await test.step('is removed and taken back', async () => {
          await list.getByRole('button', { name: filled(words.insights.removeNamed, { name: 'Another' }) }).click();
          await expect(list.getByRole('row')).toHaveCount(2);
          await keyboardOf(page).expectSomewhere('removing an insight');
          await page.getByRole('button', { name: words.insights.undo }).click();
          await expect(list.getByRole('row')).toHaveCount(3);
        });

        await test.step('is opened from the palette, as it was', async () => {
          await page.keyboard.press('Control+k');
          await page.getByLabel(words.app['palette.placeholder']).fill('web, by');
          await expect(page.locator('[data-action]').filter({ hasText: 'Web, by month' })).toBeVisible();
          await page.keyboard.press('Enter');
          await expect(page).toHaveURL(/\/retention\?/);
          await expect(
            page.getByText(filled(words.analysis.insightOpened, { name: 'Web, by month' }), { exact: true }),
          ).toBeVisible();
          await expect(page.getByRole('button', { name: /platform/ }).first()).toBeVisible();
        });

        await test.step('a link that does not fit falls back with a word', async () => {
          await page.goto(`${host.origin}/retention?q=${encodeURIComponent('{"period":"fortnight","start":7}')}`);
          await expect(page.getByText(words.analysis.broken)).toBeVisible();
          await page.getByRole('button', { name: words.analysis.brokenReset, exact: true }).first().click();
          await expect(page.getByText(words.analysis.broken)).toBeHidden();
        });
      } finally {
        watch.end();
        await host.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
