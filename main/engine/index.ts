import { readFileSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import type { AnyRouter } from '@orpc/server';
import type { ContractClient } from '../../shared/contract/index.ts';
import { accountSetsHandlers } from './account-sets/index.ts';
import { accountsHandlers, warmBook } from './accounts/index.ts';
import { changesHandlers } from './changes/index.ts';
import { homeHandlers } from './changed/index.ts';
import { cohortsHandlers } from './cohorts/index.ts';
import { eventsHandlers } from './usage/index.ts';
import { funnelsHandlers } from './funnels/index.ts';
import { dataHealthHandlers } from './data-health/index.ts';
import { decisionsHandlers } from './decisions/index.ts';
import { driversHandlers } from './drivers/index.ts';
import { engagementHandlers } from './engagement/index.ts';
import { exportsHandlers } from './exports/index.ts';
import { afterNewData, healthJobs, healthScoresHandlers } from './health-scores/index.ts';
import { identityHandlers, identityJobs } from './identity/index.ts';
import {
  folderWatchOf,
  importJobs,
  importsHandlers,
  recipesHandlers,
  stopWatching,
  watchedFoldersHandlers,
} from './imports/index.ts';
import { insightsHandlers } from './insights/index.ts';
import { lifetimeHandlers } from './lifetime-value/index.ts';
import {
  backtestJobs,
  backtestsHandlers,
  explanationsHandlers,
  modelImportJobs,
  modelImportsHandlers,
  modelJobs,
  modelsHandlers,
  modelWatchHandlers,
  stopRetraining,
  watchRetraining,
} from './models/index.ts';
import { notesHandlers } from './notes/index.ts';
import { pathsHandlers } from './paths/index.ts';
import { portfolioHandlers } from './portfolio/index.ts';
import { calendarOf, procedures } from './procedures.ts';
import type { EngineContext } from './procedures.ts';
import { revenueHandlers } from './revenue/index.ts';
import { keepModelMarks, renewalsHandlers } from './renewals/index.ts';
import { risksHandlers } from './risks/index.ts';
import { sampleJob } from './sample/index.ts';
import { purgeRemovedSegments, segmentsHandlers } from './segments/index.ts';
import { createGrants, createUploads, holdfastHome, noKeychain, openKeychain } from './session/index.ts';
import type { Grants, Keychain, SessionJobs } from './session/index.ts';
import { closeConsole, sqlHandlers } from './sql/index.ts';
import { survivalHandlers, survivalJobs } from './survival/index.ts';
import { createChanges, createSettings, jobsHandlers, systemHandlers } from './system/index.ts';
import type { HostKind } from './system/index.ts';
import { warmReaders } from './threads/index.ts';
import { tableJobs, tableModelsHandlers } from './tables/index.ts';
import { tasksHandlers } from './tasks/index.ts';
import { trendsHandlers } from './trends/index.ts';
import { viewsHandlers } from './views/index.ts';
import { writesInTurn } from './writes-in-turn.ts';
import { backUpJob, createWorkspaceManager, workspaceHandlers } from './workspace/index.ts';
import type { WorkspaceManager } from './workspace/index.ts';

export type EngineOptions = {
  readonly host: HostKind;
  /** Where Holdfast keeps its own files; HOLDFAST_HOME or the platform's place when not given. */
  readonly home?: string;
  /** For machines and tests without one; found out when not given. */
  readonly keychain?: Keychain;
};

export type Engine = {
  readonly router: AnyRouter;
  /** The same calls that pages make, without a wire. */
  readonly client: ContractClient;
  readonly grants: Grants;
  /** For hosts: a person's own choice of folder, which never comes from a page. */
  readonly workspaces: WorkspaceManager;
  /** Where a host puts files that were uploaded; emptied at the end. */
  uploadsDirectory(): string;
  close(): Promise<void>;
};

const jobKinds: SessionJobs = {
  sample: sampleJob,
  ...importJobs,
  import: afterNewData(importJobs.import),
  'commit-import': afterNewData(importJobs['commit-import']),
  'undo-import': afterNewData(importJobs['undo-import']),
  ...identityJobs,
  ...modelJobs,
  ...survivalJobs,
  ...healthJobs,
  ...backtestJobs,
  ...modelImportJobs,
  ...tableJobs,
  backup: backUpJob,
};

/** The product. Plain Node: hosts carry its router to pages, the command line and tests call its client. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const home = options.home ?? holdfastHome();
  const grants = createGrants();
  const changes = createChanges();
  const keychain = options.keychain ?? (await openKeychain());
  const workspaces = createWorkspaceManager(home, keychain, jobKinds, grants, {
    onOpen(session) {
      purgeRemovedSegments(session.database);
      session.onChanged(changes.emit);
      session.onChanged(({ words }) => keepModelMarks(session.database, words));
      // A command line does what it was asked to do and ends.
      if (options.host === 'cli') return;
      folderWatchOf(session).start();
      watchRetraining(session, () => calendarOf(context));
      warmBook(session);
    },
    onClose: async (session) => {
      await stopWatching(session);
      await stopRetraining(session);
      await closeConsole(session);
    },
    onChange: () =>
      changes.emit({ words: ['workspace'], dataVersion: workspaces.current()?.session?.dataVersion() ?? 0 }),
  });
  if (options.host !== 'cli') warmReaders(2);
  const uploads = createUploads(home);
  const settings = createSettings(home);
  const context: EngineContext = { session: () => workspaces.session(), settings: settings.read };
  const router = procedures.use(writesInTurn(() => workspaces.current()?.session?.database)).router({
    system: systemHandlers(readVersion(), options.host, changes, settings),
    workspace: workspaceHandlers(workspaces, settings.read),
    jobs: jobsHandlers(context),
    imports: importsHandlers(context),
    recipes: recipesHandlers(context),
    watchedFolders: watchedFoldersHandlers(context, options.host !== 'electron'),
    identity: identityHandlers(context),
    dataHealth: dataHealthHandlers(context),
    home: homeHandlers(context),
    accounts: accountsHandlers(context),
    changes: changesHandlers(context),
    tasks: tasksHandlers(context),
    notes: notesHandlers(context),
    views: viewsHandlers(context),
    decisions: decisionsHandlers(context),
    events: eventsHandlers(context),
    cohorts: cohortsHandlers(context),
    funnels: funnelsHandlers(context),
    engagement: engagementHandlers(context),
    trends: trendsHandlers(context),
    paths: pathsHandlers(context),
    drivers: driversHandlers(context),
    portfolio: portfolioHandlers(context),
    revenue: revenueHandlers(context),
    risks: risksHandlers(context),
    renewals: renewalsHandlers(context),
    accountSets: accountSetsHandlers(context),
    segments: segmentsHandlers(context),
    healthScores: healthScoresHandlers(context),
    insights: insightsHandlers(context),
    explanations: explanationsHandlers(context),
    exports: exportsHandlers(context),
    sql: sqlHandlers(context),
    survival: survivalHandlers(context),
    lifetimeValue: lifetimeHandlers(context),
    models: modelsHandlers(context),
    modelImports: modelImportsHandlers(context),
    modelWatch: modelWatchHandlers(context),
    backtests: backtestsHandlers(context),
    tableModels: tableModelsHandlers(context),
  });
  return {
    router,
    client: createRouterClient(router),
    grants,
    workspaces,
    uploadsDirectory: uploads.directory,
    async close() {
      try {
        await workspaces.close();
      } finally {
        grants.releaseAll();
        uploads.remove();
      }
    },
  };
}

function readVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return String((JSON.parse(readFileSync(file, 'utf8')) as { version: unknown }).version);
}

export { runAudit } from './audit/index.ts';
export {
  automaticMapping,
  folderWatchOf,
  importableFiles,
  matchRecipes,
  parseRecipe,
  readRecipe,
  whyNoMatch,
} from './imports/index.ts';
export { setForeignProcessStarter } from './models/index.ts';
export type { ForeignProcess } from './models/index.ts';
export { noKeychain };
export { errorBorder } from './procedures.ts';
export { tableLifetime } from './lifetime-value/index.ts';
export { tableSurvival } from './survival/index.ts';
export {
  crossValidateTable,
  fitTable,
  labelValues,
  modelFiles,
  parseDefinition,
  predictionsCsv,
  predictTable,
  readAnyTable,
  readTable,
  writeModel,
  writePredictions,
  writePredictionReport,
  writeReport,
  writeTestReport,
  writeText,
} from './tables/index.ts';
export { openSampleWorkspace } from './workspace/index.ts';
