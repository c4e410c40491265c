import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { ensureRenderer } from './bundles.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { at, root, say } from './places.mjs';
import { readPlaywrightReport, readVitestReport, settle } from './reports.mjs';
import { runScript } from './run.mjs';

/** @typedef {import('./reports.mjs').Outcome} Outcome */

/** Side by side: each keeps one processor busy. @param {string} name @param {[script: string, args: string[]][]} commands @returns {Promise<Outcome>} */
async function checks(name, commands) {
  const codes = await Promise.all(commands.map(([script, args]) => runScript(script, args)));
  const code = codes.find((one) => one !== 0);
  if (code !== undefined) return { passed: 0, failed: [`${name}: npm run ${name} (exit code ${code})`], skipped: [] };
  return { passed: 1, failed: [], skipped: [] };
}

/** @param {string} folder for the report @param {string[]} paths @returns {Promise<Outcome>} */
async function unitTests(folder, paths) {
  // Tests of the hosts serve the built page.
  if (!(await ensureRenderer())) return { passed: 0, failed: ['build: the renderer could not be built'], skipped: [] };
  const report = join(folder, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...paths];
  const code = await runScript('node_modules/vitest/vitest.mjs', args);
  return settle('unit tests', code, readVitestReport(report));
}

/** @param {string} folder for the report @param {string[]} paths @returns {Promise<Outcome>} */
async function browserTests(folder, paths) {
  if (!ensureChromium()) {
    say(
      'The browser tests need Chromium: install it, or set HOLDFAST_CHROMIUM to the program of a Chrome or Chromium.',
    );
    return { passed: 0, failed: ['browser tests: there is no Chromium on this machine'], skipped: [] };
  }
  const report = join(folder, 'playwright.json');
  const args = ['test', '--config', at('playwright.config.ts'), '--reporter=list,json', ...paths];
  const code = await runScript('node_modules/@playwright/test/cli.js', args, {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return settle('browser tests', code, readPlaywrightReport(report));
}

/** @param {string} path */
const isBrowserTest = (path) => path.replaceAll(sep, '/').includes('/e2e') || /\.spec\.tsx?$/.test(path);

async function test() {
  ensureInstalled();
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-test-'));
  const paths = process.argv.slice(2).map((path) => resolve(process.env.INIT_CWD ?? root, path));
  const browser = paths.filter(isBrowserTest);
  const unit = paths.filter((path) => !isBrowserTest(path));
  /** @type {Outcome[]} */
  const outcomes = [];
  try {
    const isWhole = paths.length === 0;
    const types = isWhole ? [await checks('types', [['node_modules/typescript/bin/tsc', ['-b']]])] : [];
    // Lint keeps one processor busy, and unit tests wait now and then: beside each other both end sooner.
    const [lint, unitOutcomes] = await Promise.all([
      isWhole
        ? checks('lint', [
            ['node_modules/eslint/bin/eslint.js', ['--max-warnings', '0', '.']],
            ['node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']],
          ])
        : null,
      isWhole || unit.length > 0 ? unitTests(folder, unit) : null,
    ]);
    outcomes.push(...types, ...[lint, unitOutcomes].filter((outcome) => outcome !== null));
    if (isWhole || browser.length > 0) outcomes.push(await browserTests(folder, browser));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.flatMap((outcome) => outcome.failed);
  const skipped = outcomes.flatMap((outcome) => outcome.skipped);
  const unsteady = outcomes.flatMap((outcome) => outcome.unsteady ?? []);
  const lines = [
    ...skipped.map((line) => `skipped  ${line}`),
    ...unsteady.map((line) => `unsteady ${line} (passed at the second try)`),
    ...failed.map((line) => `failed   ${line}`),
  ];
  process.stdout.write(`\n${lines.map((line) => `${line}\n`).join('')}`);
  process.stdout.write(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped\n`);
  return failed.length === 0 ? 0 : 1;
}

process.exitCode = await test();
