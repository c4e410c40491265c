import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { createFormat } from '../ui/format.ts';
import type { Language } from '../ui/messages.ts';
import { expectAccessible } from './support/axe.ts';
import { startHost } from './support/host.ts';
import { keyboardOf } from './support/keyboard.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import { createWorkspace, importFile } from './support/workspace.ts';

const longJob = 90_000;

/**
 * Eight accounts from January, on the same day of each month; each month one of them stays away for good. Two more from
 * March. April is not over.
 */
function writeEvents(folder: string): string {
  const day = (account: number) => String(account + 1).padStart(2, '0');
  const rows = [1, 2, 3, 4].flatMap((month) => [
    ...Array.from({ length: 9 - month }, (_, account) => `A-${account},view,2025-0${month}-${day(account)}T08:00:00Z`),
    ...(month < 3 ? [] : [8, 9].map((account) => `B-${account},view,2025-0${month}-${day(account)}T08:00:00Z`)),
  ]);
  const path = join(folder, 'events.csv');
  writeFileSync(path, ['account id,event,occurred at', ...rows, ''].join('\n'));
  return path;
}

/** The rows of a table as they stand, without its head. */
async function rowsOf(table: Locator): Promise<string[][]> {
  const rows = await table.getByRole('row').all();
  const texts = await Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
  // Spanish keeps a percent sign with its number by a blank of its own.
  return texts.slice(1).map((row) => row.map((text) => text.replaceAll('\u00a0', ' ')));
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page
    .getByRole('combobox', { name: label })
    .or(page.getByLabel(label, { exact: true }))
    .first()
    .click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** One language a page: the other pages have the other one, and the texts themselves are compared elsewhere. */
const languages: readonly Language[] = ['es'];

for (const language of languages) {
  test.describe(`engagement and trends in ${language}`, () => {
    test.use({
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      actionTimeout: 30_000,
      viewport: { width: 1280, height: 800 },
      colorScheme: language === 'es' ? 'dark' : 'light',
    });

    test('tell who comes and goes, and open into the accounts', async ({ page, watch }) => {
      test.setTimeout(3 * longJob);
      const words = wordsOf(language);
      const texts = words.engagement;
      const trends = words.trends;
      const { month } = createFormat(language);
      const unfinished = (label: string) => words.ui.unfinished.replace('{{period}}', month(label));
      const keyboard = keyboardOf(page);
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-engagement-'));
      const host = await startHost();
      const drawer = page.getByRole('dialog');
      try {
        await page.goto(host.address);
        await createWorkspace(page, words);
        await importFile(page, words, writeEvents(folder));
        const link = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true });
        await link(words.app['nav.engagement']).click();

        await test.step('the lifecycle says what cannot be known, and opens with the keyboard alone', async () => {
          const table = page.getByRole('table', { name: texts.lifecycleLabel });
          await expect
            .poll(() => rowsOf(table))
            .toEqual([
              [unfinished('2025-04'), '0', '7', '0', '–'],
              [month('2025-03'), '2', '6', '0', '1'],
              [month('2025-02'), '0', '7', '0', '1'],
              [month('2025-01'), '8', '–', '–', '–'],
            ]);
          await expect(page.getByText(texts.noRevenue)).toBeVisible();
          const first = table.getByRole('button').first();
          await keyboard.reach(first);
          await keyboard.press('ArrowDown');
          // Nobody was resurrected in March: the arrow goes on to the next figure that can be opened, and back.
          await keyboard.press('ArrowRight');
          await keyboard.press('ArrowLeft');
          await keyboard.press('Enter');
          await expect(
            drawer.getByText(filled(texts.accountsOf, { state: texts.returning, period: month('2025-03') })),
          ).toBeVisible();
          await expect(drawer.getByRole('grid').getByRole('row')).toHaveCount(7);
          await page.keyboard.press('Escape');
          await expect(drawer).toBeHidden();
          await keyboard.expectSomewhere('closing the accounts');
          await expectAccessible(page, `lifecycle in ${language}`);
        });

        await test.step('stickiness counts the last whole window, exactly or at least', async () => {
          await page.getByRole('tab', { name: texts['tab.stickiness'] }).click();
          await choose(page, texts.interval, texts.month);
          await page.getByRole('textbox', { name: texts.window, exact: true }).fill('2');
          const table = page.getByRole('table', {
            name: filled(texts.barsExactly, { intervals: texts.months }),
          });
          // February and March: in both, A-6 and two new ones in one.
          const share = (value: string) => (language === 'en' ? `${value}%` : `${value.replace('.', ',')} %`);
          await expect
            .poll(() => rowsOf(table))
            .toEqual([
              ['1', '3', share('33.3')],
              ['2', '6', share('66.7')],
            ]);
          await page.getByLabel(texts.cumulative).check();
          const atLeast = page.getByRole('table', { name: filled(texts.barsAtLeast, { intervals: texts.months }) });
          await expect.poll(async () => (await rowsOf(atLeast))[0]?.[1]).toBe('9');
          await atLeast.getByRole('button', { name: /9$/ }).click();
          await expect(drawer.getByRole('grid').getByRole('row')).toHaveCount(10);
          await page.keyboard.press('Escape');
          await expect(drawer).toBeHidden();
          await expectAccessible(page, `stickiness in ${language}`);
        });

        await test.step('the usage interval suggests a period', async () => {
          await page.getByRole('tab', { name: texts['tab.interval'] }).click();
          await expect(page.getByText(texts.quarter, { exact: true })).toBeVisible();
          await expect(page.getByText(filled(texts.onceOnly_one, { count: '1' }))).toBeVisible();
          await expectAccessible(page, `usage interval in ${language}`);
          await page.getByRole('link', { name: texts.useSuggestion }).click();
          await expect(page).toHaveURL(/\/retention\?.*quarter/);
        });

        await test.step('trends show measures side by side, and export them as they stand', async () => {
          await link(words.app['nav.trends']).click();
          const table = page.getByRole('table', { name: trends['tab.trend'] });
          await choose(page, trends.period, trends.month);
          await page.getByRole('button', { name: trends.addMeasure }).click();
          await choose(page, trends.measureN.replace('{{number}}', '2'), trends['metric.new-accounts']);
          await expect
            .poll(() => rowsOf(table))
            .toEqual([
              [unfinished('2025-04'), '7', '0'],
              [month('2025-03'), '8', '2'],
              [month('2025-02'), '7', '0'],
              [month('2025-01'), '8', '8'],
              [trends.total, '10', '10'],
            ]);
          await table.getByRole('button', { name: new RegExp(`${month('2025-03')}: 2$`) }).click();
          await expect(drawer.getByRole('grid').getByRole('row')).toHaveCount(3);
          await page.reload();
          await expect(drawer.getByRole('grid').getByRole('row')).toHaveCount(3);
          await page.keyboard.press('Escape');
          await expect(drawer).toBeHidden();
          await page.getByRole('button', { name: words.analysis.export, exact: true }).click();
          const download = page.waitForEvent('download');
          await page.getByRole('menuitem', { name: words.analysis.exportCsv, exact: true }).click();
          const csv = readFileSync(await (await download).path(), 'utf8');
          expect(csv).toContain(`${month('2025-03')},8,2`);
          expect(csv).toContain(`${unfinished('2025-04')},7,0`);
          await expectAccessible(page, `trends in ${language}`);
        });

        await test.step('a breakdown that a metric cannot have is said, not asked', async () => {
          await choose(page, trends.breakdown, trends.byEvent);
          await expect(page.getByText(trends.onlyEvents)).toBeVisible();
        });

        await test.step('seasonality says what it compares and how strong the rhythm is', async () => {
          await page.getByRole('tab', { name: trends['tab.seasonality'] }).click();
          await expect(page.getByText(trends.strengthSeasonal)).toBeVisible();
          await expect(page.getByText(trends.tooFewYears)).toBeVisible();
          await expect(page.getByText(filled(trends.weekdaysText_other, { count: '14' }))).toBeVisible();
          await expectAccessible(page, `seasonality in ${language}`);
        });
      } finally {
        watch.end();
        await host.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
