import type {
  AccountFinder,
  ColumnMapping,
  DateFormat,
  Derivation,
  FileMapping,
  FilePreview,
} from '../../../shared/contract/index.ts';
import { tables } from '../../../shared/domain/tables.ts';
import type { Field, TableName } from '../../../shared/domain/tables.ts';

/** What a person does to one mapping. Every function answers a new mapping and leaves the old one as it was. */

/** Kept as a further attribute of an account or property of an event. */
export const attributes = 'attributes';
/** Since when the row counts as known; a field of every table. */
export const knownAtField = 'known_at';

export type Condition = FileMapping['keepWhere'][number];
export type Decimal = FileMapping['decimal'];

export function fieldsOf(table: TableName): readonly Field[] {
  return tables[table].fields;
}

export function fieldOf(table: TableName, name: string): Field | null {
  return fieldsOf(table).find((field) => field.name === name) ?? null;
}

/** An empty mapping: every column of the file, none used. */
export function emptyMapping(columns: readonly { readonly column: string }[], table: TableName): FileMapping {
  return {
    table,
    columns: columns.map(({ column }) => ({ column, field: null })),
    constants: {},
    keepWhere: [],
    derive: [],
    valueMaps: [],
    normalise: {},
    zone: 'UTC',
    decimal: '.',
    prefixIds: false,
    knownAt: 'row',
    choices: {},
  };
}

export function without<Value>(values: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));
}

function changeColumn(
  mapping: FileMapping,
  column: string,
  change: (entry: ColumnMapping) => ColumnMapping,
): FileMapping {
  const known = mapping.columns.some((entry) => entry.column === column);
  const columns = known ? mapping.columns : [...mapping.columns, { column, field: null }];
  return { ...mapping, columns: columns.map((entry) => (entry.column === column ? change(entry) : entry)) };
}

/** Several columns may lead to the account of a row (tried in their order) and any number are kept as further facts. */
export function takesSeveral(table: TableName, field: string): boolean {
  return field === attributes || (field === 'account_id' && table !== 'accounts');
}

/** Gives a column to a field. A field takes one column, so a column that held it before lets go. */
export function setField(mapping: FileMapping, column: string, field: string | null): FileMapping {
  const exclusive = field !== null && !takesSeveral(mapping.table, field);
  const constants = field !== null && field !== attributes ? without(mapping.constants, field) : mapping.constants;
  const changed = changeColumn(mapping, column, ({ find: _find, ...entry }) => ({ ...entry, field }));
  return {
    ...changed,
    constants,
    columns: changed.columns.map((entry) =>
      exclusive && entry.column !== column && entry.field === field ? { ...entry, field: null } : entry,
    ),
  };
}

/** By what the texts of a column lead to their account; the account's own id needs no word. */
export function setFinder(mapping: FileMapping, column: string, find: AccountFinder): FileMapping {
  return changeColumn(mapping, column, ({ find: _find, ...entry }) => (find === 'id' ? entry : { ...entry, find }));
}

/** How one column is written; null: as the rest of the file. */
export function setColumnDate(mapping: FileMapping, column: string, dateFormat: DateFormat | null): FileMapping {
  return changeColumn(mapping, column, ({ dateFormat: _old, ...entry }) =>
    dateFormat === null ? entry : { ...entry, dateFormat },
  );
}

export function setColumnDecimal(mapping: FileMapping, column: string, decimal: Decimal | null): FileMapping {
  return changeColumn(mapping, column, ({ decimal: _old, ...entry }) =>
    decimal === null ? entry : { ...entry, decimal },
  );
}

export type Privacy = 'keep' | 'pseudonym' | 'leave-out';

export function privacyOf(entry: ColumnMapping | undefined): Privacy {
  if (entry === undefined || entry.field === null) return 'leave-out';
  return entry.privacy ?? 'keep';
}

/** `keep` of a column that was left out takes the field that was proposed for it, or keeps it as a further fact. */
export function setPrivacy(
  mapping: FileMapping,
  column: string,
  privacy: Privacy,
  proposed: string | null = null,
): FileMapping {
  const plain = changeColumn(mapping, column, ({ privacy: _old, ...entry }) => entry);
  if (privacy === 'leave-out') return setField(plain, column, null);
  const entry = plain.columns.find((other) => other.column === column);
  const used = (entry?.field ?? null) === null ? setField(plain, column, proposed ?? attributes) : plain;
  if (privacy === 'keep') return used;
  return changeColumn(used, column, (old) => (old.field === null ? old : { ...old, privacy: 'pseudonym' }));
}

/** Columns that tell of persons and are stored as they stand. */
export function personalColumns(mapping: FileMapping, profile: FilePreview['columns']): readonly string[] {
  const personal = new Set(profile.filter((column) => column.personal !== null).map(({ column }) => column));
  return mapping.columns
    .filter((entry) => personal.has(entry.column) && privacyOf(entry) === 'keep')
    .map(({ column }) => column);
}

export function protectPersonal(
  mapping: FileMapping,
  profile: FilePreview['columns'],
  privacy: 'pseudonym' | 'leave-out',
): FileMapping {
  return personalColumns(mapping, profile).reduce((all, column) => setPrivacy(all, column, privacy), mapping);
}

/** One value for every row. It stands in for a column, so a column that held the field lets go. */
export function setConstant(mapping: FileMapping, field: string, value: string): FileMapping {
  return {
    ...mapping,
    constants: { ...mapping.constants, [field]: value },
    columns: mapping.columns.map((entry) => (entry.field === field ? { ...entry, field: null } : entry)),
  };
}

export function removeConstant(mapping: FileMapping, field: string): FileMapping {
  return { ...mapping, constants: without(mapping.constants, field) };
}

export function setCondition(mapping: FileMapping, index: number, condition: Condition): FileMapping {
  return { ...mapping, keepWhere: mapping.keepWhere.map((entry, at) => (at === index ? condition : entry)) };
}

export function addCondition(mapping: FileMapping): FileMapping {
  const column = mapping.columns[0]?.column;
  if (column === undefined) return mapping;
  return { ...mapping, keepWhere: [...mapping.keepWhere, { column, is: 'not-blank', value: '' }] };
}

export function removeCondition(mapping: FileMapping, index: number): FileMapping {
  return { ...mapping, keepWhere: mapping.keepWhere.filter((_, at) => at !== index) };
}

/** A further column made of others. It can be mapped at once. */
export function addDerivation(mapping: FileMapping, derivation: Derivation): FileMapping {
  const columns = mapping.columns.some(({ column }) => column === derivation.as)
    ? mapping.columns
    : [...mapping.columns, { column: derivation.as, field: null }];
  return { ...mapping, derive: [...mapping.derive, derivation], columns };
}

export function removeDerivation(mapping: FileMapping, as: string): FileMapping {
  return {
    ...mapping,
    derive: mapping.derive.filter((entry) => entry.as !== as),
    columns: mapping.columns.filter((entry) => entry.column !== as),
  };
}

/** The names of columns that the mapping makes itself: derived ones, and the two that turned columns become. */
export function ownColumns(mapping: FileMapping): readonly string[] {
  const turned = mapping.unpivot === undefined ? [] : [mapping.unpivot.name, mapping.unpivot.value];
  return [...mapping.derive.map(({ as }) => as), ...turned];
}

export type ValueMap = FileMapping['valueMaps'][number];

/** The values of a column that become others; none is no map. */
export function setValueMap(mapping: FileMapping, map: ValueMap): FileMapping {
  const others = mapping.valueMaps.filter(({ column }) => column !== map.column);
  const isEmpty = Object.keys(map.values).length === 0 && map.otherwise === 'keep';
  return { ...mapping, valueMaps: isEmpty ? others : [...others, map] };
}

export type Normalisation = FileMapping['normalise'][string][number];

export function setNormalisation(mapping: FileMapping, column: string, steps: readonly Normalisation[]): FileMapping {
  const others = without(mapping.normalise, column);
  return { ...mapping, normalise: steps.length === 0 ? others : { ...others, [column]: [...steps] } };
}

export type Unpivot = NonNullable<FileMapping['unpivot']>;

/** Turns columns into rows, or back again with null. The two columns that come of it can be mapped at once. */
export function setUnpivot(mapping: FileMapping, unpivot: Unpivot | null): FileMapping {
  const { unpivot: old, ...rest } = mapping;
  const gone = new Set(old === undefined ? [] : [old.name, old.value]);
  const kept = rest.columns.filter(({ column }) => !gone.has(column));
  if (unpivot === null) return { ...rest, columns: kept };
  const turned = new Set(unpivot.columns);
  const fieldBefore = (name: string | undefined) => rest.columns.find(({ column }) => column === name)?.field ?? null;
  return {
    ...rest,
    unpivot,
    columns: [
      ...kept.map((entry) => (turned.has(entry.column) ? { column: entry.column, field: null } : entry)),
      { column: unpivot.name, field: fieldBefore(old?.name) },
      { column: unpivot.value, field: fieldBefore(old?.value) },
    ],
  };
}

/** Leaves out a setting that has no value, as the contract wants it. */
export function setOptional<Key extends 'currency' | 'source' | 'dateFormat'>(
  mapping: FileMapping,
  key: Key,
  value: FileMapping[Key] | null,
): FileMapping {
  const { [key]: _old, ...rest } = mapping;
  return (value === null || value === undefined ? rest : { ...rest, [key]: value }) as FileMapping;
}
