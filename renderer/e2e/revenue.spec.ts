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
import type { Words } from './support/words.ts';
import { createWorkspace } from './support/workspace.ts';

const longJob = 90_000;

/** Until the end of March: a renews and grows, b goes in February, c pays in dollars, d begins on the last day. */
function writeSubscriptions(folder: string): string {
  const path = join(folder, 'subscriptions.csv');
  const rows = [
    'subscription_id,account_id,start_date,end_date,plan,mrr_amount,currency,term_months',
    's1,a,2025-01-01,2025-03-01,Pro,100.00,EUR,1',
    's2,a,2025-03-01,,Pro,120.00,EUR,1',
    's3,b,2025-01-15,2025-02-15,Basic,50.00,EUR,1',
    's4,c,2025-02-01,,Pro,200.00,USD,12',
    's5,d,2025-03-31,,Basic,10.00,EUR,12',
  ];
  writeFileSync(path, [...rows, ''].join('\n'));
  return path;
}

async function importSubscriptions(page: Page, words: Words, folder: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: words.drop.pick }).click();
  await (await chooser).setFiles(writeSubscriptions(folder));
  const start = page.getByRole('button', { name: filled(words.imports.startFiles_one) });
  await expect(start).toBeEnabled();
  await start.click();
  await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: longJob });
}

/** The cells of a row, as they stand. */
const rowOf = (page: Page, table: string | RegExp, head: string | RegExp) =>
  page
    .getByRole('table', { name: table })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: head }) })
    .getByRole('cell');
const digits = (texts: readonly string[]): string[] => texts.map((text) => text.replace(/[^\d-]/g, ''));

/** One language a page: the other pages have the other one, and the texts themselves are compared elsewhere. */
const languages: readonly Language[] = ['es'];

for (const language of languages) {
  test.describe(`revenue in ${language}`, () => {
    test.use({
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      actionTimeout: 30_000,
      viewport: { width: 1280, height: 800 },
      colorScheme: language === 'es' ? 'dark' : 'light',
    });

    test('reconciles, opens into its accounts, and is told in one currency at stated rates', async ({
      page,
      watch,
    }) => {
      test.setTimeout(3 * longJob);
      const words = wordsOf(language);
      const texts = words.revenue;
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-revenue-'));
      const host = await startHost();
      try {
        await page.goto(host.address);
        await createWorkspace(page, words);
        await page.goto(`${host.origin}/revenue`);
        await expect(page.getByRole('heading', { name: texts.noneTitle })).toBeVisible();
        await page.goto(`${host.origin}/import`);
        await importSubscriptions(page, words, folder);
        await page.getByRole('navigation').getByRole('link', { name: words.app['nav.revenue'], exact: true }).click();
        const bridge = filled(texts.bridge, { span: texts.trailing });
        const endOf = async () => digits(await rowOf(page, bridge, texts.end).allInnerTexts());
        await expect.poll(endOf).toEqual(['13000', '2']);

        await test.step('tells what is left out', async () => {
          await expect(page.getByText(/USD \(1\)/)).toBeVisible();
          expect(digits(await rowOf(page, bridge, texts['won-and-lost']).allInnerTexts())).toEqual(['', '1']);
        });

        await test.step('opens the accounts behind a number of a period, by the keyboard', async () => {
          const churn = rowOf(page, texts.periodsTable, /2025/).getByRole('button', {
            name: new RegExp(`^${texts.churn}`),
          });
          await churn.first().focus();
          await page.keyboard.press('Enter');
          const drawer = page.getByRole('dialog');
          await expect(drawer.getByRole('grid').getByRole('row')).toHaveCount(2);
          await expect(drawer.getByRole('grid').getByText('b', { exact: true })).toBeVisible();
          await expect(page).toHaveURL(/movement=churn/);
          await page.reload();
          await expect(page.getByRole('dialog').getByRole('grid').getByRole('row')).toHaveCount(2);
          await page.keyboard.press('Escape');
          await expect(page.getByRole('dialog')).toBeHidden();
        });

        await test.step('takes a stated rate, and takes it back', async () => {
          await page.getByRole('button', { name: texts.toState }).click();
          const drawer = page.getByRole('dialog', { name: texts.ratesTitle });
          const rate = drawer.getByLabel(filled(texts.rateOf, { currency: 'USD' }));
          await rate.fill('much');
          await expect(drawer.getByText(texts.rateWrong)).toBeVisible();
          await expect(drawer.getByRole('button', { name: texts.save })).toBeDisabled();
          await rate.fill('0,9');
          await drawer.getByRole('button', { name: texts.save }).click();
          await expect(drawer).toBeHidden();
          await expect.poll(endOf).toEqual(['31000', '3']);
          await page.getByRole('button', { name: texts.undo }).click();
          await expect.poll(endOf).toEqual(['13000', '2']);
        });

        await test.step('is broken down by plan', async () => {
          await page
            .getByRole('combobox', { name: texts.breakdown })
            .or(page.getByLabel(texts.breakdown, { exact: true }))
            .first()
            .click();
          await page.getByRole('option', { name: words.analysis.attributePlan, exact: true }).click();
          const groups = filled(texts.groupsTable, { span: texts.trailing });
          await expect.poll(async () => digits(await rowOf(page, groups, 'Pro').allInnerTexts()).slice(0, 7)).toEqual([
            '0', '120', '0', '0', '0', '0', '120',
          ]); // prettier-ignore
        });

        await test.step('tells each group over time, and opens the accounts behind a point by the keyboard', async () => {
          const figure = page.getByRole('figure', {
            name: filled(texts.groupsOverTime, { by: words.analysis.attributePlan }),
          });
          await figure.getByText(texts.logoChurn, { exact: true }).click();
          await expect(page).toHaveURL(/rate=logoChurn/);
          await figure.getByRole('button', { name: words.ui.showTable }).press('Enter');
          const february = figure.getByRole('row').filter({ hasText: '2025' }).nth(1);
          // Of the plans, Basic lost its only customer in February; Pro lost nobody.
          await expect(february.getByRole('cell')).toContainText([/^0,0/, /^100,0/]);
          await february.getByRole('button', { name: /^100,0/ }).press('Enter');
          const drawer = page.getByRole('dialog');
          await expect(drawer.getByRole('grid').getByText('b', { exact: true })).toBeVisible();
          await expect(drawer.getByRole('radio', { name: `${texts.churn} (1)` })).toBeChecked();
          await page.keyboard.press('Escape');
          await expect(drawer).toBeHidden();
        });

        await test.step('is saved as a table', async () => {
          await page.getByRole('button', { name: words.analysis.export, exact: true }).click();
          const download = page.waitForEvent('download');
          await page.getByRole('menuitem', { name: words.analysis.exportCsv }).click();
          const lines = readFileSync(await (await download).path(), 'utf8').split(/\r?\n/);
          expect(lines[0]).toContain(texts.churn);
          expect(lines.find((line) => line.includes('2025-02'))).toMatch(
            /2025-02,2025-02-01,2025-02-28,.*,150,0,0,0,0,-50,100,/,
          );
        });

        await expectAccessible(page, `/revenue in ${language}`);

        await test.step('is saved, and a segment is built on one of its numbers', async () => {
          await page.getByRole('button', { name: words.analysis.saveInsight }).click();
          await page.getByLabel(words.analysis.insightName).fill('By plan');
          await page.getByRole('dialog').getByRole('button', { name: words.analysis.save, exact: true }).click();
          await page.goto(`${host.origin}/segments?edit=new`);
          await page.getByRole('button', { name: words.segments.addConditionHelp }).click();
          const field = page.getByRole('combobox', { name: words.segments.field });
          await field.fill(words.segments.field_set);
          await page.getByRole('option', { name: words.segments.field_set, exact: true }).click();
          await expect(page.getByText(words.segments.open_one).first()).toBeVisible();
          await page.getByRole('combobox', { name: words.segments.insight }).fill('By plan');
          await page.getByRole('option', { name: 'By plan', exact: true }).click();
          await page
            .getByRole('combobox', { name: words.segments.which })
            .or(page.getByLabel(words.segments.which))
            .first()
            .click();
          await page.getByRole('option', { name: words.segments.movement_end, exact: true }).click();
          await expect(page.getByText(filled(words.segments.members_other, { count: '2' })).first()).toBeVisible();
          await expectAccessible(page, `a rule on an insight in ${language}`);
        });
        watch.end();
      } finally {
        await host.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
