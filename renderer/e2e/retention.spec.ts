import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Language } from '../ui/messages.ts';
import { expectAccessible } from './support/axe.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import { createWorkspace, importFile } from './support/workspace.ts';

const longJob = 90_000;

/** Eight accounts from January, two from March; each month one of the eight stays away for good. April is not over. */
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

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page
    .getByRole('combobox', { name: label })
    .or(page.getByLabel(label, { exact: true }))
    .first()
    .click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** The figures of a row of the heat map, as they stand. */
async function rowOf(page: Page, row: number): Promise<string[]> {
  return page.locator(`[data-cell^="${row}-"]`).allInnerTexts();
}

/** One language a page: the other pages have the other one, and the texts themselves are compared elsewhere. */
const languages: readonly Language[] = ['es'];

for (const language of languages) {
  test.describe(`retention in ${language}`, () => {
    test.use({
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      actionTimeout: 30_000,
      viewport: { width: 1280, height: 800 },
      colorScheme: language === 'es' ? 'dark' : 'light',
    });

    test('is asked in many ways, opened, linked and exported', async ({ page, watch }) => {
      test.setTimeout(3 * longJob);
      const words = wordsOf(language);
      const texts = words.cohorts;
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-retention-'));
      const host = await startHost();
      try {
        await page.goto(host.address);
        await createWorkspace(page, words);
        await importFile(page, words, writeEvents(folder));
        await page.getByRole('navigation').getByRole('link', { name: words.app['nav.retention'], exact: true }).click();
        const grid = page.getByRole('grid', { name: texts.tableLabel });
        await expect(grid).toBeVisible();

        await test.step('shows counts, with an interval in the name of a cell', async () => {
          await page.getByRole('radiogroup', { name: texts.show }).getByText(texts.showCount, { exact: true }).click();
          await expect.poll(() => rowOf(page, 0)).toEqual(['8', '7', '6', '5*']);
          expect(await rowOf(page, 1)).toEqual(['2', '2*']);
          const name = await page.locator('[data-cell="0-1"]').getAttribute('aria-label');
          expect(name).toMatch(filled(texts.cellInterval));
        });

        await test.step('opens a cell into those who came back, and those who did not', async () => {
          await page.locator('[data-cell="0-2"]').click();
          const drawer = page.getByRole('dialog');
          await expect(drawer.getByText(filled(texts.accountsOf, { count: '6', size: '8' }))).toBeVisible();
          await expect(drawer.getByRole('grid').getByRole('row')).toHaveCount(7);
          await drawer.getByText(texts.accountsLost, { exact: true }).click();
          await expect(drawer.getByRole('grid').getByRole('row')).toHaveCount(3);
          await expect(page).toHaveURL(/which=lost/);
          await page.keyboard.press('Escape');
          await expect(drawer).toBeHidden();
        });

        await test.step('counts by brackets', async () => {
          await choose(page, texts.mode, texts.mode_bracket);
          await page.getByLabel(texts.brackets).fill('1, x');
          await expect(page.getByText(texts.bracketsWrong)).toBeVisible();
          await page.getByLabel(texts.brackets).fill('1, 2');
          await expect.poll(() => rowOf(page, 0)).toEqual(['8', '7']);
          await choose(page, texts.mode, texts.mode_on);
        });

        await test.step('hides what is about too few', async () => {
          await page.getByRole('button', { name: texts.more }).click();
          await page.getByLabel(texts.suppressBelow).fill('5');
          await expect.poll(() => rowOf(page, 1)).toEqual(['·', '·']);
          await page.locator('[data-cell="1-0"]').click();
          await expect(page.getByRole('dialog')).toBeHidden();
          await page.getByLabel(texts.suppressBelow).fill('');
          await expect.poll(() => rowOf(page, 1)).toEqual(['2', '2*']);
        });

        await test.step('counts periods from the second of entry, and stays so in a link', async () => {
          await choose(page, texts.periods, texts.periods_rolling);
          // Everyone returns on the same day of the month; February is shorter than 30 days.
          await expect.poll(() => rowOf(page, 0)).not.toEqual(['8', '7', '6', '5*']);
          const shown = await rowOf(page, 0);
          await page.reload();
          await expect(page.getByLabel(texts.periods).first()).toHaveValue(texts.periods_rolling);
          await expect.poll(() => rowOf(page, 0)).toEqual(shown);
          await choose(page, texts.periods, texts.periods_calendar);
        });

        await test.step('says mean events, and its rule in words', async () => {
          await choose(page, texts.measure, texts['measure_events-per-account']);
          await expect.poll(() => rowOf(page, 1)).toEqual(language === 'en' ? ['1.00', '1.00*'] : ['1,00', '1,00*']);
          await expectAccessible(page, `retention in ${language}`);
          await choose(page, texts.measure, texts.measure_accounts);
        });

        await test.step('saves the heat map as a picture and as a table', async () => {
          await expect.poll(() => rowOf(page, 0)).toEqual(['8', '7', '6', '5*']);
          const save = async (name: string): Promise<string> => {
            await page.getByRole('button', { name: words.analysis.export, exact: true }).click();
            const download = page.waitForEvent('download');
            await page.getByRole('menuitem', { name, exact: true }).click();
            return readFileSync(await (await download).path(), 'utf8');
          };
          const picture = await save(words.analysis.exportSvg);
          for (const text of [texts.tableLabel, texts.average, '>5*<']) expect(picture).toContain(text);
          const csv = await save(words.analysis.exportCsv);
          expect(csv).toMatch(/,8,8,7,6,5\*/);
        });

        await test.step('has no one where no one began', async () => {
          await page.getByLabel(texts.from).fill('2020-01-01');
          await page.getByLabel(texts.to, { exact: true }).fill('2020-12-31');
          await expect(page.getByText(texts.noneTitle)).toBeVisible();
          await page.getByRole('button', { name: words.analysis.reset }).click();
          await expect(grid).toBeVisible();
        });
      } finally {
        watch.end();
        await host.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
