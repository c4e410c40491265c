import { z } from 'zod';

/** What the import page shows, as it stands in the address: the files at hand by grant, and the job that reads them. */
export const validateSearch = z.object({
  files: z.array(z.coerce.string()).default([]),
  job: z.number().int().positive().optional(),
});
export type ImportView = z.output<typeof validateSearch>;
