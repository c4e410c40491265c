import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import { createWorkspace, importFile } from './support/workspace.ts';

const words = wordsOf('en');

test('work on accounts: tasks, notes, a brief and a view', async ({ page, watch }) => {
  test.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-account-'));
  const host = await startHost();
  try {
    const path = join(folder, 'accounts.csv');
    writeFileSync(path, 'account id,name,owner\nA-1,Alder Foods,Ana\nA-2,Birch Labs,Ben\n');
    await page.goto(host.address);
    await createWorkspace(page, words);
    await importFile(page, words, path);

    // A task by the keyboard: n, the account by its name, Enter.
    await page.getByRole('navigation').getByRole('link', { name: words.app['nav.tasks'], exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: words.tasks.title })).toBeVisible();
    await expect(page.getByText(words.tasks.empty)).toBeVisible();
    await page.keyboard.press('n');
    await expect(page.getByRole('textbox', { name: words.work['task.new'] })).toBeFocused();
    await page.keyboard.type('Call @Ald');
    await expect(page.getByRole('option', { name: 'Alder Foods' })).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.type('today');
    await page.keyboard.press('Enter');
    const task = page.getByRole('listitem', { name: 'Call @Alder Foods today' });
    await expect(task).toBeVisible();
    await expectAccessible(page, '/tasks');

    // Done with x, and open again with Ctrl+Z.
    await task.focus();
    await page.keyboard.press('x');
    await expect(task).toBeHidden();
    await page.keyboard.press('Control+z');
    await expect(task).toBeVisible();

    // The account has the task; a note is written there, and both stand in the brief.
    await task.getByRole('link', { name: 'Alder Foods', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Alder Foods' })).toBeVisible();
    await expect(page.getByRole('listitem', { name: 'Call @Alder Foods today' })).toBeVisible();
    await page.getByRole('textbox', { name: words.work['note.new'] }).fill('They grow in spring.');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('list', { name: words.work.notes }).getByText('They grow in spring.')).toBeVisible();
    await page.getByRole('link', { name: words.accountPage['page.brief'] }).click();
    const brief = page.getByRole('article', {
      name: filled(words.accountPage['brief.title'], { name: 'Alder Foods' }),
    });
    await expect(brief.getByText('They grow in spring.')).toBeVisible();
    await expect(brief.getByText('Call @Alder Foods today').first()).toBeVisible();

    // A view is the address under a name.
    await page.goto(`${host.origin}/queue?search=Birch`);
    const grid = page.getByRole('grid', { name: words.accounts.title });
    await expect(grid.getByRole('row')).toHaveCount(2);
    await page.getByRole('button', { name: words.queue.views }).click();
    await page.getByRole('menuitem', { name: words.queue.save }).click();
    await page.getByRole('textbox', { name: words.queue.name }).fill('Birches');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Birches' })).toBeVisible();
    await page.getByRole('button', { name: 'Birches' }).click();
    await page.getByRole('menuitem', { name: words.queue.makeDefault }).click();
    await page.goto(`${host.origin}/queue`);
    await expect(page.getByRole('button', { name: 'Birches' })).toBeVisible();
    await expect(grid.getByRole('row')).toHaveCount(2);
  } finally {
    watch.end();
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
