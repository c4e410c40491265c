import { z } from 'zod';
import { instant, procedure } from './common.ts';

/** A file that appeared in a watched folder, and what became of it. */
export const watchedFile = z.object({
  name: z.string(),
  state: z.enum(['waiting', 'imported', 'unchanged', 'needs-attention']),
  importId: z.number().int().nullable(),
  /** What a person has to do; null where nothing. */
  problem: z.string().nullable(),
  seenAt: instant,
});

export const watchedFolder = z.object({
  id: z.number().int(),
  /** The last part of the folder's path and its place on this machine: pages may show it, never open it. */
  name: z.string(),
  path: z.string(),
  recipe: z.string(),
  state: z.enum(['watching', 'paused', 'missing']),
  files: z.array(watchedFile),
});
export type WatchedFolder = z.infer<typeof watchedFolder>;

export const watchedFoldersContract = {
  list: procedure.output(z.array(watchedFolder)),
  /** `folder` is a folder that the host granted; `path` is for hosts where a person types it (command line, localhost). */
  add: procedure
    .input(z.object({ folder: z.string().min(1).optional(), path: z.string().min(1).optional(), recipe: z.string() }))
    .output(watchedFolder),
  pause: procedure.input(z.object({ id: z.number().int(), paused: z.boolean() })).output(watchedFolder),
  remove: procedure.input(z.object({ id: z.number().int() })).output(z.object({ removed: z.boolean() })),
  /** Looks at once instead of at the next change. */
  lookNow: procedure.input(z.object({ id: z.number().int() })).output(watchedFolder),
};
