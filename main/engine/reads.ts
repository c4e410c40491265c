import { accountsReads } from './accounts/index.ts';
import { cohortsReads } from './cohorts/index.ts';
import { dataHealthReads } from './data-health/index.ts';
import { eventsReads } from './usage/index.ts';
import { identityReads } from './identity/index.ts';
import { funnelsReads } from './funnels/index.ts';
import { modelsReads } from './models/index.ts';
import { workspaceReads } from './workspace/index.ts';
import type { AnyRead } from './threads/index.ts';

/** Everything that reader threads can be asked. */
export const engineReads: readonly AnyRead[] = [
  ...accountsReads,
  ...cohortsReads,
  ...dataHealthReads,
  ...eventsReads,
  ...funnelsReads,
  ...identityReads,
  ...modelsReads,
  ...workspaceReads,
];
