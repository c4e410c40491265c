import type { Command } from '../command.ts';
import { account, accounts } from './accounts.ts';
import { funnel, retention } from './analytics.ts';
import { audit } from './audit.ts';
import { identityCommands } from './identity.ts';
import { dataHealth } from './data-health.ts';
import { changes, importFiles, imports, rejects, undoImport } from './imports.ts';
import { score, train } from './models.ts';
import { recipeCommands } from './recipes.ts';
import { tableCv } from './table.ts';
import { watchCommands } from './watch.ts';
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
  ...identityCommands,
  accounts,
  account,
  retention,
  funnel,
  audit,
  tableCv,
];
