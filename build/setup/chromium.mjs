import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say } from './places.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @returns {string[]} */
function usualPlaces() {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const named = onPath.flatMap((folder) => names.map((name) => join(folder, name)));
  if (process.platform === 'darwin') {
    const programs = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];
    return [...programs.map((program) => `/Applications/${program}`), ...named];
  }
  if (process.platform === 'win32') {
    const homes = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return homes.flatMap((home) => (home ? [join(home, 'Google', 'Chrome', 'Application', 'chrome.exe')] : []));
  }
  return ['/usr/bin/chromium', ...named];
}

/** The browser for tests: HOLDFAST_CHROMIUM where it is set, else the system's. @returns {string | null} */
export function findChromium() {
  const chosen = process.env.HOLDFAST_CHROMIUM;
  if (chosen) return existsSync(chosen) ? chosen : null;
  return usualPlaces().find((path) => existsSync(path)) ?? null;
}

/** Headless, offline but for the page under test, and able to run as root in a container. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Finds Chromium, installing Debian's where that is possible without asking. @returns {string | null} */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (canInstall && !process.env.HOLDFAST_CHROMIUM) {
    say('Installing Chromium with apt-get for the browser tests …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore', env });
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { stdio: 'ignore', env });
  }
  return findChromium();
}
