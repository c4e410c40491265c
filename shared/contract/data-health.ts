import { z } from 'zod';
import { bilingual, instant, pageInput, procedure, tableName } from './common.ts';
import { finding } from './imports.ts';

export const fieldCoverage = z.object({
  field: z.string(),
  /** Rows that have it, of the table's current rows. */
  filled: z.number().int(),
  /** Null where the table has no rows. */
  share: z.number().min(0).max(1).nullable(),
});
export type FieldCoverage = z.infer<typeof fieldCoverage>;

/** A kind of system, and those of it that can be connected. */
export const systemKind = z.object({ kind: bilingual, tools: z.array(z.string()) });
export type SystemKind = z.infer<typeof systemKind>;

export const tableCoverage = z.object({
  table: tableName,
  rows: z.number().int(),
  accounts: z.number().int(),
  /** Of the book's accounts, the share that this table says anything about; null where the book has no accounts. */
  accountShare: z.number().min(0).max(1).nullable(),
  /** First and last instant that its rows tell of, those dated in the future aside; null where none has one. */
  firstAt: instant.nullable(),
  lastAt: instant.nullable(),
  /** Rows dated later than now. */
  futureRows: z.number().int(),
  fields: z.array(fieldCoverage),
  /** Where it usually comes from. */
  systems: z.array(systemKind),
});
export type TableCoverage = z.infer<typeof tableCoverage>;

/**
 * Rows and filled shares by calendar month (UTC), oldest first; at most the last 36 months. It ends with the book's data,
 * so that a table that fell silent shows its empty months. Accounts and contacts stand in the month in which they were
 * created, or became known.
 */
export const coverageOverTime = z.object({
  /** `2026-03` */
  months: z.array(z.string()),
  rows: z.array(z.number().int()),
  accounts: z.array(z.number().int()),
  /** Null for a month without rows. */
  fields: z.array(z.object({ field: z.string(), share: z.array(z.number().nullable()) })),
});
export type CoverageOverTime = z.infer<typeof coverageOverTime>;

export const freshness = z.enum(['fresh', 'ageing', 'stale']);
export type Freshness = z.infer<typeof freshness>;

export const sourceHealth = z.object({
  /** The system, or the files' name where no system was named. */
  source: z.string(),
  isNamed: z.boolean(),
  tables: z.array(tableName),
  imports: z.number().int(),
  /** Current rows that came from it. */
  rows: z.number().int(),
  lastImportId: z.number().int(),
  lastImportAt: instant,
  /** The latest instant that its rows tell of; null where they carry none (accounts, contacts). */
  lastKnownAt: instant.nullable(),
  /** How many days its news lies behind the newest of the book, and how many days pass between its rows as a rule. */
  daysBehind: z.number().int(),
  usualGapDays: z.number().int().nullable(),
  state: freshness,
});
export type SourceHealth = z.infer<typeof sourceHealth>;

/** What the book has for a group of a model's features, and what is missing for it. */
export const featureNeed = z.object({
  group: z.string(),
  title: bilingual,
  /** What stands open where something is missing, as a sentence; null where nothing is. */
  sentence: bilingual.nullable(),
  /** None for the group `churn`: what a model learns from is no feature. */
  features: z.number().int(),
  /** Features that can be computed from what is there. */
  available: z.number().int(),
  needs: z.array(
    z.object({
      table: tableName,
      fields: z.array(z.string()),
      /** Those of the fields that no row has. */
      missing: z.array(z.string()),
      state: z.enum(['there', 'partly', 'missing']),
      /** Where it usually comes from. */
      systems: z.array(systemKind),
    }),
  ),
});
export type FeatureNeed = z.infer<typeof featureNeed>;

export const openFinding = finding.extend({
  importId: z.number().int(),
  importedAt: instant,
  files: z.array(z.string()),
});
export type OpenFinding = z.infer<typeof openFinding>;

export const dataHealthContract = {
  tables: procedure.output(z.array(tableCoverage)),
  overTime: procedure.input(z.object({ table: tableName })).output(coverageOverTime),
  sources: procedure.output(z.array(sourceHealth)),
  needs: procedure.output(z.array(featureNeed)),
  /** Of committed imports, the newest first, the gravest first within an import. */
  findings: procedure
    .input(z.object({ accepted: z.boolean().default(false), ...pageInput }))
    .output(z.object({ rows: z.array(openFinding), total: z.number().int(), next: z.string().nullable() })),
};
