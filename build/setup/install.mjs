import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { sep } from 'node:path';
import { at, root, say } from './places.mjs';

const stamp = at('node_modules', '.holdfast-lock');

/**
 * @typedef {{ version?: string, optional?: boolean, peer?: boolean, link?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages by path, as in a version 3 lock file
 */

/** The lock decides what is installed; the platform decides which of its native packages. */
function wanted() {
  const hash = createHash('sha256').update(readFileSync(at('package-lock.json')));
  return hash.update(`${process.platform} ${process.arch}`).digest('hex');
}

/** @param {string} path @returns {LockedPackages | null} */
function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/**
 * Whether npm's own record of node_modules says the same as the lock file: every package that must be there is there
 * in the locked version. Optional packages may be missing, because most of them belong to other platforms.
 *
 * @param {LockedPackages} locked @param {LockedPackages} installed
 */
export function agrees(locked, installed) {
  for (const [path, { version, optional, peer, link }] of Object.entries(locked)) {
    if (path === '' || link) continue;
    const there = installed[path];
    if (there ? there.version !== version : !optional && !peer) return false;
  }
  return Object.keys(installed).every((path) => path in locked);
}

export function isInstalled() {
  if (!existsSync(at('node_modules'))) return false;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted()) return true;
  // Someone may have run npm themselves: npm's own record says whether that brought what the lock file wants.
  const locked = readPackages(at('package-lock.json'));
  const installed = readPackages(at('node_modules', '.package-lock.json'));
  if (!locked || !installed || !agrees(locked, installed)) return false;
  writeStamp();
  return true;
}

function writeStamp() {
  try {
    writeFileSync(stamp, wanted());
  } catch {
    // A read-only checkout works too; it is only compared again next time.
  }
}

/** npm as the command to run: the one that started us, or the one on the PATH. @returns {[string, string[], boolean]} */
function npm() {
  const own = process.env.npm_execpath;
  if (own && /npm-cli\.[cm]?js$/.test(own) && existsSync(own)) return [process.execPath, [own], false];
  return process.platform === 'win32' ? ['npm.cmd', [], true] : ['npm', [], false];
}

/**
 * Installs the packages of the lock file when node_modules is missing or belongs to another lock file. Says one line,
 * on stderr. Ends the process with a sentence where npm fails: nothing works without the packages.
 */
export function ensureInstalled() {
  if (isInstalled()) return;
  if (lstatSync(at('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    // npm ci empties the folder, which another checkout may be using right now.
    say(
      'node_modules is a link to another folder, and its packages are not those of package-lock.json. Remove the link.',
    );
    process.exit(1);
  }
  say('Installing the packages of package-lock.json (once, a minute or two) …');
  const [command, before, shell] = npm();
  // Windows cannot delete a running program, and npm ci deletes node_modules with the Node that may be running this.
  const runsFromInside = process.platform === 'win32' && process.execPath.startsWith(at('node_modules') + sep);
  const args = [...before, runsFromInside ? 'install' : 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    shell,
    stdio: ['ignore', 2, 2],
    env: {
      ...process.env,
      // Browsers and the desktop runtime are fetched when they are needed; the scorer's GPU libraries never are.
      ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
      PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
      ONNXRUNTIME_NODE_INSTALL: 'skip',
    },
  });
  if (error || status !== 0) {
    say(
      `npm could not install the packages (${error ? error.message : `exit code ${status}`}). Its reason stands above.`,
    );
    process.exit(1);
  }
  writeStamp();
}
