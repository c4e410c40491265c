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
import { createWorkspace } from './support/workspace.ts';

const longJob = 180_000;

/** Customers with few seats leave; `refund` was written when they had left. */
function table(rows: number): string {
  const lines = ['customer_id,seats,plan,refund,churn'];
  for (let row = 0; row < rows; row++) {
    const seats = (row * 37) % 41;
    const left = seats < 14 ? row % 5 !== 0 : row % 6 === 0;
    lines.push(
      `c${row},${seats},${['basic', 'pro', 'team'][row % 3]!},${left ? 'paid' : 'none'},${left ? 'yes' : 'no'}`,
    );
  }
  return lines.join('\n');
}

async function choose(page: Page, button: string, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(path);
}

const languages: readonly Language[] = ['es'];

for (const language of languages) {
  test.describe(`a model of one table, in ${language}`, () => {
    test.use({
      locale: language === 'en' ? 'en-GB' : 'es-ES',
      colorScheme: language === 'en' ? 'light' : 'dark',
      actionTimeout: 30_000,
    });
    let folder: string;
    test.beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'holdfast-table-'));
      writeFileSync(join(folder, 'book.csv'), table(240));
      writeFileSync(join(folder, 'twice.csv'), 'a,a\n1,2\n');
    });
    test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

    test('is checked, explained, warned of and taken along', async ({ page, watch }) => {
      test.setTimeout(300_000);
      const words = wordsOf(language);
      const { tableModels } = words;
      const host = await startHost();
      try {
        await page.emulateMedia({ reducedMotion: 'reduce' });
        await page.goto(host.address);
        await createWorkspace(page, words);
        await page.goto(`${host.origin}/table`);
        await expectAccessible(page, '/table, empty');
        await choose(page, tableModels.choose, join(folder, 'twice.csv'));
        await expect(page.getByRole('alert').getByText('"a"', { exact: false })).toBeVisible({ timeout: longJob });
        await choose(page, tableModels.choose, join(folder, 'book.csv'));
        await expect(page.getByRole('button', { name: tableModels.start })).toBeEnabled({ timeout: longJob });
        await expectAccessible(page, '/table with a draft');
        await page.getByRole('button', { name: tableModels.start }).click();
        await expect(page.getByRole('heading', { name: tableModels.figures })).toBeVisible({ timeout: longJob });
        await expect(page.getByText(tableModels.warnings)).toBeVisible();
        await expect(page.getByLabel(filled(tableModels.allow, { column: 'refund' }))).toBeVisible();
        await expect(
          page.getByRole('table', { name: tableModels.predictions }).getByText('seats =').first(),
        ).toBeVisible();
        await expectAccessible(page, '/table with a result');
        await page.reload();
        const download = page.waitForEvent('download');
        await page.getByRole('button', { name: tableModels['save_report-html'] }).click();
        expect(readFileSync(await (await download).path(), 'utf8')).toContain(`<html lang="${language}">`);
      } finally {
        watch.end();
        await host.stop();
      }
    });
  });
}
