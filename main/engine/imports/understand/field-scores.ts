import type { Field } from '../../../../shared/domain/tables.ts';
import { normaliseHeader } from './header-words.ts';
import { saysDate } from './personal.ts';
import type { ColumnProfile } from './column-profile.ts';

/** Headers whose unit is another than the field's: taking them over would be off by a factor, silently. */
const otherUnits: readonly (readonly [field: RegExp, header: RegExp])[] = [
  [/_minutes$/, /\b(hrs?|hours?|horas?|secs?|seconds?|segundos?|days?|dias?|ms|milliseconds?)\b/],
  [/_months$/, /\b(days?|dias?|years?|anos|weeks?)\b/],
  [/^mrr$/, /\b(annual|annually|yearly|year|arr|anual|quarterly|trimestral|total|lifetime)\b/],
];
const moneyInMinorUnits = /\b(cents|centimos|centavos|pence|minor)\b/;

/** A field's names, made ready once: files of thousands of columns ask for them a million times. */
type FieldNames = {
  readonly own: string;
  readonly labels: ReadonlySet<string>;
  readonly synonyms: ReadonlySet<string>;
  /** Names of several words, as words. */
  readonly longer: readonly (readonly string[])[];
  readonly otherUnit: RegExp | null;
};
const prepared = new WeakMap<Field, FieldNames>();

function namesOf(field: Field): FieldNames {
  let names = prepared.get(field);
  if (!names) {
    const own = field.name.replaceAll('_', ' ');
    names = {
      own,
      labels: new Set([normaliseHeader(field.label.en), normaliseHeader(field.label.es)]),
      synonyms: new Set(field.synonyms),
      longer: [own, ...field.synonyms].map((name) => name.split(' ')).filter(({ length }) => length > 1),
      otherUnit: otherUnits.find(([name]) => name.test(field.name))?.[1] ?? null,
    };
    prepared.set(field, names);
  }
  return names;
}

/**
 * How well a header means a field: 1 its own name, less for synonyms, little for a part of it.
 * @param words of the header, as `normaliseHeader` gives them
 * @param mine the same words one by one
 */
export function headerScore(
  words: string,
  field: Field,
  mine: ReadonlySet<string> = new Set(words.split(' ')),
): number {
  const { own, labels, synonyms, longer, otherUnit } = namesOf(field);
  if (otherUnit?.test(words)) return 0;
  if (field.type === 'money' && moneyInMinorUnits.test(words)) return 0;
  if (words === own) return 1;
  if (labels.has(words)) return 0.95;
  if (synonyms.has(words)) return words === 'id' ? 0.8 : 0.9;
  let best = 0;
  for (const theirs of longer) {
    // One general word inside a longer header says little: `owner` in `owner phone number`.
    if (theirs.length <= mine.size && theirs.every((word) => mine.has(word)))
      best = Math.max(best, 0.7 * (theirs.length / mine.size));
  }
  return best > 0.4 ? best : 0;
}

/** Whether a column names its accounts by something else than an id: by their names, addresses or sites. */
export function namesAccounts(profile: ColumnProfile): boolean {
  if (profile.type !== 'text' || profile.content === 'id') return false;
  if (profile.content === 'email' || profile.content === 'web') return true;
  const spaced = profile.samples.filter((sample) => /\p{L}\s+\p{L}/u.test(sample)).length;
  return spaced * 2 >= profile.samples.length;
}

/** Whether the values seen can be read as the field's type: 1 yes, 0.8 cannot tell (empty), 0 no. */
export function typeFit(profile: ColumnProfile, field: Field): number {
  if (profile.type === 'empty') return 0.8;
  const isDate = profile.type === 'day' || profile.type === 'instant';
  switch (field.type) {
    case 'id':
      return isDate || profile.type === 'boolean' ? 0 : 1;
    case 'text':
    case 'category':
      return isDate ? 0.3 : profile.type === 'text' ? 1 : 0.7;
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
      if (isDate) return 1;
      // Numbers are dates only where header or field says so; the header has to be the field's, or speak of dates.
      return profile.numericDates.length > 0 ? (saysDate(profile.column) ? 0.95 : 0.7) : 0;
  }
}
