import type { NewsItem } from '../../../shared/contract/index.ts';

import { mentionedIds, shownText } from '../../../shared/domain/mentions.ts';
import { dayNumber, dayOfSeconds } from '../../../shared/domain/time.ts';
import type { BookRow } from '../accounts/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import { stopWhenAsked } from '../events/index.ts';
import { accountLinks, mentionsIn } from '../notes/index.ts';
import type { ReadContext } from '../threads/index.ts';
import type { Cliff } from './cliffs.ts';
import { keptFor } from './kept.ts';
import { fellSilent, isChampion, leastMove, renewalBand, ticketReasons } from './news-rules.ts';
import type { TicketReason } from './news-rules.ts';
import { contactsOf, formerContacts, monthlyAccounts, newTickets, satisfactionScale } from './queries.ts';
import type { ContactRow, DueTask } from './queries.ts';
import type { Since } from './since.ts';
import { cliffsOn } from './use-by-week.ts';
import {
  cliffDetail,
  cliffWords,
  lostWords,
  nobodyWords,
  renewalWords,
  scoreWords,
  silentWords,
  taskWords,
  ticketWords,
} from './words.ts';

export type Gathering = {
  readonly context: ReadContext;
  readonly since: Since;
  readonly asOf: string;
  /** By id: the accounts that news is told of. */
  readonly customers: ReadonlyMap<string, BookRow>;
};

type Told = Omit<NewsItem, 'details' | 'taskId'> & Partial<Pick<NewsItem, 'details' | 'taskId'>>;
export type News = Map<string, NewsItem[]>;

function add(news: News, account: string, item: Told): void {
  const whole: NewsItem = { details: [], taskId: null, ...item };
  const list = news.get(account);
  if (list === undefined) news.set(account, [whole]);
  else list.push(whole);
}

/** @param before probabilities that were known then; null where none are. @param scoreDay day of the present scores */
export function addScores(
  news: News,
  customers: Gathering['customers'],
  before: ReadonlyMap<string, number> | null,
  scoreDay: string | null,
): void {
  if (before === null || scoreDay === null) return;
  for (const [id, { probability }] of customers) {
    const then = before.get(id);
    if (probability === null || then === undefined || Math.abs(probability - then) < leastMove) continue;
    const change = probability - then;
    add(news, id, {
      kind: 'score',
      key: `score ${scoreDay}`,
      day: scoreDay,
      isBad: change > 0,
      text: scoreWords(change, probability),
    });
  }
}

const ticketsTold = 3;
const reasonOrder: readonly TicketReason[] = ['escalated', 'dissatisfied', 'negative', 'urgent'];

/** One line for all bad tickets of an account. */
export function addTickets(news: News, { context, since, asOf, customers }: Gathering): void {
  const { database } = context;
  const scale = keptFor(database, 'scale', () => satisfactionScale(database));
  const bad = newTickets(database, since, asOf)
    .map((ticket) => ({ ...ticket, reasons: ticketReasons(ticket, scale) }))
    .filter(({ account, reasons }) => reasons.length > 0 && customers.has(account));
  for (const [account, tickets] of Map.groupBy(bad, (ticket) => ticket.account)) {
    const reasons = new Set(tickets.flatMap((ticket) => ticket.reasons));
    const newest = tickets[0]!;
    add(news, account, {
      kind: 'ticket',
      key: `ticket ${newest.id}`,
      day: dayOfSeconds(newest.openedAt),
      isBad: true,
      text: ticketWords(
        tickets.length,
        reasonOrder.filter((reason) => reasons.has(reason)),
      ),
      details: tickets
        .flatMap(({ subject }) => (subject === null ? [] : [{ en: subject, es: subject }]))
        .slice(0, ticketsTold),
    });
  }
}

export function addCliffs(news: News, { context, since, asOf, customers }: Gathering): void {
  // Nothing of the data lies between.
  if (since.from >= asOf) return;
  const now = cliffsAt(context, customers, asOf);
  const then = cliffsAt(context, customers, since.from);
  for (const [account, cliff] of now) {
    if (then.has(account)) continue;
    add(news, account, {
      kind: 'cliff',
      key: `cliff ${Math.floor(dayNumber(asOf) / 28)}`,
      day: asOf,
      isBad: true,
      text: cliffWords(cliff),
      details: [cliffDetail(cliff)],
    });
  }
}

function cliffsAt(
  { database, events, shouldStop }: ReadContext,
  customers: Gathering['customers'],
  day: string,
): Map<string, Cliff> {
  const columns = events();
  return keptFor(
    database,
    `cliffs ${day}`,
    () => {
      const isCustomer = Uint8Array.from(columns.accounts, (id) => (customers.has(id) ? 1 : 0));
      return cliffsOn(columns, isCustomer, day, (account) =>
        stopWhenAsked(account, shouldStop, 'The list of what changed'),
      );
    },
    columns,
  );
}

export function addContacts(news: News, { context: { database }, since, asOf, customers }: Gathering): void {
  const contacts = keptFor(database, 'contacts', () => contactsOf(database));
  const present = new Map<string, ContactRow>();
  const silent = new Set<string>();
  for (const contact of contacts) {
    present.set(contact.id, contact);
    if (!isChampion(contact.role) || !customers.has(contact.account)) continue;
    if (contact.lastSeen === null || !fellSilent(contact.lastSeen, since.from, asOf)) continue;
    silent.add(contact.account);
    const text = silentWords(contact.name, contact.role, contact.lastSeen, asOf);
    add(news, contact.account, {
      kind: 'contact',
      key: `silent ${contact.id} ${contact.lastSeen}`,
      day: contact.lastSeen,
      isBad: true,
      text,
    });
  }
  for (const former of formerContacts(database, since.cameAfter)) {
    const now = present.get(former.id);
    const { role, name, account } = former;
    if (role === null || !isChampion(role) || !customers.has(account)) continue;
    if (now?.account === account && isChampion(now.role)) continue;
    add(news, account, {
      kind: 'contact',
      key: `lost ${former.id} ${former.replacedBy}`,
      day: null,
      isBad: true,
      text: lostWords(name, role, now?.role ?? null),
    });
  }
  for (const [account, own] of Map.groupBy(contacts, (contact) => contact.account)) {
    const last = own.reduce<string | null>(
      (latest, { lastSeen }) => (lastSeen !== null && (latest === null || lastSeen > latest) ? lastSeen : latest),
      null,
    );
    if (own.length < 2 || silent.has(account) || !customers.has(account) || last === null) continue;
    if (fellSilent(last, since.from, asOf))
      add(news, account, {
        kind: 'contact',
        key: `nobody ${last}`,
        day: last,
        isBad: true,
        text: nobodyWords(own.length, last, asOf),
      });
  }
}

export function addRenewals(news: News, { context: { database }, since, asOf, customers }: Gathering): void {
  const monthly = byTheMonth(database, asOf);
  for (const [id, { renewal_day: renewal }] of customers) {
    const band = renewalBand(renewal, since.from, asOf);
    if (band === null || renewal === null || monthly.has(id)) continue;
    add(news, id, {
      kind: 'renewal',
      key: `renewal ${renewal} ${band}`,
      day: renewal,
      isBad: false,
      text: renewalWords(renewal, asOf),
    });
  }
}

/** Who renews every month anyway. */
export function byTheMonth(database: ReadableDatabase, asOf: string): ReadonlySet<string> {
  return keptFor(database, `monthly ${asOf}`, () => monthlyAccounts(database, asOf));
}

/** @returns the tasks of no customer, which become notices */
export function addTasks(
  news: News,
  { context: { database }, customers }: Gathering,
  tasks: readonly DueTask[],
  today: string,
): NewsItem[] {
  const links = accountLinks(
    database,
    tasks.flatMap(({ title }) => mentionedIds(title)),
  );
  const without: NewsItem[] = [];
  for (const { id, account, title, due } of tasks) {
    const text = taskWords(shownText(title, mentionsIn(title, links)), due, today);
    const isBad = due < today;
    const item = {
      kind: 'task' as const,
      key: `task ${id} ${due}${isBad ? ' overdue' : ''}`,
      day: due,
      isBad,
      text,
      taskId: id,
    };
    if (account !== null && customers.has(account)) add(news, account, item);
    else without.push({ details: [], ...item });
  }
  return without;
}
