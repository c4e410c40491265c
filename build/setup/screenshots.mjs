import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { at, say } from './places.mjs';
import { runScript } from './run.mjs';

/** Pictures of every page, to look through. */
async function screenshots() {
  ensureInstalled();
  if (!ensureChromium()) {
    say('The pictures need Chromium: install it, or set HOLDFAST_CHROMIUM to the program of a Chrome or Chromium.');
    return 1;
  }
  const args = ['test', '--config', at('playwright.config.ts'), '--project', 'screenshots', '--retries', '0'];
  const code = await runScript('node_modules/@playwright/test/cli.js', args, { env: { HOLDFAST_SCREENSHOTS: '1' } });
  if (code === 0) say(`The pictures are in ${at('out', 'screenshots')}.`);
  return code;
}

process.exitCode = await screenshots();
