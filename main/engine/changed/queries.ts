import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';
import { secondsOfDay, addDays } from '../../../shared/domain/time.ts';
import type { Since, Sitting } from './since.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;

/** The newest first; so many are enough to know the last visit. */
export function latestSittings(database: AnyDatabase): Sitting[] {
  const rows = database.prepare('SELECT * FROM home_sittings ORDER BY id DESC LIMIT 20').all() as {
    id: number;
    started_at: number;
    last_at: number;
    is_closed: number;
    data_day: string;
    score_day: string | null;
  }[];
  return rows.map((row) => ({
    id: row.id,
    startedAt: row.started_at,
    lastAt: row.last_at,
    isClosed: row.is_closed === 1,
    dataDay: row.data_day,
    scoreDay: row.score_day,
  }));
}

/** Runs of a model, without their rows. */
export function runsOf(database: ReadableDatabase, modelId: string): { id: number; asOf: string }[] {
  return database
    .prepare('SELECT max(id) AS id, as_of AS asOf FROM score_runs WHERE model_id = ? GROUP BY as_of')
    .all(modelId) as { id: number; asOf: string }[];
}

export function probabilitiesOf(database: ReadableDatabase, run: number): Map<string, number> {
  return new Map(
    database.prepare('SELECT account_id, probability FROM scores WHERE run_id = ? AND tick()').raw().all(run) as [
      string,
      number,
    ][],
  );
}

/** Keys of news that were marked as seen, by account; news of no account under ''. */
export function seenKeys(database: ReadableDatabase): Map<string, Set<string>> {
  const seen = new Map<string, Set<string>>();
  const rows = database.prepare('SELECT account_id, news_key FROM home_seen').raw().all() as [string, string][];
  for (const [account, key] of rows) {
    const keys = seen.get(account) ?? new Set<string>();
    keys.add(key);
    seen.set(account, keys);
  }
  return seen;
}

/** Accounts that are on watch, or were dismissed, on the present data: news of it was decided on. */
export function decidedAccounts(database: ReadableDatabase, asOf: string, today: string): Set<string> {
  const ids = database
    .prepare(
      `SELECT coalesce(a.account_id, d.account_id) FROM review_decisions d
       LEFT JOIN account_aliases a ON a.alias_id = d.account_id
       WHERE d.id IN (SELECT max(id) FROM review_decisions GROUP BY account_id) AND d.data_day >= :asOf
         AND (d.kind = 'dismiss' OR (d.kind = 'watch' AND d.watch_until >= :today))`,
    )
    .pluck()
    .all({ asOf, today }) as string[];
  return new Set(ids);
}

export type TicketRow = {
  account: string;
  id: string;
  openedAt: number;
  priority: string | null;
  escalated: number | null;
  satisfaction: number | null;
  sentiment: string | number | null;
  subject: string | null;
};

const newRow = (time: string): string =>
  `((${time} > :from AND ${time} <= :until) OR (${time} > :late AND ${time} <= :until AND import_id IN (
     SELECT id FROM imports WHERE state = 'committed' AND committed_at > :cameAfter)))`;

/** Opened since, or brought in since and not long before. */
export function newTickets(
  database: ReadableDatabase,
  { from, lateFrom, cameAfter }: Since,
  asOf: string,
): TicketRow[] {
  return database
    .prepare(
      `SELECT account_id AS account, ticket_id AS id, opened_at AS openedAt, priority, escalated, satisfaction, subject,
         json_extract(attributes, '$.sentiment') AS sentiment
       FROM current_tickets WHERE ${newRow('opened_at')} AND tick() ORDER BY opened_at DESC, ticket_id`,
    )
    .all({ from: endOf(from), until: endOf(asOf), late: endOf(lateFrom), cameAfter }) as TicketRow[];
}

const endOf = (day: string): number => secondsOfDay(addDays(day, 1)) - 1;

export function satisfactionScale(database: ReadableDatabase): { least: number; most: number } | null {
  const row = database
    .prepare('SELECT min(satisfaction) AS least, max(satisfaction) AS most FROM current_tickets WHERE tick()')
    .get() as { least: number | null; most: number | null };
  return row.least === null || row.most === null ? null : { least: row.least, most: row.most };
}

export type ContactRow = { account: string; id: string; name: string; role: string | null; lastSeen: string | null };

const contactName = `coalesce(nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), ''), email, contact_id)`;

export function contactsOf(database: ReadableDatabase): ContactRow[] {
  return database
    .prepare(
      `SELECT account_id AS account, contact_id AS id, ${contactName} AS name, coalesce(role, title) AS role, last_seen_day AS lastSeen
       FROM current_contacts WHERE tick()`,
    )
    .all() as ContactRow[];
}

/** Contacts as they were before an import since then said something else of them. */
export function formerContacts(database: ReadableDatabase, cameAfter: number): (ContactRow & { replacedBy: number })[] {
  return database
    .prepare(
      `SELECT account_id AS account, contact_id AS id, ${contactName} AS name, coalesce(role, title) AS role, last_seen_day AS lastSeen,
         superseded_by AS replacedBy
       FROM contacts WHERE superseded_by IN (SELECT id FROM imports WHERE state = 'committed' AND committed_at > :cameAfter) AND tick()`,
    )
    .all({ cameAfter }) as (ContactRow & { replacedBy: number })[];
}

/** Accounts that pay by the month: those renew all the time, which is no news. */
export function monthlyAccounts(database: ReadableDatabase, asOf: string): Set<string> {
  const ids = database
    .prepare(
      `SELECT s.account_id FROM current_subscriptions s
       WHERE s.start_day <= :asOf AND (s.end_day IS NULL OR s.end_day >= :asOf) AND coalesce(s.is_trial, 0) = 0 AND tick()
       GROUP BY s.account_id HAVING max(s.term_months) <= 2`,
    )
    .pluck()
    .all({ asOf }) as string[];
  return new Set(ids);
}

export type DueTask = { id: number; account: string | null; title: string; due: string; assignee: string | null };

/** Open tasks that are due by a day, the oldest first. */
export function dueTasks(database: ReadableDatabase, today: string): DueTask[] {
  return database
    .prepare(
      `SELECT t.id, coalesce(a.account_id, t.account_id) AS account, t.title, t.due, t.assignee
       FROM tasks t LEFT JOIN account_aliases a ON a.alias_id = t.account_id
       WHERE t.state = 'open' AND t.due <= ? ORDER BY t.due, t.id`,
    )
    .all(today) as DueTask[];
}

export type ImportNews = { id: number; committedAt: number; files: string; grave: number; warnings: number };

/** Imports since then with findings that nobody accepted yet. */
export function importsWithFindings(database: ReadableDatabase, cameAfter: number): ImportNews[] {
  return database
    .prepare(
      `SELECT i.id, i.committed_at AS committedAt,
         (SELECT group_concat(name, ', ') FROM (SELECT DISTINCT name FROM import_files WHERE import_id = i.id ORDER BY id LIMIT 3)) AS files,
         sum(json_extract(f.value, '$.severity') = 'error') AS grave, sum(json_extract(f.value, '$.severity') = 'warning') AS warnings
       FROM imports i, json_each(i.findings) f
       WHERE i.state = 'committed' AND i.committed_at > :cameAfter AND coalesce(json_extract(f.value, '$.accepted'), 0) = 0
         AND json_extract(f.value, '$.severity') IN ('error', 'warning')
       GROUP BY i.id ORDER BY i.id DESC LIMIT 20`,
    )
    .all({ cameAfter }) as ImportNews[];
}
