import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The checkout's root folder. */
export const root = join(import.meta.dirname, '..', '..');

const generated = new Set([
  'node_modules',
  'out',
  'dist',
  'coverage',
  'test-results',
  'playwright-report',
  '.git',
  '.cache',
]);

/** All files under a folder, as paths from the root with forward slashes; folders of generated files are skipped. */
export function filesUnder(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (generated.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...filesUnder(path));
    else if (entry.isFile()) found.push(path.split(sep).join('/'));
  }
  return found;
}

/** What git tracks or would track; without git (an unpacked archive), every file that is not generated. */
export function trackedFiles(): string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const files = listed.split('\0').filter((path) => path !== '' && isFile(path));
    if (files.length > 0) return files;
  } catch {
    // No git here.
  }
  return filesUnder('.').map((path) => relative('.', path).split(sep).join('/'));
}

function isFile(path: string): boolean {
  return statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The text of a file, or null where it is binary. */
export function textOf(path: string): string | null {
  const bytes = readFileSync(join(root, path));
  return bytes.subarray(0, 8000).includes(0) ? null : bytes.toString('utf8');
}
