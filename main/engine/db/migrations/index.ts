import type { Migration } from './migration.ts';
import { foundation } from './0010-foundation.ts';
import { trustedImports } from './0020-trusted-imports.ts';
import { analysis } from './0030-analysis.ts';
import { models } from './0040-models.ts';
import { survival } from './0050-survival.ts';
import { workbench } from './0060-workbench.ts';
import { decisions } from './0070-decisions.ts';
import { healthScores } from './0080-health-scores.ts';
import { modelWatch } from './0090-model-watch.ts';
import { backtests } from './0100-backtests.ts';
import { work } from './0110-work.ts';
import { risks } from './0120-risks.ts';
import { visits } from './0130-visits.ts';

/** Forward only, numbered in tens. A landed migration never changes: later ones correct it. */
export const migrations: readonly Migration[] = [
  foundation,
  trustedImports,
  analysis,
  models,
  survival,
  workbench,
  decisions,
  healthScores,
  modelWatch,
  backtests,
  work,
  risks,
  visits,
];
