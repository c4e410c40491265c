import { z } from 'zod';
import { localChange } from './changes.ts';
import { instant, pageInput, procedure } from './common.ts';
import { accountLink } from './tasks.ts';

export const note = z.object({
  id: z.number().int().positive(),
  account: accountLink,
  /** May name accounts: `@{id}`, see shared/domain/mentions. */
  text: z.string(),
  /** Who wrote it, as the settings named the person then. */
  author: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
  mentions: z.array(accountLink),
});
export type Note = z.infer<typeof note>;

const noteId = z.number().int().positive();

export const notesContract = {
  /** The newest first: those of an account and those that name it; of all accounts where none is given. */
  list: procedure
    .input(z.object({ accountId: z.string().optional(), search: z.string().max(200).default(''), ...pageInput }))
    .output(z.object({ rows: z.array(note), next: z.string().nullable() })),
  /** @throws not_found where the account or the note is not there */
  save: procedure
    .input(z.object({ id: noteId.optional(), accountId: z.string(), text: z.string().trim().min(1).max(20_000) }))
    .output(z.object({ note, change: localChange })),
  remove: procedure.input(z.object({ id: noteId })).output(z.object({ change: localChange })),
};
