import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
const pairs = 3;

/** Customers that stand in the book twice, under one tax id, and tickets of which some end before they begin. */
function writeDoubtfulBook(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const names = ['Alder Systems', 'Birch Logistics', 'Cedar Foods'];
  const accounts = names.flatMap((name, place) => [
    `A-${place + 1},${name},https://${name.split(' ')[0]?.toLowerCase()}.example,ES,ESB1234567${place},2024-01-15`,
    `B-${place + 1},${name} S.L.,www.${name.split(' ')[0]?.toLowerCase()}.example,ES,B-1234567${place},2024-02-20`,
  ]);
  const tickets = Array.from({ length: 12 }, (_, place) => {
    const closed = place < 2 ? '2025-01-01T08:00:00Z' : '2025-03-25T08:00:00Z';
    return `T-${place},A-${(place % pairs) + 1},2025-03-${String(place + 10)}T08:00:00Z,${closed},high`;
  });
  const files = {
    'accounts.csv': ['account id,name,website,country,tax id,created', ...accounts],
    'tickets.csv': ['ticket id,account id,opened at,closed at,priority', ...tickets],
  };
  return Object.entries(files).map(([name, lines]) => {
    const path = join(folder, name);
    writeFileSync(path, [...lines, ''].join('\n'));
    return path;
  });
}

async function importBook(page: Page, words: Words, folder: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: words.drop.pick }).click();
  await (await chooser).setFiles(writeDoubtfulBook(folder));
  const start = page.getByRole('button', { name: filled(words.imports.startFiles_other) });
  await expect(start).toBeEnabled();
  await start.click();
  await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: longJob });
}

async function lookAtHealth(page: Page, words: Words, where: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: words.app['nav.data'], exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: words.dataHealth.title })).toBeVisible();
  const coverage = page.getByRole('table', { name: words.dataHealth.coverageLabel });
  await expect(coverage.getByText(words.dataHealth.noRows).first()).toBeVisible();
  const toggle = coverage.getByRole('button', { expanded: false }).last();
  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: filled(words.dataHealth.fieldsLabel) })).toBeVisible();
  await expectAccessible(page, `coverage in ${where}`);

  await page.getByRole('tab', { name: words.dataHealth.tabNeeds }).click();
  await expect(page.getByText(words.dataHealth.need_missing, { exact: true }).first()).toBeVisible();

  await page.getByRole('tab', { name: words.dataHealth.tabFindings }).click();
  const accept = page.getByRole('button', { name: filled(words.dataHealth.acceptLabel) });
  await expect(accept.first()).toBeVisible();
  const open = await accept.count();
  await expectAccessible(page, `findings in ${where}`);
  await accept.first().click();
  await expect(accept).toHaveCount(open - 1);
  await page.getByText(words.dataHealth.findingsAccepted, { exact: true }).click();
  await page.getByRole('button', { name: filled(words.dataHealth.reopenLabel) }).click();
  await expect(page.getByText(words.dataHealth.acceptedEmptyTitle)).toBeVisible();
}

async function decideDuplicates(page: Page, words: Words, where: string): Promise<void> {
  const { duplicates } = words;
  const count = (number: number) =>
    page.getByRole('tab', { name: new RegExp(`^${duplicates.tab_exact}\\s*${number}$`) });
  await page.getByRole('navigation').getByRole('link', { name: words.app['nav.duplicates'], exact: true }).click();
  await page.getByRole('button', { name: duplicates.find }).click();
  await expect(count(pairs)).toBeVisible({ timeout: longJob });
  // The toast that tells of the end goes by itself.
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectAccessible(page, `duplicates in ${where}`);

  await page.keyboard.press('j');
  await page.keyboard.press('m');
  await expect(count(pairs - 1)).toBeVisible();
  await page.keyboard.press('u');
  await expect(count(pairs)).toBeVisible();
  await page.keyboard.press('n');
  await expect(count(pairs - 1)).toBeVisible();

  await page.keyboard.press('Shift+M');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  // Behind a question no key decides.
  await page.keyboard.press('n');
  await dialog.getByRole('button', { name: duplicates.mergeAllConfirm }).click();
  await expect(count(0)).toBeVisible();
  await page.getByRole('tab', { name: new RegExp(`^${duplicates.tab_history}`) }).click();
  const merges = page.getByRole('table', { name: duplicates.historyLabel });
  await expect(merges.getByRole('button', { name: filled(duplicates.undoLabel) })).toHaveCount(pairs - 1);
  await merges
    .getByRole('button', { name: filled(duplicates.undoLabel) })
    .first()
    .click();
  await expect(merges.getByText(filled(duplicates.undoneOn)).first()).toBeVisible();
  await expectAccessible(page, `merges in ${where}`);
}

/** One language a page: the other pages have the other one, and the texts themselves are compared elsewhere. */
const languages: readonly Language[] = ['es'];

for (const language of languages) {
  test.describe(`the state of a book in ${language}`, () => {
    test.use({
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      actionTimeout: 30_000,
      colorScheme: language === 'es' ? 'dark' : 'light',
    });

    test('is told, findings are accepted, duplicates are merged and taken back', async ({ page, watch }) => {
      test.setTimeout(3 * longJob);
      const host = await startHost();
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-e2e-health-'));
      const words = wordsOf(language);
      try {
        await page.goto(host.address);
        await createWorkspace(page, words);
        await importBook(page, words, folder);
        await lookAtHealth(page, words, language);
        await decideDuplicates(page, words, language);
      } finally {
        watch.end();
        await host.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
