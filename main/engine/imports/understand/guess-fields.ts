import { tables } from '../../../../shared/domain/tables.ts';
import type { Field, TableName } from '../../../../shared/domain/tables.ts';
import type { SystemExport } from './system-export.ts';
import type { FieldGuess } from './field-guess.ts';
import { headerScore, namesAccounts, typeFit } from './field-scores.ts';
import { guessByContent } from './guess-by-content.ts';
import { normaliseHeader } from './header-words.ts';
import type { ColumnProfile } from './column-profile.ts';

const attributesField = 'attributes';
const fitting = 0.3;
const mostValues = 200;
/** Exports of known systems keep their headers for years, yet anybody may have edited the file. */
const ofKnownExport = 0.95;

/** The best one-to-one reading of a file's columns as fields of a table. */
export function guessFields(
  table: TableName,
  profiles: readonly ColumnProfile[],
  known: SystemExport | null = null,
): FieldGuess[] {
  const guesses: FieldGuess[] = profiles.map((profile) => ({
    field: restField(table, profile),
    confidence: 0.5,
    reason: 'none',
  }));
  const taken = new Set<string>();
  const words = profiles.map(({ column }) => normaliseHeader(column));
  if (known) takeKnown(known, table, words, profiles, guesses, taken);
  const pairs: { column: number; field: Field; score: number }[] = [];
  profiles.forEach((profile, column) => {
    if (guesses[column]!.reason !== 'none') return;
    const mine = new Set(words[column]!.split(' '));
    for (const field of tables[table].fields) {
      if (taken.has(field.name) || isLookup(table, field, profile)) continue;
      const byHeader = headerScore(words[column]!, field, mine);
      const score = byHeader === 0 ? 0 : byHeader * typeFit(profile, field);
      if (score >= fitting) pairs.push({ column, field, score });
    }
  });
  pairs.sort((a, b) => b.score - a.score || a.column - b.column);
  for (const { column, field, score } of pairs) {
    if (guesses[column]!.reason !== 'none' || taken.has(field.name)) continue;
    taken.add(field.name);
    guesses[column] = { field: field.name, confidence: round(score), reason: 'header' };
  }
  guessByContent(table, profiles, words, guesses, taken);
  return guesses;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** A column of names under the header `Account` is no id; it may lead to the account all the same. */
function isLookup(table: TableName, field: Field, profile: ColumnProfile): boolean {
  return field.name === 'account_id' && table !== 'accounts' && namesAccounts(profile);
}

function takeKnown(
  known: SystemExport,
  table: TableName,
  words: readonly string[],
  profiles: readonly ColumnProfile[],
  guesses: FieldGuess[],
  taken: Set<string>,
): void {
  if (known.table !== table) return;
  for (const field of tables[table].fields) {
    const fits = (known.fields[field.name] ?? [])
      .map((header) => words.indexOf(header))
      .filter((index) => index >= 0 && guesses[index]!.reason === 'none' && typeFit(profiles[index]!, field) > 0);
    // A column that is filled goes before one that is not.
    const index = fits.find((at) => profiles[at]!.filled > 0) ?? fits[0];
    if (index === undefined) continue;
    taken.add(field.name);
    guesses[index] = {
      field: field.name,
      confidence: round(ofKnownExport * (profiles[index]!.type === 'empty' ? 0.9 : 1)),
      reason: 'header',
    };
  }
  takeMonthlyAmount(known, words, profiles, guesses, taken);
}

/** What a subscription costs is given a period: it is a month's only where every period is one. */
function takeMonthlyAmount(
  known: SystemExport,
  words: readonly string[],
  profiles: readonly ColumnProfile[],
  guesses: FieldGuess[],
  taken: Set<string>,
): void {
  if (known.source !== 'stripe' || known.table !== 'subscriptions' || taken.has('mrr')) return;
  const interval = profiles[words.indexOf('interval')];
  const amount = words.indexOf('amount');
  if (amount < 0 || interval?.distinct !== 1 || !/^month(ly)?$/i.test(interval.samples[0] ?? '')) return;
  guesses[amount] = { field: 'mrr', confidence: 0.7, reason: 'header' };
  taken.add('mrr');
}

/** Properties of events live in dictionaries, so a column with ever new values (durations, free text) is left out there. */
export function restField(table: TableName, profile: ColumnProfile): string | null {
  if (profile.type === 'empty') return null;
  if (table !== 'events') return attributesField;
  const { distinct, distinctIsLeast, distinctShare, isWhole } = profile;
  if (distinctIsLeast || distinct > mostValues) return null;
  // The rest of a file goes on as its beginning does: what is new in every twentieth row becomes thousands.
  return isWhole || distinct <= 20 || distinctShare <= 0.02 ? attributesField : null;
}
