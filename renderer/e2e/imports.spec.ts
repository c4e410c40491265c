import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Language } from '../ui/messages.ts';
import { expectAccessible } from './support/axe.ts';
import { writeMessyCustomers } from './support/files.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import type { Words } from './support/words.ts';
import { createWorkspace } from './support/workspace.ts';

const recipeName = 'CRM, monthly';
const longJob = 90_000;

async function pick(page: Page, words: Words, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: words.drop.pick }).click();
  await (await chooser).setFiles([path]);
}

async function check(page: Page, words: Words): Promise<void> {
  const button = page.getByRole('button', { name: words.imports.check, exact: true });
  await expect(button).toBeEnabled();
  await button.click();
  await expect(page).toHaveURL(/\/imports\/-\d+$/, { timeout: longJob });
  await expect(page.getByRole('heading', { name: words.results.checkTotalsTitle })).toBeVisible();
}

async function commit(page: Page, words: Words): Promise<void> {
  await page.getByRole('button', { name: words.results.commit }).click();
  await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: longJob });
  await expect(page.getByRole('heading', { name: words.results.totalsTitle })).toBeVisible();
}

async function answerAndSave(page: Page, words: Words, where: string): Promise<void> {
  const card = page.getByRole('region', { name: 'customers-2025-03.csv', exact: true });
  await expect(card.getByText('windows-1252')).toBeVisible();
  const start = page.getByRole('button', { name: words.imports.check, exact: true });
  await expect(start).toBeDisabled();
  await card
    .getByRole('radio', { name: filled(words.imports.dateReading, { how: words.imports.dateFormat_dmy }) })
    .click();
  await expect(start).toBeEnabled();
  // The first row was written 01/01: the second tells the readings apart, as it will be stored.
  await expect(card.getByRole('cell', { name: '2024-02-02' })).toBeVisible();
  await card.getByRole('button', { name: words.imports.pseudonymiseAll }).click();
  await expect(card.getByRole('button', { name: words.imports.pseudonymiseAll })).toHaveCount(0);
  await expect(card.getByText('ana@firma0.es', { exact: true })).toHaveCount(0);

  await card.getByRole('button', { name: words.imports.moreSettings }).click();
  await card.getByRole('button', { name: new RegExp(`^${words.recipes.section_conditions}`) }).click();
  await card.getByRole('button', { name: words.recipes.keepWhereAdd }).click();
  await expect(start).toBeEnabled();
  await expectAccessible(page, `a file with its recipe in ${where}`);

  await page.getByRole('button', { name: words.imports.saveRecipe }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: words.recipes.saveName }).fill(recipeName);
  await dialog.getByRole('button', { name: words.recipes.save, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** As a person drags a folder out of a file manager. */
async function dropFolder(page: Page, words: Words, folder: string): Promise<void> {
  const target = await page.getByText(words.drop.dropTitle, { exact: true }).boundingBox();
  if (target === null) throw new Error('There is no place to drop files.');
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', {
      type,
      x: target.x + 10,
      y: target.y + 10,
      data: { items: [], files: [folder], dragOperationsMask: 1 },
    });
  await session.detach();
}

const languages: readonly Language[] = ['es'];

for (const language of languages) {
  const colorScheme = 'dark';
  test.describe(`an import that can be trusted (${language}, ${colorScheme})`, () => {
    test.use({
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      colorScheme,
      actionTimeout: 30_000,
      viewport: { width: 1280, height: 800 },
    });

    test('messy file, question, recipe, check, changed rows, commit, undo', async ({ page, watch }) => {
      test.setTimeout(240_000);
      const words = wordsOf(language);
      const host = await startHost();
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-messy-'));
      try {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.goto(host.address);
        await createWorkspace(page, words);
        await pick(
          page,
          words,
          writeMessyCustomers(folder, 'customers-2025-03.csv', () => 'SMB'),
        );
        await answerAndSave(page, words, colorScheme);
        await check(page, words);
        await expectAccessible(page, `a check in ${colorScheme}`);

        // A check outlives the page: the way back to its files knows every answer.
        await page.reload();
        await page.getByRole('link', { name: words.results.backToFiles }).click();
        await expect(page.getByText(words.imports.ready, { exact: true })).toBeVisible();
        await check(page, words);
        await commit(page, words);

        // The next export of the same shape: recognised, and three accounts have moved up.
        await page.goto(`${host.origin}/import`);
        const april = join(folder, 'april');
        writeMessyCustomers(april, 'customers-2025-04.csv', (index) => (index < 3 ? 'Enterprise' : 'SMB'));
        await dropFolder(page, words, april);
        const recognised = filled(words.imports.byRecipe, { name: recipeName, revision: '1' });
        await expect(page.getByText(recognised)).toBeVisible();
        await check(page, words);
        const changes = page.getByRole('grid', { name: words.results.changesTitle });
        await expect(changes.getByRole('row')).toHaveCount(4);
        const first = changes.getByRole('row').nth(1);
        await expect(first).toContainText('C1000');
        await expect(first.getByText('SMB')).toBeVisible();
        await expect(first.getByText('Enterprise')).toBeVisible();
        await expectAccessible(page, `changed rows in ${colorScheme}`);
        await commit(page, words);

        await page.getByRole('button', { name: words.results.undo, exact: true }).click();
        await page.getByRole('button', { name: words.results.undoConfirm, exact: true }).click();
        await expect(page.getByText(words.results.state_undone, { exact: true })).toBeVisible({ timeout: longJob });

        await page.goto(`${host.origin}/import`);
        await page.getByRole('button', { name: words.imports.recipes, exact: true }).click();
        await expect(page.getByRole('dialog').getByText(recipeName)).toBeVisible();
        await expectAccessible(page, `the recipes in ${colorScheme}`);
      } finally {
        watch.end();
        await host.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
