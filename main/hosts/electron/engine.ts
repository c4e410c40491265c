import { createEngine } from '../../engine/index.ts';
import { hostEngine } from './engine-host.ts';
import type { ParentPort } from './engine-host.ts';

/** The engine's own process (Electron utilityProcess): plain Node besides the port to the main process. */
const parent = process.parentPort as unknown as ParentPort;
const engine = await createEngine({ host: 'electron' });
hostEngine(engine, parent, () => process.exit(0));
