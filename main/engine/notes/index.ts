import type { LocalChange } from '../../../shared/contract/index.ts';
import { recordChange } from '../changes/index.ts';
import type { ChangeRows } from '../changes/index.ts';
import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { accountLinks, existingAccount } from './links.ts';
import { listNotes, noteById } from './queries.ts';

export type NewNote = {
  readonly accountId: string;
  /** As it is stored: accounts named as `@{id}`. */
  readonly text: string;
  readonly author?: string | null;
};

/** Writes a note among the rows of a change. @returns its id */
export function addNote(rows: ChangeRows, { accountId, text, author = null }: NewNote): number {
  const now = Math.floor(Date.now() / 1000);
  return rows.insert('notes', { account_id: accountId, text, author, created_at: now, updated_at: now });
}

/** What people write down about accounts. */
export function notesHandlers(engine: EngineContext) {
  const { notes } = procedures;
  /** @param names what was done, in each language, with the account's name after it */
  const change = (kind: string, names: LocalChange['title'], accountId: string) => {
    const name = accountLinks(engine.session().database, [accountId]).get(accountId)?.name ?? accountId;
    const title = { en: `${names.en} ${name}`, es: `${names.es} ${name}` };
    return { kind, title, accountId, words: ['notes'] };
  };
  return {
    list: notes.list.handler(({ input }) => listNotes(engine.session().database, input)),
    save: notes.save.handler(({ input }) => {
      const session = engine.session();
      const { database } = session;
      const { id, text } = input;
      if (id !== undefined) {
        const { account } = noteById(database, id);
        const named = change('note.changed', { en: 'Note changed on', es: 'Nota cambiada en' }, account.id);
        const done = recordChange(session, named, (rows) =>
          rows.update('notes', id, { text, updated_at: Math.floor(Date.now() / 1000) }),
        );
        return { note: noteById(database, id), change: done.change };
      }
      const accountId = existingAccount(database, input.accountId);
      const named = change('note.added', { en: 'Note added to', es: 'Nota añadida a' }, accountId);
      const author = engine.settings().person;
      const done = recordChange(session, named, (rows) => addNote(rows, { accountId, text, author }));
      return { note: noteById(database, done.result), change: done.change };
    }),
    remove: notes.remove.handler(({ input: { id } }) => {
      const session = engine.session();
      const { account } = noteById(session.database, id);
      const named = change('note.removed', { en: 'Note removed from', es: 'Nota eliminada de' }, account.id);
      return { change: recordChange(session, named, (rows) => rows.remove('notes', id)).change };
    }),
  };
}

export { accountLinks, existingAccount, idsOfAccount, mentionsIn } from './links.ts';
export { listNotes } from './queries.ts';
