import type { ColumnMapping, DateFormat, FileMapping } from '../../../../shared/contract/index.ts';
import { tables } from '../../../../shared/domain/tables.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { TableGuess } from './match.ts';
import type { Decimal } from './values.ts';

/** The mapping that a guess comes to; null where the table is not known. */
export function proposeMapping(guess: TableGuess, profiles: readonly ColumnProfile[]): FileMapping | null {
  const table = guess.name;
  if (table === null) return null;
  const dated = profiles.flatMap((profile, index) =>
    isDateField(table, guess.fields[index]?.field ?? null) ? [profile] : [],
  );
  const format = formatOfFile(dated);
  const decimal = decimalOfFile(profiles);
  const columns = profiles.map((profile, index): ColumnMapping => {
    const { field = null, find } = guess.fields[index] ?? {};
    const own = dated.includes(profile) ? formatOfColumn(profile, format) : null;
    const sign = field === null ? null : decimalOfColumn(profile, decimal);
    return {
      column: profile.column,
      field,
      ...(find ? { find } : {}),
      ...(own ? { dateFormat: own } : {}),
      ...(sign ? { decimal: sign } : {}),
    };
  });
  const derived = guess.derived.map(({ column, field, find }): ColumnMapping => ({
    column,
    field,
    ...(find ? { find } : {}),
  }));
  return {
    table,
    columns: [...columns, ...derived],
    constants: { ...guess.constants },
    keepWhere: [],
    derive: [...guess.derive],
    valueMaps: [],
    normalise: {},
    zone: 'UTC',
    decimal,
    prefixIds: false,
    knownAt: 'row',
    choices: {},
    ...(guess.unpivot ? { unpivot: guess.unpivot } : {}),
    ...(guess.source === null ? {} : { source: guess.source }),
    ...(format ? { dateFormat: format } : {}),
  };
}

export function isDateField(table: TableName, field: string | null): boolean {
  if (field === null) return false;
  if (field === 'known_at') return true;
  const type = tables[table].fields.find(({ name }) => name === field)?.type;
  return type === 'day' || type === 'instant';
}

export function isNumberField(table: TableName, field: string | null): boolean {
  const type = tables[table].fields.find(({ name }) => name === field)?.type;
  return type === 'number' || type === 'money' || type === 'integer';
}

const written = ({ dateFormats, numericDates, type }: ColumnProfile): readonly DateFormat[] =>
  type === 'day' || type === 'instant' ? dateFormats : numericDates;
const isOrder = (format: DateFormat | undefined): format is 'dmy' | 'mdy' => format === 'dmy' || format === 'mdy';

/**
 * The order that the file's date columns share, where together they leave only one. Columns that show another each get
 * their own; those that could be either follow the ones that show it.
 */
function formatOfFile(dated: readonly ColumnProfile[]): DateFormat | null {
  const dependent = dated.map(written).filter((formats) => isOrder(formats[0]));
  if (dependent.length === 0) {
    const plain = dated.flatMap((profile) => written(profile));
    return plain.length > 0 && plain.every((format) => format === plain[0])
      ? (plain[0] ?? null)
      : plain.includes('ymd')
        ? 'ymd'
        : null;
  }
  const common = (['dmy', 'mdy', 'ymd'] as const).filter((format) =>
    dependent.every((formats) => formats.includes(format)),
  );
  return common.length === 1 ? (common[0] ?? null) : null;
}

function formatOfColumn(profile: ColumnProfile, ofFile: DateFormat | null): DateFormat | null {
  const formats = written(profile);
  const [only] = formats;
  if (formats.length !== 1 || only === undefined || only === ofFile) return null;
  // Four figures of a year in front read the same in every order: without one for the file there is nothing to say.
  return only === 'ymd' && ofFile === null ? null : only;
}

function decimalOfFile(profiles: readonly ColumnProfile[]): Decimal {
  const showing = (sign: Decimal): number =>
    profiles.filter(({ decimals }) => decimals.length === 1 && decimals[0] === sign).length;
  return showing(',') > showing('.') ? ',' : '.';
}

function decimalOfColumn({ decimals }: ColumnProfile, ofFile: Decimal): Decimal | null {
  const [only] = decimals;
  return decimals.length === 1 && only !== undefined && only !== ofFile ? only : null;
}
