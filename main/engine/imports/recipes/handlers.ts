import type { Recipe } from '../../../../shared/contract/index.ts';
import { procedures } from '../../procedures.ts';
import type { EngineContext } from '../../procedures.ts';
import type { Session } from '../../session/index.ts';
import { getRecipe, listRecipes, listRevisions, removeRecipe, saveRecipe } from './queries.ts';
import { readRecipeGrant, writeRecipeFile } from './recipe-grants.ts';

/** The words that a saved or removed recipe changes: previews recognise their files by recipes. */
const changedWords = ['recipes', 'watchedFolders'];

export function recipesHandlers(engine: EngineContext) {
  const { recipes } = procedures;
  const save = (session: Session, recipe: Recipe): { name: string; revision: number } => {
    const revision = saveRecipe(session.database, recipe);
    session.changed(changedWords);
    return { name: recipe.name, revision };
  };
  return {
    list: recipes.list.handler(() => listRecipes(engine.session().database)),
    get: recipes.get.handler(({ input: { name, revision } }) => getRecipe(engine.session().database, name, revision)),
    revisions: recipes.revisions.handler(({ input: { name } }) => listRevisions(engine.session().database, name)),
    save: recipes.save.handler(({ input }) => save(engine.session(), input)),
    remove: recipes.remove.handler(({ input: { name } }) => {
      const session = engine.session();
      const removed = removeRecipe(session.database, name);
      session.changed(changedWords);
      return { removed };
    }),
    export: recipes.export.handler(({ input: { name, revision } }) => {
      const session = engine.session();
      return writeRecipeFile(session, getRecipe(session.database, name, revision));
    }),
    import: recipes.import.handler(({ input: { grant } }) => {
      const session = engine.session();
      const saved = save(session, readRecipeGrant(session, grant));
      session.grants.release(grant);
      return saved;
    }),
  };
}
