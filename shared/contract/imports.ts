import { z } from 'zod';
import { grant, instant, jobId, pageInput, procedure, startedJob, tableName } from './common.ts';
import { dateFormat, decimalSign, fileMapping, findingChoice } from './recipes.ts';

/** A sentence of the engine for those who word it themselves: a key of `reasonSentences` and what stands in its braces. */
export const reasonCode = z.object({ key: z.string(), values: z.record(z.string(), z.string()) });
export type ReasonCode = z.infer<typeof reasonCode>;

/** What a column may tell of a person. */
export const personalKinds = ['email', 'phone', 'name', 'national-id', 'address', 'birth-date', 'ip-address'] as const;
export const personalKind = z.enum(personalKinds);
export type PersonalKind = z.infer<typeof personalKind>;

export const columnPreview = z.object({
  column: z.string(),
  type: z.enum(['empty', 'text', 'integer', 'number', 'boolean', 'day', 'instant']),
  filled: z.number().min(0).max(1),
  /** Different values; `distinctIsLeast` where only so many were counted and there are more. */
  distinct: z.number().int(),
  distinctIsLeast: z.boolean(),
  /** As they stand in the file, by the order of their type; null where the column is empty. */
  min: z.string().nullable(),
  max: z.string().nullable(),
  samples: z.array(z.string()),
  /** Which readings of a date fit all values seen; more than one means that it must be asked. */
  dateFormats: z.array(dateFormat),
  /** Which decimal signs fit all numbers seen; both for `1,234`. */
  decimals: z.array(decimalSign),
  /** Recognised by header or content; null where it does not look personal. */
  personal: personalKind.nullable(),
});
export type ColumnPreview = z.infer<typeof columnPreview>;

export const importQuestion = z.object({
  kind: z.enum(['date-format', 'decimal', 'missing-field', 'table']),
  column: z.string().nullable(),
  field: z.string().nullable(),
});

/** One way in which a source table becomes rows of one of our tables. Some files have several. */
export const reading = z.object({
  table: z.object({
    name: tableName.nullable(),
    confidence: z.number().min(0).max(1),
    alternatives: z.array(tableName),
  }),
  /** For every column, derived ones included, what was proposed and how sure that is. */
  proposed: z.array(
    z.object({
      column: z.string(),
      field: z.string().nullable(),
      confidence: z.number().min(0).max(1),
      reason: z.enum(['recipe', 'header', 'content', 'none']),
    }),
  ),
  mapping: fileMapping.nullable(),
  /** The saved recipe that it comes from. */
  recipe: z.object({ name: z.string(), revision: z.number().int() }).nullable(),
  /** What a person must decide before the import: dates that read both ways, a required field without a column. */
  questions: z.array(importQuestion),
  /** The first rows as they would be stored: field → text; null where blank. */
  stored: z.array(z.record(z.string(), z.string().nullable())),
  /** Of the sampled rows, how many would be rejected, and why the first of them. */
  rejected: z.object({
    count: z.number().int(),
    /** Column and reason; the same apart from each other behind it. */
    example: z.string().nullable(),
    column: z.string().nullable(),
    code: reasonCode.nullable(),
  }),
  problem: z.string().nullable(),
});
export type Reading = z.infer<typeof reading>;

export const sourceKinds = ['text', 'xlsx', 'json', 'ndjson', 'parquet'] as const;
export const sourceKind = z.enum(sourceKinds);
export type SourceKind = z.infer<typeof sourceKind>;

/** How the bytes of a file are read, where a person says so. */
export const readingOptions = z.object({
  encoding: z.string().optional(),
  delimiter: z.string().length(1).optional(),
  headerRow: z.number().int().min(1).optional(),
});

/** One source table: a file, a sheet of a workbook, a member of an archive. */
export const filePreview = z.object({
  /** Names it within this preview: the grant, and the part where the file has several. */
  key: z.string(),
  grant: z.string(),
  name: z.string(),
  part: z.string().nullable(),
  size: z.number().int(),
  kind: sourceKind,
  encoding: z.string(),
  delimiter: z.string(),
  headerRow: z.number().int(),
  /** Rows seen for this preview, whether these were all, and the estimate for the whole file. */
  sampledRows: z.number().int(),
  isWhole: z.boolean(),
  estimatedRows: z.number().int(),
  columns: z.array(columnPreview),
  readings: z.array(reading),
  /** Why nothing of it can be read. */
  problem: z.string().nullable(),
});
export type FilePreview = z.infer<typeof filePreview>;

/** What a person decided about a source table before it is imported. */
export const draftDecision = z.object({
  grant: z.string(),
  /** Of the preview; the grant alone speaks for every part of a file that has no decision of its own. */
  key: z.string(),
  table: tableName.optional(),
  /** One a reading. */
  mappings: z.array(fileMapping).optional(),
  options: readingOptions.optional(),
  isLeftOut: z.boolean().optional(),
  /** The recipe that these mappings were saved as. */
  saved: z
    .object({ recipe: z.object({ name: z.string(), revision: z.number().int() }), mappings: z.array(fileMapping) })
    .optional(),
  /** The profile of the whole file, once it was read. */
  whole: filePreview.pick({ columns: true, sampledRows: true, isWhole: true, estimatedRows: true }).optional(),
});
export type DraftDecision = z.infer<typeof draftDecision>;

export const tableTotals = z.object({
  read: z.number().int(),
  new: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  duplicate: z.number().int(),
  rejected: z.number().int(),
  /** Left out by the recipe's own row filter. */
  filtered: z.number().int(),
  /** Stored rows whose account nobody has described. */
  orphaned: z.number().int().default(0),
});
export type TableTotals = z.infer<typeof tableTotals>;

export const finding = z.object({
  /** A key of the translations, e.g. `events-before-subscription`. */
  key: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  table: tableName.nullable(),
  count: z.number().int(),
  /** The same in English, for the CLI and the report. */
  text: z.string(),
  examples: z.array(z.string()),
  /** What can be done with the rows concerned; empty where it is only told. */
  choices: z.array(findingChoice).default([]),
  /** What was done. */
  choice: findingChoice.nullable().default(null),
  /** A person has seen it and lives with it. */
  accepted: z.boolean().default(false),
});
export type Finding = z.infer<typeof finding>;

/** A source table of a check, as it was asked for. */
export const checkedFile = z.object({
  /** Null where it is no longer at hand and must be chosen again. */
  grant: z.string().nullable(),
  name: z.string(),
  part: z.string().nullable(),
  mapping: fileMapping,
  recipe: z.object({ name: z.string(), revision: z.number().int() }).nullable(),
});
export type CheckedFile = z.infer<typeof checkedFile>;

export const importSummary = z.object({
  /** Negative for a check that wrote nothing: its job's number. */
  id: z.number().int(),
  state: z.enum(['committed', 'undone', 'checked']),
  files: z.array(
    z.object({
      name: z.string(),
      part: z.string().nullable().default(null),
      table: tableName,
      sha256: z.string(),
      rows: z.number().int(),
      source: z.string().nullable().default(null),
      recipe: z.object({ name: z.string(), revision: z.number().int() }).nullable().default(null),
    }),
  ),
  totals: z.record(z.string(), tableTotals),
  /** How many rows changed in which field: table → field → rows. */
  changedFields: z.record(z.string(), z.record(z.string(), z.number().int())).default({}),
  findings: z.array(finding),
  committedAt: instant,
  undoneAt: instant.nullable(),
  /** Why it cannot be undone now; null where it can. */
  undoBlockedBy: z.string().nullable(),
  undoBlockedCode: reasonCode.nullable().default(null),
  /** For a check: whether it can still be committed as it is, and why not. */
  commitBlockedBy: z.string().nullable().default(null),
  commitBlockedCode: reasonCode.nullable().default(null),
  /** How a check was asked, so that it can be repeated with another choice; null for an import that was committed. */
  request: z.array(checkedFile).nullable().default(null),
});
export type ImportSummary = z.infer<typeof importSummary>;

export const reject = z.object({
  file: z.string(),
  row: z.number().int(),
  column: z.string().nullable(),
  reason: z.string(),
  /** Null for a sentence that the engine no longer writes. */
  code: reasonCode.nullable().default(null),
  raw: z.string(),
});

/** A row whose stored values an import changed. */
export const changedRow = z.object({
  table: tableName,
  key: z.string(),
  file: z.string(),
  row: z.number().int(),
  fields: z.array(z.object({ field: z.string(), old: z.string().nullable(), new: z.string().nullable() })),
});
export type ChangedRow = z.infer<typeof changedRow>;

export const importsContract = {
  /**
   * Reads the files and proposes how each of their tables becomes rows. A mapping given for a key replaces the proposal and
   * is checked. Without `scan` only the beginning of each file is read; with it all of it, which settles what the
   * beginning leaves open.
   */
  preview: procedure
    .input(
      z.object({
        grants: z.array(z.string()).min(1).max(500),
        /** key → one mapping a reading */
        mappings: z.record(z.string(), z.array(fileMapping)).default({}),
        /** The table of a source table, where a person said which it is. */
        tables: z.record(z.string(), tableName).default({}),
        options: z.record(z.string(), readingOptions).default({}),
        scan: z.boolean().default(false),
      }),
    )
    .output(z.array(filePreview)),
  /** What was decided about files that are not imported yet, so that a page that is loaded again goes on from there. */
  drafts: procedure.input(z.object({ grants: z.array(z.string()).max(500) })).output(z.array(draftDecision)),
  /** Keeps it as long as the file is at hand and the workspace open, in place of what was kept of the file before. */
  keepDraft: procedure
    .input(z.object({ grant: z.string(), decisions: z.array(draftDecision.omit({ grant: true })).max(2_000) }))
    .output(z.object({ kept: z.number().int() })),
  /** With `dryRun` nothing is written; the job's result names the check, which can be looked at and committed. */
  start: procedure
    .input(
      z.object({
        files: z
          .array(
            z.object({
              grant: z.string(),
              part: z.string().nullable().default(null),
              mapping: fileMapping,
              recipe: z.object({ name: z.string(), revision: z.number().int() }).nullable().default(null),
            }),
          )
          .min(1),
        dryRun: z.boolean().default(false),
      }),
    )
    .output(startedJob),
  /** Writes exactly what a check found. @throws conflict where the data changed since */
  commit: procedure.input(z.object({ id: z.number().int().negative() })).output(startedJob),
  /** Newest first. */
  list: procedure
    .input(z.object(pageInput).prefault({}))
    .output(z.object({ rows: z.array(importSummary), total: z.number().int(), next: z.string().nullable() })),
  get: procedure.input(z.object({ id: z.number().int() })).output(importSummary),
  changes: procedure
    .input(z.object({ id: z.number().int(), table: tableName.optional(), ...pageInput }))
    .output(z.object({ rows: z.array(changedRow), total: z.number().int(), next: z.string().nullable() })),
  rejects: procedure
    .input(z.object({ id: z.number().int(), ...pageInput }))
    .output(z.object({ rows: z.array(reject), total: z.number().int(), next: z.string().nullable() })),
  /** A file with the rejected rows as they stood and why, ready to be mended and imported again. One a source table. */
  exportRejects: procedure.input(z.object({ id: z.number().int() })).output(grant),
  /** Marks a finding as seen and lived with, or open again. */
  acceptFinding: procedure
    .input(z.object({ id: z.number().int(), key: z.string(), table: tableName.nullable(), accepted: z.boolean() }))
    .output(importSummary),
  undo: procedure.input(z.object({ id: z.number().int() })).output(z.object({ jobId })),
};
