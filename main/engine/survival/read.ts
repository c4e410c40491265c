import type { AccountSet, ContractOutputs, SurvivalQuestion } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { dayNumber, dayOfNumber } from '../../../shared/domain/time.ts';
import { accountAttribute } from '../accounts/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { segmentMembers, segmentName } from '../segments/index.ts';
import { defineAccountSet, defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { answerDefinition, secondsOfRange } from '../usage/index.ts';
import { dataUntil } from '../workspace/index.ts';
import { curvesOf } from './curves.ts';
import type { Grouping } from './curves.ts';
import { bookLives } from './lives.ts';
import { firstPlans } from './queries.ts';
import type { BookLives } from './lives.ts';
import { subjectsOf } from './subjects.ts';
import type { Subjects } from './subjects.ts';
import { survivalWords } from './words.ts';

export const curveRead = defineEventsRead(
  'survival.curve',
  (context, { zone, weekStart, ...question }: SurvivalQuestion & CalendarOptions) =>
    curvesOfBook(context, question, { zone, weekStart }),
);

/** The whole answer; within one snapshot of the database. */
export function curvesOfBook(
  context: ReadContext,
  question: SurvivalQuestion,
  calendar: CalendarOptions,
): ContractOutputs['survival']['curve'] {
  const book = bookLives(context);
  const subjects = followed(context, question, calendar, book);
  const watched = subjects.isLate ? book.watchedFrom : null;
  const values = Object.fromEntries(
    Object.entries(question).map(([key, value]) => [key, value === undefined ? null : value]),
  );
  return {
    ...curvesOf(subjects, groupingOf(context, question, book, subjects)),
    watchedFrom: watched === null ? null : dayOfNumber(watched),
    definition: answerDefinition(context, {
      key: 'survival',
      values: { ...values, zone: calendar.zone },
      words: survivalWords(question, book.rule, segmentName(context, question.segment), watched),
      sample: subjects.accounts.length,
      asOf: dataUntil(context.database),
    }),
  };
}

export const survivalAccountSet = defineAccountSet('survival', (context, set, calendar) => {
  const { question, group, rest, which, day = Infinity } = set;
  const book = bookLives(context);
  const subjects = followed(context, question, calendar, book);
  const grouping = groupingOf(context, question, book, subjects);
  const wanted = groupPlace(grouping, group, rest);
  const ids: string[] = [];
  subjects.accounts.forEach((account, index) => {
    if (wanted !== null && grouping!.of[index] !== wanted) return;
    const duration = subjects.durations[index]!;
    const hasLeft = subjects.left[index] === 1 && duration <= day;
    const isThere = day === Infinity ? subjects.left[index] === 0 : duration > day;
    if (which === 'all' || (which === 'left' ? hasLeft : isThere)) ids.push(book.accounts[account]!);
  });
  return ids;
});

function followed(
  context: ReadContext,
  question: SurvivalQuestion,
  calendar: CalendarOptions,
  book: BookLives,
): Subjects {
  // Asked for its checks: days of starting have no zone.
  secondsOfRange({ ...question, ...calendar });
  const members = segmentMembers(context, question.segment, calendar);
  return subjectsOf(book, {
    start: question.start,
    lateEntry: question.lateEntry,
    from: question.from === undefined ? -Infinity : dayNumber(question.from),
    to: question.to === undefined ? Infinity : dayNumber(question.to),
    isIn: (account) => members?.has(account) ?? true,
  });
}

function groupingOf(
  context: ReadContext,
  { by, groups }: SurvivalQuestion,
  book: BookLives,
  subjects: Subjects,
): Grouping | null {
  if (by === null) return null;
  const { of } = accountAttribute(context, by);
  // What runs now would part those who left, for whom nothing does, from those who stayed.
  const first = by === 'plan' ? firstPlans(context.database) : of;
  const values = subjects.accounts.map((account) => {
    const id = book.accounts[account]!;
    return first.get(id) ?? of.get(id) ?? null;
  });
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0]), 'en'));
  const named = sorted.slice(0, groups).map(([value]) => value);
  const places = new Map(named.map((value, place) => [value, place]));
  return {
    named,
    of: values.map((value) => places.get(value) ?? named.length),
    hasRest: sorted.length > named.length,
  };
}

/** Null for all accounts. @throws not_found for a group that is not there any more */
function groupPlace(
  grouping: Grouping | null,
  group: Extract<AccountSet, { of: 'survival' }>['group'],
  rest: boolean | undefined,
): number | null {
  if (group === undefined && rest !== true) return null;
  const place =
    rest === true ? (grouping?.hasRest ? grouping.named.length : -1) : (grouping?.named.indexOf(group ?? null) ?? -1);
  if (place < 0) {
    throw new HoldfastError(
      'not_found',
      `There is no group "${group ?? ''}" in this curve. Open the page again: its data or its question has changed.`,
    );
  }
  return place;
}
