import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '..');

/** The page: the same files for Electron's app:// protocol and for the localhost host. */
export default defineConfig({
  root: join(root, 'renderer'),
  base: '/',
  plugins: [react()],
  build: {
    outDir: join(root, 'out', 'renderer'),
    emptyOutDir: true,
    // Electron brings its own recent Chromium; localhost is opened in whichever browser the analyst has.
    target: 'baseline-widely-available',
    sourcemap: false,
    // The content security policy allows neither data: addresses nor the inline polyfill script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    // zod asks whether it may compile code as soon as it runs: renderer/app/strict.ts, which says no, must run before it.
    rolldownOptions: { output: { strictExecutionOrder: true } },
  },
});
