import { tableNames, tables } from '../../../shared/domain/tables.ts';
import type { Field, TableName } from '../../../shared/domain/tables.ts';
import { normaliseHeader } from './header-words.ts';
import type { ColumnProfile } from './profile.ts';

export type FieldGuess = {
  readonly field: string | null;
  readonly confidence: number;
  readonly reason: 'header' | 'content' | 'none';
};
export type TableGuess = {
  readonly name: TableName | null;
  readonly confidence: number;
  readonly alternatives: TableName[];
  readonly fields: FieldGuess[];
};

/** Words of a file name that speak for a table; the more telling ones weigh more. */
const fileWords: Readonly<Record<TableName, readonly (readonly [RegExp, number])[]>> = {
  accounts: [
    [/\b(accounts?|compan(y|ies)|organi[sz]ations?|cuentas?|empresas?)\b/, 1],
    [/\b(customers?|clients?|clientes?)\b/, 0.5],
  ],
  contacts: [
    [/\b(contacts?|people|persons?|contactos?|personas)\b/, 1.5],
    [/\busers?\b/, 0.5],
  ],
  subscriptions: [[/\b(subscriptions?|contracts?|suscripcion(es)?|contratos?)\b/, 1.5]],
  invoices: [
    [/\b(invoices?|payments?|facturas?|pagos?)\b/, 1.5],
    [/\bbilling\b/, 0.3],
  ],
  events: [
    [/\b(events?|usage|tracking|eventos?|uso)\b/, 1],
    [/\b(logs?|product)\b/, 0.3],
  ],
  tickets: [
    [/\b(tickets?|cases|conversations|incidencias)\b/, 1.5],
    [/\b(support|supports|help ?desk|soporte)\b/, 0.7],
  ],
  interactions: [
    [/\b(interactions?|engagements?|interacciones)\b/, 1.5],
    [/\b(activit(y|ies)|calls|meetings|emails)\b/, 0.8],
  ],
  surveys: [
    [/\b(surveys?|nps|csat|encuestas?)\b/, 1.5],
    [/\bresponses\b/, 0.5],
  ],
  churn_events: [[/\b(churn|churned|churns|cancellations?|bajas?|cancelaciones)\b/, 2]],
  signals: [[/\b(signals?|senales?)\b/, 1.5]],
};

const enough = { score: 1.2, confidence: 0.3 };
const attributesField = 'attributes';

/** How well a header means a field: 1 its own name, less for synonyms, little for a part of it. */
export function headerScore(words: string, field: Field): number {
  const own = field.name.replaceAll('_', ' ');
  if (words === own) return 1;
  if (words === normaliseHeader(field.label.en) || words === normaliseHeader(field.label.es)) return 0.95;
  if (field.synonyms.includes(words)) return words === 'id' ? 0.8 : 0.9;
  const mine = new Set(words.split(' '));
  let best = 0;
  for (const name of [own, ...field.synonyms]) {
    const theirs = name.split(' ');
    // One general word inside a longer header says little: `owner` in `owner phone number`.
    if (theirs.length < 2 || !theirs.every((word) => mine.has(word))) continue;
    best = Math.max(best, 0.7 * (theirs.length / mine.size));
  }
  return best > 0.4 ? best : 0;
}

/** Whether the values seen can be read as the field's type: 1 yes, 0.8 cannot tell (empty), 0 no. */
export function typeFit(profile: ColumnProfile, field: Field): number {
  if (profile.type === 'empty') return 0.8;
  switch (field.type) {
    case 'id':
      return profile.type === 'day' || profile.type === 'instant' || profile.type === 'boolean' ? 0 : 1;
    case 'text':
    case 'category':
      return profile.type === 'day' || profile.type === 'instant' ? 0.3 : profile.type === 'text' ? 1 : 0.7;
    case 'currency':
      return profile.samples.every((sample) => /^([A-Za-z]{3}|[€$£¥₹])$/.test(sample)) ? 1 : 0;
    case 'boolean':
      return profile.type === 'boolean' ||
        (profile.type === 'integer' && profile.samples.every((sample) => sample === '0' || sample === '1'))
        ? 1
        : 0;
    case 'integer':
      if (field.name === 'term_months' && profile.type === 'text')
        return profile.samples.every((sample) => /month|year|annual|quarter|mensual|anual|trimestral/i.test(sample))
          ? 1
          : 0;
      return profile.type === 'integer' ? 1 : 0;
    case 'number':
    case 'money':
      return profile.type === 'integer' || profile.type === 'number' ? 1 : 0;
    case 'day':
    case 'instant':
      return profile.type === 'day' || profile.type === 'instant' ? 1 : 0;
  }
}

/** The best one-to-one reading of a file's columns as fields of a table. */
export function guessFields(table: TableName, profiles: readonly ColumnProfile[]): FieldGuess[] {
  const pairs: { column: number; field: Field; score: number; byHeader: number }[] = [];
  profiles.forEach((profile, column) => {
    const words = normaliseHeader(profile.column);
    for (const field of tables[table].fields) {
      const byHeader = headerScore(words, field);
      const score = byHeader * typeFit(profile, field);
      if (score >= 0.3) pairs.push({ column, field, score, byHeader });
    }
  });
  pairs.sort((a, b) => b.score - a.score || a.column - b.column);
  const guesses: FieldGuess[] = profiles.map((profile) => ({
    field: restField(table, profile),
    confidence: 0.5,
    reason: 'none',
  }));
  const takenColumns = new Set<number>();
  const takenFields = new Set<string>();
  for (const { column, field, score } of pairs) {
    if (takenColumns.has(column) || takenFields.has(field.name)) continue;
    takenColumns.add(column);
    takenFields.add(field.name);
    guesses[column] = { field: field.name, confidence: score, reason: 'header' };
  }
  guessByContent(table, profiles, guesses, takenFields);
  return guesses;
}

/** A field that the table cannot do without, where exactly one column that is left has values of its type. */
function guessByContent(
  table: TableName,
  profiles: readonly ColumnProfile[],
  guesses: FieldGuess[],
  taken: Set<string>,
): void {
  for (const field of tables[table].fields) {
    if (!field.required || taken.has(field.name) || (field.type !== 'day' && field.type !== 'instant')) continue;
    const fitting = profiles.flatMap((profile, index) =>
      guesses[index]?.reason === 'none' && typeFit(profile, field) === 1 ? [index] : [],
    );
    const [only] = fitting;
    if (fitting.length === 1 && only !== undefined)
      guesses[only] = { field: field.name, confidence: 0.4, reason: 'content' };
  }
}

/** Properties of events live in dictionaries, so a column with ever new values (durations, free text) is left out there. */
function restField(table: TableName, profile: ColumnProfile): string | null {
  if (profile.type === 'empty') return null;
  return table !== 'events' || profile.distinct <= 200 ? attributesField : null;
}

/** Fields that a file must give for its rows to be of any use. */
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

function fileScore(table: TableName, fileName: string): number {
  const words = normaliseHeader(fileName.replace(/\.(csv|tsv|txt|gz|zip)\b/gi, ''));
  return fileWords[table].reduce((sum, [pattern, weight]) => sum + (pattern.test(words) ? weight : 0), 0);
}

/** The same id on line after line: these are lines about something, not a list of it. */
function keyRepeats(
  table: TableName,
  fields: readonly FieldGuess[],
  profiles: readonly ColumnProfile[],
  rows: number,
): boolean {
  const key = profiles[fields.findIndex(({ field }) => field === tables[table].key)];
  return key !== undefined && key.distinct < key.filled * rows * 0.8;
}

/** Which table a file is, from its headers, its values and its name. */
export function guessTable(
  fileName: string,
  profiles: readonly ColumnProfile[],
  rows: number,
  as?: TableName,
): TableGuess {
  const scored = tableNames
    .map((table) => ({ table, fields: guessFields(table, profiles), score: 0, share: 0 }))
    .map((guess) => {
      const given = new Set(
        guess.fields.flatMap(({ field, reason }) => (field !== null && reason !== 'none' ? [field] : [])),
      );
      const found = guess.fields.filter(({ reason }) => reason !== 'none');
      const share = found.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, profiles.length);
      const hasOwnKey = found.some(({ field, confidence }) => field === tables[guess.table].key && confidence >= 0.9);
      const missing = missingFields(guess.table, given).length;
      const repeats = guess.table !== 'events' && keyRepeats(guess.table, guess.fields, profiles, rows);
      return {
        ...guess,
        share,
        score: share * 3 + (hasOwnKey ? 1 : 0) + fileScore(guess.table, fileName) - missing * 1.2 - (repeats ? 1.5 : 0),
      };
    })
    .sort((a, b) => b.score - a.score);
  const chosen = as ? scored.find(({ table }) => table === as) : scored[0];
  const second = scored.find(({ table }) => table !== chosen?.table);
  const alternatives = scored
    .filter(({ table }) => table !== chosen?.table)
    .slice(0, 3)
    .map(({ table }) => table);
  if (!chosen) return { name: null, confidence: 0, alternatives, fields: [] };
  if (as) return { name: as, confidence: 1, alternatives, fields: chosen.fields };
  const lead = chosen.score - (second?.score ?? 0);
  const confidence = Math.max(0, Math.min(1, 0.3 + lead * 0.4)) * Math.min(1, Math.max(0, chosen.score) / 3);
  const isKnown = chosen.score >= enough.score && chosen.share > 0;
  return {
    name: isKnown ? chosen.table : null,
    confidence: isKnown ? Math.max(enough.confidence, Math.min(1, confidence)) : confidence,
    alternatives: isKnown ? alternatives : scored.slice(0, 3).map(({ table }) => table),
    fields: chosen.fields,
  };
}
