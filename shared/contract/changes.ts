import { z } from 'zod';
import { bilingual, instant, pageInput, procedure } from './common.ts';

/** Something that a person changed in the workspace by hand: a decision, a task, a note … */
export const localChange = z.object({
  id: z.number().int().positive(),
  at: instant,
  /** What kind of change, e.g. `decision.recorded`. */
  kind: z.string(),
  title: bilingual,
  accountId: z.string().nullable(),
  /** dropped: taken back, and something else was done since, so that it cannot be done again. */
  state: z.enum(['done', 'undone', 'dropped']),
});
export type LocalChange = z.infer<typeof localChange>;

const chosen = z.object({ id: z.number().int().positive().optional() });

export const changesContract = {
  /** The newest first; of one account, or of all. */
  list: procedure
    .input(z.object({ accountId: z.string().optional(), ...pageInput }))
    .output(z.object({ rows: z.array(localChange), next: z.string().nullable() })),
  /** What undo and redo would do next. */
  next: procedure.output(z.object({ undo: localChange.nullable(), redo: localChange.nullable() })),
  /**
   * Takes back a change, the last one where none is named.
   * @throws not_found where there is nothing to take back; conflict where the same was changed again since
   */
  undo: procedure.input(chosen).output(localChange),
  /** Does again what was taken back last. @throws as undo */
  redo: procedure.input(chosen).output(localChange),
};
