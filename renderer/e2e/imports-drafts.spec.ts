import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { writeXlsx } from 'hucre/xlsx';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import { createWorkspace } from './support/workspace.ts';

const longJob = 90_000;
const words = wordsOf('en');

const customers = [
  ['Customer ID', 'Company', 'Created date', 'Segment'],
  ...Array.from({ length: 9 }, (_, index) => [`C${index}`, `Firm ${index}`, `0${index + 1}/02/2024`, 'SMB']),
];
const archived = [
  ['Customer ID', 'Company', 'Segment'],
  ['OLD1', 'Gone', 'SMB'],
  ['OLD2', 'Gone too', 'SMB'],
];

test.describe('what was decided about files that are not imported yet', () => {
  test.use({ locale: 'en-GB', actionTimeout: 30_000, viewport: { width: 1280, height: 800 } });

  test('stands after a reload: answers, corrected columns, parts left out, and so for a check that is taken up again', async ({
    page,
    watch,
  }) => {
    test.setTimeout(240_000);
    const host = await startHost();
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-draft-'));
    const book = join(folder, 'crm.xlsx');
    const sheets = [
      { name: 'customers', rows: customers },
      { name: 'archived', rows: archived },
    ];
    writeFileSync(book, await writeXlsx({ sheets }));
    try {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.goto(host.address);
      await createWorkspace(page, words);
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: words.drop.pick }).click();
      await (await chooser).setFiles([book]);

      const card = page.getByRole('region', { name: 'crm.xlsx › customers', exact: true });
      const other = page.getByRole('region', { name: 'crm.xlsx › archived', exact: true });
      const segment = card.getByRole('combobox', { name: filled(words.imports.fieldFor, { column: 'Segment' }) });
      const taken = other.getByRole('switch', { name: words.imports.takePart });
      const ready = page.getByText(words.imports.ready, { exact: true });
      // By key: cards above may still grow, and a click would then land beside the switch.
      await taken.press('Space');
      await expect(taken).not.toBeChecked();
      await card
        .getByRole('radio', { name: filled(words.imports.dateReading, { how: words.imports.dateFormat_dmy }) })
        .click();
      await segment.click();
      await page.getByRole('option', { name: words.imports.keepAttribute, exact: true }).click();
      await expect(ready).toBeVisible();
      // Kept a moment after the last change.
      await page.waitForResponse(() => true, { timeout: 1_000 }).catch(() => undefined);

      await page.reload();
      await expect(taken).not.toBeChecked();
      await expect(ready).toBeVisible();
      await expect(segment).toHaveValue(words.imports.keepAttribute);

      await page.getByRole('button', { name: words.imports.check, exact: true }).click();
      await expect(page).toHaveURL(/\/imports\/-\d+$/, { timeout: longJob });
      await page.reload();
      await page.getByRole('link', { name: words.results.backToFiles }).click();
      await expect(taken).not.toBeChecked();
      await expect(ready).toBeVisible();
      await expect(segment).toHaveValue(words.imports.keepAttribute);

      // Forgotten with the files.
      await page.getByRole('button', { name: words.imports.clear }).click();
      await expect(card).toHaveCount(0);
    } finally {
      watch.end();
      await host.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
