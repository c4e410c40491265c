import { enableCompileCache } from 'node:module';
import { ensureInstalled, isInstalled } from './install.mjs';
import { requiredNodeMajor } from './places.mjs';
import { compileCache, runScript } from './run.mjs';

const entry = '../../main/hosts/cli/index.ts';

if (Number(process.versions.node.split('.')[0]) >= requiredNodeMajor && isInstalled()) {
  // Early releases of Node 24 warn that running TypeScript is experimental; the commands' stderr is for people.
  const listeners = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') for (const listener of listeners) listener(warning);
  });
  // Threads read it from the environment.
  process.env.NODE_COMPILE_CACHE = compileCache();
  enableCompileCache(process.env.NODE_COMPILE_CACHE);
  await import(entry);
} else {
  ensureInstalled();
  process.exitCode = await runScript('main/hosts/cli/index.ts', process.argv.slice(2));
}
