import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { cancelled } from '../../../shared/domain/errors.ts';
import type { CalendarOptions } from '../events/index.ts';
import { segmentMembers } from '../segments/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { answerDefinition } from '../usage/index.ts';
import { dataUntil } from '../workspace/index.ts';
import { accuracyOf, brierDifference } from './accuracy.ts';
import type { Told } from './accuracy.ts';
import { renewalBook } from './book.ts';
import { dayTolerance } from './due.ts';
import { periodOf } from './forecast.ts';
import { outcomes } from './past.ts';
import type { Outcome } from './past.ts';
import { modelMarks, statements } from './queries.ts';
import type { Mark, StoredStatement } from './queries.ts';
import { accuracyWords } from './words.ts';

/** One past renewal with the last word of both. */
export interface Judged {
  readonly outcome: Outcome;
  readonly said: StoredStatement | null;
  readonly mark: Mark | null;
}

/**
 * The words about one account by the renewals that were meant, each with what became of it; only of those that have come.
 * @param outcomeOf what became of a renewal on a day, as spoken of on another
 */
export function judge(
  said: readonly StoredStatement[],
  marks: readonly Mark[],
  outcomeOf: (day: number, spokenOn: number) => Outcome | null,
): Judged[] {
  const renewals: { day: number; said: StoredStatement | null; mark: Mark | null }[] = [];
  const renewalOn = (day: number) => {
    let found = renewals.find((one) => Math.abs(one.day - day) <= dayTolerance);
    if (found === undefined) renewals.push((found = { day, said: null, mark: null }));
    return found;
  };
  // Oldest first, so that the last word stands; the day is that of the last word about it.
  for (const word of said) {
    if (word.asOf >= word.day) continue;
    const renewal = renewalOn(word.day);
    renewal.said = word;
    renewal.day = word.day;
  }
  for (const mark of marks.toSorted((a, b) => a.asOf - b.asOf)) renewalOn(mark.day).mark = mark;
  return renewals.flatMap((renewal) => {
    const spokenOn = Math.min(renewal.said?.asOf ?? Infinity, renewal.mark?.asOf ?? Infinity);
    const outcome = outcomeOf(renewal.day, spokenOn);
    return outcome === null ? [] : [{ outcome, said: renewal.said, mark: renewal.mark }];
  });
}

/** Null where no chance was told. */
function ofPerson({ outcome, said }: Judged, base: string): Told | null {
  if (said === null || said.probability === null) return null;
  const amount = said.currency === base && said.amount_minor !== null ? said.amount_minor : outcome.due;
  const { renewed, kept, due } = outcome;
  return { chance: said.probability, renewed, kept, due, expected: said.probability * Math.min(amount, due) };
}

function ofModel({ outcome: { renewed, kept, due }, mark }: Judged): Told | null {
  return mark === null ? null : { chance: mark.probability, renewed, kept, due, expected: mark.probability * due };
}

const present = <Value>(values: readonly (Value | null)[]): Value[] => values.filter((value) => value !== null);

export function renewalAccuracy(
  context: ReadContext,
  { segment, calendar }: { segment: number | null; calendar: CalendarOptions },
): ContractOutputs['renewals']['accuracy'] {
  const { database } = context;
  const book = renewalBook(context);
  const members = segmentMembers(context, segment, calendar);
  const said = statements(database);
  const marks = modelMarks(database);
  const judged: Judged[] = [];
  if (book.asOf !== null) {
    const outcomesOf = outcomes(book.revenue, book.asOf);
    let looked = 0;
    for (const account of new Set([...said.keys(), ...marks.keys()])) {
      if (looked++ % 256 === 0 && context.shouldStop()) throw cancelled('The accuracy');
      if (members?.has(account) === false) continue;
      judged.push(...judge(said.get(account) ?? [], marks.get(account) ?? [], outcomesOf(account)));
    }
  }
  return {
    ...accuracyOfJudged(judged, book.revenue.base),
    definition: answerDefinition(context, {
      key: 'renewal-accuracy',
      values: { segment },
      words: accuracyWords,
      sample: judged.length,
      asOf: dataUntil(database),
    }),
  };
}

export function accuracyOfJudged(
  judged: readonly Judged[],
  base: string,
): Omit<ContractOutputs['renewals']['accuracy'], 'definition'> {
  const people = (rows: readonly Judged[]) => accuracyOf(present(rows.map((row) => ofPerson(row, base))));
  const model = (rows: readonly Judged[]) => accuracyOf(present(rows.map(ofModel)));
  const spoken = judged.filter(({ said }) => said !== null);
  const persons = [...Map.groupBy(spoken, ({ said }) => said?.person ?? null)];
  const quarters = [...Map.groupBy(judged, ({ outcome }) => periodOf(outcome.day, 'quarter'))];
  const pairs = spoken.flatMap(({ outcome, said, mark }) =>
    said === null || said.probability === null || mark === null
      ? []
      : [{ first: said.probability, second: mark.probability, renewed: outcome.renewed }],
  );
  return {
    past: judged.length,
    spoken: spoken.length,
    people: people(judged),
    model: model(judged),
    byPerson: persons
      .map(([person, rows]) => ({ person, ...people(rows) }))
      .sort((a, b) => b.renewals - a.renewals || String(a.person).localeCompare(String(b.person))),
    byQuarter: quarters
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([quarter, rows]) => ({ quarter, people: people(rows), model: model(rows) })),
    difference: brierDifference(pairs),
  };
}

export const accuracyRead = defineEventsRead('renewals.accuracy', renewalAccuracy);
