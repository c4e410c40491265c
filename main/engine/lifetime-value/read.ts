import type { ContractOutputs, LifetimeQuestion } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { accountAttribute, bookRows } from '../accounts/index.ts';
import { currenciesOf, ratesKey } from '../currencies/index.ts';
import type { Currencies } from '../currencies/index.ts';
import type { CalendarOptions, EventColumns } from '../events/index.ts';
import { revenueBook } from '../recurring-revenue/index.ts';
import { segmentMembers, segmentName } from '../segments/index.ts';
import { bookLives } from '../survival/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { answerDefinition } from '../usage/index.ts';
import { dataUntil } from '../workspace/index.ts';
import { kindOfBook, purchaseCurrencies, purchasesOfBook, refusalOf } from './book.ts';
import { valueContracts } from './value-contracts.ts';
import { valuePurchases } from './value-purchases.ts';
import type { ValuedBook } from './valued.ts';
import { lifetimeWords } from './words.ts';

type Run = ContractOutputs['lifetimeValue']['run'];
type Asked = LifetimeQuestion & CalendarOptions;

export const lifetimeRead = defineEventsRead('lifetimeValue.run', lifetimeOf);

/** The whole answer; within one snapshot of the database. */
export function lifetimeOf(context: ReadContext, asked: Asked): Run {
  const { zone, weekStart, ...question } = asked;
  const { family, segment } = question;
  const members = segmentMembers(context, segment, { zone, weekStart });
  const book = kindOfBook(context, members);
  const refused = family === null ? null : refusalOf(family, book);
  const valued = family === null || refused !== null ? null : valuedBook(context, asked, members);
  const { purchase: _purchase, ...values } = question;
  return {
    book,
    refused,
    answer: valued?.answer ?? null,
    meaning: valued?.meaning ?? [],
    currency: currenciesFor(context, question).base,
    accounts: valued?.accounts.length ?? 0,
    total: valued === null ? null : valued.sum(valued.accounts.keys()),
    groups: valued === null ? [] : groupsOf(context, question, valued),
    notes: valued?.notes ?? [],
    definition: answerDefinition(context, {
      key: 'lifetime-value',
      values: { ...values, zone },
      words: lifetimeWords(
        question,
        family === 'contracts' ? bookLives(context).rule : null,
        segmentName(context, segment),
      ),
      sample: valued?.accounts.length ?? 0,
      asOf: dataUntil(context.database),
    }),
  };
}

type ListAsked = {
  question: LifetimeQuestion;
  group?: string | null | undefined;
  rest?: boolean | undefined;
  cursor: string | null;
  limit: number;
};

export const lifetimeAccountsRead = defineEventsRead('lifetimeValue.accounts', lifetimeAccountsOf);

/** A page of accounts by falling value; within one snapshot of the database. */
export function lifetimeAccountsOf(
  context: ReadContext,
  { question, group, rest, cursor, limit, zone, weekStart }: ListAsked & CalendarOptions,
): ContractOutputs['lifetimeValue']['accounts'] {
  const { family } = question;
  const members = segmentMembers(context, question.segment, { zone, weekStart });
  const refused = family === null ? null : refusalOf(family, kindOfBook(context, members));
  if (family === null || refused !== null)
    throw new HoldfastError('invalid_input', refused?.en ?? 'Choose contracts or purchases first.');
  const valued = valuedBook(context, { ...question, zone, weekStart }, members);
  const places = placesIn(context, question, valued, group, rest);
  const from = cursor === null ? 0 : Number(cursor);
  if (!Number.isInteger(from) || from < 0)
    throw new HoldfastError('invalid_input', 'This list cannot be continued. Open it again.');
  const page = places.slice(from, from + limit).map((place) => valued.accounts[place]!);
  const rows = bookRows(
    context,
    page.map(({ account }) => account),
  );
  const next = from + page.length;
  return {
    rows: page.map((one) => ({
      ...one,
      name: rows.get(one.account)?.name ?? one.account,
      owner: rows.get(one.account)?.owner ?? null,
    })),
    total: places.length,
    currency: currenciesFor(context, question).base,
    next: next < places.length ? String(next) : null,
  };
}

/** Contracts are told in the currency of revenue; purchases in theirs, where there is no revenue. */
function currenciesFor(context: ReadContext, { family }: Pick<LifetimeQuestion, 'family'>): Currencies {
  const stated = currenciesOf(context.database);
  return family === 'purchases' ? purchaseCurrencies(context, stated) : stated;
}

/** The event store is loaded anew with every data version, so it stands for one; the last question is asked page by page. */
const kept = new WeakMap<EventColumns, { readonly key: string; readonly valued: ValuedBook }>();

function valuedBook(context: ReadContext, asked: Asked, members: ReadonlySet<string> | null): ValuedBook {
  const { database, shouldStop } = context;
  const { by: _by, groups: _groups, ...decides } = asked;
  const lives = asked.family === 'contracts' ? bookLives(context) : null;
  const columns = context.events();
  const key = JSON.stringify([
    decides,
    ratesKey(database),
    lives?.rule,
    asked.segment === null ? null : [...(members ?? [])],
  ]);
  const known = kept.get(columns);
  if (known?.key === key) return known.valued;
  const isIn = (account: string): boolean => members?.has(account) ?? true;
  const until = Math.floor((dataUntil(database) ?? -1) / 86_400);
  const currencies = currenciesFor(context, asked);
  const valued =
    lives !== null
      ? valueContracts(lives, revenueBook(context), asked, isIn, shouldStop)
      : valuePurchases(
          purchasesOfBook(context, asked, members, currencies, asked, until),
          asked,
          currencies.base,
          shouldStop,
        );
  kept.set(columns, { key, valued });
  return valued;
}

/** Values of the attribute, the largest group first; the others are told together. */
function namedGroups(context: ReadContext, { by, groups }: LifetimeQuestion, valued: ValuedBook) {
  if (by === null) return null;
  const { of } = accountAttribute(context, by);
  const members = new Map<string | null, number[]>();
  valued.accounts.forEach(({ account }, place) => {
    const value = of.get(account) ?? null;
    const group = members.get(value);
    if (group === undefined) members.set(value, [place]);
    else group.push(place);
  });
  const sorted = [...members].sort(
    (a, b) => b[1].length - a[1].length || String(a[0]).localeCompare(String(b[0]), 'en'),
  );
  const rest = sorted
    .slice(groups)
    .flatMap(([, places]) => places)
    .sort((a, b) => a - b);
  return { named: sorted.slice(0, groups), rest };
}

function groupsOf(context: ReadContext, question: LifetimeQuestion, valued: ValuedBook): Run['groups'] {
  const found = namedGroups(context, question, valued);
  if (found === null) return [];
  const told = (value: string | null, places: readonly number[], rest: boolean) => ({
    value,
    rest,
    accounts: places.length,
    total: valued.sum(places),
  });
  return [
    ...found.named.map(([value, places]) => told(value, places, false)),
    ...(found.rest.length === 0 ? [] : [told(null, found.rest, true)]),
  ];
}

function placesIn(
  context: ReadContext,
  question: LifetimeQuestion,
  valued: ValuedBook,
  group: string | null | undefined,
  rest: boolean | undefined,
): readonly number[] {
  if (group === undefined && rest !== true) return valued.accounts.map((_account, place) => place);
  const found = namedGroups(context, question, valued);
  const places = rest === true ? found?.rest : found?.named.find(([value]) => value === (group ?? null))?.[1];
  if (places !== undefined && places.length > 0) return places;
  throw new HoldfastError(
    'not_found',
    `There is no group "${group ?? ''}" any more. Open the page again: its data or its question has changed.`,
  );
}
