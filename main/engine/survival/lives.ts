import type { LabelRule } from '../../../shared/contract/index.ts';
import type { EventColumns } from '../events/index.ts';
import { accountLife, lifeFacts, proposeRule, readLifeSources, savedRule } from '../models/index.ts';
import type { AccountLife } from '../models/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { dataUntil } from '../workspace/index.ts';

/** Every account's life by the churn rule in force. Days count from 1970-01-01. */
export interface BookLives {
  readonly accounts: readonly string[];
  readonly lives: readonly AccountLife[];
  /** First day with an event; null without events. */
  readonly firstEvents: readonly (number | null)[];
  readonly rule: LabelRule;
  /** Last day of the data; −1 without any. */
  readonly until: number;
  /** Day from which on the data can show who leaves; null where that is from the start. */
  readonly watchedFrom: number | null;
}

/** The event store is loaded anew with every data version, so it stands for one. */
const kept = new WeakMap<EventColumns, { readonly setting: string; readonly book: BookLives }>();

/** Read once for every state of the data and of the rule. Only for reads over events. */
export function bookLives({ database, events, shouldStop }: ReadContext): BookLives {
  const columns = events();
  const saved = savedRule(database);
  const setting = JSON.stringify(saved);
  const known = kept.get(columns);
  if (known?.setting === setting) return known.book;
  const seconds = dataUntil(database);
  const until = seconds === null ? -1 : Math.floor(seconds / 86_400);
  const sources = readLifeSources(database, columns, shouldStop);
  const facts = lifeFacts(sources);
  const rule = saved ?? proposeRule(facts, until).rule;
  const lives = facts.map((fact) => accountLife(fact, rule, until));
  const firstEvents = facts.map(({ activeDays }) => activeDays[0] ?? null);
  const book = {
    accounts: sources.accounts,
    lives,
    firstEvents,
    rule,
    until,
    watchedFrom: watchedFrom(lives, firstEvents),
  };
  kept.set(columns, { setting, book });
  return book;
}

/**
 * A book is often started with the customers of that day: those who left before are not in it. It looks so where nobody
 * left before the first event of the book although accounts began before it.
 */
export function watchedFrom(lives: readonly AccountLife[], firstEvents: readonly (number | null)[]): number | null {
  let [firstStart, firstChurn, firstEvent] = [Infinity, Infinity, Infinity];
  for (const { spans, churns } of lives) {
    firstStart = Math.min(firstStart, spans[0]?.from ?? Infinity);
    firstChurn = Math.min(firstChurn, churns[0] ?? Infinity);
  }
  for (const day of firstEvents) firstEvent = Math.min(firstEvent, day ?? Infinity);
  return firstEvent < Infinity && firstStart < firstEvent && firstChurn >= firstEvent ? firstEvent : null;
}
