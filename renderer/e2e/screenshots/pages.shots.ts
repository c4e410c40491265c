import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { languages } from '../../ui/messages.ts';
import { startHost } from '../support/host.ts';
import { pagesOf } from '../support/pages.ts';
import { wordsOf } from '../support/words.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'out', 'screenshots');
const schemes = ['light', 'dark'] as const;
const nameOf = (path: string): string => path.replaceAll(/\W+/g, '-').replaceAll(/^-|-$/g, '') || 'home';

test('every page of the sample book, in both languages and both schemes', async ({ browser }) => {
  test.setTimeout(1_800_000);
  const host = await startHost();
  try {
    const first = await browser.newContext({ locale: 'en' });
    const page = await first.newPage();
    const { welcome, accounts } = wordsOf('en');
    await page.goto(host.address);
    await page.getByRole('button', { name: welcome.sampleStart }).click();
    await expect(page).toHaveURL(/\/queue/, { timeout: 240_000 });
    const link = page.getByRole('grid', { name: accounts.title }).getByRole('row').nth(1).getByRole('link').first();
    const account = await link.getAttribute('href');
    const cookies = await first.cookies();
    await first.close();
    for (const language of languages) {
      const words = wordsOf(language);
      const pages = [
        ['/queue', words.accounts.title] as const,
        [account ?? '', words.accounts['page.why']] as const,
        ...pagesOf(words),
      ];
      for (const colorScheme of schemes) {
        const into = join(folder, `${language}-${colorScheme}`);
        mkdirSync(into, { recursive: true });
        const context = await browser.newContext({
          locale: language,
          colorScheme,
          viewport: { width: 1280, height: 800 },
        });
        await context.addCookies(cookies);
        const shown = await context.newPage();
        for (const [path, ready] of pages) {
          await shown.goto(`${host.origin}${path}`);
          await expect(shown.getByRole('heading', { name: ready }).first()).toBeVisible();
          await expect(shown.locator('[aria-busy="true"]')).toHaveCount(0);
          await shown.screenshot({
            path: join(into, `${path === account ? 'account' : nameOf(path)}.png`),
            animations: 'disabled',
          });
        }
        await context.close();
      }
    }
  } finally {
    await host.stop();
  }
});
