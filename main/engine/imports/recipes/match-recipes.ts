import type { FileMapping, Finding, Recipe, RecipeEntry } from '../../../../shared/contract/index.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import { unknownColumns } from './used-columns.ts';

/** A reading that a saved recipe has for a source table. */
export type RecipeMatch = {
  readonly mapping: FileMapping;
  readonly recipe: { readonly name: string; readonly revision: number };
};

/** Columns that exported rejected rows have beside the file's own; files that carry them still have their recipe's shape. */
export const rejectColumns: readonly string[] = ['rejected row', 'rejected column', 'rejected because'];

/**
 * What saved recipes say of a source table. A recipe knows a table by name pattern (`*` stands for anything), part, and the
 * columns that must be there; of several that know it, the most specific counts: exactly these columns, then the most
 * columns asked for, then the longest name pattern, then the part; then the one that stands first. Several entries of
 * one recipe may know a table: it becomes rows of several of ours.
 */
export function matchRecipes(
  name: string,
  part: string | null,
  header: readonly string[],
  recipes: readonly Recipe[],
): RecipeMatch[] {
  let best: { fit: Fit; recipe: Recipe; entries: RecipeEntry[] } | null = null;
  for (const recipe of recipes) {
    const fits = recipe.files.flatMap((entry) => {
      const fit = fitOf(entry, name, part, header);
      return fit ? [{ fit, entry }] : [];
    });
    if (fits.length === 0) continue;
    const fit = fits.map((one) => one.fit).reduce((a, b) => (isCloser(b, a) ? b : a));
    if (best && !isCloser(fit, best.fit)) continue;
    // An entry for exactly these columns speaks for the table; one that fits because it asks for little does not.
    const entries = fits.filter((one) => one.fit.isExact === fit.isExact).map(({ entry }) => entry);
    best = { fit, recipe, entries };
  }
  if (!best) return [];
  const { name: recipe, revision } = best.recipe;
  return best.entries.map(({ match: _match, ...mapping }) => ({ mapping, recipe: { name: recipe, revision } }));
}

type Fit = { isExact: boolean; columns: number; nameLetters: number; hasPart: boolean };

function fitOf({ match }: RecipeEntry, name: string, part: string | null, header: readonly string[]): Fit | null {
  if (match.name === undefined && match.header === undefined && match.part === undefined) return null;
  if (match.name !== undefined && !namePattern(match.name).test(name)) return null;
  if (match.part !== undefined && (part === null || !namePattern(match.part).test(part))) return null;
  const columns = new Set(header.filter((column) => !rejectColumns.includes(column)));
  if (match.header?.some((column) => !columns.has(column))) return null;
  return {
    isExact: match.header !== undefined && new Set(match.header).size === columns.size,
    columns: match.header?.length ?? 0,
    nameLetters: match.name?.replaceAll('*', '').length ?? 0,
    hasPart: match.part !== undefined,
  };
}

function isCloser(one: Fit, other: Fit): boolean {
  if (one.isExact !== other.isExact) return one.isExact;
  if (one.columns !== other.columns) return one.columns > other.columns;
  if (one.nameLetters !== other.nameLetters) return one.nameLetters > other.nameLetters;
  return one.hasPart && !other.hasPart;
}

/** Whole names, without regard to case; `*` stands for anything. */
export function namePattern(pattern: string): RegExp {
  const escaped = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 'is');
}

/** Why a recipe does not know a source table, for the person who has to mend one of the two. */
export function whyNoMatch(recipe: Recipe, name: string, part: string | null, header: readonly string[]): string {
  const columns = new Set(header);
  const label = part === null ? name : `${name}, ${part}`;
  const nearest = recipe.files
    .map(({ match }) => ({ match, missing: (match.header ?? []).filter((column) => !columns.has(column)) }))
    .sort((a, b) => a.missing.length - b.missing.length)[0];
  const missing = nearest?.missing ?? [];
  if (missing.length > 0)
    return `${label} does not fit the recipe "${recipe.name}": it has no column ${missing
      .slice(0, 5)
      .map((column) => `"${column}"`)
      .join(', ')}${missing.length > 5 ? ' and others' : ''}.`;
  const asked = [nearest?.match.name, nearest?.match.part].flatMap((text) => (text === undefined ? [] : [`"${text}"`]));
  return asked.length > 0
    ? `${label} does not fit the recipe "${recipe.name}", which is for files named ${asked.join(', ')}.`
    : `The recipe "${recipe.name}" does not say which files it is for. Save it again with the columns or the name that it recognises them by.`;
}

/** What a recipe does not know yet: columns that appeared since it was saved. They are left out, and told. */
export function newColumnsFinding(mapping: FileMapping, header: readonly string[], label: string): Finding | null {
  const columns = unknownColumns(mapping, header).filter((column) => !rejectColumns.includes(column));
  if (columns.length === 0) return null;
  const table: TableName = mapping.table;
  return {
    key: 'new-columns',
    severity: 'warning',
    table,
    count: columns.length,
    text: `${label} has ${columns.length === 1 ? 'a column' : 'columns'} that its recipe does not know: ${columns.slice(0, 20).join(', ')}. ${columns.length === 1 ? 'It was' : 'They were'} left out; say in the recipe what ${columns.length === 1 ? 'it is' : 'they are'}.`,
    examples: columns.slice(0, 5),
    choices: [],
    choice: null,
    accepted: false,
  };
}
