import type { FileMapping, Recipe } from '../../../shared/contract/index.ts';
import { matchRecipes } from './recipes/index.ts';
import type { RecipeMatch } from './recipes/index.ts';
import { readHead } from './sources/index.ts';
import type { FileHead, ReadingOptions, SourceRef } from './sources/index.ts';

export type Recognised = { readonly head: FileHead; readonly matches: readonly RecipeMatch[] };

/**
 * Reads a source table's head and finds the recipe that knows it. Where none does by what was found out, the ways in which
 * recipes want their files read are tried: a recipe for files below a title keeps knowing them where the title is not noticed.
 * @param chosen how a person wants the bytes read; it comes before everything else
 * @throws file_unreadable where it can be read in none of these ways
 */
export async function recognise(
  ref: SourceRef,
  chosen: ReadingOptions,
  recipes: readonly Recipe[],
): Promise<Recognised> {
  let plain: FileHead | null = null;
  let problem: unknown = null;
  try {
    plain = await readHead(ref, chosen);
    const matches = matchRecipes(ref.name, ref.part, plain.header, recipes);
    const first = readingOf(matches[0]?.mapping);
    if (matches.length > 0)
      return { head: isEmpty(first) ? plain : await readHead(ref, { ...first, ...chosen }), matches };
  } catch (error) {
    problem = error;
  }
  for (const reading of readingsOf(recipes)) {
    const found = await tryReading(ref, { ...reading, ...chosen }, reading, recipes);
    if (found) return found;
  }
  if (plain === null) throw problem;
  return { head: plain, matches: [] };
}

async function tryReading(
  ref: SourceRef,
  options: ReadingOptions,
  reading: ReadingOptions,
  recipes: readonly Recipe[],
): Promise<Recognised | null> {
  try {
    const head = await readHead(ref, options);
    const wanting = recipes.flatMap((recipe) => {
      // Only by its columns: a name fits however the bytes are read.
      const files = recipe.files.filter((file) => file.match.header !== undefined && isSame(readingOf(file), reading));
      return files.length > 0 ? [{ ...recipe, files }] : [];
    });
    const matches = matchRecipes(ref.name, ref.part, head.header, wanting);
    return matches.length > 0 ? { head, matches } : null;
  } catch {
    // It cannot be read in this way, so the recipe is for other files.
    return null;
  }
}

/** How a mapping wants the bytes of its file read. */
export function readingOf(
  mapping: Pick<FileMapping, 'encoding' | 'delimiter' | 'headerRow'> | undefined,
): ReadingOptions {
  const { encoding, delimiter, headerRow } = mapping ?? {};
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(headerRow === undefined ? {} : { headerRow }),
  };
}

function readingsOf(recipes: readonly Recipe[]): ReadingOptions[] {
  const all = recipes.flatMap(({ files }) => files.map(readingOf)).filter((reading) => !isEmpty(reading));
  return [...new Map(all.map((reading) => [JSON.stringify(reading), reading])).values()];
}

const isEmpty = (reading: ReadingOptions): boolean => Object.keys(reading).length === 0;
const isSame = (one: ReadingOptions, other: ReadingOptions): boolean => JSON.stringify(one) === JSON.stringify(other);
