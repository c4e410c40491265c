import type { Derivation } from '../../../../shared/contract/index.ts';
import { tableNames, tables } from '../../../../shared/domain/tables.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import { recogniseExport } from './exports.ts';
import { guessFields } from './guess-fields.ts';
import type { FieldGuess } from './field-guess.ts';
import { normaliseHeader } from './header-words.ts';
import { guessLookups } from './lookups.ts';
import type { DerivedGuess } from './lookups.ts';
import type { ColumnProfile } from './column-profile.ts';
import { readLines, readWide } from './reshape.ts';
import type { EventReading } from './reshape.ts';
import { fileScore } from './table-words.ts';

export type TableGuess = {
  readonly name: TableName | null;
  readonly confidence: number;
  readonly alternatives: TableName[];
  /** One for each column of the file. */
  readonly fields: readonly FieldGuess[];
  readonly derived: readonly DerivedGuess[];
  readonly derive: readonly Derivation[];
  readonly constants: Readonly<Record<string, string>>;
  readonly unpivot: EventReading['unpivot'];
  /** The system that the header belongs to. */
  readonly source: string | null;
  /** A person must say whether the table is meant. */
  readonly asks: boolean;
};

const enough = { score: 1.2, confidence: 0.3 };

/** Fields that a file must give for its rows to be of any use. Columns that only lead to the account count as `account_id`. */
export function missingFields(table: TableName, given: ReadonlySet<string>): string[] {
  const { fields, key } = tables[table];
  const missing = fields
    .filter(({ name, required }) => required && (name !== key || table === 'accounts') && !given.has(name))
    .map(({ name }) => name);
  if (table === 'events') {
    if (!['account_id', 'subscription_id', 'contact_id'].some((name) => given.has(name))) missing.unshift('account_id');
    if (!given.has('event')) missing.push('event');
  }
  return missing;
}

/** The same id on line after line: these are lines about something, not a list of it. */
function keyRepeats(table: TableName, fields: readonly FieldGuess[], profiles: readonly ColumnProfile[]): boolean {
  const key = profiles[fields.findIndex(({ field }) => field === tables[table].key)];
  return key !== undefined && key.filled > 0 && key.distinctShare < 0.8;
}

/** Which table a file is, from its headers, its values and its name. */
export function guessTable(fileName: string, profiles: readonly ColumnProfile[], as?: TableName): TableGuess {
  const known = recogniseExport(
    profiles.map(({ column }) => normaliseHeader(column)),
    as,
  );
  const scored = tableNames
    .map((table) => scoreTable(table, fileName, profiles, known?.table === table ? known : null))
    .sort((a, b) => b.score - a.score);
  const chosen = (as ? scored.find(({ table }) => table === as) : scored[0])!;
  const second = scored.find(({ table }) => table !== chosen.table);
  const others = scored.filter(({ table }) => table !== chosen.table).map(({ table }) => table);
  const source = known?.source ?? null;
  const isWeak = chosen.missing > 0 || chosen.score < enough.score;
  if ((as === undefined || as === 'events') && source === null && isWeak) {
    const reading = readWide(profiles) ?? readLines(profiles);
    if (reading)
      return eventsGuess(
        reading,
        as,
        scored.map(({ table }) => table).filter((table) => table !== 'events'),
      );
  }
  const isRecognised = source !== null && known?.table === chosen.table;
  const lead = chosen.score - (second?.score ?? 0);
  const confidence = Math.max(0, Math.min(1, 0.3 + lead * 0.4)) * Math.min(1, Math.max(0, chosen.score) / 3);
  const isKnown = as !== undefined || (chosen.score >= enough.score && chosen.share > 0);
  const lines = isKnown && as === undefined && chosen.table !== 'events' && chosen.repeats ? readLines(profiles) : null;
  if (lines && source === null)
    return eventsGuess(
      lines,
      as,
      scored.map(({ table }) => table).filter((table) => table !== 'events'),
    );
  return {
    name: isKnown ? chosen.table : null,
    confidence: as
      ? 1
      : round(
          isRecognised ? Math.max(0.95, confidence) : isKnown ? Math.max(enough.confidence, confidence) : confidence,
        ),
    alternatives: (isKnown ? others : scored.map(({ table }) => table)).slice(0, 3),
    fields: chosen.fields,
    derived: chosen.derived,
    derive: chosen.derive,
    constants: {},
    unpivot: null,
    source: isRecognised ? source : null,
    asks: false,
  };
}

const round = (value: number): number => Math.round(Math.min(1, value) * 100) / 100;

function scoreTable(
  table: TableName,
  fileName: string,
  profiles: readonly ColumnProfile[],
  known: ReturnType<typeof recogniseExport>,
) {
  const fields = guessFields(table, profiles, known);
  const { derive, derived } = guessLookups(table, profiles, fields, known);
  const found = [...fields, ...derived].filter(({ reason }) => reason !== 'none');
  const given = new Set(found.flatMap(({ field }) => (field === null ? [] : [field])));
  // What only leads to the account says nothing about the table.
  const own = fields.filter(({ reason, find }) => reason !== 'none' && find === undefined);
  const share = own.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, profiles.length);
  const hasOwnKey = own.some(({ field, confidence }) => field === tables[table].key && confidence >= 0.9);
  const missing = missingFields(table, given).length;
  const repeats = table !== 'events' && keyRepeats(table, fields, profiles);
  const lookedUp = found.some(({ find }) => find !== undefined) ? 0.6 : 0;
  const score =
    share * 3 +
    (hasOwnKey ? 1 : 0) +
    (known ? 4 : 0) +
    fileScore(table, fileName) -
    missing * 1.2 -
    lookedUp -
    (repeats ? 1.5 : 0);
  return { table, fields, derive, derived, share, missing, repeats, score };
}

function eventsGuess(reading: EventReading, as: TableName | undefined, alternatives: TableName[]): TableGuess {
  const { fields, derived, constants, unpivot, confidence, asks } = reading;
  return {
    name: 'events',
    confidence: as ? 1 : confidence,
    alternatives: alternatives.slice(0, 3),
    fields,
    derived,
    derive: [],
    constants,
    unpivot,
    source: null,
    asks: asks && as === undefined,
  };
}
