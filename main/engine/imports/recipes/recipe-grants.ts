import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant, Recipe } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { plainName } from '../../../../shared/domain/plain-name.ts';
import type { Session } from '../../session/index.ts';
import { readRecipe } from './recipe-file.ts';

const mostBytes = 8 * 1024 * 1024;

/** A recipe as a JSON file to download. */
export function writeRecipeFile(session: Session, recipe: Recipe): Grant {
  const name = `${fileName(recipe.name)}-${recipe.revision}.recipe.json`;
  const path = join(session.staging, `${Date.now()}-${name}`);
  writeFileSync(path, `${JSON.stringify(recipe, null, 2)}\n`, { mode: 0o600 });
  return session.grants.register(path, { temporary: true, name });
}

/** @throws not_found for a grant that is gone, file_unreadable or invalid_input for what is no recipe */
export function readRecipeGrant(session: Session, grant: string): Recipe {
  const { path, name } = session.grants.resolve(grant);
  return parseRecipe(readFileSync(path), name);
}

/** @throws file_unreadable, invalid_input */
export function parseRecipe(bytes: Uint8Array, name: string): Recipe {
  if (bytes.length > mostBytes)
    throw new HoldfastError('file_unreadable', `${name} is too large to be a recipe.`, { file: name });
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8').decode(bytes));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new HoldfastError(
      'file_unreadable',
      `${name} is not readable JSON (${why}). Choose a recipe that Holdfast exported.`,
      { file: name },
      error,
    );
  }
  return readRecipe(content, name);
}

function fileName(name: string): string {
  return plainName(name).slice(0, 60) || 'recipe';
}
