import type { Migration } from './migration.ts';
import { foundation } from './0010-foundation.ts';
import { trustedImports } from './0020-trusted-imports.ts';
import { analysis } from './0030-analysis.ts';
import { models } from './0040-models.ts';
import { survival } from './0050-survival.ts';

/** Forward only, numbered in tens. A landed migration never changes: later ones correct it. */
export const migrations: readonly Migration[] = [foundation, trustedImports, analysis, models, survival];
