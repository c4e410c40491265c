import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { at, say } from './places.mjs';
import { runScript } from './run.mjs';

/** @param {string} path from the root @param {import('node:crypto').Hash} hash */
function digest(path, hash) {
  if (!existsSync(at(path))) return;
  for (const entry of readdirSync(at(path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = `${path}/${entry.name}`;
    if (entry.isDirectory()) digest(child, hash);
    else if (entry.isFile())
      hash
        .update(`${child}\0`)
        .update(readFileSync(at(child)))
        .update('\0');
  }
}

/** @param {string[]} sources folders and files from the root */
function sourceHash(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    if (/\.\w+$/.test(source)) hash.update(readFileSync(at(source)));
    else digest(source, hash);
  }
  return hash.digest('hex');
}

/**
 * Builds with Vite unless the sources are those of the last build. Answers whether the build is there.
 *
 * @param {string} name of the stamp @param {string[]} sources @param {string} result a file that the build makes
 * @param {string[][]} builds arguments of `vite build`, one list a build
 */
async function ensureBuilt(name, sources, result, builds) {
  const stamp = at('out', `${name}.stamp`);
  const hash = sourceHash(sources);
  if (existsSync(stamp) && existsSync(at(result)) && readFileSync(stamp, 'utf8') === hash) return true;
  say(`Building the ${name} …`);
  for (const build of builds) {
    const args = ['build', '--logLevel', 'warn', ...build];
    // What Vite prints is for people: stdout stays free.
    const code = await runScript('node_modules/vite/bin/vite.js', args, { stdio: ['ignore', 2, 2] });
    if (code !== 0) {
      say(`The ${name} could not be built (exit code ${code}). The reason stands above.`);
      return false;
    }
  }
  mkdirSync(at('out'), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

export const ensureRenderer = () =>
  ensureBuilt(
    'renderer',
    ['renderer', 'shared', 'build/vite.renderer.config.ts', 'package-lock.json'],
    'out/renderer/index.html',
    [['--config', 'build/vite.renderer.config.ts']],
  );

export const ensureElectronBundle = () =>
  ensureBuilt(
    'desktop program',
    ['main', 'preload', 'shared', 'build/vite.main.config.ts', 'package-lock.json'],
    'out/main/electron.js',
    [
      ['--config', 'build/vite.main.config.ts'],
      ['--config', 'build/vite.main.config.ts', '--mode', 'preload'],
    ],
  );
