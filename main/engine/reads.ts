import { accountSetsReads } from './account-sets/index.ts';
import { accountsReads } from './accounts/index.ts';
import { homeReads } from './changed/index.ts';
import { cohortsAccountSets, cohortsReads } from './cohorts/index.ts';
import { dataHealthReads } from './data-health/index.ts';
import { decisionsReads } from './decisions/index.ts';
import { driversAccountSets, driversReads } from './drivers/index.ts';
import { engagementAccountSets, engagementReads } from './engagement/index.ts';
import { eventsReads } from './usage/index.ts';
import { funnelsAccountSets, funnelsReads } from './funnels/index.ts';
import { healthScoresReads } from './health-scores/index.ts';
import { identityReads } from './identity/index.ts';
import { lifetimeReads } from './lifetime-value/index.ts';
import { explanationsAccountSets, explanationsReads, modelsReads } from './models/index.ts';
import { pathsAccountSets, pathsReads } from './paths/index.ts';
import { portfolioAccountSets, portfolioReads } from './portfolio/index.ts';
import { revenueAccountSets, revenueReads } from './revenue/index.ts';
import { renewalsReads } from './renewals/index.ts';
import { risksReads } from './risks/index.ts';
import { segmentSet, segmentsReads } from './segments/index.ts';
import { sqlReads } from './sql/index.ts';
import { survivalAccountSets, survivalReads } from './survival/index.ts';
import { tasksReads } from './tasks/index.ts';
import { trendsAccountSets, trendsReads } from './trends/index.ts';
import { workspaceReads } from './workspace/index.ts';
import type { AccountSetReader, AnyRead } from './threads/index.ts';

/** Everything that reader threads can be asked. */
export const engineReads: readonly AnyRead[] = [
  ...accountSetsReads,
  ...accountsReads,
  ...cohortsReads,
  ...dataHealthReads,
  ...decisionsReads,
  ...driversReads,
  ...engagementReads,
  ...eventsReads,
  ...funnelsReads,
  ...homeReads,
  ...healthScoresReads,
  ...identityReads,
  ...explanationsReads,
  ...modelsReads,
  ...pathsReads,
  ...portfolioReads,
  ...revenueReads,
  ...risksReads,
  ...renewalsReads,
  ...segmentsReads,
  ...sqlReads,
  ...survivalReads,
  ...lifetimeReads,
  ...tasksReads,
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
  ...portfolioAccountSets,
  ...revenueAccountSets,
  segmentSet,
  ...survivalAccountSets,
  ...trendsAccountSets,
];
