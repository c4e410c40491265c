import { engineAccountSets, engineReads } from '../engine/reads.ts';
import { serveReads } from '../engine/threads/index.ts';

serveReads(engineReads, engineAccountSets);
