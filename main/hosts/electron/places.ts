import { join, resolve } from 'node:path';

/** Where the bundle's parts stand, seen from the folder of the bundled main process (`out/main`). */
export function bundlePlaces(folder: string) {
  return {
    preload: join(folder, 'preload.cjs'),
    engine: join(folder, 'engine.js'),
    modelProcess: join(folder, 'workers', 'score-foreign.js'),
    renderer: join(folder, '..', 'renderer'),
  };
}

/**
 * Chromium's own files (window state, caches) stand in a folder of their own beside the workspaces, so that copying or
 * deleting one never touches the other.
 */
export function chromiumFolder(defaultFolder: string, home: string | undefined): string {
  return join(home === undefined || home === '' ? defaultFolder : resolve(home), 'desktop');
}

/** The folder of `--workspace DIR` or `--workspace=DIR` among the arguments, resolved from where the program was called. */
export function workspaceArgument(given: readonly string[], from: string): string | null {
  const at = given.findIndex((argument) => argument === '--workspace' || argument.startsWith('--workspace='));
  if (at === -1) return null;
  const argument = given[at] ?? '';
  const folder = argument.includes('=') ? argument.slice(argument.indexOf('=') + 1) : (given[at + 1] ?? '');
  return folder === '' || folder.startsWith('--') ? null : resolve(from, folder);
}
