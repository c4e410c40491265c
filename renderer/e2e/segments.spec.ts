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
const book = [
  'account id,name,plan,country,employees,created',
  'A-1,Alder Systems,Team,ES,12,2024-01-15',
  'A-2,Birch Logistics,Team,US,200,2024-02-20',
  'A-3,Cedar Foods,Business,ES,90,2024-03-01',
  'A-4,Dogwood Media,Business,ES,1000,2024-03-02',
];

async function importBook(page: Page, words: Words, folder: string): Promise<void> {
  const path = join(folder, 'accounts.csv');
  writeFileSync(path, [...book, ''].join('\n'));
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: words.drop.pick }).click();
  await (await chooser).setFiles([path]);
  const start = page.getByRole('button', { name: filled(words.imports.startFiles_one) });
  await expect(start).toBeEnabled();
  await start.click();
  await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: longJob });
}

const counted = (words: Words, count: number): RegExp =>
  filled(count === 1 ? words.segments.members_one : words.segments.members_other, { count: String(count) });

/** A new condition in the last group, about `field`. */
async function addCondition(page: Page, words: Words, field: string): Promise<void> {
  const fields = page.getByRole('combobox', { name: words.segments.field });
  const before = await fields.count();
  await page.getByRole('button', { name: words.segments.addConditionHelp }).last().press('Enter');
  await expect(fields).toHaveCount(before + 1);
  await fields.last().fill(field);
  await page.getByRole('option', { name: field, exact: true }).click();
}

async function typeValue(page: Page, words: Words, value: string): Promise<void> {
  const values = page.getByRole('combobox', { name: words.segments.values }).last();
  await values.fill(value);
  await values.press('Enter');
}

async function build(page: Page, words: Words, where: string): Promise<void> {
  const { segments } = words;
  await page.getByRole('navigation').getByRole('link', { name: words.app['nav.segments'], exact: true }).click();
  await expect(page.getByRole('heading', { name: segments.emptyTitle })).toBeVisible();
  await expectAccessible(page, `no segment in ${where}`);
  await page.getByRole('button', { name: segments.new }).click();
  await expect(page.getByText(counted(words, 4)).first()).toBeVisible();

  await addCondition(page, words, words.analysis.attributeCountry);
  await expect(page.getByText(segments.open_one).first()).toBeVisible();
  await typeValue(page, words, 'ES');
  await expect(page.getByText(counted(words, 3)).first()).toBeVisible();
  // Of Spain, and not (Business with few employees).
  await page.getByRole('button', { name: segments.addGroupHelp }).press('Enter');
  const fields = page.getByRole('combobox', { name: segments.field });
  await expect(fields).toHaveCount(2);
  await fields.last().fill(words.analysis.attributePlan);
  await page.getByRole('option', { name: words.analysis.attributePlan, exact: true }).click();
  await typeValue(page, words, 'Business');
  await addCondition(page, words, segments.key_employees);
  await page.getByRole('combobox', { name: segments.operator }).last().click();
  await page.getByRole('option', { name: segments['operator_at-most'], exact: true }).click();
  await page.getByRole('textbox', { name: segments.value, exact: true }).fill('90');
  await expect(page.getByText(counted(words, 1)).first()).toBeVisible();
  await page.getByRole('switch', { name: segments.not, exact: true }).last().press('Space');
  await expect(page.getByText(counted(words, 2)).first()).toBeVisible();
  await expectAccessible(page, `the builder in ${where}`);

  // The rule stands in the address, so that a reload keeps it.
  await page.reload();
  await expect(fields).toHaveCount(3);
  await page.getByLabel(segments.name, { exact: true }).fill('Spain');
  await page.getByRole('button', { name: segments.saveLive }).first().click();
  await expect(page.getByRole('heading', { name: segments.editTitle })).toBeVisible();
}

async function use(page: Page, words: Words, where: string): Promise<void> {
  const { segments } = words;
  await page.getByRole('button', { name: segments.back }).click();
  const row = page.getByRole('row').filter({ hasText: 'Spain' });
  await expect(row.getByText('2', { exact: true })).toBeVisible();
  await expectAccessible(page, `the list in ${where}`);

  const saved = page.waitForEvent('download');
  await row.getByRole('button', { name: filled(segments.moreNamed) }).click();
  await page.getByRole('menuitem', { name: segments.exportCsv }).click();
  const lines = readFileSync(await (await saved).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines.map((line) => line.split(',')[0])).toEqual(['id', 'A-1', 'A-4']);

  await row.getByRole('button', { name: filled(segments.moreNamed) }).click();
  await page.getByRole('menuitem', { name: segments.inQueue }).click();
  await expect(page).toHaveURL(/\/queue\?.*inSegment=1/);
  await expect(page.getByText('Dogwood Media')).toBeVisible();
  await expect(page.getByText('Cedar Foods')).toHaveCount(0);
  await page.goBack();

  await row.getByRole('button', { name: filled(segments.removeNamed) }).click();
  await expect(page.getByRole('heading', { name: segments.emptyTitle })).toBeVisible();
  await page.getByRole('button', { name: segments.undo, exact: true }).click();
  await expect(row).toBeVisible();
}

/** One language a page: the other pages have the other one, and the texts themselves are compared elsewhere. */
const languages: readonly Language[] = ['en'];

for (const language of languages) {
  test.describe(`segments in ${language}`, () => {
    test.use({
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      actionTimeout: 30_000,
      colorScheme: language === 'es' ? 'dark' : 'light',
    });

    test('are built by keyboard, saved, used, removed and brought back', async ({ page, watch }) => {
      test.setTimeout(3 * longJob);
      const host = await startHost();
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-e2e-segments-'));
      const words = wordsOf(language);
      try {
        await page.goto(host.address);
        await createWorkspace(page, words);
        await importBook(page, words, folder);
        await build(page, words, language);
        await use(page, words, language);
      } finally {
        watch.end();
        await host.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
