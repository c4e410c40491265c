import type { ContractRouterClient, InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { accountsContract } from './accounts.ts';
import { cohortsContract, eventsContract, funnelsContract } from './analytics.ts';
import { dataHealthContract } from './data-health.ts';
import { identityContract } from './identity.ts';
import { importsContract } from './imports.ts';
import { jobsContract } from './jobs.ts';
import { modelsContract } from './models.ts';
import { recipesContract } from './recipes.ts';
import { systemContract } from './system.ts';
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
  accounts: accountsContract,
  events: eventsContract,
  cohorts: cohortsContract,
  funnels: funnelsContract,
  models: modelsContract,
};

export type Contract = typeof contract;
export type ContractClient = ContractRouterClient<Contract>;
export type ContractInputs = InferContractRouterInputs<Contract>;
export type ContractOutputs = InferContractRouterOutputs<Contract>;

export * from './accounts.ts';
export * from './analytics.ts';
export * from './bridge.ts';
export * from './common.ts';
export * from './data-health.ts';
export * from './errors.ts';
export * from './identity.ts';
export * from './imports.ts';
export * from './jobs.ts';
export * from './models.ts';
export * from './recipes.ts';
export * from './system.ts';
export * from './watched-folders.ts';
export * from './workspace.ts';
