import { accountSetsReads } from './account-sets/index.ts';
import { accountsReads } from './accounts/index.ts';
import { cohortsAccountSets, cohortsReads } from './cohorts/index.ts';
import { dataHealthReads } from './data-health/index.ts';
import { driversAccountSets, driversReads } from './drivers/index.ts';
import { engagementAccountSets, engagementReads } from './engagement/index.ts';
import { eventsReads } from './usage/index.ts';
import { funnelsAccountSets, funnelsReads } from './funnels/index.ts';
import { identityReads } from './identity/index.ts';
import { lifetimeReads } from './lifetime-value/index.ts';
import { explanationsAccountSets, explanationsReads, modelsReads } from './models/index.ts';
import { pathsAccountSets, pathsReads } from './paths/index.ts';
import { revenueAccountSets, revenueReads } from './revenue/index.ts';
import { segmentSet, segmentsReads } from './segments/index.ts';
import { sqlReads } from './sql/index.ts';
import { survivalAccountSets, survivalReads } from './survival/index.ts';
import { trendsAccountSets, trendsReads } from './trends/index.ts';
import { workspaceReads } from './workspace/index.ts';
import type { AccountSetReader, AnyRead } from './threads/index.ts';

/** Everything that reader threads can be asked. */
export const engineReads: readonly AnyRead[] = [
  ...accountSetsReads,
  ...accountsReads,
  ...cohortsReads,
  ...dataHealthReads,
  ...driversReads,
  ...engagementReads,
  ...eventsReads,
  ...funnelsReads,
  ...identityReads,
  ...explanationsReads,
  ...modelsReads,
  ...pathsReads,
  ...revenueReads,
  ...segmentsReads,
  ...sqlReads,
  ...survivalReads,
  ...lifetimeReads,
  ...trendsReads,
  ...workspaceReads,
];

/** How the accounts behind each kind of number are found. */
export const engineAccountSets: readonly AccountSetReader[] = [
  ...cohortsAccountSets,
  ...driversAccountSets,
  ...engagementAccountSets,
  ...explanationsAccountSets,
  ...funnelsAccountSets,
  ...pathsAccountSets,
  ...revenueAccountSets,
  segmentSet,
  ...survivalAccountSets,
  ...trendsAccountSets,
];
