import { existsSync, readFileSync } from 'node:fs';
import { automaticMapping, matchRecipes, parseRecipe, whyNoMatch } from '../../../engine/index.ts';
import type { Engine } from '../../../engine/index.ts';
import type { FileMapping, FilePreview, Finding, Reading, Recipe } from '../../../../shared/contract/index.ts';
import { changedMapping, changesMappings, refuseUnknownColumns } from './import-options.ts';
import type { ImportWords } from './import-options.ts';

type Ref = Reading['recipe'];
export type PlannedFile = { grant: string; part: string | null; mapping: FileMapping; recipe: Ref };
export type ImportPlan = {
  readonly files: PlannedFile[];
  readonly previews: readonly FilePreview[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly findings: readonly Finding[];
};

/**
 * What becomes of each source table: by the recipe that was named, by one that recognises it, or by what was understood;
 * then as the words want it. A question that is open is settled by reading the whole file, and only then assumed and told.
 */
export async function planImport(
  engine: Engine,
  grants: readonly string[],
  words: ImportWords,
  recipe: { readonly recipe: Recipe; readonly ref: Ref } | null,
): Promise<ImportPlan> {
  const { imports } = engine.client;
  const first = await imports.preview({ grants: [...grants] });
  const keys = first.flatMap(({ key, part }) => (words.part === undefined || isPart(words.part, part) ? [key] : []));
  const isWanted = ({ key }: FilePreview): boolean => keys.includes(key);
  const tables = words.as === undefined ? {} : Object.fromEntries(keys.map((key) => [key, words.as!]));
  const options = Object.fromEntries(keys.map((key) => [key, words.reading]));
  const asked = { grants: [...grants], tables, options };
  const isFirstEnough = words.as === undefined && Object.keys(words.reading).length === 0;
  const seen = (isFirstEnough ? first : await imports.preview(asked)).filter(isWanted);
  refuseUnknownColumns(words, seen);
  const told = seen.map((preview) => tellRecipe(preview, recipe));
  const strangers = told.flatMap(({ name, reason }) => (reason === null ? [] : [{ name, reason }]));
  const mappings = mappingsOf(told, words);
  let previews = told.map(({ preview }) => preview);
  if (Object.keys(mappings).length > 0) previews = (await imports.preview({ ...asked, mappings })).filter(isWanted);
  if (previews.some(isOpen)) previews = (await imports.preview({ ...asked, mappings, scan: true })).filter(isWanted);
  const strange = new Set(told.filter(({ reason }) => reason !== null).map(({ preview }) => preview.key));
  const decided = automaticMapping(previews.filter(({ key }) => !strange.has(key)));
  const refs = new Map(told.map(({ preview, refs: of }) => [preview.key, of]));
  const isChanged = changesMappings(words);
  const taken = new Map<string, number>();
  const files = decided.files.map(({ key, grant, part, mapping, recipe: found }): PlannedFile => {
    const place = taken.get(key) ?? 0;
    taken.set(key, place + 1);
    // A recipe that was changed by words is not that recipe any more.
    return { grant, part, mapping, recipe: isChanged ? null : (refs.get(key)?.[place] ?? found) };
  });
  return { files, previews, skipped: [...strangers, ...decided.skipped], findings: decided.findings };
}

function isPart(pattern: RegExp, part: string | null): boolean {
  return part !== null && pattern.test(part);
}

function isOpen({ isWhole, readings }: FilePreview): boolean {
  return !isWhole && readings.some(({ questions }) => questions.length > 0);
}

type Told = {
  readonly preview: FilePreview;
  readonly name: string;
  /** What the named recipe says of it; null where none was named. */
  readonly mappings: FileMapping[] | null;
  readonly refs: Ref[];
  readonly reason: string | null;
};

function tellRecipe(preview: FilePreview, named: { readonly recipe: Recipe; readonly ref: Ref } | null): Told {
  const { name, part, columns } = preview;
  const label = part === null ? name : `${name}, ${part}`;
  const none = { preview, name: label, mappings: null, refs: [], reason: null };
  if (!named || preview.problem !== null) return none;
  const header = columns.map(({ column }) => column);
  const found = matchRecipes(name, part, header, [named.recipe]).map(({ mapping }) => mapping);
  // An entry that recognises nothing by itself is meant for the files that it is named with.
  const meant = named.recipe.files.flatMap(({ match, ...mapping }) =>
    match.name === undefined && match.header === undefined && match.part === undefined ? [mapping] : [],
  );
  const mappings = found.length > 0 ? found : meant;
  if (mappings.length === 0) return { ...none, reason: whyNoMatch(named.recipe, name, part, header) };
  return { ...none, mappings, refs: mappings.map(() => named.ref) };
}

function mappingsOf(told: readonly Told[], words: ImportWords): Record<string, FileMapping[]> {
  const isChanged = changesMappings(words);
  return Object.fromEntries(
    told.flatMap(({ preview, mappings }): [string, FileMapping[]][] => {
      const proposed = preview.readings.flatMap(({ mapping }) => (mapping ? [mapping] : []));
      const from = mappings ?? (isChanged ? proposed : []);
      const wanted = isChanged ? from.map((mapping) => changedMapping(mapping, preview, words)) : from;
      return wanted.length > 0 ? [[preview.key, wanted]] : [];
    }),
  );
}

/** `--recipe`: a JSON file, or the name of a saved recipe. A file is saved first, so that the import can tell its recipe. */
export async function namedRecipe(
  engine: Engine,
  word: string,
  isDryRun: boolean,
): Promise<{ recipe: Recipe; ref: Ref }> {
  const { recipes } = engine.client;
  if (existsSync(word)) {
    const recipe = parseRecipe(readFileSync(word), word);
    return { recipe, ref: isDryRun ? null : await recipes.save(recipe) };
  }
  const recipe = await recipes.get({ name: word });
  return { recipe, ref: { name: recipe.name, revision: recipe.revision } };
}

/** `--save-recipe`: what was decided for these files, recognised by exactly their columns. */
export function recipeOf(name: string, { files, previews }: ImportPlan): Recipe {
  const headerOf = new Map(previews.map(({ grant, part, columns }) => [`${grant}#${part}`, columns]));
  const entries = files.map(({ grant, part, mapping }) => ({
    ...mapping,
    match: { header: (headerOf.get(`${grant}#${part}`) ?? []).map(({ column }) => column) },
  }));
  // Of several files of one shape the first says how they are read.
  const different = new Map(entries.toReversed().map((entry) => [JSON.stringify([entry.match, entry.table]), entry]));
  return { format: 'holdfast-recipe', version: 2, name, revision: 1, files: [...different.values()].toReversed() };
}
