import type { FileMapping } from '../../../../shared/contract/index.ts';
import type { FieldGuess } from './field-guess.ts';
import { guessFields, restField } from './guess-fields.ts';
import { normaliseHeader } from './header-words.ts';
import { freeName } from './lookups.ts';
import type { DerivedGuess } from './lookups.ts';
import type { ColumnProfile } from './column-profile.ts';

/** A way to make events of a file that is no list of events. */
export type EventReading = {
  readonly fields: FieldGuess[];
  readonly derived: DerivedGuess[];
  readonly constants: Record<string, string>;
  readonly unpivot: NonNullable<FileMapping['unpivot']> | null;
  readonly confidence: number;
  /** A person must say whether it is meant so. */
  readonly asks: boolean;
};

const owners = ['account_id', 'subscription_id', 'contact_id'];
/** Numbers that count no use: money, shares, ages, places. */
const noFeature =
  /\b(id|price|amount|total|cost|revenue|mrr|arr|balance|charges?|fee|discount|tax|score|rating|rate|ratio|percent|pct|share|age|year|zip|postal|postcode|latitude|longitude|lat|lng|lon|phone|precio|importe|coste|ingresos?|saldo|descuento|puntuacion|tasa|porcentaje|edad|ano|cp)\b/;
const fewestFeatures = 3;
const document = /\b(invoice|order|receipt|transaction|basket|factura|pedido|albaran|recibo)\b/;
const lineWords = /\b(quantity|qty|unit price|price|unidades|cantidad|precio)\b/;

/** One row a day with a column a feature: each filled cell is an event. null where the file does not look like that. */
export function readWide(profiles: readonly ColumnProfile[]): EventReading | null {
  const base = guessFields('events', profiles);
  const at = (field: string): number => base.findIndex((guess) => guess.field === field && guess.reason === 'header');
  const owner = owners.map(at).find((index) => index >= 0) ?? -1;
  const time = base.findIndex(({ field }) => field === 'occurred_at');
  if (owner < 0 || time < 0 || at('event') >= 0) return null;
  const profile = profiles[owner]!;
  // A list of customers has each once; days of use have them again and again.
  if (profile.rows >= 5 && profile.distinctShare >= 0.9) return null;
  const rest = profiles.flatMap((_, index) => (index === owner || index === time ? [] : [index]));
  const features = rest.filter((index) => isFeature(profiles[index]!, base[index]!));
  if (features.length < fewestFeatures || features.length < rest.length * 0.6) return null;
  const columns = features.map((index) => profiles[index]!.column);
  const taken = new Set(profiles.map(({ column }) => column));
  const name = freeName('feature', taken);
  const value = freeName('uses', taken);
  const fields = base.map((guess, index): FieldGuess =>
    features.includes(index)
      ? { field: null, confidence: 0.6, reason: 'content' }
      : owners.includes(guess.field ?? '') || guess.field === 'occurred_at'
        ? guess
        : { field: restField('events', profiles[index]!), confidence: 0.5, reason: 'none' },
  );
  return {
    fields,
    derived: [
      { column: name, field: 'event', confidence: 0.6, reason: 'content' },
      { column: value, field: 'quantity', confidence: 0.6, reason: 'content' },
    ],
    constants: {},
    unpivot: { columns, name, value, skip: 'zero-or-blank' },
    confidence: 0.6,
    asks: false,
  };
}

function isFeature(profile: ColumnProfile, guess: FieldGuess): boolean {
  if (profile.type !== 'integer' && profile.type !== 'number' && profile.type !== 'empty') return false;
  if (profile.hasNegative || profile.numericDates.length > 0) return false;
  if (guess.reason === 'header' && guess.confidence >= 0.9 && guess.field !== 'quantity') return false;
  return !noFeature.test(normaliseHeader(profile.column));
}

/** Lines of invoices or orders: the document's number comes again and again. Each line may be read as an event. */
export function readLines(profiles: readonly ColumnProfile[]): EventReading | null {
  const fields = guessFields('events', profiles);
  const has = (field: string): boolean => fields.some((guess) => guess.field === field && guess.reason === 'header');
  if (!owners.some(has) || !has('occurred_at') || has('event')) return null;
  const words = profiles.map(({ column }) => normaliseHeader(column));
  const isLine = words.some((word) => lineWords.test(word));
  const number = words.findIndex((word, index) => {
    const { distinctShare, rows, type } = profiles[index]!;
    const isDate = type === 'day' || type === 'instant';
    return document.test(word) && !isDate && rows >= 5 && distinctShare < 0.8;
  });
  if (!isLine || number < 0) return null;
  return { fields, derived: [], constants: { event: 'purchase' }, unpivot: null, confidence: 0.4, asks: true };
}
