import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { Language } from '../ui/messages.ts';
import { expectAccessible } from './support/axe.ts';
import { startHost } from './support/host.ts';
import { keyboardOf } from './support/keyboard.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import type { Words } from './support/words.ts';
import { createWorkspace } from './support/workspace.ts';

const longJob = 90_000;

/** Seven accounts in two segments, the first named like a formula, and an event of each. */
function writeBook(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const accounts = Array.from(
    { length: 7 },
    (_, index) => `A-${index},${index === 0 ? '=1+1' : `Customer ${index}`},${index < 5 ? 'SMB' : 'Enterprise'}`,
  );
  const events = Array.from({ length: 7 }, (_, index) => `A-${index},login,2025-03-0${index + 1}T08:00:00Z,web`);
  const files = {
    'accounts.csv': ['account id,name,segment', ...accounts],
    'events.csv': ['account id,event,occurred at,platform', ...events],
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
  await (await chooser).setFiles(writeBook(folder));
  const start = page.getByRole('button', { name: filled(words.imports.startFiles_other) });
  await expect(start).toBeEnabled();
  await start.click();
  await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: longJob });
}

const editorOf = (page: Page, words: Words): Locator => page.getByRole('textbox', { name: words.sql.editor });
const resultOf = (page: Page, words: Words): Locator => page.getByRole('grid', { name: words.sql.result });

/** Writes over whatever stands there, and runs it, without leaving the keyboard. */
async function ask(page: Page, words: Words, sql: string): Promise<void> {
  await editorOf(page, words).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(sql);
  await page.keyboard.press('Control+Enter');
}

async function answersAndDraws(page: Page, words: Words, where: string): Promise<void> {
  await page.getByRole('button', { name: words.sql.emptyAction }).click();
  const result = resultOf(page, words);
  await expect(result.getByRole('row')).toHaveCount(3);
  await expect(result.getByRole('row').nth(1)).toHaveText('SMB5');
  await expectAccessible(page, `a result in ${where}`);
  await page.getByRole('radiogroup', { name: words.sql.show }).getByText(words.sql.showChart).click();
  const drawing = page.getByRole('figure', { name: filled(words.sql.chartLabel, { x: 'segment', y: 'accounts' }) });
  await expect(drawing).toBeVisible();
  await expectAccessible(page, `a drawing in ${where}`);
  // The whole view is a link.
  await page.reload();
  await expect(drawing).toBeVisible();
  await page.getByRole('radiogroup', { name: words.sql.show }).getByText(words.sql.showTable).click();
  await page.getByRole('button', { name: words.sql.showColumns.replace('{{name}}', 'events'), exact: true }).click();
  await expect(page.getByRole('button', { name: /^platform/ })).toBeVisible();
}

async function tellsMistakes(page: Page, words: Words): Promise<void> {
  const alert = page.getByRole('alert');
  await ask(page, words, 'SELECT nmae FROM accounts ');
  await expect(alert).toContainText('Did you mean "name"?');
  await expect(page.locator('.cm-mistake')).toHaveText('nmae');
  for (const sql of ['DELETE FROM accounts ', 'SELECT * FROM sqlite_schema ', `ATTACH 'x.db' AS x `]) {
    await ask(page, words, sql);
    await expect(alert).toContainText(/only reads|no documented view/);
  }
  await ask(page, words, 'SELECT count(*) AS n, min(platform) AS least FROM events ');
  await expect(resultOf(page, words).getByRole('row').nth(1)).toHaveText('7web');
}

/** Nobody is caught in the editor: Escape leads to the button below, Tab goes on from wherever one is. */
async function leavesByKeyboard(page: Page, words: Words): Promise<void> {
  const keyboard = keyboardOf(page);
  const run = page.getByRole('button', { name: words.sql.run, exact: true });
  await editorOf(page, words).focus();
  await page.keyboard.press('Escape');
  await keyboard.expectFocus(run);
  await keyboard.reach(editorOf(page, words), 'Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(editorOf(page, words)).not.toBeFocused();
  await keyboard.reach(run);
}

async function exportsRows(page: Page, words: Words): Promise<void> {
  await ask(page, words, 'SELECT account_id, name FROM accounts ORDER BY account_id ');
  await expect(resultOf(page, words).getByRole('row')).toHaveCount(8);
  await page.getByRole('button', { name: words.sql.exportAll }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: words.sql.exportAllCsv }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('sql.csv');
  const lines = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect([lines.length, lines[0], lines[1], lines[2]]).toEqual([8, 'account_id,name', `A-0,"'=1+1"`, 'A-1,Customer 1']);
}

async function cancelsAndRemembers(page: Page, words: Words, where: string): Promise<void> {
  await ask(page, words, 'SELECT count(*) FROM numbers(1, 1000000000) a, accounts b ');
  await page.getByRole('button', { name: words.sql.cancel, exact: true }).click();
  await expect(page.getByRole('alert')).toHaveAttribute('data-error-code', 'cancelled');
  await ask(page, words, `SELECT 'after' AS said `);
  await expect(resultOf(page, words).getByRole('row').nth(1)).toHaveText('after');
  await page.getByRole('button', { name: words.sql.history, exact: true }).click();
  const drawer = page.getByRole('dialog', { name: words.sql.historyTitle });
  await expect(drawer.getByText(`SELECT 'after' AS said`)).toBeVisible();
  await expectAccessible(page, `the history in ${where}`);
  await drawer.getByText('SELECT nmae FROM accounts').click();
  await expect(editorOf(page, words)).toContainText('SELECT nmae FROM accounts');
}

/** One language a page: the other pages have the other one, and the texts themselves are compared elsewhere. */
const languages: readonly Language[] = ['en'];

for (const language of languages) {
  test.describe(`the console in ${language}`, () => {
    test.use({
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      actionTimeout: 30_000,
      colorScheme: language === 'es' ? 'dark' : 'light',
    });

    test('answers, draws, exports, tells mistakes, is cancelled, and never writes', async ({ page, watch }) => {
      test.setTimeout(4 * longJob);
      const host = await startHost();
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-e2e-sql-'));
      const words = wordsOf(language);
      try {
        await page.goto(host.address);
        await createWorkspace(page, words);
        await importBook(page, words, folder);
        await page.getByRole('navigation').getByRole('link', { name: words.app['nav.sql'], exact: true }).click();
        await expect(page.getByRole('heading', { level: 1, name: words.sql.title })).toBeVisible();
        await expect(page.getByText(words.sql.emptyTitle)).toBeVisible();
        await expectAccessible(page, `the empty console in ${language}`);
        await answersAndDraws(page, words, language);
        await tellsMistakes(page, words);
        await leavesByKeyboard(page, words);
        await exportsRows(page, words);
        await cancelsAndRemembers(page, words, language);
      } finally {
        watch.end();
        await host.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
