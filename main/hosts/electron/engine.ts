import { createEngine, setForeignProcessStarter } from '../../engine/index.ts';
import { hostEngine } from './engine-host.ts';
import type { ParentPort } from './engine-host.ts';
import { modelProcessStarter } from './model-processes.ts';
import type { MainPort } from './model-processes.ts';

/** The engine's own process (Electron utilityProcess): plain Node besides the port to the main process. */
const parent = process.parentPort as unknown as ParentPort;
setForeignProcessStarter(modelProcessStarter(process.parentPort as unknown as MainPort));
const engine = await createEngine({ host: 'electron' });
hostEngine(engine, parent, () => process.exit(0));
