import type { ContractRouterClient, InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { accountsContract } from './accounts.ts';
import { accountSetsContract } from './account-sets.ts';
import { changesContract } from './changes.ts';
import { backtestsContract } from './backtests.ts';
import { cohortsContract } from './cohorts.ts';
import { dataHealthContract } from './data-health.ts';
import { decisionsContract } from './decisions.ts';
import { driversContract } from './drivers.ts';
import { engagementContract } from './engagement.ts';
import { eventsContract } from './events.ts';
import { explanationsContract } from './explanations.ts';
import { exportsContract } from './exports.ts';
import { funnelsContract } from './funnels.ts';
import { healthScoresContract } from './health-scores.ts';
import { homeContract } from './home.ts';
import { identityContract } from './identity.ts';
import { importsContract } from './imports.ts';
import { insightsContract } from './insights.ts';
import { jobsContract } from './jobs.ts';
import { modelImportsContract } from './model-imports.ts';
import { modelRegistryProcedures } from './model-registry.ts';
import { modelWatchContract } from './model-watch.ts';
import { lifetimeContract } from './lifetime-value.ts';
import { modelsContract } from './models.ts';
import { notesContract } from './notes.ts';
import { pathsContract } from './paths.ts';
import { portfolioContract } from './portfolio.ts';
import { recipesContract } from './recipes.ts';
import { renewalsContract } from './renewals.ts';
import { risksContract } from './risks.ts';
import { revenueContract } from './revenue.ts';
import { segmentsContract } from './segments.ts';
import { sqlContract } from './sql.ts';
import { survivalContract } from './survival.ts';
import { systemContract } from './system.ts';
import { tableModelsContract } from './table-models.ts';
import { tasksContract } from './tasks.ts';
import { trendsContract } from './trends.ts';
import { viewsContract } from './views.ts';
import { watchedFoldersContract } from './watched-folders.ts';
import { workspaceContract } from './workspace.ts';

/** Everything that a page, a script or another program can ask of the engine. */
export const contract = {
  system: systemContract,
  workspace: workspaceContract,
  jobs: jobsContract,
  imports: importsContract,
  recipes: recipesContract,
  watchedFolders: watchedFoldersContract,
  identity: identityContract,
  dataHealth: dataHealthContract,
  home: homeContract,
  accounts: accountsContract,
  changes: changesContract,
  tasks: tasksContract,
  notes: notesContract,
  views: viewsContract,
  decisions: decisionsContract,
  events: eventsContract,
  cohorts: cohortsContract,
  funnels: funnelsContract,
  engagement: engagementContract,
  trends: trendsContract,
  paths: pathsContract,
  drivers: driversContract,
  portfolio: portfolioContract,
  revenue: revenueContract,
  risks: risksContract,
  renewals: renewalsContract,
  accountSets: accountSetsContract,
  segments: segmentsContract,
  healthScores: healthScoresContract,
  insights: insightsContract,
  explanations: explanationsContract,
  exports: exportsContract,
  sql: sqlContract,
  survival: survivalContract,
  lifetimeValue: lifetimeContract,
  models: { ...modelsContract, ...modelRegistryProcedures },
  backtests: backtestsContract,
  modelImports: modelImportsContract,
  modelWatch: modelWatchContract,
  tableModels: tableModelsContract,
};

export type Contract = typeof contract;
export type ContractClient = ContractRouterClient<Contract>;
export type ContractInputs = InferContractRouterInputs<Contract>;
export type ContractOutputs = InferContractRouterOutputs<Contract>;

export * from './account-sets.ts';
export * from './accounts.ts';
export * from './backtests.ts';
export * from './bridge.ts';
export * from './changes.ts';
export * from './cohorts.ts';
export * from './common.ts';
export * from './data-health.ts';
export * from './decisions.ts';
export * from './drivers.ts';
export * from './engagement.ts';
export * from './errors.ts';
export * from './explanations.ts';
export * from './exports.ts';
export * from './funnels.ts';
export * from './health-definition.ts';
export * from './health-scores.ts';
export * from './home.ts';
export * from './identity.ts';
export * from './imports.ts';
export * from './insights.ts';
export * from './jobs.ts';
export * from './lifetime-value.ts';
export * from './model-imports.ts';
export * from './model-registry.ts';
export * from './model-watch.ts';
export * from './models.ts';
export * from './notes.ts';
export * from './paths.ts';
export * from './portfolio.ts';
export * from './questions.ts';
export * from './recipes.ts';
export * from './revenue.ts';
export * from './renewals.ts';
export * from './risks.ts';
export * from './segments.ts';
export * from './sql.ts';
export * from './survival.ts';
export * from './system.ts';
export * from './table-models.ts';
export * from './table-studies.ts';
export * from './tasks.ts';
export * from './trends.ts';
export * from './views.ts';
export * from './watched-folders.ts';
export * from './workspace.ts';
