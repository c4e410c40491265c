import { z } from 'zod';
import { grant, instant, jobId, pageInput, procedure, startedJob, tableName } from './common.ts';

export const dateOrder = z.enum(['ymd', 'dmy', 'mdy']);

/** How one column of a file becomes a field. */
export const columnMapping = z.object({
  /** The header as it stands in the file. */
  column: z.string(),
  /** The canonical field; `attributes` keeps it as a further attribute (of accounts) or property (of events); null leaves it out. */
  field: z.string().nullable(),
});

/** How one file becomes rows of one table. The same shape stands in mapping files (JSON). */
export const fileMapping = z.object({
  table: tableName,
  columns: z.array(columnMapping),
  /** Values that every row gets: field → value as it would stand in a file. */
  constants: z.record(z.string(), z.string()).default({}),
  /** Rows are kept only where all of these hold. */
  keepWhere: z
    .array(
      z.object({
        column: z.string(),
        is: z.enum(['blank', 'not-blank', 'starts-with', 'not-starts-with', 'equals', 'not-equals']),
        value: z.string().default(''),
      }),
    )
    .default([]),
  dateOrder: dateOrder.optional(),
  /** Zone of instants that carry none. */
  zone: z.string().default('UTC'),
  decimal: z.enum(['.', ',']).default('.'),
  currency: z.string().length(3).optional(),
  encoding: z.string().optional(),
  delimiter: z.string().length(1).optional(),
});
export type FileMapping = z.infer<typeof fileMapping>;

/** A saved mapping: recognises files by name pattern or header. */
export const mappingFile = z.object({
  format: z.literal('holdfast-mapping'),
  version: z.literal(1),
  name: z.string(),
  files: z.array(
    fileMapping.extend({ match: z.object({ name: z.string().optional(), header: z.array(z.string()).optional() }) }),
  ),
});
export type MappingFile = z.infer<typeof mappingFile>;

export const columnPreview = z.object({
  column: z.string(),
  type: z.enum(['empty', 'text', 'integer', 'number', 'boolean', 'day', 'instant']),
  filled: z.number().min(0).max(1),
  distinct: z.number().int(),
  samples: z.array(z.string()),
  /** Which readings of a date fit all values seen; more than one means that it must be asked. */
  dateOrders: z.array(dateOrder),
  proposed: z.object({
    field: z.string().nullable(),
    confidence: z.number().min(0).max(1),
    reason: z.enum(['saved', 'header', 'content', 'none']),
  }),
});

export const filePreview = z.object({
  grant: z.string(),
  name: z.string(),
  size: z.number().int(),
  encoding: z.string(),
  delimiter: z.string(),
  /** Rows seen for this preview, and the estimate for the whole file. */
  sampledRows: z.number().int(),
  estimatedRows: z.number().int(),
  table: z.object({
    name: tableName.nullable(),
    confidence: z.number().min(0).max(1),
    alternatives: z.array(tableName),
  }),
  columns: z.array(columnPreview),
  mapping: fileMapping.nullable(),
  /** What a person must decide before the import: dates that read both ways, a required field without a column. */
  questions: z.array(
    z.object({
      kind: z.enum(['date-order', 'missing-field', 'table']),
      column: z.string().nullable(),
      field: z.string().nullable(),
    }),
  ),
  /** The first rows as they would be stored: field → text; null where blank. */
  stored: z.array(z.record(z.string(), z.string().nullable())),
  problem: z.string().nullable(),
});
export type FilePreview = z.infer<typeof filePreview>;

export const tableTotals = z.object({
  read: z.number().int(),
  new: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  duplicate: z.number().int(),
  rejected: z.number().int(),
  /** Left out by the mapping's own row filter. */
  filtered: z.number().int(),
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
});
export type Finding = z.infer<typeof finding>;

export const importSummary = z.object({
  id: z.number().int(),
  state: z.enum(['committed', 'undone', 'checked']),
  files: z.array(z.object({ name: z.string(), table: tableName, sha256: z.string(), rows: z.number().int() })),
  totals: z.record(z.string(), tableTotals),
  findings: z.array(finding),
  committedAt: instant,
  undoneAt: instant.nullable(),
  /** Why it cannot be undone now; null where it can. */
  undoBlockedBy: z.string().nullable(),
});
export type ImportSummary = z.infer<typeof importSummary>;

export const reject = z.object({
  file: z.string(),
  row: z.number().int(),
  column: z.string().nullable(),
  reason: z.string(),
  raw: z.string(),
});

export const importsContract = {
  /** Reads the heads of the files and proposes a mapping for each; a mapping given for a grant replaces the proposal and is checked. */
  preview: procedure
    .input(
      z.object({
        grants: z.array(z.string()).min(1).max(200),
        mappings: z.record(z.string(), fileMapping).default({}),
        /** The table of a file, where a person said which it is. */
        tables: z.record(z.string(), tableName).default({}),
      }),
    )
    .output(z.array(filePreview)),
  /** With `dryRun` nothing is written; the job's result holds the same totals. */
  start: procedure
    .input(
      z.object({
        files: z.array(z.object({ grant: z.string(), mapping: fileMapping })).min(1),
        dryRun: z.boolean().default(false),
      }),
    )
    .output(startedJob),
  list: procedure.output(z.array(importSummary)),
  get: procedure.input(z.object({ id: z.number().int() })).output(importSummary),
  rejects: procedure
    .input(z.object({ id: z.number().int(), ...pageInput }))
    .output(z.object({ rows: z.array(reject), total: z.number().int(), next: z.string().nullable() })),
  exportRejects: procedure.input(z.object({ id: z.number().int() })).output(grant),
  undo: procedure.input(z.object({ id: z.number().int() })).output(z.object({ jobId })),
  saveMapping: procedure.input(mappingFile).output(z.object({ name: z.string() })),
  savedMappings: procedure.output(z.array(mappingFile)),
};
