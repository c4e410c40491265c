import type { Command } from '../command.ts';
import { account, accounts } from './accounts.ts';
import { funnel, retention } from './analytics.ts';
import { audit } from './audit.ts';
import { importFiles, imports, undoImport } from './imports.ts';
import { score, train } from './models.ts';
import { tableCv } from './table.ts';
import { init } from './workspace.ts';

export const commands: readonly Command[] = [
  init,
  importFiles,
  imports,
  undoImport,
  train,
  score,
  accounts,
  account,
  retention,
  funnel,
  audit,
  tableCv,
];
