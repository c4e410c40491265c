import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from './places.mjs';

/**
 * What a step of `npm test` found. `failed`, `skipped` and `unsteady` (passed at the second try) are lines for a person.
 * @typedef {{ passed: number, failed: string[], skipped: string[], unsteady?: string[] }} Outcome
 */

/** @param {string} path @returns {any} the report, or null where the tool did not come as far as writing it */
function readReport(path) {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** @param {string} file */
const short = (file) => relative(root, file).replaceAll('\\', '/');

/** Counts Vitest's JSON report; a file that could not be loaded at all is one failure. @param {string} path @returns {Outcome | null} */
export function readVitestReport(path) {
  const report = readReport(path);
  if (!report) return null;
  /** @type {Outcome} */
  const outcome = { passed: 0, failed: [], skipped: [] };
  for (const file of report.testResults ?? []) {
    const before = outcome.failed.length;
    for (const test of file.assertionResults ?? []) {
      const line = `${short(file.name)}: ${test.fullName}`;
      if (test.status === 'passed') outcome.passed += 1;
      else if (test.status === 'failed') outcome.failed.push(line);
      else outcome.skipped.push(line);
    }
    if (file.status === 'failed' && outcome.failed.length === before) {
      outcome.failed.push(`${short(file.name)}: ${String(file.message ?? '').split('\n')[0] || 'could not be run'}`);
    }
  }
  return outcome;
}

/** Counts Playwright's JSON report; the reason of a skip stands in its annotation. @param {string} path @returns {Outcome | null} */
export function readPlaywrightReport(path) {
  const report = readReport(path);
  if (!report) return null;
  /** @type {Outcome} */
  const outcome = { passed: 0, failed: [], skipped: [], unsteady: [] };
  const { unsteady = [] } = outcome;
  /** @param {any} suite @param {string[]} titles */
  const walk = (suite, titles) => {
    for (const child of suite.suites ?? []) walk(child, [...titles, child.title]);
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests ?? []) {
        const line = [...titles, spec.title].filter(Boolean).join(' › ');
        if (test.status === 'flaky') unsteady.push(line);
        if (test.status === 'expected' || test.status === 'flaky') outcome.passed += 1;
        else if (test.status === 'skipped') {
          const reasons = (test.annotations ?? []).map((/** @type {any} */ note) => note.description).filter(Boolean);
          outcome.skipped.push(reasons.length > 0 ? `${line} (${reasons.join('; ')})` : line);
        } else outcome.failed.push(line);
      }
    }
  };
  for (const suite of report.suites ?? []) walk(suite, [suite.title]);
  for (const error of report.errors ?? []) {
    outcome.failed.push(`browser tests: ${String(error.message ?? error).split('\n')[0]}`);
  }
  return outcome;
}

/**
 * A suite that ran nothing has not passed, and neither has a tool that ended with an error nobody counted.
 *
 * @param {string} name @param {number} code the tool's exit code @param {Outcome | null} outcome @returns {Outcome}
 */
export function settle(name, code, outcome) {
  if (!outcome) return { passed: 0, failed: [`${name}: ended without a report (exit code ${code})`], skipped: [] };
  const { passed, failed, skipped } = outcome;
  if (failed.length > 0) return outcome;
  if (passed + skipped.length === 0) return { passed, failed: [`${name}: no test was found`], skipped };
  if (code !== 0) return { passed, failed: [`${name}: ended with exit code ${code}`], skipped };
  return outcome;
}
