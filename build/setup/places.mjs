import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @param {string[]} parts */
export const at = (...parts) => join(root, ...parts);

/** Node 24 comes as a package, so that the machine's own Node may be older. */
export const bundledNode = at('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

export const requiredNodeMajor = 24;

/** One line to the person at the terminal, never on stdout: that belongs to results. @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}
