import { z } from 'zod';
import { instant, procedure, tableName } from './common.ts';

/**
 * How the dates of a column are written. The first three say in which order the figures stand; `serial` are days of a
 * spreadsheet (1900 system), the last two seconds and milliseconds since 1970.
 */
export const dateFormats = ['ymd', 'dmy', 'mdy', 'serial', 'epoch-seconds', 'epoch-milliseconds'] as const;
export const dateFormat = z.enum(dateFormats);
export type DateFormat = z.infer<typeof dateFormat>;
export const decimalSign = z.enum(['.', ',']);

/** By what a text leads to its account. `id` is the account's own id; the others are looked up. */
export const accountFinders = ['id', 'external-id', 'name', 'domain', 'email', 'contact', 'subscription'] as const;
export const accountFinder = z.enum(accountFinders);
export type AccountFinder = z.infer<typeof accountFinder>;

/** How one column of a file becomes a field. */
export const columnMapping = z.object({
  /** The header as it stands in the file, or the name of a derived column. */
  column: z.string(),
  /**
   * The canonical field; `attributes` keeps it as a further attribute (of accounts) or property (of events); `known_at`
   * says since when the row counts; null leaves it out. Several columns may lead to `account_id`, tried in their order.
   */
  field: z.string().nullable(),
  /** Only for `account_id`; `id` when not given. */
  find: accountFinder.optional(),
  /** Where this column is written otherwise than the file's setting. */
  dateFormat: dateFormat.optional(),
  decimal: decimalSign.optional(),
  /** `pseudonym` stores a keyed hash in place of the value: equal values stay equal, nobody can read them. */
  privacy: z.enum(['pseudonym']).optional(),
});
export type ColumnMapping = z.infer<typeof columnMapping>;

/** A column made of others, before anything is mapped. `as` is its name. */
export const derivation = z.discriminatedUnion('how', [
  /** `part` counts from 1; negative from the end: -1 is the last. */
  z.object({
    how: z.literal('split'),
    column: z.string(),
    separator: z.string().min(1),
    part: z.number().int(),
    as: z.string().min(1),
  }),
  z.object({
    how: z.literal('join'),
    columns: z.array(z.string()).min(1),
    separator: z.string(),
    as: z.string().min(1),
  }),
  /** The domain of an e-mail or web address: `ana@mail.acme.es` → `acme.es`. */
  z.object({ how: z.literal('domain'), column: z.string(), as: z.string().min(1) }),
]);
export type Derivation = z.infer<typeof derivation>;

export const normalisations = ['lower', 'upper', 'digits', 'letters-and-digits', 'no-leading-zeros'] as const;

/** Values of a column that become others, e.g. `Monthly` → `month-to-month`; compared without regard to case. */
export const valueMap = z.object({
  column: z.string(),
  values: z.record(z.string(), z.string()),
  /** What happens to values that are not in the list. */
  otherwise: z.enum(['keep', 'blank', 'reject']).default('keep'),
});

/** Turns columns into rows: one row a day with a column a feature becomes one event a filled cell. */
export const unpivot = z.object({
  columns: z.array(z.string()).min(1),
  /** Name of the new column that holds the old header, and of the one that holds the cell. */
  name: z.string().min(1),
  value: z.string().min(1),
  /** Cells that make no row. */
  skip: z.enum(['blank', 'zero-or-blank']).default('zero-or-blank'),
});

export const rowCondition = z.object({
  column: z.string(),
  is: z.enum([
    'blank',
    'not-blank',
    'starts-with',
    'not-starts-with',
    'contains',
    'not-contains',
    'equals',
    'not-equals',
    'greater',
    'less',
  ]),
  value: z.string().default(''),
});

export const findingChoice = z.enum(['keep', 'leave-out']);
export type FindingChoice = z.infer<typeof findingChoice>;

/** How one source table (a file, a sheet, a member of an archive) becomes rows of one table. */
export const fileMapping = z.object({
  table: tableName,
  columns: z.array(columnMapping),
  /** Values that every row gets: field → value as it would stand in a file. */
  constants: z.record(z.string(), z.string()).default({}),
  /** Rows are kept only where all of these hold. Derived columns and mapped values count. */
  keepWhere: z.array(rowCondition).default([]),
  derive: z.array(derivation).default([]),
  valueMaps: z.array(valueMap).default([]),
  /** Column → what is done to its texts, in order, e.g. ids that one system writes with leading zeros. */
  normalise: z.record(z.string(), z.array(z.enum(normalisations))).default({}),
  unpivot: unpivot.optional(),
  dateFormat: dateFormat.optional(),
  /** Zone of instants that carry none, and of days that stand for an instant. */
  zone: z.string().default('UTC'),
  decimal: decimalSign.default('.'),
  currency: z.string().length(3).optional(),
  encoding: z.string().optional(),
  delimiter: z.string().length(1).optional(),
  /** The spreadsheet's number of the row that holds the names of the columns; found out when not given. */
  headerRow: z.number().int().min(1).optional(),
  /** The system that the file comes from, e.g. `salesforce`. */
  source: z.string().optional(),
  /** Ids get the source in front (`zendesk:42`), where its ids may be another system's ids as well. */
  prefixIds: z.boolean().default(false),
  /**
   * Since when the rows count as known, where no column says so: `row` from the row's own instant (accounts and contacts:
   * from the import), `import` from the import, or from an instant: an old export that is filled in later.
   */
  knownAt: z.union([z.enum(['row', 'import']), instant]).default('row'),
  /** What is done with rows that a check finds contradictory: finding → choice; kept when not given. */
  choices: z.record(z.string(), findingChoice).default({}),
});
export type FileMapping = z.infer<typeof fileMapping>;

export const recipeEntry = fileMapping.extend({
  /** What the recipe recognises its files by: name pattern (`*` stands for anything), part, columns that must be there. */
  match: z.object({
    name: z.string().optional(),
    part: z.string().optional(),
    header: z.array(z.string()).optional(),
  }),
});
export type RecipeEntry = z.infer<typeof recipeEntry>;

/** How files of some shapes become tables: the file that one person exports and another imports. */
export const recipe = z.object({
  format: z.literal('holdfast-recipe'),
  version: z.literal(2),
  name: z.string().min(1).max(120),
  /** Counts up each time it is saved under its name. */
  revision: z.number().int().min(1).default(1),
  files: z.array(recipeEntry).min(1),
});
export type Recipe = z.infer<typeof recipe>;

export const savedRecipe = z.object({
  name: z.string(),
  revision: z.number().int(),
  savedAt: instant,
  /** Tables that its files become. */
  tables: z.array(tableName),
  files: z.number().int(),
  /** How often imports used it, and when last. */
  used: z.number().int(),
  lastUsedAt: instant.nullable(),
});
export type SavedRecipe = z.infer<typeof savedRecipe>;

export const recipesContract = {
  /** The newest revision of each. */
  list: procedure.output(z.array(savedRecipe)),
  /** @throws not_found */
  get: procedure.input(z.object({ name: z.string(), revision: z.number().int().optional() })).output(recipe),
  /** All revisions, newest first. */
  revisions: procedure.input(z.object({ name: z.string() })).output(z.array(savedRecipe)),
  /** Saves a further revision; the same content again is no further revision. */
  save: procedure.input(recipe).output(z.object({ name: z.string(), revision: z.number().int() })),
  remove: procedure.input(z.object({ name: z.string() })).output(z.object({ removed: z.number().int() })),
  /** A JSON file to download. */
  export: procedure
    .input(z.object({ name: z.string(), revision: z.number().int().optional() }))
    .output(z.object({ grant: z.string(), name: z.string(), size: z.number().int() })),
  /** Reads a recipe from a file that was handed over (also of the earlier `holdfast-mapping` format) and saves it. */
  import: procedure
    .input(z.object({ grant: z.string() }))
    .output(z.object({ name: z.string(), revision: z.number().int() })),
};
