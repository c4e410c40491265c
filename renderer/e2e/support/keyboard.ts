import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

const mostSteps = 80;

/** Drives a page as somebody does who has no pointer. */
export function keyboardOf(page: Page) {
  const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);

  /** Nothing is more lost than a keyboard whose focus is nowhere. */
  async function expectSomewhere(after: string): Promise<void> {
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.tagName ?? 'NONE'), { message: `focus after ${after}` })
      .not.toMatch(/^(?:BODY|HTML|NONE)$/);
  }

  return {
    expectSomewhere,
    /** Goes there by Tab, or back by Shift+Tab. */
    async reach(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
      await expect(target).toBeVisible();
      for (let step = 0; step < mostSteps; step++) {
        if (await hasFocus(target)) return;
        await page.keyboard.press(key);
      }
      throw new Error(`${mostSteps} times ${key} did not lead to ${target.toString()}.`);
    },
    async press(key: string): Promise<void> {
      await page.keyboard.press(key);
      await expectSomewhere(key);
    },
    async expectFocus(target: Locator): Promise<void> {
      await expect(target).toBeFocused();
    },
  };
}
