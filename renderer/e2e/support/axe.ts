import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** No serious or critical finding on the page as it stands. The test goes on to the next page and fails at its end. */
export async function expectAccessible(page: Page, where: string, { rules }: { rules?: string[] } = {}): Promise<void> {
  const builder = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules === undefined ? builder : builder.withRules(rules)).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({
      id,
      nodes: nodes
        .slice(0, 4)
        .map(({ html, failureSummary }) => `${html.slice(0, 220)} — ${failureSummary?.split('\n')[1]?.trim() ?? ''}`),
    }));
  expect.soft(grave, `accessibility of ${where}`).toEqual([]);
}

/** The same in light and in dark, which differ in nothing but their colours. */
export async function expectAccessibleInBothSchemes(page: Page, where: string): Promise<void> {
  await showScheme(page, 'light');
  await expectAccessible(page, `${where} in light`);
  await showScheme(page, 'dark');
  await expectAccessible(page, `${where} in dark`, { rules: ['color-contrast'] });
}

/** The page stands in its new colours before anything is measured on it. */
async function showScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
  await page.evaluate(async () => {
    // Parts that are not on the screen keep their old colours until they come to it.
    for (const part of document.querySelectorAll<HTMLElement>('*'))
      if (getComputedStyle(part).contentVisibility === 'auto') part.style.contentVisibility = 'visible';
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
