import { retentionQuestion } from '../../../shared/contract/index.ts';
import type { RetentionQuestion } from '../../../shared/contract/index.ts';
import type { CalendarOptions, EventColumns } from '../events/index.ts';
import { compileSelectors, createCalendar, createSegmentBuilder, mergeSegments } from '../events/index.ts';
import type { Prepared } from './prepare.ts';
import type { CohortAttribute } from './setup.ts';
import { periodOnTheClock } from '../testing/index.ts';

/** One event as a plain value: what tests build from and compare with. */
export interface Happening {
  readonly account: string;
  readonly seconds: number;
  readonly name: string;
  readonly quantity?: number | null;
  readonly properties?: Readonly<Record<string, string>>;
}

export const at = (instant: string): number => Date.parse(instant) / 1000;

export const utc: CalendarOptions = { zone: 'UTC', weekStart: 'monday' };

export function questionWith(given: Parameters<typeof retentionQuestion.parse>[0] = {}): RetentionQuestion {
  return retentionQuestion.parse(given);
}

export function columnsFrom(events: readonly Happening[]): EventColumns {
  const builder = createSegmentBuilder();
  for (const { account, seconds, name, quantity = null, properties = {} } of events) {
    builder.add(account, seconds, name, quantity, properties);
  }
  return mergeSegments([builder.build()]);
}

/** Adds an account that has no events. */
export function withEmptyAccount(columns: EventColumns): EventColumns {
  const offsets = new Uint32Array([...columns.offsets, columns.count]);
  return { ...columns, accounts: [...columns.accounts, '\uffff'], offsets };
}

export interface Circumstances extends CalendarOptions {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly asOf?: number | undefined;
  /** Only these accounts. */
  readonly among?: readonly string[] | null;
  /** account id → value. */
  readonly attribute?: ReadonlyMap<string, string> | null;
  readonly shouldStop?: () => boolean;
}

/** What `prepareRetention` makes of a question, without a database. Null where there is nothing to look at. */
export function prepareFrom(columns: EventColumns, question: RetentionQuestion, given: Circumstances): Prepared | null {
  const { minSeconds, maxSeconds } = columns;
  const asOf = given.asOf ?? maxSeconds;
  if (asOf === null || minSeconds === null || minSeconds > asOf) return null;
  const calendar = createCalendar(given);
  return {
    setup: {
      question,
      columns,
      bits: compileSelectors(columns, [question.start, question.return]),
      calendar,
      from: given.from ?? -Infinity,
      to: Math.min(given.to ?? Infinity, asOf + 1),
      asOf,
      knownFrom: -Infinity,
      accountFilter: given.among
        ? Uint8Array.from(columns.accounts, (id) => (given.among?.includes(id) ? 1 : 0))
        : null,
      attribute: given.attribute ? attributeFrom(columns, given.attribute) : null,
      contracts: null,
      revenue: null,
      shouldStop: given.shouldStop,
    },
    table: calendar.periodTable(question.period, minSeconds, asOf),
    accounts: columns.accounts,
  };
}

function attributeFrom({ accounts }: EventColumns, of: ReadonlyMap<string, string>): CohortAttribute {
  const values = [...new Set(of.values())].sort();
  return { values, codeOf: (account) => values.indexOf(of.get(accounts[account] ?? '') ?? '') + 1 };
}

const rollingDays = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };

export interface SlowCell {
  readonly value: number;
  readonly of: number;
  readonly complete: boolean;
  /** Ids, ascending, each once. */
  readonly retained: readonly string[];
  readonly lost: readonly string[];
}

export interface SlowCohort {
  readonly cohort: number | string;
  readonly size: number;
  readonly members: readonly string[];
  readonly cells: readonly SlowCell[];
}

/**
 * The definition, written down: for each cohort and cell, look at each member and all of its events. Selectors may have
 * names and `is` filters.
 */
export function retentionSlowly(
  events: readonly Happening[],
  question: RetentionQuestion,
  given: Circumstances,
): SlowCohort[] {
  const { period, periods, mode, measure } = question;
  const asOf = given.asOf ?? Math.max(...events.map((event) => event.seconds));
  const onTheClock = (seconds: number): number => periodOnTheClock(given, period, seconds);
  const length = rollingDays[period] * 86_400;
  const matches = ({ events: names, where }: RetentionQuestion['start'], event: Happening): boolean =>
    (names.length === 0 || names.includes(event.name)) &&
    where.every(({ property, values }) => values.includes(event.properties?.[property] ?? ''));
  const known = events.filter((event) => event.seconds <= asOf);
  const ids = [...new Set(known.map((event) => event.account))].filter(
    (id) => !given.among || given.among.includes(id),
  );

  const unitOf = (entry: number, second: number): number =>
    periods === 'calendar' ? onTheClock(second) - onTheClock(entry) : Math.floor((second - entry) / length);
  const bracketStart = (index: number): number =>
    question.brackets.slice(0, index).reduce((sum, value) => sum + value, 0);
  const indexOf = (entry: number, second: number): number => {
    const unit = unitOf(entry, second);
    if (mode !== 'bracket') return unit;
    const index = question.brackets.findIndex((_, i) => unit >= bracketStart(i) && unit < bracketStart(i + 1));
    return index < 0 ? Infinity : index;
  };
  const hasBegun = (entry: number, index: number): boolean =>
    mode === 'bracket'
      ? index < question.brackets.length && unitOf(entry, asOf) >= bracketStart(index)
      : unitOf(entry, asOf) >= index;
  const hasEnded = (entry: number, index: number): boolean =>
    hasBegun(entry, index) && unitOf(entry, asOf + 1) >= (mode === 'bracket' ? bracketStart(index + 1) : index + 1);

  const members = ids.flatMap((account) => {
    const own = known.filter((event) => event.account === account);
    const starts = own
      .filter((event) => matches(question.start, event))
      .filter((event) => event.seconds >= (given.from ?? -Infinity) && event.seconds < (given.to ?? Infinity))
      .map((event) => event.seconds);
    const byPeriod = new Map<number, number>();
    for (const second of starts) {
      const place = onTheClock(second);
      byPeriod.set(place, Math.min(byPeriod.get(place) ?? Infinity, second));
    }
    const entries =
      question.entry === 'recurring' ? [...byPeriod.values()] : starts.length > 0 ? [Math.min(...starts)] : [];
    return entries.map((entry) => ({
      account,
      entry,
      cohort: given.attribute ? (given.attribute.get(account) ?? '') : onTheClock(entry),
      returns: own.filter((event) => matches(question.return, event) && event.seconds >= entry),
    }));
  });
  type SlowMember = (typeof members)[number];

  const counted = ({ entry, returns }: SlowMember, index: number): Happening[] =>
    returns.filter((event) => {
      const place = indexOf(entry, event.seconds);
      if (mode === 'on-or-after') return place >= index;
      if (mode === 'on-or-before') return place <= index;
      return place === index;
    });
  const isRetained = (member: SlowMember, index: number): boolean => {
    if (mode !== 'streak') return counted(member, index).length > 0;
    return Array.from({ length: index + 1 }, (_, k) => counted(member, k).length > 0).every(Boolean);
  };
  const valueOf = (member: SlowMember, index: number): number => {
    if (!isRetained(member, index)) return 0;
    if (measure === 'accounts') return 1;
    const all = counted(member, index);
    return measure === 'events-per-account' ? all.length : all.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
  };

  const cohorts = [...new Set(members.map((member) => member.cohort))];
  return cohorts.map((cohort) => {
    const inCohort = members.filter((member) => member.cohort === cohort);
    const cells: SlowCell[] = [];
    for (let k = 0; inCohort.some(({ entry }) => hasBegun(entry, k)); k++) {
      const ended = inCohort.filter(({ entry }) => hasEnded(entry, k));
      const speaksOf = ended.length > 0 ? ended : inCohort.filter(({ entry }) => hasBegun(entry, k));
      const retained = idsOf(speaksOf.filter((member) => isRetained(member, k)));
      cells.push({
        value: speaksOf.reduce((sum, member) => sum + valueOf(member, k), 0),
        of: speaksOf.length,
        complete: given.attribute ? ended.length > 0 : ended.length === inCohort.length,
        retained,
        lost: idsOf(speaksOf).filter((id) => !retained.includes(id)),
      });
    }
    return { cohort, size: inCohort.length, members: idsOf(inCohort), cells };
  });
}

function idsOf(members: readonly { account: string }[]): string[] {
  return [...new Set(members.map(({ account }) => account))].sort();
}
