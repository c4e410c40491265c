import { ensureInstalled } from './install.mjs';
import { ensureElectronBundle, ensureRenderer } from './bundles.mjs';

ensureInstalled();
if (!((await ensureRenderer()) && (await ensureElectronBundle()))) process.exitCode = 1;
