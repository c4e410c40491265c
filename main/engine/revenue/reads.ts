import type { ContractOutputs, RevenueQuestion } from '../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { currenciesInUse, currenciesOf, readRates } from '../currencies/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { defineAccountSet, defineEventsRead, defineRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { answerDefinition } from '../usage/index.ts';
import { dataUntil } from '../workspace/index.ts';
import { accountsBehind } from './behind.ts';
import { ofSegment, segmentGroups } from './by-segment.ts';
import { figuresOf } from './figures.ts';
import { groupsOf } from './groups.ts';
import { revenueNotes } from './notes.ts';
import { prepareRevenue } from './prepare.ts';
import type { Span } from './spans.ts';
import { tallyRevenue } from './tally.ts';
import type { Tally } from './tally.ts';
import { revenueWords } from './words.ts';

type Movements = ContractOutputs['revenue']['movements'];

type TalliedGroup = {
  readonly value: string | null;
  readonly rest: boolean;
  readonly tally: Tally;
  readonly slot: number;
};

/** Periods of all groups together that one answer holds. */
const mostOfGroups = 5_000;

export const movementsRead = defineEventsRead(
  'revenue.movements',
  (context, { zone, weekStart, ...question }: RevenueQuestion & CalendarOptions): Movements =>
    movementsOf(context, question, { zone, weekStart }),
);

/** The whole answer; within one snapshot of the database. */
export function movementsOf(context: ReadContext, question: RevenueQuestion, calendar: CalendarOptions): Movements {
  const prepared = prepareRevenue(context, question, calendar);
  const { book, spans, asOf } = prepared;
  const { periods, trailing } = spans;
  const groups = groupsOf(prepared, question);
  const segments = segmentGroups(context, question, calendar, prepared);
  const tally = tallyRevenue(prepared, (groups?.told.length ?? 0) + 1, groups?.slotOf ?? null);
  const told: TalliedGroup[] =
    segments === null || trailing === null
      ? (groups?.told ?? []).map((group, index) => ({ ...group, tally, slot: index + 1 }))
      : segments.map((group) => ({
          value: group.name,
          rest: false,
          tally: tallyRevenue(group.prepared, 1, null),
          slot: 0,
        }));
  const isMonth = (span: Span): boolean => question.period === 'month' && span.complete;
  const daysOf = ({ from, to }: Span) => ({ from: dayOfNumber(from), to: dayOfNumber(to) });
  const firstOfGroups = Math.max(0, periods.length - Math.floor(mostOfGroups / (told.length + 1)));
  const withoutTerm = countWithoutTerm(book.start, book.term, asOf);
  return {
    currency: book.base,
    leftOut: { ...book.leftOut, currencies: [...book.leftOut.currencies], withoutTerm },
    periods: periods.map((span, index) => ({
      period: span.label,
      ...daysOf(span),
      complete: span.complete,
      ...figuresOf(tally, 0, index, isMonth(span)),
    })),
    trailing: trailing === null ? null : { ...daysOf(trailing), ...figuresOf(tally, 0, periods.length, false) },
    groups: told.map(({ value, rest, tally: own, slot }) => ({
      value,
      rest,
      trailing: figuresOf(own, slot, periods.length, false),
      periods: periods.slice(firstOfGroups).map((span, place) => ({
        period: span.label,
        ...figuresOf(own, slot, firstOfGroups + place, isMonth(span)),
      })),
    })),
    notes: revenueNotes({
      prepared,
      withoutTerm,
      severalAtOnce: tally.severalAtOnce,
      groupPeriodsOmitted: told.length === 0 ? 0 : firstOfGroups,
    }),
    definition: answerDefinition(context, {
      key: 'revenue',
      values: {
        period: question.period,
        level: question.level,
        breakdown: question.breakdown,
        groups: question.groups,
        segments: question.breakdown === 'segments' ? question.segments.join(', ') : null,
        from: question.from ?? null,
        to: question.to ?? null,
        segment: question.segment,
        currency: book.base,
        ratesStatedOn: book.statedOn,
      },
      words: revenueWords(context, question, prepared),
      sample: tally.customers,
      asOf: dataUntil(context.database),
    }),
  };
}

function countWithoutTerm(start: Int32Array, term: Uint16Array, asOf: number): number {
  let count = 0;
  for (let row = 0; row < term.length; row++) if (term[row] === 0 && start[row]! <= asOf) count += 1;
  return count;
}

export const revenueAccountSet = defineAccountSet('revenue', (context, { question, ...set }, calendar) => {
  const whole = prepareRevenue(context, question, calendar);
  const one = ofSegment(segmentGroups(context, question, calendar, whole), set);
  return accountsBehind(one?.prepared ?? whole, question, one?.set ?? set);
});

/** The rates as they were stated, beside the currencies that need one. */
export const ratesRead = defineRead(
  'revenue.rates',
  ({ database }, _input: null): ContractOutputs['revenue']['rates'] => ({
    ...readRates(database),
    currency: currenciesOf(database).base,
    currencies: currenciesInUse(database),
  }),
);
