import { z } from 'zod';
import { localChange } from './changes.ts';
import { instant, procedure } from './common.ts';

/** The address of a page that can be saved as a view: everything after the question mark, as its page reads it. */
const search = z.record(z.string(), z.unknown());

/** `columns` of a page are kept like a view of it, without a name of its own in the menu. */
export const viewPages = ['accounts', 'accounts-columns', 'tasks'] as const;

export const savedView = z.object({
  id: z.number().int().positive(),
  page: z.enum(viewPages),
  name: z.string(),
  search,
  /** The one that its page opens with; at most one a page. */
  isDefault: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
});
export type SavedView = z.infer<typeof savedView>;

const viewId = z.number().int().positive();
const name = z.string().trim().min(1).max(80);
const changed = z.object({ view: savedView, change: localChange });

export const viewsContract = {
  /** By name. */
  list: procedure.input(z.object({ page: z.enum(viewPages) })).output(z.array(savedView)),
  /** @throws conflict where another view of the page has the name; not_found */
  save: procedure.input(z.object({ id: viewId.optional(), page: z.enum(viewPages), name, search })).output(changed),
  rename: procedure.input(z.object({ id: viewId, name })).output(changed),
  /** Makes it the one that its page opens with, or no longer. */
  setDefault: procedure.input(z.object({ id: viewId, isDefault: z.boolean() })).output(changed),
  remove: procedure.input(z.object({ id: viewId })).output(z.object({ change: localChange })),
};
