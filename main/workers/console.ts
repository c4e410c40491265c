import { engineAccountSets } from '../engine/reads.ts';
import { serveConsole } from '../engine/sql/serve-console.ts';

serveConsole(engineAccountSets);
