import type Database from 'better-sqlite3';
import type { AccountFinder } from '../../../../shared/contract/index.ts';
import { secondsOfDay } from '../../../../shared/domain/time.ts';
import { readId } from '../understand/values.ts';
import { createAccountFinder } from './account-finder.ts';
import { ownText } from './own-text.ts';

/**
 * The account behind an event and what is needed to notice contradictions. Seconds are null where nothing is known. Events
 * are stored under the id that they came with, so `account` is never what it was merged into.
 */
export type EventOwner = {
  readonly account: string;
  readonly created: number | null;
  readonly subscriptionStart: number | null;
};
export type EventOwners = {
  ofAccount(text: string): EventOwner | null;
  ofSubscription(text: string): EventOwner | null;
  ofContact(text: string): EventOwner | null;
  /** By whatever a column holds; null where it leads to no account or to several. */
  find(by: AccountFinder, text: string): EventOwner | null;
};

const seconds = (day: unknown): number | null => (typeof day === 'string' ? secondsOfDay(day) : null);

/** Finds accounts of events among this import's rows first, then the workspace's. */
export function createEventOwners(database: Database.Database): EventOwners {
  const created = new Map<string, number | null>();
  for (const row of database
    .prepare('SELECT account_id, created_day FROM after_accounts WHERE created_day IS NOT NULL')
    .raw()
    .iterate()) {
    const [account, day] = row as [string, string];
    created.set(account, seconds(day));
  }
  const finder = createAccountFinder(database);
  const accounts = new Map<string, EventOwner | null>();
  let subscriptions: Map<string, EventOwner> | null = null;
  let contacts: Map<string, EventOwner> | null = null;

  const toOwner = (account: string, start: unknown = null): EventOwner => ({
    account,
    created: created.get(account) ?? null,
    subscriptionStart: seconds(start),
  });

  function load(sql: string): Map<string, EventOwner> {
    const found = new Map<string, EventOwner>();
    for (const row of database.prepare(sql).raw().iterate()) {
      const [id, account, start] = row as [string, string, string | null];
      found.set(id, toOwner(account, start));
    }
    return found;
  }

  const owners: EventOwners = {
    ofAccount(text) {
      let owner = accounts.get(text);
      if (owner === undefined) {
        const kept = ownText(text);
        const account = readId(kept);
        owner = account === null ? null : toOwner(account);
        accounts.set(kept, owner);
      }
      return owner;
    },
    ofSubscription(text) {
      subscriptions ??= load(
        'SELECT subscription_id, coalesce(raw_account_id, account_id), start_day FROM after_subscriptions',
      );
      return subscriptions.get(text) ?? subscriptions.get(readId(text) ?? '') ?? null;
    },
    ofContact(text) {
      contacts ??= load('SELECT contact_id, coalesce(raw_account_id, account_id), NULL FROM after_contacts');
      return contacts.get(text) ?? contacts.get(readId(text) ?? '') ?? null;
    },
    find(by, text) {
      if (by === 'id') return owners.ofAccount(text);
      if (by === 'subscription') return owners.ofSubscription(text);
      if (by === 'contact') return owners.ofContact(text);
      const found = finder.find(by, text);
      return found === null ? null : toOwner(found.raw ?? found.account);
    },
  };
  return owners;
}

export { ownText } from './own-text.ts';
