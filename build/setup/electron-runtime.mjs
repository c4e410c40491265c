import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, say } from './places.mjs';
import { runScript } from './run.mjs';

/** The Electron program of this checkout, or null where its runtime has not been fetched. @returns {string | null} */
export function electronProgram() {
  const home = at('node_modules', 'electron');
  if (!existsSync(join(home, 'path.txt'))) return null;
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(home, 'dist');
  const program = join(folder, readFileSync(join(home, 'path.txt'), 'utf8').trim());
  return existsSync(program) ? program : null;
}

/**
 * Why a window cannot be opened here whatever is installed, or null where it can.
 *
 * @param {{ platform: string, env: NodeJS.ProcessEnv, userId: number | undefined }} machine
 */
export function whyNoWindow({ platform, env, userId }) {
  if (platform !== 'linux') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  // Chromium refuses to run as root without giving up its sandbox, and the sandbox is not given up.
  if (userId === 0) return 'a sandboxed window cannot be opened as root';
  return null;
}

/**
 * The Electron program, fetched first where it is missing. Its package has no install script: install.js fetches the
 * runtime on demand.
 *
 * @param {number} limitSeconds @returns {Promise<string | null>}
 */
export async function ensureElectronRuntime(limitSeconds) {
  const there = electronProgram();
  if (there) return there;
  say(`Fetching the Electron runtime (at most ${limitSeconds} s) …`);
  await runScript('node_modules/electron/install.js', [], { limitSeconds, stdio: 'ignore' });
  return electronProgram();
}
