import { fileMapping, recipe } from '../../../../shared/contract/index.ts';
import type { Recipe } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';

/**
 * Reads the content of a recipe file, of this format or of the earlier `holdfast-mapping`.
 * @throws invalid_input with what is missing and where
 */
export function readRecipe(content: unknown, name: string): Recipe {
  const result = recipe.safeParse(upgraded(content));
  if (result.success) return result.data;
  const [first] = result.error.issues;
  const where = first?.path.map(String).join('.') ?? '';
  throw new HoldfastError(
    'invalid_input',
    `The recipe ${name} cannot be read: ${where === '' ? '' : `at ${where}: `}${first?.message ?? 'it is not a recipe'}. Mend it there, or export it again.`,
    { file: name },
  );
}

/** Whether two recipes do the same; their revisions do not count, nor in which order their parts were written. */
export function sameRecipe(one: Recipe, other: Recipe): boolean {
  return sortedText({ ...one, revision: 1 }) === sortedText({ ...other, revision: 1 });
}

function sortedText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function upgraded(content: unknown): unknown {
  if (typeof content !== 'object' || content === null || !('format' in content)) return content;
  if (content.format !== 'holdfast-mapping') return content;
  const { files, ...rest } = content as { files?: unknown };
  return {
    ...rest,
    format: 'holdfast-recipe',
    version: 2,
    revision: 1,
    files: Array.isArray(files) ? files.map(upgradedEntry) : files,
  };
}

function upgradedEntry(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || !('dateOrder' in entry)) return entry;
  const { dateOrder, ...rest } = entry;
  return { ...rest, dateFormat: dateOrder };
}

/** Mappings that were stored by an earlier version, completed with what they could not say yet. */
export function readMapping(content: unknown) {
  return fileMapping.parse(upgradedEntry(content));
}
