import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import type { UserConfig } from 'vite';

const root = join(import.meta.dirname, '..');
const outDir = join(root, 'out', 'main');

/** Loaded from node_modules at run time: Electron itself, and packages that carry native programs. */
const external = [/^node:/, 'electron', 'better-sqlite3', 'onnxruntime-node', /^@napi-rs\/keyring/];

function workerEntries(): Record<string, string> {
  const folder = join(root, 'main', 'workers');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^[\w-]+\.ts$/.test(name)) : [];
  return Object.fromEntries(names.map((name) => [`workers/${name.replace(/\.ts$/, '')}`, join(folder, name)]));
}

function bundle(input: Record<string, string>, format: 'es' | 'cjs', fileName: string): UserConfig {
  return {
    root,
    publicDir: false,
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: format === 'es',
      target: 'node24',
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        input,
        external,
        // Chunks stand beside the entries, so `./workers/<name>.js` is right from wherever the code ended up.
        output: { format, entryFileNames: fileName, chunkFileNames: '[name]-[hash].js' },
      },
    },
  };
}

/**
 * `vite build --config build/vite.main.config.ts` bundles Electron's main process, the engine's process and the thread
 * entries; `--mode preload` bundles preload, which must be CommonJS in one file because the page's process is sandboxed.
 */
export default defineConfig(({ mode }) =>
  mode === 'preload'
    ? bundle({ preload: join(root, 'preload', 'index.ts') }, 'cjs', 'preload.cjs')
    : bundle(
        {
          electron: join(root, 'main', 'hosts', 'electron', 'index.ts'),
          engine: join(root, 'main', 'hosts', 'electron', 'engine.ts'),
          ...workerEntries(),
        },
        'es',
        '[name].js',
      ),
);
