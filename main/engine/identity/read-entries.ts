import type { ReadableDatabase } from '../db/index.ts';
import { normaliseEmail, registrableDomain } from './domains.ts';
import type { Entry } from './judge.ts';
import { normaliseCountry, normaliseExternalId, normaliseTaxId } from './keys.ts';
import { nameWords } from './name-words.ts';

/** The book as it is compared. Places are indexes of `entries`. */
export type BookEntries = {
  readonly entries: readonly Entry[];
  /** Every id, merged ones too, with the place of the account that stands for it. */
  readonly placeOf: ReadonlyMap<string, number>;
  /** E-mail addresses that contacts of a few accounts share. */
  readonly sharedEmails: ReadonlyMap<string, readonly number[]>;
};

type Row = {
  account_id: string;
  name: string | null;
  website: string | null;
  country: string | null;
  industry: string | null;
  external_id: string | null;
  tax_id: string | null;
  source: string | null;
  parent_id: string | null;
  created_day: string | null;
};

/** Somebody who is a contact of more accounts than this works for none of them. */
const mostAccountsOfPerson = 3;

export function readEntries(database: ReadableDatabase, checkStop: () => void): BookEntries {
  const paying = payingSystems(database);
  const mailed = contactDomains(database, checkStop);
  const entries: Entry[] = [];
  const placeOf = new Map<string, number>();
  const rows = database
    .prepare(
      'SELECT account_id, name, website, country, industry, external_id, tax_id, source, parent_id, created_day FROM current_accounts WHERE tick() ORDER BY account_id',
    )
    .iterate() as IterableIterator<Row>;
  for (const row of rows) {
    if (entries.length % 1000 === 0) checkStop();
    const website = row.website === null ? null : registrableDomain(row.website);
    placeOf.set(row.account_id, entries.length);
    entries.push({
      id: row.account_id,
      name: row.name,
      words: row.name === null ? [] : nameWords(row.name),
      domain: website ?? mailed.get(row.account_id) ?? null,
      domainFrom: website === null ? 'contacts' : 'website',
      taxId: row.tax_id === null ? null : normaliseTaxId(row.tax_id),
      externalId: row.external_id === null ? null : normaliseExternalId(row.external_id),
      country: row.country === null ? null : normaliseCountry(row.country),
      industry: row.industry === null ? null : row.industry.trim().toLowerCase() || null,
      source: row.source,
      parent: row.parent_id,
      createdDay: row.created_day,
      payingIn: paying.get(row.account_id) ?? [],
    });
  }
  const aliases = database.prepare('SELECT alias_id, account_id FROM account_aliases').raw().all() as [
    string,
    string,
  ][];
  for (const [alias, account] of aliases) {
    const place = placeOf.get(account);
    if (place !== undefined) placeOf.set(alias, place);
  }
  return { entries, placeOf, sharedEmails: sharedEmails(database, placeOf) };
}

function payingSystems(database: ReadableDatabase): Map<string, string[]> {
  const systems = new Map<string, string[]>();
  const rows = database
    .prepare(
      `SELECT DISTINCT s.account_id, coalesce(f.source, '') FROM current_subscriptions AS s JOIN import_files AS f ON f.id = s.file_id WHERE tick()`,
    )
    .raw()
    .iterate() as IterableIterator<[string, string]>;
  for (const [account, source] of rows) {
    const known = systems.get(account);
    if (known) known.push(source);
    else systems.set(account, [source]);
  }
  return systems;
}

/** The domain that most contacts of an account have in their e-mail. */
function contactDomains(database: ReadableDatabase, checkStop: () => void): Map<string, string> {
  const domains = new Map<string, string>();
  const rows = database
    .prepare('SELECT account_id, email FROM current_contacts WHERE email IS NOT NULL AND tick() ORDER BY account_id')
    .raw()
    .iterate() as IterableIterator<[string, string]>;
  let account: string | null = null;
  let counts = new Map<string, number>();
  const settle = (): void => {
    const most = [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0];
    if (account !== null && most) domains.set(account, most[0]);
  };
  let read = 0;
  for (const [id, email] of rows) {
    if (read++ % 1000 === 0) checkStop();
    if (id !== account) {
      settle();
      account = id;
      counts = new Map();
    }
    const domain = registrableDomain(email);
    if (domain !== null && email.includes('@')) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  settle();
  return domains;
}

function sharedEmails(database: ReadableDatabase, placeOf: ReadonlyMap<string, number>): Map<string, number[]> {
  const shared = new Map<string, number[]>();
  const rows = database
    .prepare(
      `SELECT lower(trim(email)), json_group_array(DISTINCT account_id) FROM current_contacts WHERE email LIKE '%_@_%' AND tick()
       GROUP BY 1 HAVING count(DISTINCT account_id) BETWEEN 2 AND ${mostAccountsOfPerson}`,
    )
    .raw()
    .iterate() as IterableIterator<[string, string]>;
  for (const [text, accounts] of rows) {
    const email = normaliseEmail(text);
    const places = (JSON.parse(accounts) as string[]).flatMap((id) => placeOf.get(id) ?? []);
    if (email !== null && places.length > 1) shared.set(email, places);
  }
  return shared;
}
