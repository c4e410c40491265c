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
  await page.emulateMedia({ colorScheme: 'light' });
  await expectAccessible(page, `${where} in light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, `${where} in dark`, { rules: ['color-contrast'] });
}
