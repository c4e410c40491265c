import { fileURLToPath } from 'node:url';
import { createEngine } from '../../engine/index.ts';
import type { Engine } from '../../engine/index.ts';
import { isHoldfastError } from '../../../shared/domain/errors.ts';
import { loadAssets } from '../transports/index.ts';
import { startServer } from './server.ts';
import type { LocalhostServer } from './server.ts';

const builtRenderer = fileURLToPath(new URL('../../../out/renderer', import.meta.url));

export type LocalhostOptions = {
  /** A workspace folder to open; none by default. */
  workspace?: string | null;
  /** A free port by default. */
  port?: number;
  /** Where Holdfast keeps its own files; HOLDFAST_HOME or the platform's place by default. */
  home?: string;
  /** The built renderer. */
  renderer?: string;
  /** Largest upload in bytes; 8 GB by default. */
  uploadLimit?: number;
};

export type Localhost = LocalhostServer & {
  engine: Engine;
  /** Why the workspace that was asked for is not open yet: it needs a passphrase. */
  locked: string | null;
};

/**
 * The whole product behind a local web address: engine, calls, files, page. Tests call it as the program does.
 * Throws `not_found` where the renderer has not been built or the folder holds no workspace, `conflict` where the port is
 * taken. `close()` stops the server first and then the engine.
 */
export async function startLocalhost(options: LocalhostOptions = {}): Promise<Localhost> {
  const assets = loadAssets(options.renderer ?? builtRenderer);
  const engine = await createEngine({
    host: 'localhost',
    ...(options.home === undefined ? {} : { home: options.home }),
  });
  try {
    const locked = await openWorkspace(engine, options.workspace ?? null);
    const { port, uploadLimit } = options;
    const server = await startServer({
      engine,
      assets,
      ...(port === undefined ? {} : { port }),
      ...(uploadLimit === undefined ? {} : { uploadLimit }),
    });
    return {
      ...server,
      engine,
      locked,
      async close() {
        await server.close();
        await engine.close();
      },
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Opens the folder; the sentence to show where only a passphrase is missing, which the page can ask for. */
async function openWorkspace(engine: Engine, folder: string | null): Promise<string | null> {
  if (folder === null) return null;
  try {
    await engine.workspaces.open(folder);
    return null;
  } catch (error) {
    if (isHoldfastError(error) && error.code === 'secret_locked') return error.message;
    throw error;
  }
}
