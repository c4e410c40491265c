import type Database from 'better-sqlite3';
import type { AccountFinder } from '../../../../shared/contract/index.ts';
import { normaliseEmail, normaliseExternalId, normaliseName, registrableDomain } from '../../identity/index.ts';
import { readId } from '../understand/values.ts';
import { ownText } from './own-text.ts';

/** `account` is the one that counts; `raw` is the id that the text led to, where that account was merged since. */
export type FoundAccount = { readonly account: string; readonly raw: string | null };
export type FindAccount = {
  /**
   * Null where the text is blank, leads to no account, or leads to several. Any text is an id. An e-mail leads to the
   * contact's account, else as a domain does: to the account of the website, else to the one whose contacts have it.
   */
  find(by: AccountFinder, text: string): FoundAccount | null;
};

/** Texts come in runs and again and again; this many are remembered of each kind. */
const remembered = 50_000;

type Keys = {
  /** What the text and the stored values are compared by; null where it is no such key. */
  readonly normalise: (text: string) => string | null;
  /** Rows (stored value, account id, 0 for this import's rows and 1 for the workspace's), `{from}` standing for both. */
  readonly sql: string;
};

const both = (table: string, select: string): string =>
  `SELECT ${select}, 0 AS place FROM main.${table} AS t UNION ALL SELECT ${select}, 1 FROM workspace.${table} AS t
   WHERE t.superseded_by IS NULL`;
const ownAccount = 'coalesce(t.raw_account_id, t.account_id)';

type KeyKind = Exclude<AccountFinder, 'id' | 'email'> | 'address' | 'contact-domain';

const keysOf: Record<KeyKind, Keys> = {
  'external-id': {
    normalise: normaliseExternalId,
    sql: both('accounts', 't.external_id AS value, t.account_id AS account'),
  },
  name: {
    normalise: (text) => normaliseName(text) || null,
    sql: both('accounts', 't.name AS value, t.account_id AS account'),
  },
  domain: { normalise: registrableDomain, sql: both('accounts', 't.website AS value, t.account_id AS account') },
  contact: { normalise: readId, sql: both('contacts', `t.contact_id AS value, ${ownAccount} AS account`) },
  subscription: {
    normalise: readId,
    sql: both('subscriptions', `t.subscription_id AS value, ${ownAccount} AS account`),
  },
  'contact-domain': {
    normalise: registrableDomain,
    sql: both('contacts', `t.email AS value, ${ownAccount} AS account`),
  },
  address: { normalise: normaliseEmail, sql: both('contacts', `t.email AS value, ${ownAccount} AS account`) },
};

/**
 * Finds the account that a text of a file leads to, among this import's rows first, then the workspace's. The keys of a
 * kind are written into the staging file at the first question of that kind, so ask only when the tables that it looks at
 * (accounts, contacts, subscriptions) have been read.
 * @param database a staging database with the workspace attached
 */
export function createAccountFinder(database: Database.Database): FindAccount {
  let finder = finders.get(database);
  if (!finder) finders.set(database, (finder = newAccountFinder(database)));
  return finder;
}

/** One for a staging file, whoever asks: its keys are gathered once. */
const finders = new WeakMap<Database.Database, FindAccount>();

function newAccountFinder(database: Database.Database): FindAccount {
  const aliasOf = database.prepare('SELECT account_id FROM workspace.account_aliases WHERE alias_id = ?').pluck();
  const hasAliases = database.prepare('SELECT EXISTS (SELECT 1 FROM workspace.account_aliases)').pluck().get() === 1;
  const lookups = new Map<KeyKind, (key: string) => FoundAccount | null>();
  const caches = new Map<AccountFinder, Map<string, FoundAccount | null>>();

  function toFound(id: string): FoundAccount {
    const account = hasAliases ? (aliasOf.get(id) as string | undefined) : undefined;
    return account === undefined ? { account: id, raw: null } : { account, raw: id };
  }

  function createLookup(kind: KeyKind): (key: string) => FoundAccount | null {
    const { normalise, sql } = keysOf[kind];
    const table = `main.finder_${kind.replace('-', '_')}`;
    const normal = `finder_key_${kind.replace('-', '_')}`;
    database.function(normal, { deterministic: true }, (value: unknown) =>
      value === null ? null : normalise(String(value)),
    );
    // What is no such key violates NOT NULL and is left out.
    database.exec(
      `CREATE TABLE ${table} (key TEXT NOT NULL, account TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place, account)) WITHOUT ROWID`,
    );
    database.exec(`INSERT OR IGNORE INTO ${table} SELECT ${normal}(value), account, place FROM (${sql})`);
    const inPlace = database.prepare(`SELECT account FROM ${table} WHERE key = ? AND place = ? LIMIT 20`).pluck();
    return (key) => {
      for (const place of [0, 1]) {
        const found = (inPlace.all(key, place) as string[]).map(toFound);
        // Accounts that are one by now are one answer; the kept one itself rather than what was merged into it.
        if (found.length > 0)
          return new Set(found.map(({ account }) => account)).size === 1
            ? (found.find(({ raw }) => raw === null) ?? found[0]!)
            : null;
      }
      return null;
    };
  }

  function look(kind: KeyKind, text: string): FoundAccount | null {
    const key = keysOf[kind].normalise(text);
    if (key === null) return null;
    let lookup = lookups.get(kind);
    if (!lookup) lookups.set(kind, (lookup = createLookup(kind)));
    return lookup(key);
  }

  function findNow(by: AccountFinder, text: string): FoundAccount | null {
    if (by === 'id') {
      const id = readId(text);
      return id === null || id === '' ? null : toFound(id);
    }
    const address = by === 'email' ? look('address', text) : null;
    if (address) return address;
    // A text that is no address leads nowhere: `acme` is no e-mail.
    if (by === 'email' && normaliseEmail(text) === null) return null;
    if (by === 'email' || by === 'domain') return look('domain', text) ?? look('contact-domain', text);
    return look(by, text);
  }

  return {
    find(by, text) {
      const trimmed = text.trim();
      let cache = caches.get(by);
      if (!cache) caches.set(by, (cache = new Map()));
      const known = cache.get(trimmed);
      if (known !== undefined) return known;
      if (cache.size >= remembered) cache.clear();
      const own = ownText(trimmed);
      const found = findNow(by, own);
      cache.set(own, found);
      return found;
    },
  };
}
