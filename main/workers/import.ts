import { importWork } from '../engine/imports/work.ts';
import type { ImportRequest } from '../engine/imports/work.ts';
import { serveWork } from '../engine/threads/index.ts';

await serveWork<ImportRequest>(importWork);
