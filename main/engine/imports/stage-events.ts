import type Database from 'better-sqlite3';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { createSegmentBuilder, lastStorableSecond } from '../events/index.ts';
import type { SegmentBuilder } from '../events/index.ts';
import { unreadableValue } from './compile-mapping.ts';
import type { FieldSource, RowPlan } from './compile-mapping.ts';
import { createEventOwners, ownText } from './event-owners.ts';
import type { EventOwner, EventOwners } from './event-owners.ts';
import { createIdSet } from './id-set.ts';
import type { IdSet } from './id-set.ts';
import { isBlankRow, trimmed } from './papaparse-rows.ts';
import { emptyTotals, shapeProblem } from './stage-rows.ts';
import type { RejectRow, RowsSink } from './stage-rows.ts';
import { isBlank, readId, readNumber } from './values.ts';

/** A kind of contradiction seen while reading: how often, and the first places. */
export type Sightings = { count: number; examples: string[] };

/** The events of all files of one import. */
export type EventStage = {
  /** Events up to now and, apart, those dated in the future, so that the data's end can be told without opening a segment. */
  readonly past: SegmentBuilder;
  readonly future: SegmentBuilder;
  readonly beforeSubscription: Sightings;
  readonly beforeAccount: Sightings;
  readonly unknownOwner: Sightings;
  /** First mention of each account: file and row. */
  readonly accounts: ReadonlyMap<string, { file: number; row: number }>;
  sink(plan: RowPlan, file: number, reject: RejectRow): RowsSink;
};

const shownExamples = 5;
const longestName = 4_096;

function see(sightings: Sightings, row: number, text: string): void {
  sightings.count++;
  if (sightings.examples.length < shownExamples) sightings.examples.push(`row ${row}: ${text}`);
}

/** @param now epoch seconds; later events are of the future */
export function createEventStage(database: Database.Database, now: number): EventStage {
  const sightings = (): Sightings => ({ count: 0, examples: [] });
  const accounts = new Map<string, { file: number; row: number }>();
  const stage = {
    past: createSegmentBuilder(),
    future: createSegmentBuilder(),
    beforeSubscription: sightings(),
    beforeAccount: sightings(),
    unknownOwner: sightings(),
    accounts,
  };
  let owners: EventOwners | null = null;
  const ids = createIdSet();
  return {
    ...stage,
    sink: (plan, file, reject) =>
      createSink(
        { ...stage, ids, owners: (owners ??= createEventOwners(database)), now, accounts },
        plan,
        file,
        reject,
      ),
  };
}

type Shared = Omit<EventStage, 'sink' | 'accounts'> & {
  readonly ids: IdSet;
  readonly owners: EventOwners;
  readonly now: number;
  readonly accounts: Map<string, { file: number; row: number }>;
};

/** What of an event is kept beside account, instant, name and quantity. */
const propertyFields = ['platform', 'contact_id'];

function createSink(shared: Shared, plan: RowPlan, file: number, reject: RejectRow): RowsSink {
  const { owners, ids, now, past, future } = shared;
  const source = (name: string): FieldSource | undefined => plan.sources.find(({ field }) => field.name === name);
  const [id, account, subscription, contact] = ['event_id', 'account_id', 'subscription_id', 'contact_id'].map(source);
  const [instant, event, quantity] = ['occurred_at', 'event', 'quantity'].map(source);
  const properties = [
    ...propertyFields
      .flatMap((name) => source(name) ?? [])
      .map(({ field, index, constant }) => ({ key: field.name, index, constant })),
    ...plan.attributes.map(({ name, index }) => ({ key: name, index, constant: '' })),
  ];
  // One object for all rows: the builder reads it at once and keeps nothing of it.
  const propertyValues: Record<string, string> = {};
  const interned = new Map<string, string>();
  const totals = emptyTotals();
  const repeated: string[] = [];
  const { decimal } = plan.mapping;
  const filters = plan.mapping.keepWhere.length > 0;

  const textOf = (from: FieldSource | undefined, cells: readonly string[]): string =>
    from === undefined ? '' : from.index < 0 ? from.constant : trimmed(cells[from.index]!);

  function ownerOf(cells: readonly string[]): EventOwner | null {
    const accountText = textOf(account, cells);
    let owner = accountText === '' ? null : owners.ofAccount(accountText);
    const subscriptionText = textOf(subscription, cells);
    if (subscriptionText !== '') {
      const bySubscription = owners.ofSubscription(subscriptionText);
      // With both columns the account column decides, and the subscription only says when it began.
      owner =
        owner && bySubscription
          ? { ...owner, subscriptionStart: bySubscription.subscriptionStart }
          : (owner ?? bySubscription);
    }
    if (owner === null && contact !== undefined) {
      const contactText = textOf(contact, cells);
      if (contactText !== '') owner = owners.ofContact(contactText);
    }
    return owner;
  }

  function refuse(row: number, column: string | null, reason: string, cells: readonly string[]): void {
    totals.rejected++;
    reject(row, column, reason, cells);
  }

  function refuseOwner(row: number, cells: readonly string[]): void {
    const by = [subscription, contact].find((entry) => textOf(entry, cells) !== '');
    if (!by) return refuse(row, account?.column ?? null, 'it names no account, subscription or user', cells);
    const text = textOf(by, cells);
    see(shared.unknownOwner, row, text);
    refuse(
      row,
      by.column,
      `no account is known for ${by.field.label.en.toLowerCase()} "${text}"; import ${by === contact ? 'contacts' : 'subscriptions'} with it`,
      cells,
    );
  }

  function takeRow(cells: string[], row: number, hasBadQuote: boolean): void {
    totals.read++;
    if (cells.length !== plan.width || hasBadQuote)
      return refuse(row, null, shapeProblem(cells, plan.width, hasBadQuote) ?? '', cells);
    if (filters && !plan.keeps(cells)) {
      totals.filtered++;
      return;
    }
    const instantText = textOf(instant, cells);
    const seconds = instantText === '' ? undefined : plan.dates.seconds(instantText);
    if (seconds === undefined)
      return refuse(
        row,
        instant?.column ?? null,
        instant && instantText !== ''
          ? unreadableValue(instant.field, instantText, plan.mapping)
          : 'When is blank, and events cannot do without it',
        cells,
      );
    if (seconds < 0 || seconds > lastStorableSecond)
      return refuse(row, instant?.column ?? null, `"${instantText}" is outside 1970 to 2106`, cells);
    const name = textOf(event, cells);
    if (name === '' || name.length > longestName)
      return refuse(
        row,
        event?.column ?? null,
        name === '' ? 'Event is blank, and events cannot do without it' : 'the name of the event is too long',
        cells,
      );
    const quantityText = textOf(quantity, cells);
    const amount = quantityText === '' || isBlank(quantityText) ? null : readNumber(quantityText, decimal);
    if (amount === undefined)
      return refuse(row, quantity?.column ?? null, `"${quantityText.slice(0, 60)}" is not a number`, cells);
    const owner = ownerOf(cells);
    if (owner === null) return refuseOwner(row, cells);
    if (owner.subscriptionStart !== null && seconds < owner.subscriptionStart)
      see(shared.beforeSubscription, row, `${textOf(subscription, cells)} on ${instantText}`);
    if (owner.created !== null && seconds < owner.created)
      see(shared.beforeAccount, row, `${owner.account} on ${instantText}`);
    const idText = readId(textOf(id, cells));
    if (idText !== null && !ids.add(idText)) {
      totals.duplicate++;
      if (repeated.length < shownExamples) repeated.push(`${idText} (row ${row})`);
      return;
    }
    store(cells, row, owner.account, seconds, name, amount);
  }

  function store(
    cells: readonly string[],
    row: number,
    accountId: string,
    seconds: number,
    name: string,
    amount: number | null,
  ): void {
    for (const { key, index, constant } of properties)
      propertyValues[key] = index < 0 ? constant : intern(trimmed(cells[index]!));
    try {
      (seconds > now ? future : past).add(
        accountId,
        seconds,
        intern(name),
        amount,
        properties.length > 0 ? propertyValues : undefined,
      );
    } catch (error) {
      if (!(error instanceof HoldfastError) || error.code !== 'invalid_input') throw error;
      return refuse(row, null, error.message, cells);
    }
    if (!shared.accounts.has(accountId)) shared.accounts.set(accountId, { file, row });
    totals.new++;
  }

  function intern(text: string): string {
    if (text.length < 13) return text;
    const known = interned.get(text);
    if (known !== undefined) return known;
    const own = ownText(text);
    interned.set(own, own);
    return own;
  }

  return {
    totals,
    repeated,
    take(rows, firstRow, badQuotes) {
      for (let index = 0; index < rows.length; index++) {
        const cells = rows[index]!;
        if (isBlankRow(cells)) continue;
        takeRow(cells, firstRow + index, badQuotes.size > 0 && badQuotes.has(index));
      }
    },
  };
}
