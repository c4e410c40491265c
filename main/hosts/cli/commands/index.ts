import type { Command } from '../command.ts';
import { account, accounts } from './accounts.ts';
import { backtest } from './backtest.ts';
import { decisionsCommands } from './decisions.ts';
import { drivers } from './drivers.ts';
import { engagementCommands } from './engagement.ts';
import { explain } from './explain.ts';
import { modelFeatures, modelReasons } from './model-reasons.ts';
import { funnel } from './funnel.ts';
import { retention } from './retention.ts';
import { audit } from './audit.ts';
import { healthCommands } from './health.ts';
import { home } from './home.ts';
import { identityCommands } from './identity.ts';
import { dataHealth } from './data-health.ts';
import { changes, importFiles, imports, rejects, undoImport } from './imports.ts';
import { modelRegistryCommands } from './model-registry.ts';
import { modelWatchCommands } from './model-watch.ts';
import { score, train } from './models.ts';
import { modelImportCommands } from './model-imports.ts';
import { ltv } from './ltv.ts';
import { paths } from './paths.ts';
import { portfolio } from './portfolio.ts';
import { recipeCommands } from './recipes.ts';
import { renewalsCommands } from './renewals.ts';
import { risksCommands } from './risks.ts';
import { revenueCommands } from './revenue.ts';
import { survival } from './survival.ts';
import { tableCommands } from './table.ts';
import { brief } from './brief.ts';
import { notesCommands } from './notes.ts';
import { tasksCommands } from './tasks.ts';
import { trendsCommands } from './trends.ts';
import { watchCommands } from './watch.ts';
import { insightsCommands } from './insights.ts';
import { segmentsCommands } from './segments.ts';
import { sql, sqlViews } from './sql.ts';
import { init } from './workspace.ts';

export const commands: readonly Command[] = [
  init,
  importFiles,
  imports,
  changes,
  rejects,
  undoImport,
  ...recipeCommands,
  ...watchCommands,
  dataHealth,
  train,
  score,
  ...modelImportCommands,
  ...modelRegistryCommands,
  ...modelWatchCommands,
  backtest,
  explain,
  modelReasons,
  modelFeatures,
  ...identityCommands,
  home,
  accounts,
  account,
  brief,
  ...tasksCommands,
  ...notesCommands,
  ...decisionsCommands,
  retention,
  funnel,
  ...engagementCommands,
  ...trendsCommands,
  portfolio,
  paths,
  drivers,
  survival,
  ...healthCommands,
  ltv,
  ...segmentsCommands,
  ...revenueCommands,
  ...risksCommands,
  ...renewalsCommands,
  ...insightsCommands,
  sqlViews,
  sql,
  audit,
  ...tableCommands,
];
