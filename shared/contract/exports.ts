import { z } from 'zod';
import { grant, procedure } from './common.ts';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A table exactly as it is shown. */
export const exportedSheet = z.object({
  name: z.string().min(1).max(100),
  columns: z.array(z.string()).min(1).max(2000),
  rows: z.array(z.array(cell)).max(100_000),
});
export type ExportedSheet = z.output<typeof exportedSheet>;

export const exportsContract = {
  /**
   * Writes what a page shows into a file. CSV takes the first sheet; the notes (definition, data version, as-of instant) are a
   * sheet of their own in XLSX, and lines after the table in CSV. Texts that a spreadsheet would run as a formula are made safe.
   */
  table: procedure
    .input(
      z.object({
        format: z.enum(['csv', 'xlsx']),
        /** Name of the file, without its ending. */
        name: z.string().min(1).max(100),
        sheets: z.array(exportedSheet).min(1).max(20),
        notes: z.array(z.string().max(4000)).max(50).default([]),
      }),
    )
    .output(grant),
};
