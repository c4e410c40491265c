import type { LocalChange } from '../../../shared/contract/index.ts';
import { recordChange } from '../changes/index.ts';
import type { ChangeRows } from '../changes/index.ts';
import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { checkName, listViews, viewById } from './queries.ts';

/** Filters, order and columns of a page, saved under a name. */
export function viewsHandlers(engine: EngineContext) {
  const { views } = procedures;
  const database = () => engine.session().database;
  const now = (): number => Math.floor(Date.now() / 1000);
  /** Writes one change of one view. */
  const changing = (
    kind: string,
    { en, es }: LocalChange['title'],
    name: string,
    work: (rows: ChangeRows) => number,
  ) => {
    const title = { en: `${en}: ${name}`, es: `${es}: ${name}` };
    const { result, change } = recordChange(engine.session(), { kind, title, words: ['views'] }, work);
    return { id: result, change };
  };
  const told = ({ id, change }: { id: number; change: LocalChange }) => ({ view: viewById(database(), id), change });

  return {
    list: views.list.handler(({ input }) => listViews(database(), input.page)),
    save: views.save.handler(({ input: { id, page, name, search } }) => {
      if (id !== undefined) viewById(database(), id);
      checkName(database(), page, name, id ?? null);
      const values = { page, name, search: JSON.stringify(search), updated_at: now() };
      if (id === undefined) {
        return told(
          changing('view.added', { en: 'View saved', es: 'Vista guardada' }, name, (rows) =>
            rows.insert('saved_views', { ...values, created_at: now() }),
          ),
        );
      }
      return told(
        changing('view.changed', { en: 'View changed', es: 'Vista cambiada' }, name, (rows) => {
          rows.update('saved_views', id, values);
          return id;
        }),
      );
    }),
    rename: views.rename.handler(({ input: { id, name } }) => {
      const { page } = viewById(database(), id);
      checkName(database(), page, name, id);
      return told(
        changing('view.renamed', { en: 'View renamed', es: 'Vista renombrada' }, name, (rows) => {
          rows.update('saved_views', id, { name, updated_at: now() });
          return id;
        }),
      );
    }),
    setDefault: views.setDefault.handler(({ input: { id, isDefault } }) => {
      const { page, name } = viewById(database(), id);
      const others = listViews(database(), page).filter((view) => view.isDefault && view.id !== id);
      return told(
        changing('view.default', { en: 'Default view changed', es: 'Vista inicial cambiada' }, name, (rows) => {
          for (const other of others) rows.update('saved_views', other.id, { is_default: 0 });
          rows.update('saved_views', id, { is_default: isDefault ? 1 : 0 });
          return id;
        }),
      );
    }),
    remove: views.remove.handler(({ input: { id } }) => {
      const { name } = viewById(database(), id);
      const { change } = changing('view.removed', { en: 'View removed', es: 'Vista eliminada' }, name, (rows) => {
        rows.remove('saved_views', id);
        return id;
      });
      return { change };
    }),
  };
}
