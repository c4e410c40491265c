import type { PeriodTable } from '../events/index.ts';
import { placeIn } from '../events/index.ts';
import { addMonths, mostTerms, termDays } from './contract-terms.ts';
import type { Contract } from './contract-terms.ts';
import type { RetentionSetup } from './setup.ts';

/** The periods of one member, filled anew for each: period k is [bounds[k], bounds[k + 1]), epoch seconds. */
export interface Frame {
  readonly bounds: Float64Array;
  /** Periods that have begun at the as-of second. */
  begun: number;
  /** Periods that have ended by then: N_k holds those with known <= k < ended. */
  ended: number;
  /** The first period that can be counted: those before it began when usage was not known yet. */
  known: number;
}

export interface Framer {
  readonly frame: Frame;
  /** Most periods that any member can have begun. */
  readonly longest: number;
  /** Fills the frame for an entry at this second; `contracts` where periods follow them. */
  fill(entry: number, contracts: readonly Contract[] | null): void;
}

const daySeconds = 86_400;
/** Seconds of a rolling period: a month has 30 days, a quarter 91, a year 365. */
export const rollingSeconds = {
  day: daySeconds,
  week: 7 * daySeconds,
  month: 30 * daySeconds,
  quarter: 91 * daySeconds,
  year: 365 * daySeconds,
} as const;

const monthsIn = { month: 1, quarter: 3, year: 12 } as const;
const daysIn = { day: 1, week: 7 } as const;

/** @param table the workspace's periods from the first possible entry to asOf */
export function createFramer(setup: RetentionSetup, table: PeriodTable): Framer {
  const startOf = periodStarts(setup, table);
  const steps = setup.question.mode === 'bracket' ? bracketSteps(setup.question.brackets) : null;
  const { asOf, contracts: book, knownFrom } = setup;
  // Streaks and sums need every period from the first on.
  const needsAll = setup.question.mode === 'streak' || setup.question.mode === 'on-or-before';
  const longest = steps === null ? startOf.most : steps.length - 1;
  const frame: Frame = { bounds: new Float64Array(longest + 1), begun: 0, ended: 0, known: 0 };
  return {
    frame,
    longest,
    fill(entry, contracts) {
      startOf.begin(entry, contracts);
      const { bounds } = frame;
      let k = 0;
      for (; k < longest; k++) {
        const bound = startOf.at(steps === null ? k : steps[k]!);
        bounds[k] = bound;
        if (bound > asOf) break;
      }
      frame.begun = k;
      // The first bound after asOf also says whether the last period that has begun is over.
      if (k === longest) bounds[k] = startOf.at(steps === null ? k : steps[k]!);
      frame.ended = k > 0 && bounds[k]! > asOf + 1 ? k - 1 : k;
      frame.known = 0;
      if (book === null) return;
      while (frame.known < k && bounds[frame.known]! < knownFrom) frame.known += 1;
      if (needsAll && frame.known > 0) frame.known = k;
    },
  };
}

/** Brackets of 1, 3 and 3 periods begin at 0, 1 and 4, and the last one ends at 7. */
function bracketSteps(lengths: readonly number[]): number[] {
  const steps = [0];
  for (const length of lengths) steps.push(steps.at(-1)! + length);
  return steps;
}

interface PeriodStarts {
  /** Most periods from the first possible entry to asOf. */
  readonly most: number;
  begin(entry: number, contracts: readonly Contract[] | null): void;
  /** Start of period k; Infinity where it lies far after asOf. */
  at(k: number): number;
}

function periodStarts(setup: RetentionSetup, table: PeriodTable): PeriodStarts {
  const { periods, period } = setup.question;
  const { asOf, calendar } = setup;
  const { starts, count } = table;
  if (periods === 'calendar') {
    let place = 0;
    return {
      most: count,
      begin: (entry) => void (place = placeIn(table, entry)),
      at: (k) => (place + k <= count ? starts[place + k]! : Infinity),
    };
  }
  if (periods === 'rolling') {
    const length = rollingSeconds[period];
    let first = 0;
    return {
      most: Math.floor((asOf - starts[0]!) / length) + 1,
      begin: (entry) => void (first = entry),
      at: (k) => first + k * length,
    };
  }
  const today = calendar.dayIndex(asOf);
  let days: number[] = [];
  return {
    most: (setup.contracts?.contracts ?? []).reduce((most, own) => Math.max(most, mostDays(own)), 1),
    begin(_entry, contracts) {
      days = contracts === null ? [] : memberDays(setup, contracts, today);
    },
    at: (k) => (k < days.length ? calendar.periodStart('day', days[k]!) : Infinity),
  };

  function mostDays(contracts: readonly Contract[]): number {
    if (periods === 'contract') return mostTerms(contracts, today);
    const days = period === 'day' || period === 'week' ? daysIn[period] : 28 * monthsIn[period];
    return Math.ceil((today - contracts[0]!.start) / days) + 2;
  }

  function memberDays({ question }: RetentionSetup, contracts: readonly Contract[], until: number): number[] {
    if (question.periods === 'contract') return termDays(contracts, until);
    const first = contracts[0]!.start;
    const dates: number[] = [];
    for (let k = 0, day = first; ; k++, day = anniversary(first, k)) {
      dates.push(day);
      if (day > until) return dates;
    }
  }

  function anniversary(first: number, k: number): number {
    return period === 'day' || period === 'week' ? first + k * daysIn[period] : addMonths(first, k * monthsIn[period]);
  }
}
