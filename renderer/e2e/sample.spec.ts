import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { expectAccessibleInBothSchemes } from './support/axe.ts';
import { startHost } from './support/host.ts';
import type { TestHost } from './support/host.ts';
import { pagesOf } from './support/pages.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';

const words = wordsOf('en');
const wholeSample = 240_000;

test.describe.serial('the sample book', () => {
  test.use({ locale: 'en-GB', actionTimeout: 30_000 });
  let host: TestHost;
  let cookies: Awaited<ReturnType<ReturnType<Page['context']>['cookies']>> = [];

  test.beforeAll(async () => {
    host = await startHost();
  });
  test.afterAll(async () => {
    await host.stop();
  });

  test('opens with progress all the way to its queue', async ({ page, context }) => {
    test.setTimeout(wholeSample + 60_000);
    await page.goto(host.address);
    await expect(page.getByRole('heading', { level: 1, name: words.welcome.title })).toBeVisible();
    await expectAccessibleInBothSchemes(page, '/welcome');
    await page.getByRole('button', { name: words.welcome.sampleStart }).click();
    await expect(page.getByRole('progressbar').first()).toBeVisible();
    await expect(page).toHaveURL(/\/queue/, { timeout: wholeSample });
    const grid = page.getByRole('grid', { name: words.accounts.title });
    await expect(grid.getByRole('row').nth(5)).toBeVisible();
    await expect(grid.getByText('%').first()).toBeVisible();
    cookies = await context.cookies();
  });

  test('the queue works with the keyboard alone', async ({ page, context }) => {
    await context.addCookies(cookies);
    await page.goto(`${host.origin}/queue`);
    const grid = page.getByRole('grid', { name: words.accounts.title });
    await expect(grid.getByRole('row').nth(5)).toBeVisible();
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox', { name: words.accounts.search })).toBeFocused();
    await page.keyboard.press('Escape');
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.getAttribute('role') === 'row')) break;
    }
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'));
    const start = Number(await focused());
    expect(start).toBeGreaterThan(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('j');
    expect(Number(await focused())).toBe(start + 2);
    await page.keyboard.press('k');
    expect(Number(await focused())).toBe(start + 1);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/accounts\//);
    await expect(page.getByRole('heading', { name: words.accounts['page.why'] })).toBeVisible();
    await page.goBack();
    await expect(grid.getByRole('row').nth(2)).toBeVisible();
  });

  test('every page is accessible in light and in dark', async ({ page, context }) => {
    test.setTimeout(300_000);
    await context.addCookies(cookies);
    await page.goto(`${host.origin}/queue`);
    const grid = page.getByRole('grid', { name: words.accounts.title });
    await expect(grid.getByRole('row').nth(2)).toBeVisible();
    await expectAccessibleInBothSchemes(page, '/queue');
    const account = await grid.getByRole('row').nth(1).getByRole('link').first().getAttribute('href');

    const pages = [[account ?? '/accounts/none', words.accounts['page.why']] as const, ...pagesOf(words)];
    for (const [path, ready] of pages) {
      await page.goto(`${host.origin}${path}`);
      await expect(page.getByRole('heading', { name: ready }).first()).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await expectAccessibleInBothSchemes(page, path);
    }
  });

  test('reasons open into themes, the rows behind, and the accounts that they move', async ({ page, context }) => {
    await context.addCookies(cookies);
    const { accounts, explanations, modelReasons } = words;
    await page.goto(`${host.origin}/queue`);
    const grid = page.getByRole('grid', { name: accounts.title });
    await grid.getByRole('row').nth(1).getByRole('link').first().click();
    await expect(page.getByRole('heading', { name: accounts['page.why'] })).toBeVisible();
    await page.getByText(accounts['why.byTheme'], { exact: true }).click();
    await page.getByRole('button', { name: new RegExp(`^${accounts['theme.contract']} `) }).click();
    await page
      .getByRole('button', { name: new RegExp(`^${accounts['why.rows']}`) })
      .first()
      .click();
    const drawer = page.getByRole('dialog');
    await expect(drawer.getByRole('heading', { name: explanations['rows.title'] })).toBeVisible();
    await expect(drawer.getByRole('listitem').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
    await expect(page.getByRole('heading', { name: explanations['moved.title'] })).toBeVisible();
    await expect(page.getByRole('heading', { name: explanations['hints.title'] })).toBeVisible();

    await page.goto(`${host.origin}/model/reasons`);
    await expect(page.getByRole('heading', { name: modelReasons.title })).toBeVisible();
    await expect(page.getByRole('figure').first()).toBeVisible();
    const side = page.getByRole('button', { name: /: \d/ }).first();
    const count = /(\d+)$/.exec((await side.getAttribute('aria-label')) ?? '')?.[1] ?? 'none';
    await side.click();
    await expect(page.getByRole('dialog').getByText(new RegExp(`^${count} `))).toBeVisible();
  });

  test('the funnel opens into accounts and traces', async ({ page, context }) => {
    await context.addCookies(cookies);
    await page.goto(`${host.origin}/funnel`);
    await page.getByRole('button', { name: words.funnels.suggest }).click();
    await expect(page.getByRole('table', { name: words.funnels.chartLabel }).getByRole('row')).toHaveCount(4);
    await page
      .getByRole('combobox', { name: words.funnels.traceAccount })
      .or(page.getByLabel(words.funnels.traceAccount))
      .first()
      .click();
    await page.getByRole('option').first().click();
    await expect(page.getByRole('link', { name: words.funnels.openAccount })).toBeVisible();
  });

  test('the tour leads on, keys and words are shown, names blur, and a link waits for its workspace', async ({
    page,
    context,
  }) => {
    await context.addCookies(cookies);
    const { app, help, shortcuts, tour } = words;
    await page.goto(`${host.origin}/queue`);

    await page.getByRole('button', { name: tour.start }).click();
    const guide = page.getByRole('complementary', { name: tour.label });
    await expect(guide.getByRole('heading', { name: tour['home.title'] })).toBeVisible();
    await expect(guide.getByRole('button', { name: tour.next })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/queue/);
    await guide.getByRole('button', { name: tour.end }).click();
    await expect(guide).toBeHidden();

    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: shortcuts.title }).getByText(shortcuts.undo)).toBeVisible();
    await page.keyboard.press('Escape');

    const account = page
      .getByRole('grid', { name: words.accounts.title })
      .getByRole('row')
      .nth(1)
      .getByRole('link')
      .first();
    await expect(account).toHaveCSS('filter', 'none');
    await page.keyboard.press('Control+Shift+P');
    await expect(account).toHaveCSS('filter', /blur/);
    await page.keyboard.press('Control+K');
    await page.getByLabel(app['palette.placeholder']).fill(app['action.privacy']);
    await page.keyboard.press('Enter');
    await expect(account).toHaveCSS('filter', 'none');

    await page.goto(`${host.origin}/retention`);
    await expect(page.getByRole('heading', { name: words.cohorts.curve }).first()).toBeVisible();
    await page.keyboard.press('F1');
    await expect(page).toHaveURL(/\/help/);
    await page.getByRole('searchbox', { name: help.search }).fill('Brier');
    await expect(page.getByText(help['term.brier'], { exact: true })).toBeVisible();
    await expect(page.getByText(help['term.grr'], { exact: true })).toBeHidden();

    await page.getByRole('button', { name: new RegExp(app['workspace.menu']) }).click();
    await page.getByRole('menuitem', { name: app['workspace.close'] }).click();
    await expect(page.getByRole('heading', { level: 1, name: words.welcome.title })).toBeVisible();
    await page.goto(`${host.origin}/retention?mode=bracket`);
    await expect(page).toHaveURL(/\/welcome\?next=/);
    await page.getByRole('button', { name: filled(words.welcome.openNamed, { name: 'Sample book' }) }).click();
    await expect(page).toHaveURL(/\/retention\?.*mode=bracket/);
  });
});
