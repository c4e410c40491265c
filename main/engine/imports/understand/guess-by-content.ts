import { tables } from '../../../../shared/domain/tables.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import type { ContentKind } from './content.ts';
import { typeFit } from './field-scores.ts';
import type { FieldGuess } from './field-guess.ts';
import type { ColumnProfile } from './column-profile.ts';

const confidence = 0.4;
/** What the values of a column say that its header does not. */
const contentFields: readonly (readonly [TableName, field: string, content: ContentKind])[] = [
  ['contacts', 'email', 'email'],
  ['surveys', 'contact_email', 'email'],
  ['accounts', 'website', 'web'],
  ['accounts', 'country', 'country'],
  ['subscriptions', 'currency', 'currency'],
  ['invoices', 'currency', 'currency'],
];
const reference =
  /\b(id|ids|ref|reference|code|codigo|key|clave|number|numero|no|num|uuid|guid|account|customer|client|company|cuenta|cliente|empresa|tenant|org)\b/;

/** Fields that no header gives, where exactly one column that is left has values of their kind. */
export function guessByContent(
  table: TableName,
  profiles: readonly ColumnProfile[],
  words: readonly string[],
  guesses: FieldGuess[],
  taken: Set<string>,
): void {
  const take = (field: string, fits: (profile: ColumnProfile, index: number) => boolean): void => {
    if (taken.has(field)) return;
    const found = profiles.flatMap((profile, index) =>
      guesses[index]!.reason === 'none' && fits(profile, index) ? [index] : [],
    );
    const [only] = found;
    if (found.length !== 1 || only === undefined) return;
    taken.add(field);
    guesses[only] = { field, confidence, reason: 'content' };
  };
  for (const field of tables[table].fields) {
    if (field.required && (field.type === 'day' || field.type === 'instant'))
      take(field.name, (profile) => profile.type !== 'empty' && typeFit(profile, field) === 1);
  }
  for (const [name, field, content] of contentFields) {
    // Two or three codes of two letters may be anything.
    if (name === table) take(field, (profile) => profile.content === content && profile.distinct >= minimum[content]);
  }
  const owner = table === 'events' ? ['account_id', 'subscription_id', 'contact_id'] : ['account_id'];
  if (table === 'accounts' || owner.some((field) => taken.has(field))) return;
  take('account_id', (profile, index) => profile.content === 'id' && repeats(profile) && reference.test(words[index]!));
}

const minimum: Readonly<Record<ContentKind, number>> = {
  email: 1,
  web: 2,
  country: 3,
  currency: 1,
  id: 2,
  'ip-address': 1,
};

/** Ids that come again and again point to something else: the row's own would not. */
function repeats({ distinctShare, filled, rows }: ColumnProfile): boolean {
  return rows * filled >= 5 && distinctShare < 0.8;
}
