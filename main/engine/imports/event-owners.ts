import type Database from 'better-sqlite3';
import { secondsOfDay } from '../../../shared/domain/time.ts';
import { readId } from './values.ts';

/** The account behind an event and what is needed to notice contradictions. Seconds are null where nothing is known. */
export type EventOwner = {
  readonly account: string;
  readonly created: number | null;
  readonly subscriptionStart: number | null;
};
export type EventOwners = {
  ofAccount(text: string): EventOwner | null;
  ofSubscription(text: string): EventOwner | null;
  ofContact(text: string): EventOwner | null;
};

/** V8 keeps the whole piece of the file alive behind a long substring; what is remembered must be a text of its own. */
export function ownText(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8');
}

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
  const accounts = new Map<string, EventOwner | null>();
  let subscriptions: Map<string, EventOwner> | null = null;
  let contacts: Map<string, EventOwner> | null = null;

  function load(sql: string): Map<string, EventOwner> {
    const found = new Map<string, EventOwner>();
    for (const row of database.prepare(sql).raw().iterate()) {
      const [id, account, start] = row as [string, string, string | null];
      found.set(id, { account, created: created.get(account) ?? null, subscriptionStart: seconds(start) });
    }
    return found;
  }

  return {
    ofAccount(text) {
      let owner = accounts.get(text);
      if (owner === undefined) {
        const kept = ownText(text);
        const account = readId(kept);
        owner = account === null ? null : { account, created: created.get(account) ?? null, subscriptionStart: null };
        accounts.set(kept, owner);
      }
      return owner;
    },
    ofSubscription(text) {
      subscriptions ??= load('SELECT subscription_id, account_id, start_day FROM after_subscriptions');
      return subscriptions.get(text) ?? subscriptions.get(readId(text) ?? '') ?? null;
    },
    ofContact(text) {
      contacts ??= load('SELECT contact_id, account_id, NULL FROM after_contacts');
      return contacts.get(text) ?? contacts.get(readId(text) ?? '') ?? null;
    },
  };
}
