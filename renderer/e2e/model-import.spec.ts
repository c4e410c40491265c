import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { writeSmallBook } from './support/files.ts';
import { startHost } from './support/host.ts';
import { modelFile as model } from './support/model-file.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import type { Words } from './support/words.ts';
import { createWorkspace } from './support/workspace.ts';

const longJob = 120_000;

async function choose(page: Page, button: string, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(path);
}

async function importBook(page: Page, words: Words, folder: string): Promise<void> {
  const files = await writeSmallBook(folder);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: words.drop.pick }).click();
  await (await chooser).setFiles(files);
  const start = page.getByRole('button', { name: filled(words.imports.startFiles_other) });
  await expect(start).toBeEnabled({ timeout: longJob });
  await start.click();
  await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: longJob });
}

test.describe('models from files', () => {
  let folder: string;
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-model-import-'));
    writeFileSync(join(folder, 'leavers.onnx'), model);
    writeFileSync(join(folder, 'broken.onnx'), model.subarray(0, 120));
  });
  test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test.describe('in English', () => {
    test.use({ locale: 'en-GB', actionTimeout: 30_000 });

    test('are mapped, tried, stored as a challenger, and handed out again', async ({ page, watch }) => {
      test.setTimeout(300_000);
      const words = wordsOf('en');
      const { modelImport } = words;
      const host = await startHost();
      try {
        await page.emulateMedia({ reducedMotion: 'reduce' });
        await page.goto(host.address);
        await createWorkspace(page, words);
        await importBook(page, words, folder);
        await page.goto(`${host.origin}/model/import`);
        await expectAccessible(page, '/model/import, empty');
        await choose(page, modelImport.choose, join(folder, 'broken.onnx'));
        await expect(page.getByRole('alert').getByText(modelImport.refused)).toBeVisible();
        await choose(page, modelImport.choose, join(folder, 'leavers.onnx'));
        await expect(page.getByText(filled(modelImport.mapped, { mapped: '2', total: '3' }))).toBeVisible();
        await expectAccessible(page, '/model/import with a draft');
        const third = page.getByRole('combobox', { name: filled(modelImport.featureOf, { column: 'mystery' }) });
        await third.fill('tickets_30');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await expect(page.getByText(filled(modelImport.mapped, { mapped: '3', total: '3' }))).toBeVisible();
        await page.getByRole('button', { name: modelImport.start }).click();
        await expect(page.getByRole('status').getByText(modelImport.done)).toBeVisible({ timeout: longJob });
        await expect(page.getByText(modelImport.reasonsExact)).toBeVisible();
        const download = page.waitForEvent('download');
        await page.getByRole('button', { name: filled(modelImport.saveOnnxOf, { name: 'leavers' }) }).click();
        expect(new Uint8Array(readFileSync(await (await download).path()))).toEqual(new Uint8Array(model));
        await page.getByRole('link', { name: modelImport.open }).click();
        await expect(page).toHaveURL(/\/model\?.*model-/);
      } finally {
        watch.end();
        await host.stop();
      }
    });
  });

  test.describe('in Spanish and dark', () => {
    test.use({ locale: 'es-ES', actionTimeout: 30_000, colorScheme: 'dark' });

    test('are read and refused in a workspace without data', async ({ page, watch }) => {
      const words = wordsOf('es');
      const { modelImport } = words;
      const host = await startHost();
      try {
        await page.goto(host.address);
        await createWorkspace(page, words);
        await page.goto(`${host.origin}/model/import`);
        await choose(page, modelImport.choose, join(folder, 'broken.onnx'));
        await expect(
          page.getByRole('alert').getByText('Esto no es un modelo ONNX legible', { exact: false }),
        ).toBeVisible();
        await choose(page, modelImport.choose, join(folder, 'leavers.onnx'));
        await expect(page.getByRole('heading', { name: modelImport.inputs })).toBeVisible();
        await expectAccessible(page, '/model/import in Spanish, dark');
      } finally {
        watch.end();
        await host.stop();
      }
    });
  });
});
