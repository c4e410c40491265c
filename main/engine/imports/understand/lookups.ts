import type { AccountFinder, Derivation } from '../../../../shared/contract/index.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import type { SystemExport } from './system-export.ts';
import { namesAccounts } from './field-scores.ts';
import type { FieldGuess } from './field-guess.ts';
import { normaliseHeader } from './header-words.ts';
import type { ColumnProfile } from './column-profile.ts';

/** A column of the proposal that the file does not have itself. */
export type DerivedGuess = FieldGuess & { readonly column: string };
export type Lookups = { readonly derive: Derivation[]; readonly derived: DerivedGuess[] };

type Rule = { readonly find: AccountFinder; readonly header: RegExp };

const rules: readonly Rule[] = [
  {
    find: 'name',
    header:
      /^(account|customer|client|company|organi[sz]ation|cuenta|cliente|empresa)( name)?$|^nombre( de)?( la| del)? (cuenta|cliente|empresa)$|^razon social$/,
  },
  {
    find: 'subscription',
    header: /^(subscription|contract|suscripcion|contrato)( id| number)?$|^id (suscripcion|contrato)$/,
  },
  { find: 'contact', header: /^(contact|user|requester|person|contacto|usuario)( id)?$|^id (contacto|usuario)$/ },
  { find: 'email', header: /\b(e ?mail|mail|correo)\b/ },
  { find: 'domain', header: /\b(domains?|website|dominio|web|url)\b/ },
];
/** How sure each way leads to the right account. */
const confidenceOf: Readonly<Record<AccountFinder, number>> = {
  id: 0.9,
  'external-id': 0.8,
  subscription: 0.8,
  contact: 0.75,
  name: 0.7,
  email: 0.65,
  domain: 0.6,
};

/**
 * Columns that lead to the account where none holds its id: set in `guesses`, or as copies where the column is a field of its own.
 * Empty where the table needs no account or has one.
 */
export function guessLookups(
  table: TableName,
  profiles: readonly ColumnProfile[],
  guesses: FieldGuess[],
  known: SystemExport | null,
): Lookups {
  const nothing: Lookups = { derive: [], derived: [] };
  const given = new Set(guesses.map(({ field }) => field));
  if (table === 'accounts' || given.has('account_id')) return nothing;
  if (table === 'events' && (given.has('subscription_id') || given.has('contact_id'))) return nothing;
  const found: { index: number; find: AccountFinder; confidence: number }[] = [];
  const add = (index: number, find: AccountFinder, confidence: number): void => {
    const profile = profiles[index];
    if (!profile || profile.type === 'empty' || found.some((one) => one.index === index)) return;
    if ((find === 'email') !== (profile.content === 'email')) return;
    found.push({ index, find, confidence });
  };
  const words = profiles.map(({ column }) => normaliseHeader(column));
  if (known?.table === table)
    for (const { header, find } of known.lookups ?? []) add(words.indexOf(header), find, confidenceOf[find] + 0.1);
  if (found.length === 0)
    for (const { find, header } of rules)
      words.forEach((word, index) => {
        const { reason, field } = guesses[index]!;
        const isFree = reason === 'none' || find === 'email' || field === 'subscription_id';
        if (!isFree || !header.test(word)) return;
        add(index, find === 'name' ? nameOrOther(profiles[index]!) : find, confidenceOf[find]);
      });
  // The table's own people cannot say to which account they belong, but their addresses can.
  return placeLookups(table, profiles, guesses, found);
}

function nameOrOther(profile: ColumnProfile): AccountFinder {
  if (profile.content === 'email') return 'email';
  if (profile.content === 'web') return 'domain';
  return namesAccounts(profile) || profile.content !== 'id' ? 'name' : 'external-id';
}

function placeLookups(
  table: TableName,
  profiles: readonly ColumnProfile[],
  guesses: FieldGuess[],
  found: readonly { index: number; find: AccountFinder; confidence: number }[],
): Lookups {
  const derive: Derivation[] = [];
  const derived: DerivedGuess[] = [];
  for (const { index, find, confidence } of found) {
    const column = profiles[index]!.column;
    const guess = { field: 'account_id', reason: 'header', confidence: Math.round(confidence * 100) / 100 } as const;
    if (guesses[index]!.reason === 'none') {
      guesses[index] = { ...guess, find };
      continue;
    }
    const names = new Set([...profiles.map((profile) => profile.column), ...derived.map((one) => one.column)]);
    const as = freeName(table === 'contacts' ? `${column} (domain)` : `${column} (account)`, names);
    if (table === 'contacts') {
      if (find !== 'email') continue;
      derive.push({ how: 'domain', column, as });
      derived.push({ ...guess, column: as, find: 'domain' });
    } else {
      derive.push({ how: 'join', columns: [column], separator: '', as });
      derived.push({ ...guess, column: as, find });
    }
  }
  return { derive, derived };
}

export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted} ${number}`;
  return name;
}
