import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import { createWorkspace, importFile } from './support/workspace.ts';

const accounts = 12;
const nameOf = (place: number): string => `Cuenta ${String(place).padStart(2, '0')}`;

/** Accounts without contracts: the review goes by their ids. */
function writeAccounts(folder: string): string {
  const rows = Array.from({ length: accounts }, (_, index) =>
    [`A${String(index + 1).padStart(2, '0')}`, nameOf(index + 1), index % 2 === 0 ? 'Ana' : 'Luis', '2025-02-03'].join(
      ',',
    ),
  );
  const path = join(folder, 'accounts.csv');
  writeFileSync(path, ['account id,name,owner,created', ...rows, ''].join('\n'));
  return path;
}

test.describe('the review', () => {
  test.use({ locale: 'es-ES', actionTimeout: 30_000 });
  let folder: string;
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-review-'));
  });
  test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('of ten accounts needs nothing but the keyboard', async ({ page, watch }) => {
    const words = wordsOf('es');
    const { review } = words;
    const host = await startHost();
    try {
      await page.goto(host.address);
      await createWorkspace(page, words);
      await importFile(page, words, writeAccounts(folder));
      await page.goto(`${host.origin}/review?size=10`);

      const account = (place: number) => page.getByRole('heading', { level: 2, name: nameOf(place) });
      const arriveAt = async (place: number): Promise<void> => {
        await expect(account(place)).toBeFocused();
      };
      const press = async (...keys: readonly string[]): Promise<void> => {
        for (const key of keys) await page.keyboard.press(key);
      };
      const dialog = page.getByRole('dialog');
      const ask = async (key: string): Promise<void> => {
        await press(key);
        await expect(dialog).toBeVisible();
      };
      const dismiss = async (reason: string): Promise<void> => {
        await ask('d');
        await expect(dialog.getByRole('button', { name: /^1/ })).toBeVisible();
        await press(reason);
      };

      await expect(account(1)).toBeVisible();
      await expect(page.getByText(filled(review.progress, { done: '0', total: '10' }))).toBeVisible();
      await dismiss('1');
      await arriveAt(2);
      await ask('w');
      await press('1');
      await arriveAt(3);
      await ask('a');
      await expect(dialog.getByRole('textbox', { name: review['act.task'] })).toBeFocused();
      await press('Enter');
      await arriveAt(4);
      await ask('x');
      await page.keyboard.type('Renuevan seguro');
      await press('Enter');
      await arriveAt(5);

      // On without a decision, and back to it.
      await press('j');
      await arriveAt(6);
      await press('ArrowLeft');
      await arriveAt(5);
      await dismiss('2');
      await arriveAt(6);
      await press('u');
      await arriveAt(5);
      await expect(page.getByText(filled(review.progress, { done: '4', total: '10' }))).toBeVisible();
      await dismiss('4');
      await arriveAt(6);

      // A question that is left leaves everything as it was.
      await ask('n');
      await press('Escape');
      await expect(dialog).toBeHidden();
      await arriveAt(6);
      await dismiss('6');
      await page.keyboard.type('Cambian de dueño');
      await press('Enter');
      await arriveAt(7);
      for (const place of [7, 8]) {
        await dismiss('5');
        await arriveAt(place + 1);
      }
      await ask('w');
      await press('2');
      await arriveAt(10);
      await ask('a');
      await press('Enter');

      await expect(page.getByRole('heading', { name: review.endTitle })).toBeVisible();
      const decided = page.getByRole('table').getByRole('row');
      for (const [kind, count] of [
        ['act', 2],
        ['watch', 2],
        ['dismiss', 5],
        ['wrong', 1],
      ] as const)
        await expect(decided.filter({ hasText: review[`end.${kind}`] })).toContainText(String(count));
      await expect(page.getByText(filled(review.endTasks_other, { count: '2' }), { exact: false })).toBeVisible();
      await expectAccessible(page, '/review at its end');
      await page.getByRole('link', { name: review.toTasks }).press('Enter');
      await expect(page).toHaveURL(/\/tasks/);
      await expect(
        page.getByText(filled(review['act.default'], { name: nameOf(3) }), { exact: false }).first(),
      ).toBeVisible();
    } finally {
      watch.end();
      await host.stop();
    }
  });
});
