import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Language } from '../ui/messages.ts';
import { expectAccessible } from './support/axe.ts';
import { writeSmallBook } from './support/files.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import type { Words } from './support/words.ts';
import { createWorkspace } from './support/workspace.ts';

const longJob = 120_000;
/** As many as it takes for enough churns to learn from. */
const accounts = 420;

async function importBook(page: Page, words: Words, folder: string): Promise<void> {
  const files = await writeSmallBook(folder, accounts);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: words.drop.pick }).click();
  await (await chooser).setFiles(files);
  const start = page.getByRole('button', { name: filled(words.imports.startFiles_other) });
  await expect(start).toBeEnabled({ timeout: longJob });
  await start.click();
  await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: longJob });
}

async function train(page: Page, button: string, words: Words): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page.getByRole('status').getByText(words.models.trainedDone).first()).toBeVisible({ timeout: longJob });
}

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();

/** One language a page: the other pages have the other one, and the texts themselves are compared elsewhere. */
const languages: readonly Language[] = ['en'];

for (const language of languages) {
  test.describe(`models (${language})`, () => {
    test.use({
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      actionTimeout: 30_000,
      colorScheme: language === 'es' ? 'dark' : 'light',
    });

    test('are trained, compared, put in use with a reason and rolled back', async ({ page, watch }) => {
      test.setTimeout(420_000);
      const words = wordsOf(language);
      const { models } = words;
      const validation = words.modelValidation;
      const registry = words.modelRegistry;
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-models-'));
      const host = await startHost();
      try {
        await page.emulateMedia({ reducedMotion: 'reduce' });
        await page.goto(host.address);
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        await createWorkspace(page, words);
        await importBook(page, words, folder);
        await page.goto(`${host.origin}/model`);
        await train(page, models.train, words);

        await expect(page.getByRole('heading', { name: validation.capacity })).toBeVisible();
        await expect(page.getByRole('heading', { name: validation.origins })).toBeVisible();
        await expectAccessible(page, 'the performance of a model');
        const top = page.getByRole('textbox', { name: validation.top });
        await top.fill('20');
        await top.press('Tab');
        await expect(page).toHaveURL(/top=20/);

        await tab(page, models.tabParts);
        await expect(page.getByRole('heading', { name: validation.partsTitle })).toBeVisible();
        await expectAccessible(page, 'the parts of the book');

        const download = page.waitForEvent('download');
        await page.getByRole('button', { name: registry.exportCard }).press('Enter');
        await page.getByRole('menuitem', { name: registry.exportMd }).click();
        const file = join(folder, 'card.md');
        await (await download).saveAs(file);
        expect(readFileSync(file, 'utf8')).toMatch(/SHA-256/);

        await tab(page, models.tabVersions);
        await expect(page.getByRole('heading', { name: registry.history })).toBeVisible();
        await expectAccessible(page, 'the versions');
        // The rest is the same in every language, and a second training takes its time.
        if (language !== 'en') return;
        // The same months again: nothing is new to both, so the second waits.
        await train(page, models.retrain, words);
        const waiting = page.getByRole('row', { name: /^Model 2/ });
        await expect(waiting.getByText(models.status_challenger)).toBeVisible();
        await expect(page.getByText(registry['verdict_no-unseen-time'])).toBeVisible();

        await page.getByRole('button', { name: registry.actionsOf.replace('{{name}}', 'Model 2') }).press('Enter');
        await page.getByRole('menuitem', { name: registry.promote }).click();
        const dialog = page.getByRole('dialog');
        const act = dialog.getByRole('button', { name: registry.promoteDo, exact: true });
        await expect(act).toBeDisabled();
        await dialog.getByRole('textbox', { name: registry.reason }).fill('Fresh eyes');
        await act.click();
        await expect(dialog).toBeHidden();
        await expect(waiting.getByText(models.status_champion)).toBeVisible();
        await expect(page.getByRole('cell', { name: 'Fresh eyes' })).toBeVisible();

        const back = page.getByRole('button', { name: registry.rollBack });
        await expect(back).toBeEnabled({ timeout: longJob });
        await back.click();
        await dialog.getByRole('textbox', { name: registry.reason }).fill('Not so fresh');
        await dialog.getByRole('button', { name: registry.rollBackDo, exact: true }).click();
        await expect(page.getByRole('row', { name: /^Model 1/ }).getByText(models.status_champion)).toBeVisible();
        await expect(page.getByRole('cell', { name: 'Not so fresh' })).toBeVisible();
      } finally {
        watch.end();
        await host.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
