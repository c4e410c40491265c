/**
 * Why the engine does not take a row, take an import back, or commit a check: one sentence a key, with its values in braces.
 * `key_one` and `key_other` differ by `{{count}}`. The engine writes these sentences, and finds key and values in them again.
 */
export const reasonSentences = {
  'broken-quote': 'a quote inside a quoted value is not doubled, so its values cannot be told apart',
  'row-width_one': 'it has {{count}} value where the header has {{columns}} columns',
  'row-width_other': 'it has {{count}} values where the header has {{columns}} columns',
  'unknown-value': '"{{value}}" is not among the values that the recipe knows for it',
  'not-known-since': '"{{value}}" is not a date since when the row is known',
  'date-too-early':
    '"{{value}}" is not a date: its year lies before {{year}}, as in 0001-01-01 or 0000-00-00 that some systems write for "no date"; leave it blank',
  'date-unclear-zone': '"{{value}}" is not a date: the zone {{zone}} stands for several offsets; write it as +01:00',
  'date-two-ways': '"{{value}}" is not a date, or reads both as day-month and as month-day',
  'date-not-as': '"{{value}}" is not a date read as {{format}}',
  'not-of-type': '"{{value}}" is not {{type}}',
  'blank-field': '{{field}} is blank, and {{table}} cannot do without it',
  'names-no-account': 'it names no account, and cannot do without one',
  'names-no-owner': 'it names no account, subscription or user',
  'blank-account_one': 'nothing leads to its account: {{columns}} is blank',
  'blank-account_other': 'nothing leads to its account: {{columns}} are blank',
  'unknown-account': 'no account is known for "{{value}}"; import the accounts first, or correct it',
  'unknown-account-by': 'no account is known by the {{find}} "{{value}}"; import accounts with it first',
  'unknown-owner': 'no account is known for {{field}} "{{value}}"; import {{table}} with it',
  'instant-out-of-range': '"{{value}}" is outside 1970 to 2106',
  'event-name-too-long': 'the name of the event is too long',
  'event-text-too-long':
    'The {{what}} starting with "{{value}}" is longer than {{most}} characters. Check that the right column is mapped to it.',
  'event-too-many-values':
    'There are more than {{most}} different values in the {{what}} column. Check that the right column is mapped to it.',
  'quantity-too-large':
    'The quantity of this event ({{value}}) is too large to store. Check that the right column is mapped to quantity.',
  'left-out-end': 'it ends before it starts, and such rows were left out',
  'left-out-closed': 'it was closed before it was opened, and such rows were left out',
  'left-out-due': 'it was due before it was issued, and such rows were left out',
  'left-out-negative': 'its revenue is negative, and such rows were left out',
  'left-out-future': 'it is dated in the future, and such rows were left out',
  'before-subscription': 'it is dated before its subscription began',
  'before-account': 'it is dated before its account became a customer',
  'in-future': 'it is dated in the future',

  'undone-already': 'It is undone already.',
  'undo-confirmed':
    'Import {{later}} brought some of the same rows again, so they stand only here. Undo import {{later}} first.',
  'undo-carried':
    'Import {{later}} told only a part of some of its rows and kept the rest of them. Undo import {{later}} first.',
  'undo-merged':
    'It alone describes account {{account}}, and {{merged}} was merged into {{kept}}. Take that merge (number {{merge}}) back first.',
  'undo-check': 'It was a dry run: nothing was written.',
  'commit-done': 'It was committed as import {{import}}.',
  'commit-outdated': 'The data of this workspace changed since this check. Check the files again.',
  'commit-not-kept': 'What this check read is no longer kept. Check the files again.',
} as const;

/** Words that stand in the sentences for a code: `type:money` for the value `money` of `{{type}}`. */
export const reasonWords = {
  'type:id': 'an id',
  'type:text': 'a text',
  'type:category': 'a text',
  'type:currency': 'a currency code such as EUR',
  'type:boolean': 'a yes or no',
  'type:day': 'a day',
  'type:instant': 'a date and time',
  'type:integer': 'a whole number',
  'type:number': 'a number',
  'type:money': 'an amount of money',
  'format:ymd': 'year-month-day',
  'format:dmy': 'day-month-year',
  'format:mdy': 'month-day-year',
  'format:serial': "a spreadsheet's number of days",
  'format:epoch-seconds': 'seconds since 1970',
  'format:epoch-milliseconds': 'milliseconds since 1970',
  'table:accounts': 'accounts',
  'table:contacts': 'contacts',
  'table:subscriptions': 'subscriptions',
  'table:invoices': 'invoices',
  'table:events': 'events',
  'table:tickets': 'tickets',
  'table:interactions': 'interactions',
  'table:surveys': 'surveys',
  'table:churn_events': 'churn events',
  'table:signals': 'signals',
  'find:id': 'id',
  'find:external-id': 'external id',
  'find:name': 'name',
  'find:domain': 'domain',
  'find:email': 'email',
  'find:contact': 'contact',
  'find:subscription': 'subscription',
} as const;

type WithoutForm<Key extends string> = Key extends `${infer Stem}_${'one' | 'other'}` ? Stem : Key;
export type ReasonKey = WithoutForm<keyof typeof reasonSentences>;
export type Reason = { readonly key: string; readonly values: Readonly<Record<string, string>> };

const sentences: Readonly<Record<string, string>> = reasonSentences;
const words: Readonly<Record<string, string>> = reasonWords;

/** @example reasonText('not-of-type', { value: 'x', type: 'number' }) // '"x" is not a number' */
export function reasonText(key: ReasonKey, values: Readonly<Record<string, string | number>> = {}): string {
  const sentence = sentences[key] ?? sentences[`${key}_${values['count'] === 1 ? 'one' : 'other'}`] ?? key;
  return sentence.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = String(values[name] ?? '');
    return words[`${name}:${value}`] ?? value;
  });
}

const plain = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Matches what may stand for a value: one of its words where it has such, else anything. The same value twice is the same text. */
function valuePattern(name: string, isAgain: boolean): string {
  if (isAgain) return `\\k<${name}>`;
  const own = Object.entries(words).flatMap(([key, word]) => (key.startsWith(`${name}:`) ? [plain(word)] : []));
  return `(?<${name}>${own.length > 0 ? own.join('|') : name === 'count' ? '\\d+' : '[^]*'})`;
}

const patterns = Object.entries(sentences).map(([key, sentence]) => {
  const seen = new Set<string>();
  const pattern = sentence.split(/(\{\{\w+\}\})/).map((part) => {
    const name = /^\{\{(\w+)\}\}$/.exec(part)?.[1];
    if (name === undefined) return plain(part);
    const isAgain = seen.has(name);
    seen.add(name);
    return valuePattern(name, isAgain);
  });
  return { key: key.replace(/_(?:one|other)$/, ''), pattern: new RegExp(`^${pattern.join('')}$`) };
});

/** The code for a word of a sentence, e.g. `money` for `an amount of money`. */
function codeOf(name: string, word: string): string {
  const found = Object.entries(words).find(([key, text]) => key.startsWith(`${name}:`) && text === word);
  return found === undefined ? word : found[0].slice(name.length + 1);
}

/** Key and values of a sentence that the engine wrote, now or long ago; null where it is none of these. */
export function reasonOf(sentence: string): Reason | null {
  for (const { key, pattern } of patterns) {
    const found = pattern.exec(sentence);
    if (found === null) continue;
    const values = Object.entries(found.groups ?? {}).map(([name, text]) => [name, codeOf(name, text)] as const);
    return { key, values: Object.fromEntries(values) };
  }
  return null;
}
