import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Language } from '../ui/messages.ts';
import { uiMessages } from '../ui/texts.ts';
import { expectAccessible } from './support/axe.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import { createWorkspace } from './support/workspace.ts';

const longJob = 90_000;

/**
 * Sixty accounts sign up. The first thirty invite somebody and view a report; 28 of those and 12 of the others are still there two
 * months later, the first of them until July.
 */
function writeEvents(folder: string): string {
  const rows = Array.from({ length: 60 }, (_, account) => {
    const event = (name: string, day: string) => `A-${account},${name},2025-${day}T08:00:00Z`;
    const stays = account < 28 || (account >= 30 && account < 42);
    return [
      event('sign up', '01-10'),
      ...(account < 30 ? [event('invite', '01-11'), event('invite', '01-12'), event('report', '01-13')] : []),
      ...(stays ? [event('login', '03-10')] : []),
      ...(account === 0 ? [event('login', '07-10')] : []),
    ];
  }).flat();
  const path = join(folder, 'events.csv');
  writeFileSync(path, ['account id,event,occurred at', ...rows, ''].join('\n'));
  return path;
}

/** One language a page: the other pages have the other one, and the texts themselves are compared elsewhere. */
const languages: readonly Language[] = ['es'];

for (const language of languages) {
  test.describe(`paths and drivers in ${language}`, () => {
    test.use({
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      actionTimeout: 30_000,
      colorScheme: language === 'es' ? 'dark' : 'light',
    });

    test('are asked, opened and made an experiment of', async ({ page, watch }) => {
      test.setTimeout(3 * longJob);
      const words = wordsOf(language);
      const { paths, drivers } = words;
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-paths-'));
      const host = await startHost();
      try {
        await page.goto(host.address);
        await createWorkspace(page, words);
        const chooser = page.waitForEvent('filechooser');
        await page.getByRole('button', { name: words.drop.pick }).click();
        await (await chooser).setFiles(writeEvents(folder));
        const start = page.getByRole('button', { name: filled(words.imports.startFiles_one) });
        await expect(start).toBeEnabled();
        await start.click();
        await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: longJob });

        await test.step('paths tell what follows, repeats once', async () => {
          const question = { anchor: { events: ['sign up'] }, windowSeconds: 10 * 86_400 };
          await page.goto(`${host.origin}/paths?q=${encodeURIComponent(JSON.stringify(question))}`);
          const whole = page.getByRole('table', { name: paths.top });
          await expect(whole.getByRole('row', { name: /invite → report/ })).toContainText('30');
          await expect(whole.getByRole('row', { name: new RegExp(paths.nothingMore) })).toContainText('30');
          await expectAccessible(page, `paths in ${language}`);
          await page.getByRole('button', { name: uiMessages.texts[language].showTable }).click();
          const nodes = page.getByRole('figure').getByRole('row');
          await expect(nodes.filter({ hasText: 'report' })).toContainText('30');
          await nodes.filter({ hasText: 'report' }).getByRole('button').click();
          const drawer = page.getByRole('dialog');
          await expect(drawer.getByText('A-0', { exact: true })).toBeVisible();
          await page.keyboard.press('Escape');
          await expect(drawer).toBeHidden();
        });

        await test.step('drivers compare those who did with those who did not, and say what that is not', async () => {
          await page.goto(`${host.origin}/drivers`);
          await expect(page.getByText(drivers.caution)).toBeVisible();
          const table = page.getByRole('grid', { name: drivers.table });
          const row = table.getByRole('row', { name: /invite.*1×/ });
          await expect(row).toContainText(language === 'en' ? '93.3% of 30' : /93,3\s%.*30/);
          await expect(row).toContainText(language === 'en' ? '40.0% of 30' : /40,0\s%.*30/);
          await expectAccessible(page, `drivers in ${language}`);
          await row.getByRole('button').first().click();
          const drawer = page.getByRole('dialog');
          await drawer.getByText(drivers.whichLost, { exact: true }).click();
          await expect(drawer.getByText('A-28', { exact: true })).toBeVisible();
          await expect(drawer.getByText('A-0', { exact: true })).toBeHidden();
          await page.keyboard.press('Escape');
          await expect(drawer).toBeHidden();
        });

        await test.step('those who did not become a segment', async () => {
          const row = page.getByRole('grid', { name: drivers.table }).getByRole('row', { name: /invite.*1×/ });
          await row.getByRole('button', { name: new RegExp(drivers.experiment) }).click();
          const form = page.getByRole('dialog');
          await form.getByLabel(drivers.experimentName).fill('No invite yet');
          await form.getByRole('button', { name: drivers.experimentSave }).click();
          await expect(page.getByText(filled(drivers.experimentSaved, { name: 'No invite yet' }))).toBeVisible();
          await page.goto(`${host.origin}/segments`);
          await expect(page.getByRole('row', { name: /No invite yet/ })).toContainText('30');
        });
      } finally {
        watch.end();
        await host.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
