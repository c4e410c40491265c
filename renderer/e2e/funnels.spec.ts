import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { createFormat } from '../ui/format.ts';
import type { Language } from '../ui/messages.ts';
import { uiMessages } from '../ui/texts.ts';
import { expectAccessible } from './support/axe.ts';
import { startHost } from './support/host.ts';
import { test } from './support/test.ts';
import { filled, wordsOf } from './support/words.ts';
import { createWorkspace, importFile } from './support/workspace.ts';

const longJob = 90_000;

/**
 * Twenty accounts sign up. Those with an even number pay, the first ten of all accounts try before; all on the web but every
 * fourth. A-0 asks for a refund before it pays, A-1 tries only after the window.
 */
function writeEvents(folder: string): string {
  const rows = Array.from({ length: 20 }, (_, account) => {
    const platform = account % 4 === 0 ? 'mobile' : 'web';
    const event = (name: string, day: string) => `A-${account},${name},2025-${day}T08:00:00Z,${platform}`;
    return [
      event('sign up', '01-10'),
      ...(account < 10 ? [event('try', account === 1 ? '06-12' : '01-12')] : []),
      ...(account === 0 ? [event('refund', '01-13')] : []),
      ...(account % 2 === 0 ? [event('pay', '01-20')] : []),
    ];
  }).flat();
  const path = join(folder, 'events.csv');
  writeFileSync(path, ['account id,event,occurred at,platform', ...rows, ''].join('\n'));
  return path;
}

/** The funnel page with this question in its address. */
function addressOf(origin: string, question: object): string {
  const step = (name: string) => ({ events: [name] });
  const steps = [step('sign up'), { ...step('try'), optional: true }, step('pay')];
  return `${origin}/funnel?q=${encodeURIComponent(JSON.stringify({ steps, ...question }))}`;
}

/** One language a page: the other pages have the other one, and the texts themselves are compared elsewhere. */
const languages: readonly Language[] = ['en'];

for (const language of languages) {
  test.describe(`a funnel in ${language}`, () => {
    test.use({
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      actionTimeout: 30_000,
      colorScheme: language === 'es' ? 'dark' : 'light',
    });

    test('is built, broken down, opened, traced and exported', async ({ page, watch }) => {
      test.setTimeout(3 * longJob);
      const words = wordsOf(language);
      const { funnels: texts, analysis: kit } = words;
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-funnels-'));
      const host = await startHost();
      const steps = page.getByRole('table', { name: texts.chartLabel });
      const countOf = (step: number, count: number) =>
        steps.getByRole('button', { name: filled(texts.openReached, { count: String(count), number: String(step) }) });
      try {
        await page.goto(host.address);
        await createWorkspace(page, words);
        await importFile(page, words, writeEvents(folder));

        await test.step('counts what was asked for', async () => {
          await page.goto(addressOf(host.origin, {}));
          await expect(countOf(1, 20)).toBeVisible();
          await expect(countOf(2, 9)).toBeVisible();
          await expect(countOf(3, 10)).toBeVisible();
          await expectAccessible(page, `the funnel in ${language}`);
        });

        await test.step('wants every step that is not optional', async () => {
          await page.getByRole('checkbox', { name: filled(texts.optionalStep, { number: '2' }) }).uncheck();
          await expect(countOf(3, 5)).toBeVisible();
          await page.goBack();
          await page.goto(addressOf(host.origin, {}));
        });

        await test.step('moves a step by the keyboard, and keeps its place', async () => {
          await page.locator('[data-funnel-step="2"]').focus();
          await page.keyboard.press('Alt+ArrowUp');
          await expect(page.locator('[data-funnel-step="1"]')).toBeFocused();
          await expect(steps.getByRole('row').nth(2).getByRole('rowheader')).toContainText('pay');
          await page.keyboard.press('Alt+ArrowDown');
          await expect(page.locator('[data-funnel-step="2"]')).toBeFocused();
          await expect(steps.getByRole('row').nth(3).getByRole('rowheader')).toContainText('pay');
        });

        await test.step('ends an attempt at an excluded event, in words', async () => {
          const exclusions = [{ events: ['refund'], after: 0, before: 2 }];
          await page.goto(addressOf(host.origin, { exclusions }) + '&trace=A-0');
          await expect(countOf(3, 9)).toBeVisible();
          await expect(
            page.getByRole('button', { name: filled(texts.furtherActive_one, { count: '1' }) }),
          ).toBeVisible();
          await expect(page.getByText(/refund .*2025/).first()).toBeVisible();
          await page.getByRole('button', { name: texts.addExclusion }).click();
          await expectAccessible(page, `further options in ${language}`);
        });

        await test.step('tells groups and the accounts behind them', async () => {
          const breakdown = { by: 'property', key: 'platform' };
          await page.goto(addressOf(host.origin, { breakdown }));
          const groups = page.getByRole('table', { name: texts.groupsTitle });
          await expect(groups.getByRole('row')).toHaveCount(3);
          // Five of 15 on the web pay, and all five on mobile: p = 0.033, for both the same.
          await expect(groups.getByText(/0[.,]033/).first()).toBeVisible();
          await groups
            .getByRole('button', { name: filled(texts.openGroup, { count: '5', group: 'mobile', number: '3' }) })
            .click();
          const drawer = page.getByRole('dialog');
          await expect(drawer.getByRole('grid').getByRole('row')).toHaveCount(6);
          await expectAccessible(page, `the accounts in ${language}`);
          await page.reload();
          await expect(drawer.getByRole('grid').getByRole('row')).toHaveCount(6);
          await page.keyboard.press('Escape');
          await expect(drawer).toBeHidden();
        });

        await test.step('tells the time to convert and the trend', async () => {
          await expect(page.getByRole('img', { name: filled(texts.curveLabel, { number: '3' }) })).toBeVisible();
          await page.getByText(texts.besideTrend, { exact: true }).click();
          await expect(page.getByRole('img', { name: texts.trendLabel })).toBeVisible();
          await page.getByRole('button', { name: uiMessages.texts[language].showTable }).click();
          await expect(page.getByRole('figure').getByRole('row').nth(1)).toContainText(
            createFormat(language).month('2025-01'),
          );
        });

        await test.step('exports what it shows', async () => {
          for (const [item, start] of [
            [kit.exportCsv, texts.event],
            [kit.exportSvg, '<svg'],
          ] as const) {
            await page.getByRole('button', { name: kit.export, exact: true }).click();
            const download = page.waitForEvent('download');
            await page.getByRole('menuitem', { name: item, exact: true }).click();
            const file = readFileSync(await (await download).path(), 'utf8');
            expect(file).toContain(start);
            expect(file).toContain('sign up');
          }
        });
      } finally {
        watch.end();
        await host.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
