import type Database from 'better-sqlite3';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { openNothing } from '../db/index.ts';

/**
 * SQL functions that a statement may call, by name; all others are refused. Left out: what loads code, reads files or keys,
 * tells of the connection, or makes large values out of nothing.
 */
export const allowedFunctions: ReadonlySet<string> = new Set(
  [
    'abs acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power',
    'radians round sign sin sinh sqrt tan tanh trunc random',
    'char coalesce concat concat_ws format glob hex if ifnull iif instr length like likelihood likely lower ltrim max min',
    'nullif octet_length printf quote replace rtrim soundex substr substring trim typeof unhex unicode unistr unlikely upper',
    'current_date current_time current_timestamp date datetime julianday strftime time timediff unixepoch',
    'json json_array json_array_insert json_array_length json_error_position json_extract json_group_array',
    'json_group_object json_insert json_object json_patch json_pretty json_quote json_remove json_replace json_set json_type',
    'json_valid -> ->>',
    'avg count group_concat median percentile percentile_cont percentile_disc string_agg sum total',
    'cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number',
    'units tick latest_run',
  ]
    .join(' ')
    .split(' '),
);

/** Longest text that `group_concat` and `printf` make: what no table can show, and far from what a machine can hold. */
const longestText = 8 * 1024 * 1024;
const widestField = 10_000;

/** Replaces those of SQLite's own functions that make large texts cheaply, and adds the console's. */
export function defineFunctions(database: Database.Database): void {
  database.function('units', { deterministic: true }, (minor: unknown, currency: unknown) =>
    typeof minor === 'number' ? minor / 10 ** minorDigits(typeof currency === 'string' ? currency : null) : null,
  );
  const own = openNothing();
  for (const name of ['printf', 'format']) {
    database.function(name, { deterministic: true, varargs: true, safeIntegers: true }, (...values: unknown[]) => {
      const [template] = values;
      if (typeof template === 'string' && isTooWide(template))
        throw new HoldfastError('invalid_input', `${name} fills at most ${widestField} characters, written as digits.`);
      return own
        .prepare(`SELECT printf(${values.map(() => '?').join(', ')})`)
        .pluck()
        .get(...values);
    });
  }
  for (const name of ['group_concat', 'string_agg']) {
    database.aggregate(name, {
      varargs: true,
      safeIntegers: true,
      start: () => ({ text: null as string | null }),
      step(state: { text: string | null }, ...[value, separator]: unknown[]) {
        if (value === null || value === undefined) return state;
        const between = separator === undefined ? ',' : separator === null ? '' : String(separator);
        state.text = state.text === null ? textOf(value) : state.text + between + textOf(value);
        if (state.text.length > longestText)
          throw new HoldfastError(
            'invalid_input',
            `The text that ${name} makes is longer than 8 million characters. Group by something, or leave rows out.`,
          );
        return state;
      },
      result: (state: { text: string | null }) => state.text,
    });
  }
}

function isTooWide(template: string): boolean {
  for (const [, digits] of template.matchAll(/%[^%a-zA-Z]*?(\*|\d{5,})/g))
    if (digits === '*' || Number(digits) > widestField) return true;
  return false;
}

/** As SQLite writes a value: a real number always shows that it is one. */
function textOf(value: unknown): string {
  if (typeof value === 'number' && Number.isInteger(value)) return value.toFixed(1);
  return Buffer.isBuffer(value) ? value.toString('utf8') : String(value);
}
