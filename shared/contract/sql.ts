import { z } from 'zod';
import { grant, instant, procedure } from './common.ts';

const cell = z.union([z.string(), z.number(), z.null()]);

export const sqlColumn = z.object({
  name: z.string(),
  type: z.string(),
  title: z.object({ en: z.string(), es: z.string() }),
});

export const mostSqlRows = 5000;

/** What is asked, and how many rows of the answer are shown. */
export const sqlQuestion = z.object({
  sql: z.string().min(1).max(100_000),
  limit: z.number().int().min(1).max(mostSqlRows).default(1000),
});
export type SqlQuestion = z.output<typeof sqlQuestion>;

export const sqlContract = {
  /** The documented views: what can be asked. Parameters of a view may be left out; those of a table function are written in parentheses. */
  schema: procedure.output(
    z.array(
      z.object({
        name: z.string(),
        kind: z.enum(['view', 'table-function']),
        title: z.object({ en: z.string(), es: z.string() }),
        columns: z.array(sqlColumn),
        parameters: z.array(z.string()),
        /** Null where counting would be slow. */
        rows: z.number().int().nullable(),
        example: z.string(),
      }),
    ),
  ),
  /**
   * One statement that reads. It sees one state of the data, and cannot write, attach or load anything.
   * @throws invalid_input with the place of the mistake; cancelled
   */
  run: procedure.input(sqlQuestion).output(
    z.object({
      columns: z.array(z.object({ name: z.string(), type: z.enum(['text', 'number', 'mixed', 'empty']) })),
      rows: z.array(z.array(cell)),
      /** There are more rows than the limit. */
      more: z.boolean(),
      /** Why there are more: the limit of rows, or the size that a page can show (32 MB); null where all are there. */
      stoppedBy: z.enum(['limit', 'size']).nullable(),
      milliseconds: z.number(),
      dataVersion: z.number().int(),
      asOf: instant.nullable(),
    }),
  ),
  /** Every row of the answer as a file. */
  export: procedure
    .input(z.object({ sql: z.string().min(1).max(100_000), format: z.enum(['csv', 'xlsx']).default('csv') }))
    .output(grant),
  /** The last 200 statements of this workspace, newest first. */
  history: procedure.output(
    z.array(
      z.object({
        id: z.number().int(),
        sql: z.string(),
        at: instant,
        rows: z.number().int().nullable(),
        milliseconds: z.number().nullable(),
        error: z.string().nullable(),
      }),
    ),
  ),
  clearHistory: procedure.output(z.object({ removed: z.number().int() })),
};
