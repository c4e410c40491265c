import type { Bilingual, ContractOutputs, RenewalFilter } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import type { CalendarOptions } from '../events/index.ts';
import { keptAccount } from '../identity/index.ts';
import { segmentName } from '../segments/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { answerDefinition } from '../usage/index.ts';
import { dataUntil } from '../workspace/index.ts';
import { inBase } from './book.ts';
import type { RenewalBook } from './book.ts';
import { checkpointsOfEntry, countOwed, entriesOf, isShort, oneEntry, toldRenewals } from './entries.ts';
import type { Entry } from './entries.ts';
import { forecastPeriods, totalOf } from './forecast.ts';
import type { Forecast, Grain } from './forecast.ts';
import { toStatement } from './queries.ts';
import { forecastWords } from './words.ts';

export type RenewalsQuestion = {
  readonly filter: RenewalFilter;
  readonly order: 'day' | 'due' | 'model' | 'name';
  readonly descending: boolean;
  readonly calendar: CalendarOptions;
};

const keys: Record<RenewalsQuestion['order'], (entry: Entry) => string | number | null> = {
  day: ({ due }) => due.day,
  due: ({ due }) => due.due,
  model: ({ due }) => due.model?.probability ?? null,
  name: ({ due }) => due.name.toLowerCase(),
};

/** What is not known stands last; equal ones by day, then account. */
export function sortEntries(entries: readonly Entry[], order: RenewalsQuestion['order'], descending: boolean): Entry[] {
  const key = keys[order];
  const turn = descending ? -1 : 1;
  return entries.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return left < right ? -turn : left > right ? turn : 0;
  });
}

export function listRenewals(
  context: ReadContext,
  { filter, order, descending, calendar, cursor, limit }: RenewalsQuestion & { cursor: string | null; limit: number },
): ContractOutputs['renewals']['list'] {
  const start = cursor === null ? 0 : Number(cursor);
  if (!Number.isInteger(start) || start < 0)
    throw new HoldfastError('invalid_input', 'This list cannot be continued. Open it again.');
  const { book, entries } = entriesOf(context, filter, calendar);
  const page = sortEntries(entries, order, descending).slice(start, start + limit);
  const next = start + page.length;
  return {
    rows: toldRenewals(context, book, page),
    total: entries.length,
    due: inBase(
      book,
      entries.reduce((sum, { due }) => sum + due.due, 0),
    ),
    owed: book.asOf === null ? 0 : countOwed(entries, book.asOf),
    owners: [...new Set(book.due.flatMap(({ owner }) => owner ?? []))].sort((a, b) => a.localeCompare(b)),
    asOf: book.asOf === null ? null : dayOfNumber(book.asOf),
    modelAsOf: book.modelAsOf,
    next: next < entries.length ? String(next) : null,
  };
}

export const listRead = defineEventsRead('renewals.list', listRenewals);

/** An amount that was said in another base currency than today's is left out. */
const toForecast =
  (base: string) =>
  ({ due, said }: Entry): Forecast => {
    const last = said.at(-1);
    return {
      day: due.day,
      due: due.due,
      call: last?.call ?? null,
      amount: last?.currency === base ? last.amount_minor : null,
      model: due.model,
    };
  };

export function forecastRenewals(
  context: ReadContext,
  { filter, by, calendar }: { filter: RenewalFilter; by: Grain; calendar: CalendarOptions },
): ContractOutputs['renewals']['forecast'] {
  const { book, entries } = entriesOf(context, filter, calendar);
  const base = book.revenue.base;
  const forecasts = entries.map(toForecast(base));
  return {
    periods: forecastPeriods(forecasts, by, base, context.shouldStop),
    all: forecasts.length === 0 ? null : totalOf(null, forecasts, base, context.shouldStop),
    asOf: book.asOf === null ? null : dayOfNumber(book.asOf),
    modelAsOf: book.modelAsOf,
    notes: notesOf(book, entries, filter),
    definition: answerDefinition(context, {
      key: 'renewals',
      values: { months: filter.months, by, currency: base, ratesStatedOn: book.revenue.statedOn },
      words: forecastWords(filter.months, base, segmentName(context, filter.segment)),
      sample: new Set(entries.map(({ due }) => due.account)).size,
      asOf: dataUntil(context.database),
    }),
  };
}

export const forecastRead = defineEventsRead('renewals.forecast', forecastRenewals);

function notesOf(
  { withoutTerm, revenue, due }: RenewalBook,
  entries: readonly Entry[],
  { short }: RenewalFilter,
): Bilingual[] {
  const withoutRate = revenue.leftOut.currencies.reduce((sum, { subscriptions }) => sum + subscriptions, 0);
  const unseen = entries.filter(({ due }) => due.model === null).length;
  const otherBase = entries.filter(({ said }) => {
    const last = said.at(-1);
    return typeof last?.amount_minor === 'number' && last.currency !== revenue.base;
  }).length;
  const note = (count: number, en: string, es: string): Bilingual[] =>
    count === 0 ? [] : [{ en: `${count} ${en}`, es: `${count} ${es}` }];
  return [
    ...note(
      short ? 0 : due.filter(isShort).length,
      'renewals of terms shorter than three months are left out.',
      'renovaciones de plazos de menos de tres meses quedan fuera.',
    ),
    ...note(
      withoutTerm,
      'running subscriptions have no term and their accounts no renewal day: they are never due.',
      'suscripciones en curso no tienen plazo ni sus cuentas día de renovación: nunca vencen.',
    ),
    ...note(
      withoutRate,
      'subscriptions are left out because no rate was stated for their currency.',
      'suscripciones quedan fuera porque no se indicó un cambio para su moneda.',
    ),
    ...note(
      unseen,
      'renewals have no chance of the model: they are not in what it expects.',
      'renovaciones no tienen probabilidad del modelo: no están en lo que espera.',
    ),
    ...note(
      otherBase,
      'amounts were said in another base currency: the amounts due stand for them.',
      'importes se dijeron en otra moneda base: los sustituyen los importes que vencen.',
    ),
  ];
}

type AccountAndDay = { readonly account: string; readonly day: string };

export function wholeRenewal(
  context: ReadContext,
  { account, day }: AccountAndDay,
): ContractOutputs['renewals']['get'] {
  const { book, entry } = oneEntry(context, keptAccount(context.database, account), day);
  return {
    renewal: toldRenewals(context, book, [entry])[0]!,
    statements: entry.said.toReversed().map((said) => toStatement(said, dayOfNumber(said.asOf))),
  };
}

export const getRead = defineEventsRead('renewals.get', wholeRenewal);

/** What a statement or an explanation is stored with. */
export function renewalFacts(context: ReadContext, { account, day }: AccountAndDay) {
  const { book, entry } = oneEntry(context, keptAccount(context.database, account), day);
  const asOf = book.asOf ?? 0;
  return {
    account: entry.due.account,
    name: entry.due.name,
    day: dayOfNumber(entry.due.day),
    asOf: dayOfNumber(asOf),
    currency: book.revenue.base,
    current: checkpointsOfEntry(entry, asOf).find(({ current }) => current) ?? null,
  };
}
export type RenewalFacts = ReturnType<typeof renewalFacts>;

export const factsRead = defineEventsRead('renewals.facts', renewalFacts);

export const exportRead = defineEventsRead('renewals.export', (context, question: RenewalsQuestion) => {
  const { book, entries } = entriesOf(context, question.filter, question.calendar);
  return {
    rows: toldRenewals(context, book, sortEntries(entries, question.order, question.descending)),
    asOf: book.asOf === null ? null : dayOfNumber(book.asOf),
    words: forecastWords(question.filter.months, book.revenue.base, segmentName(context, question.filter.segment)),
  };
});
