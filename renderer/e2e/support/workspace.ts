import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { filled } from './words.ts';
import type { Words } from './words.ts';

const passphrase = 'four plain words here';

/** Makes a workspace under a passphrase from the welcome page, with a slip on the way, and arrives at the import page. */
export async function createWorkspace(page: Page, words: Words): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: words.welcome.title })).toBeVisible();
  await page.getByLabel(words.welcome.name).fill('Northwind');
  await page.getByRole('radio', { name: words.welcome.passphrase }).check();
  await expect(page.getByText(words.welcome.passphraseWarning)).toBeVisible();
  // Password fields have no role of their own; the radio button shares their first word.
  await page.locator('input[type="password"]').first().fill(passphrase);
  await page.getByLabel(words.welcome.passphraseAgain).fill('something else');
  await page.getByRole('button', { name: words.welcome.create }).click();
  await expect(page.getByText(words.welcome.passphraseDifferent)).toBeVisible();
  await page.getByLabel(words.welcome.passphraseAgain).fill(passphrase);
  await page.getByRole('button', { name: words.welcome.create }).click();
  await expect(page).toHaveURL(/\/import/);
}

/** Imports a file that raises no question from the import page, and arrives at the page of the import. */
export async function importFile(page: Page, words: Words, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: words.drop.pick }).click();
  await (await chooser).setFiles(path);
  const start = page.getByRole('button', { name: filled(words.imports.startFiles_one) });
  await expect(start).toBeEnabled();
  await start.click();
  await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: 90_000 });
}
