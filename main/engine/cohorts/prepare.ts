import type { RetentionQuestion } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { accountAttribute, attributeCodes } from '../accounts/index.ts';
import type { Calendar, CalendarOptions, EventColumns, PeriodTable } from '../events/index.ts';
import { createCalendar } from '../events/index.ts';
import { revenueBook, revenueOn } from '../recurring-revenue/index.ts';
import { segmentFilter, segmentMembers } from '../segments/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { eventsUntil, secondsOfRange, selectorBits } from '../usage/index.ts';
import type { ContractBook } from './contract-terms.ts';
import { readContracts } from './queries.ts';
import type { CohortAttribute, RetentionSetup, RevenueLookup } from './setup.ts';

export interface Prepared {
  readonly setup: RetentionSetup;
  /** The workspace's periods from the first possible entry to asOf. */
  readonly table: PeriodTable;
  /** Ids of the accounts that `Member.account` counts. */
  readonly accounts: readonly string[];
}

/**
 * Looks up all that a question needs. Null when there is nothing to look at: no events, or none before asOf.
 *
 * @throws invalid_input for unknown events, properties or a question that contradicts itself
 */
export function prepareRetention(
  context: ReadContext,
  question: RetentionQuestion,
  options: CalendarOptions,
): Prepared | null {
  checkQuestion(question);
  const columns = context.events();
  const bits = selectorBits(columns, [question.start, question.return]);
  const range = secondsOfRange({ from: question.from, to: question.to, ...options });
  if (question.measure === 'quantity-per-account' && columns.quantity === null && columns.count > 0) {
    throw new HoldfastError('invalid_input', 'No event has a quantity. Count events per account instead.');
  }
  const asOf = eventsUntil(context);
  const { minSeconds } = columns;
  const calendar = createCalendar(options);
  const accountFilter = segmentFilter(context, question.segment, options);
  if (asOf === null || minSeconds === null) return null;
  const contracts =
    question.periods === 'contract' || question.periods === 'anniversary'
      ? readContracts(
          context.database,
          dayOfNumber(calendar.dayIndex(asOf)),
          segmentMembers(context, question.segment, options),
          question.periods === 'contract',
        )
      : null;
  const earliest = contracts === null ? minSeconds : firstEntry(contracts, calendar);
  if (earliest > asOf) return null;
  const accounts = contracts === null ? columns.accounts : contracts.accounts;
  const setup: RetentionSetup = {
    question,
    columns,
    bits,
    calendar,
    from: range.from ?? -Infinity,
    to: Math.min(range.to ?? Infinity, asOf + 1),
    asOf,
    knownFrom: calendar.periodStart('day', calendar.dayIndex(minSeconds)),
    accountFilter: contracts === null ? accountFilter : null,
    attribute: attributeOf(context, question, columns, contracts),
    contracts,
    revenue: question.measure === 'revenue' ? revenueLookup(context, accounts) : null,
    shouldStop: context.shouldStop,
  };
  return { setup, table: calendar.periodTable(question.period, earliest, asOf), accounts };
}

function firstEntry({ contracts }: ContractBook, calendar: Calendar): number {
  const day = contracts.reduce((first, [contract]) => Math.min(first, contract?.start ?? Infinity), Infinity);
  return day === Infinity ? Infinity : calendar.periodStart('day', day);
}

function attributeOf(
  context: ReadContext,
  { cohortBy }: RetentionQuestion,
  columns: EventColumns,
  contracts: ContractBook | null,
): CohortAttribute | null {
  if (cohortBy === null) return null;
  if (cohortBy === 'term') {
    const terms = (contracts?.contracts ?? []).map(([first]) => first?.term ?? 0);
    const values = [...new Set(terms)].filter((term) => term > 0).sort((a, b) => a - b);
    const codes = terms.map((term) => values.indexOf(term) + 1);
    return { values: values.map(String), codeOf: (account) => codes[account] ?? 0 };
  }
  const attribute = accountAttribute(context, cohortBy);
  if (contracts === null) {
    const codes = attributeCodes(columns, attribute);
    return { values: attribute.values, codeOf: (account) => codes[account] ?? 0 };
  }
  const position = new Map(attribute.values.map((value, index) => [value, index + 1]));
  const codes = contracts.accounts.map((id) => position.get(attribute.of.get(id) ?? '') ?? 0);
  return { values: attribute.values, codeOf: (account) => codes[account] ?? 0 };
}

function revenueLookup(context: ReadContext, accounts: readonly string[]): RevenueLookup {
  const book = revenueBook(context);
  if (book.accounts.length === 0) {
    throw new HoldfastError(
      'not_enough_data',
      'There is no paid subscription whose revenue could be counted. Import subscriptions, or let the cells show accounts.',
    );
  }
  const positions = Int32Array.from(accounts, (id) => book.positionOf.get(id) ?? -1);
  return {
    currency: book.base,
    leftOut: {
      withoutAmount: book.leftOut.withoutAmount,
      currencies: book.leftOut.currencies.map(({ currency }) => currency),
    },
    on: (account, day) => (positions[account]! < 0 ? 0 : revenueOn(book, positions[account]!, day)),
  };
}

function checkQuestion({ mode, brackets, periods, entry, start, cohortBy }: RetentionQuestion): void {
  const refuse = (message: string): never => {
    throw new HoldfastError('invalid_input', message);
  };
  if (mode === 'bracket' && brackets.length === 0) {
    refuse('Brackets need their lengths in periods, for example 1, 3, 3, 5.');
  }
  const byContract = periods === 'contract' || periods === 'anniversary';
  if (byContract && entry === 'recurring') {
    refuse('An account enters once by its contract. Choose first-time entry, or calendar or rolling periods.');
  }
  if (byContract && (start.events.length > 0 || start.where.length > 0)) {
    refuse('Periods of the contract begin at the first paid subscription. Leave the start event empty.');
  }
  if (cohortBy === 'term' && !byContract) {
    refuse('Cohorts by length of the term need periods of the contract: choose "contract" or "anniversary".');
  }
}
