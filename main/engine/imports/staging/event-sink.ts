import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { reasonText } from '../../../../shared/domain/import-reasons.ts';
import { lastStorableSecond } from '../../events/index.ts';
import { rowNumber, unreadableValue } from '../recipes/index.ts';
import type { FieldSource, RowPlan } from '../recipes/index.ts';
import { trimmed } from '../sources/index.ts';
import { readId } from '../understand/values.ts';
import { eventColumns, readQuantity } from './event-columns.ts';
import type { EventOwner } from './event-owners.ts';
import { ownText } from './own-text.ts';
import type { EventSink, EventSinkRoom, EventStageRoom, Sightings } from './event-room.ts';
import { emptyTotals } from './stage-rows.ts';
import type { RejectRow } from './stage-rows.ts';

const shownExamples = 5;
const longestText = 4_096;
const mostInterned = 100_000;
const whyBlank = {
  when: reasonText('blank-field', { field: 'When', table: 'events' }),
  event: reasonText('blank-field', { field: 'Event', table: 'events' }),
};

function see(sightings: Sightings, row: number, text: string): void {
  sightings.count++;
  if (sightings.examples.length < shownExamples) sightings.examples.push(`row ${row}: ${text}`);
}

/** Takes the rows of one file, one after another, by their cells. */
export function createEventSink(stage: EventStageRoom, plan: RowPlan, file: number, reject: RejectRow): EventSink {
  const { owners, ids, now, beforeSubscription, beforeAccount } = stage;
  const columns = eventColumns(plan);
  const { id, account, subscription, contact, instant, event, quantity, properties } = columns;
  const leavesOut = (finding: string): boolean => plan.mapping.choices[finding] === 'leave-out';
  const leavesOutFuture = leavesOut('future-dates');
  const leavesOutSubscription = leavesOut('events-before-subscription');
  const leavesOutAccount = leavesOut('events-before-account');
  // One object for all rows: the builder reads it at once and keeps nothing of it.
  const propertyValues: Record<string, string> = {};
  const interned = new Map<string, string>();
  const totals = emptyTotals();
  const repeated: string[] = [];
  const filters = plan.mapping.keepWhere.length > 0;

  const textOf = (from: FieldSource | undefined, cells: readonly string[]): string =>
    from === undefined ? '' : from.index < 0 ? from.constant : trimmed(cells[from.index]!);

  function accountOf(cells: readonly string[]): EventOwner | null {
    if (plan.accountBy.length === 0) {
      const text = textOf(account, cells);
      return text === '' ? null : owners.ofAccount(text);
    }
    for (const { index, find } of plan.accountBy) {
      const text = trimmed(cells[index]!);
      const owner = text === '' ? null : owners.find(find, text);
      if (owner !== null) return owner;
    }
    return null;
  }

  function ownerOf(cells: readonly string[]): EventOwner | null {
    let owner = accountOf(cells);
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

  function refuse(row: number, column: string | null, reason: string, raw: readonly string[]): void {
    totals.rejected++;
    reject(row, column, reason, raw);
  }

  function refuseOwner(row: number, cells: readonly string[], raw: readonly string[]): void {
    const by = [subscription, contact].find((entry) => textOf(entry, cells) !== '');
    if (by) {
      const text = textOf(by, cells);
      see(stage.unknownOwner, row, text);
      const what = by.field.label.en.toLowerCase();
      const table = by === contact ? 'contacts' : 'subscriptions';
      return refuse(row, by.column, reasonText('unknown-owner', { field: what, value: text, table }), raw);
    }
    const tried = plan.accountBy.find(({ index }) => trimmed(cells[index]!) !== '');
    if (!tried) {
      const column = account?.column ?? plan.accountBy[0]?.column ?? null;
      return refuse(row, column, reasonText('names-no-owner'), raw);
    }
    const text = trimmed(cells[tried.index]!);
    see(stage.unknownOwner, row, text);
    refuse(row, tried.column, reasonText('unknown-account-by', { find: tried.find, value: text }), raw);
  }

  function takeRow(cells: readonly string[], row: number, raw: readonly string[]): void {
    if (filters && !plan.keeps(cells)) {
      totals.filtered++;
      return;
    }
    const instantText = textOf(instant, cells);
    const seconds = instantText === '' ? undefined : (instant?.read(instantText) as number | undefined);
    if (seconds === undefined)
      return refuse(
        row,
        instant?.column ?? null,
        instant && instantText !== '' ? unreadableValue(instant.field, instantText, instant) : whyBlank.when,
        raw,
      );
    if (seconds < 0 || seconds > lastStorableSecond)
      return refuse(row, instant?.column ?? null, reasonText('instant-out-of-range', { value: instantText }), raw);
    const name = textOf(event, cells);
    if (name === '' || name.length > longestText)
      return refuse(row, event?.column ?? null, name === '' ? whyBlank.event : reasonText('event-name-too-long'), raw);
    const quantityText = textOf(quantity, cells);
    const amount = readQuantity(quantity, quantityText);
    if (amount === undefined)
      return refuse(
        row,
        quantity?.column ?? null,
        reasonText('not-of-type', { value: quantityText.slice(0, 60), type: 'number' }),
        raw,
      );
    const owner = ownerOf(cells);
    if (owner === null) return refuseOwner(row, cells, raw);
    if (isContradictory(owner, seconds, instantText, cells, row, raw)) return;
    const idText = readId(textOf(id, cells));
    if (idText !== null && idText !== '' && !ids.add(idText)) {
      totals.duplicate++;
      if (repeated.length < shownExamples) repeated.push(`${idText} (row ${row})`);
      return;
    }
    store(cells, row, raw, owner.account, seconds, name, amount);
  }

  /** Counts what the row says against other tables; true where it is left out because of it. */
  function isContradictory(
    { account: id, created, subscriptionStart }: EventOwner,
    seconds: number,
    instantText: string,
    cells: readonly string[],
    row: number,
    raw: readonly string[],
  ): boolean {
    let reason: string | null = null;
    if (subscriptionStart !== null && seconds < subscriptionStart) {
      see(beforeSubscription, row, `${textOf(subscription, cells)} on ${instantText}`);
      if (leavesOutSubscription) reason = reasonText('before-subscription');
    }
    if (created !== null && seconds < created) {
      see(beforeAccount, row, `${id} on ${instantText}`);
      if (leavesOutAccount) reason ??= reasonText('before-account');
    }
    if (seconds > now && leavesOutFuture) {
      stage.seeFuture();
      reason ??= reasonText('in-future');
    }
    if (reason === null) return false;
    refuse(row, instant?.column ?? null, reason, raw);
    return true;
  }

  function store(
    cells: readonly string[],
    row: number,
    raw: readonly string[],
    accountId: string,
    seconds: number,
    name: string,
    amount: number,
  ): void {
    for (const { key, index, constant } of properties)
      propertyValues[key] = index < 0 ? constant : intern(trimmed(cells[index]!));
    try {
      stage
        .builder(seconds)
        .add(accountId, seconds, intern(name), amount, properties.length > 0 ? propertyValues : undefined);
    } catch (error) {
      return refuseStored(error, row, raw);
    }
    mention(accountId, row);
    totals.new++;
    if (seconds > now) stage.seeFuture();
    stage.flushWhenFull();
  }

  function refuseStored(error: unknown, row: number, raw: readonly string[]): void {
    if (!(error instanceof HoldfastError) || error.code !== 'invalid_input') throw error;
    refuse(row, null, error.message, raw);
  }

  function mention(accountId: string, row: number): void {
    if (!stage.accounts.has(accountId)) stage.accounts.set(accountId, { file, row });
  }

  function intern(text: string): string {
    if (text.length < 13) return text;
    const known = interned.get(text);
    if (known !== undefined) return known;
    const own = ownText(text);
    if (interned.size >= mostInterned) interned.clear();
    interned.set(own, own);
    return own;
  }

  const isBefore = (start: number | null, seconds: number): boolean => start !== null && seconds < start;
  const room: EventSinkRoom = {
    plan,
    columns,
    totals,
    now,
    ids,
    longestName: longestText,
    longestText,
    ownerOf,
    version: () => stage.version(),
    past: () => stage.builder(0),
    property: (key) => stage.property(key),
    intern,
    mention,
    flushWhenFull: () => stage.flushWhenFull(),
    keptUp: () => stage.keptUp(),
    mayOnlyCount({ created, subscriptionStart }, seconds) {
      const full = ({ examples }: Sightings): boolean => examples.length >= shownExamples;
      if (isBefore(subscriptionStart, seconds) && (leavesOutSubscription || !full(beforeSubscription))) return false;
      return !isBefore(created, seconds) || (!leavesOutAccount && full(beforeAccount));
    },
    countEarly({ created, subscriptionStart }, seconds) {
      if (isBefore(subscriptionStart, seconds)) beforeSubscription.count++;
      if (isBefore(created, seconds)) beforeAccount.count++;
    },
    wantsRepeated: () => repeated.length < shownExamples,
    refuseStored,
  };

  return {
    totals,
    repeated,
    room,
    take(batch) {
      const { rows, raw, refusals } = batch;
      totals.read += rows.length;
      for (let index = 0; index < rows.length; index++) {
        const row = rowNumber(batch, index);
        const refusal = refusals.size > 0 ? refusals.get(index) : undefined;
        if (refusal) refuse(row, refusal.column, refusal.reason, raw[index]!);
        else takeRow(rows[index]!, row, raw[index]!);
      }
    },
  };
}
