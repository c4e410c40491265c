import { test as base } from '@playwright/test';
import { guard } from './guard.ts';
import type { Guard } from './guard.ts';

/** A context in which nothing may go wrong unseen. */
export const test = base.extend<{ readonly watch: Guard }>({
  watch: [
    async ({ context }, use) => {
      const watched = await guard(context);
      await use(watched);
      watched.check();
    },
    { auto: true },
  ],
});
