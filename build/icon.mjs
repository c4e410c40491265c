// Renders build/icon.svg to build/icon.png (1024 × 1024), from which the packer makes every platform's icon.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { chromiumFlags, findChromium } from './setup/chromium.mjs';
import { at } from './setup/places.mjs';

const executablePath = findChromium();
if (!executablePath) throw new Error('Rendering the icon needs Chromium: install it, or set HOLDFAST_CHROMIUM.');
const browser = await chromium.launch({ executablePath, args: chromiumFlags });
try {
  const page = await browser.newPage({ viewport: { width: 1024, height: 1024 } });
  const svg = readFileSync(at('build', 'icon.svg'), 'utf8');
  await page.setContent(`<style>html, body { margin: 0 } svg { display: block; width: 1024px }</style>${svg}`);
  await page.screenshot({ path: at('build', 'icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
