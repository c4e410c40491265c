import type { Recipe, SavedRecipe } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../../shared/domain/time.ts';
import type { WritableDatabase } from '../../db/index.ts';
import { readRecipe, sameRecipe } from './recipe-file.ts';

type Row = { name: string; revision: number; recipe: string; saved_at: number };
type Use = { used: number; last_used_at: number | null };

const recipeOf = ({ name, revision, recipe }: Row): Recipe => ({
  ...readRecipe(JSON.parse(recipe), name),
  name,
  revision,
});

/** The newest revision of every recipe, the one saved last first: it is the one that counts where several fit a file equally. */
export function savedRecipes(database: WritableDatabase): Recipe[] {
  return newestRows(database).map(recipeOf);
}

function newestRows(database: WritableDatabase): Row[] {
  return database
    .prepare(
      `SELECT name, revision, recipe, saved_at FROM recipes AS one
       WHERE revision = (SELECT max(revision) FROM recipes AS other WHERE other.name = one.name) ORDER BY saved_at DESC, name`,
    )
    .all() as Row[];
}

/** @param revision the newest where not given. @throws not_found */
export function getRecipe(database: WritableDatabase, name: string, revision?: number): Recipe {
  const row = database
    .prepare(
      'SELECT name, revision, recipe, saved_at FROM recipes WHERE name = @name AND revision = coalesce(@revision, revision) ORDER BY revision DESC LIMIT 1',
    )
    .get({ name, revision: revision ?? null }) as Row | undefined;
  if (row) return recipeOf(row);
  const which = revision === undefined ? '' : ` in revision ${revision}`;
  throw new HoldfastError(
    'not_found',
    `There is no recipe "${name}"${which}. The list of recipes names those there are.`,
    {
      name,
    },
  );
}

/** The newest revision of each, by name. */
export function listRecipes(database: WritableDatabase): SavedRecipe[] {
  return newestRows(database)
    .map((row) => summaryOf(database, row, null))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** All revisions, newest first. @throws not_found */
export function listRevisions(database: WritableDatabase, name: string): SavedRecipe[] {
  const rows = database
    .prepare('SELECT name, revision, recipe, saved_at FROM recipes WHERE name = ? ORDER BY revision DESC')
    .all(name) as Row[];
  if (rows.length === 0) getRecipe(database, name);
  return rows.map((row) => summaryOf(database, row, row.revision));
}

/** @param revision whose use counts; null for all */
function summaryOf(database: WritableDatabase, row: Row, revision: number | null): SavedRecipe {
  const { files } = recipeOf(row);
  const use = database
    .prepare(
      `SELECT count(DISTINCT one.id) AS used, max(one.committed_at) AS last_used_at
       FROM import_files AS file JOIN imports AS one ON one.id = file.import_id
       WHERE file.recipe_name = @name AND one.state = 'committed' AND file.recipe_revision = coalesce(@revision, file.recipe_revision)`,
    )
    .get({ name: row.name, revision }) as Use;
  return {
    name: row.name,
    revision: row.revision,
    savedAt: instantOfSeconds(row.saved_at),
    tables: [...new Set(files.map(({ table }) => table))],
    files: files.length,
    used: use.used,
    lastUsedAt: use.last_used_at === null ? null : instantOfSeconds(use.last_used_at),
  };
}

/** Saves a further revision; the same content again is none. @returns the revision that holds it */
export function saveRecipe(database: WritableDatabase, recipe: Recipe): number {
  const [newest] = database
    .prepare('SELECT name, revision, recipe, saved_at FROM recipes WHERE name = ? ORDER BY revision DESC LIMIT 1')
    .all(recipe.name) as Row[];
  if (newest && sameRecipe(recipeOf(newest), recipe)) return newest.revision;
  const revision = (newest?.revision ?? 0) + 1;
  database
    .prepare('INSERT INTO recipes (name, revision, recipe, saved_at) VALUES (?, ?, ?, ?)')
    .run(recipe.name, revision, JSON.stringify({ ...recipe, revision }), Math.floor(Date.now() / 1000));
  return revision;
}

/** Removes all revisions. @returns how many there were. @throws conflict where a watched folder needs it */
export function removeRecipe(database: WritableDatabase, name: string): number {
  const folder = database.prepare('SELECT path FROM watched_folders WHERE recipe = ? LIMIT 1').pluck().get(name);
  if (typeof folder === 'string')
    throw new HoldfastError(
      'conflict',
      `The folder ${folder} is watched with the recipe "${name}". Stop watching it first.`,
      { name },
    );
  return database.prepare('DELETE FROM recipes WHERE name = ?').run(name).changes;
}
