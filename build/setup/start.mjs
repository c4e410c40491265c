import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureElectronBundle, ensureRenderer } from './bundles.mjs';
import { ensureElectronRuntime, whyNoWindow } from './electron-runtime.mjs';
import { ensureInstalled } from './install.mjs';
import { root, say } from './places.mjs';
import { run, runScript } from './run.mjs';

const usage = `npm start -- [--host=electron|localhost] [--workspace DIR]

  --host       electron: a desktop window; localhost: a page in your browser, served by this machine to itself.
               Without it: electron where it can run, else localhost.
  --workspace  the workspace folder to open`;

function readArguments() {
  try {
    return parseArgs({
      options: {
        host: { type: 'string' },
        workspace: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return null;
  }
}

/** @param {string[]} workspace */
async function startLocalhost(workspace) {
  if (!(await ensureRenderer())) return 1;
  return runScript('main/hosts/localhost/index.ts', ['--open', ...workspace]);
}

/**
 * @param {string[]} workspace
 * @returns {Promise<{ code: number } | { why: string }>} the exit code, or why Electron did not come up
 */
async function startElectron(workspace) {
  const noWindow = whyNoWindow({ platform: process.platform, env: process.env, userId: process.getuid?.() });
  if (noWindow) return { why: noWindow };
  const program = await ensureElectronRuntime(60);
  if (!program) return { why: 'its runtime could not be fetched within 60 s' };
  if (!((await ensureRenderer()) && (await ensureElectronBundle()))) return { code: 1 };
  const begun = Date.now();
  const code = await run(program, [root, ...workspace]);
  // A program that ends with an error at once never showed a window (often: the system forbids its sandbox).
  if (code !== 0 && Date.now() - begun < 5000) return { why: `it ended at once with exit code ${code}` };
  return { code };
}

async function start() {
  const values = readArguments();
  if (values?.help) {
    say(usage);
    return 0;
  }
  if (!values || (values.host !== undefined && values.host !== 'electron' && values.host !== 'localhost')) {
    say(usage);
    return 2;
  }
  ensureInstalled();
  // The host runs in the checkout's root, so a relative folder is resolved here, where it was meant.
  const from = process.env.INIT_CWD ?? process.cwd();
  const workspace = values.workspace === undefined ? [] : ['--workspace', resolve(from, values.workspace)];
  if (values.host === 'localhost') return startLocalhost(workspace);
  const desktop = await startElectron(workspace);
  if ('code' in desktop) return desktop.code;
  if (values.host === 'electron') {
    say(`Electron cannot run here: ${desktop.why}. "npm start -- --host=localhost" opens Holdfast in your browser.`);
    return 1;
  }
  say(`Electron cannot run here: ${desktop.why}. Opening Holdfast in your browser instead.`);
  return startLocalhost(workspace);
}

process.exitCode = await start();
