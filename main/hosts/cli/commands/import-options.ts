import type { FileMapping, FilePreview } from '../../../../shared/contract/index.ts';
import { dateFormats } from '../../../../shared/contract/index.ts';
import { isTableName, tableNames } from '../../../../shared/domain/tables.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import { oneOf, UsageError } from '../command.ts';
import type { Arguments, Command } from '../command.ts';

/** What an import can be told in words; the same settings that a recipe holds. */
export const importOptions: Command['options'] = {
  as: { help: `the table that the files hold: ${tableNames.join(', ')}` },
  recipe: { help: 'a recipe: the name of a saved one, or a JSON file' },
  mapping: { help: 'the same as --recipe' },
  source: { help: 'the system that the files come from, e.g. salesforce' },
  'prefix-ids': { flag: true, help: 'put the source in front of the ids, where two systems give the same ones' },
  zone: { help: 'the zone of times that carry none, e.g. Europe/Madrid' },
  'date-format': { help: `how dates are written: ${dateFormats.join(', ')}` },
  decimal: { help: 'the decimal sign of numbers: . or ,' },
  currency: { help: 'the currency of amounts that carry none, e.g. EUR' },
  encoding: { help: 'e.g. utf-8, windows-1252, shift_jis; found out when not given' },
  delimiter: { help: 'what stands between the values; "tab" for a tab; found out when not given' },
  'header-row': { help: 'the row that holds the names of the columns; found out when not given' },
  part: { help: 'only this sheet or member of an archive; * stands for anything' },
  sheet: { help: 'the same as --part' },
  'known-at': { help: 'since when the rows count as known: row, import, or an instant such as 2024-01-31T00:00:00Z' },
  pseudonymise: { many: true, help: 'columns stored as keyed hashes: A,B, or "personal" for all that look personal' },
  'leave-out': { many: true, help: 'columns not stored at all: A,B, or "personal" for all that look personal' },
  choice: { many: true, help: 'what is done with contradictory rows: FINDING=leave-out or FINDING=keep' },
};

/** How the bytes are read, in the words of the contract. */
export type ReadingWords = { encoding?: string; delimiter?: string; headerRow?: number };

export type ImportWords = {
  readonly as: TableName | undefined;
  readonly part: RegExp | undefined;
  readonly recipe: string | undefined;
  readonly reading: ReadingWords;
  /** Settings that take the place of the proposal's or the recipe's. */
  readonly settings: Partial<FileMapping>;
  readonly pseudonymise: readonly string[];
  readonly leaveOut: readonly string[];
};

/** @throws UsageError */
export function readImportWords(given: Arguments): ImportWords {
  const as = given.optional('as');
  if (as !== undefined && !isTableName(as))
    throw new UsageError(`--as is one of ${tableNames.join(', ')}, not "${as}".`);
  const [encoding, delimiter] = [given.optional('encoding'), delimiterOf(given.optional('delimiter'))];
  const headerRow = given.integer('header-row', 0);
  if (headerRow < 0) throw new UsageError('--header-row counts from 1.');
  const part = given.optional('part') ?? given.optional('sheet');
  const recipe = given.optional('recipe') ?? given.optional('mapping');
  const reading: ReadingWords = {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(headerRow === 0 ? {} : { headerRow }),
  };
  return {
    as,
    part: part === undefined ? undefined : namePattern(part),
    recipe,
    reading,
    settings: { ...reading, ...settingsOf(given) },
    pseudonymise: given.list('pseudonymise'),
    leaveOut: given.list('leave-out'),
  };
}

function delimiterOf(text: string | undefined): string | undefined {
  if (text === 'tab' || text === '\\t') return '\t';
  if (text !== undefined && text.length !== 1) throw new UsageError(`--delimiter is one character, not "${text}".`);
  return text;
}

const namePattern = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split('*')
      .map((piece) => piece.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
      .join('.*')}$`,
    'i',
  );

function settingsOf(given: Arguments): Partial<FileMapping> {
  const source = given.optional('source');
  const zone = given.optional('zone');
  const dateFormat = given.optional('date-format');
  const decimal = given.optional('decimal');
  const currency = given.optional('currency');
  const knownAt = given.optional('known-at');
  if (given.flag('prefix-ids') && source === undefined) throw new UsageError('--prefix-ids needs --source.');
  return {
    ...(source === undefined ? {} : { source }),
    ...(given.flag('prefix-ids') ? { prefixIds: true } : {}),
    ...(zone === undefined ? {} : { zone }),
    ...(dateFormat === undefined ? {} : { dateFormat: oneOf(dateFormat, dateFormats, 'date-format') }),
    ...(decimal === undefined ? {} : { decimal: oneOf(decimal, ['.', ','], 'decimal') }),
    ...(currency === undefined ? {} : { currency: currencyOf(currency) }),
    ...(knownAt === undefined ? {} : { knownAt: knownAtOf(knownAt) }),
    ...choicesOf(given.list('choice')),
  };
}

function currencyOf(text: string): string {
  if (/^[a-z]{3}$/i.test(text)) return text.toUpperCase();
  throw new UsageError(`--currency takes a code such as EUR, not "${text}".`);
}

function knownAtOf(text: string): FileMapping['knownAt'] {
  if (text === 'row' || text === 'import') return text;
  const milliseconds = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds))
    throw new UsageError(`--known-at takes row, import or an instant such as 2024-01-31T00:00:00Z, not "${text}".`);
  return new Date(milliseconds).toISOString();
}

function choicesOf(words: readonly string[]): Partial<FileMapping> {
  if (words.length === 0) return {};
  const choices = words.map((word) => {
    const [finding = '', choice = ''] = word.split('=');
    return [finding, oneOf(choice, ['keep', 'leave-out'], 'choice')] as const;
  });
  return { choices: Object.fromEntries(choices) };
}

/** Whether these words change what a recipe or a proposal says. */
export function changesMappings({ settings, pseudonymise, leaveOut }: ImportWords): boolean {
  return Object.keys(settings).length > 0 || pseudonymise.length > 0 || leaveOut.length > 0;
}

/** A mapping as the words want it. @throws UsageError where they name a column that the file does not have */
export function changedMapping(mapping: FileMapping, preview: FilePreview, words: ImportWords): FileMapping {
  const hidden = columnsOf(words.leaveOut, preview);
  const veiled = columnsOf(words.pseudonymise, preview);
  const { knownAt, ...settings } = words.settings;
  const columns = mapping.columns.map((entry): FileMapping['columns'][number] => {
    if (hidden.has(entry.column)) return { column: entry.column, field: null };
    const own = withoutOwnFormats(entry, words.settings);
    return veiled.has(entry.column) && entry.field !== null ? { ...own, privacy: 'pseudonym' } : own;
  });
  // Events are known from when they happen.
  const known = knownAt === undefined || mapping.table === 'events' ? {} : { knownAt };
  return { ...mapping, ...settings, ...known, columns };
}

/** What is said of all columns counts for those as well that were found to be written in their own way. */
function withoutOwnFormats(
  { dateFormat, decimal, ...entry }: FileMapping['columns'][number],
  settings: Partial<FileMapping>,
): FileMapping['columns'][number] {
  const isOrder = dateFormat === 'ymd' || dateFormat === 'dmy' || dateFormat === 'mdy';
  return {
    ...entry,
    ...(dateFormat === undefined || (settings.dateFormat !== undefined && isOrder) ? {} : { dateFormat }),
    ...(decimal === undefined || settings.decimal !== undefined ? {} : { decimal }),
  };
}

function columnsOf(words: readonly string[], { columns }: FilePreview): Set<string> {
  const named = words.filter((word) => word !== 'personal');
  const personal = words.includes('personal') ? columns.filter((column) => column.personal !== null) : [];
  return new Set([...named, ...personal.map(({ column }) => column)]);
}

/** @throws UsageError for a column that none of the files has */
export function refuseUnknownColumns({ pseudonymise, leaveOut }: ImportWords, previews: readonly FilePreview[]): void {
  const known = new Set(previews.flatMap(({ columns }) => columns.map(({ column }) => column)));
  const unknown = [...pseudonymise, ...leaveOut].find((word) => word !== 'personal' && !known.has(word));
  if (unknown !== undefined)
    throw new UsageError(`None of the files has a column "${unknown}". Their columns are: ${[...known].join(', ')}.`);
}
