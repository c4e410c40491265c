import type { EventColumns, Period, WeekStart } from '../events/index.ts';
import { placeIn, stopWhenAsked } from '../events/index.ts';
import type { RetentionMode, RetentionOptions, RetentionPlan } from './retention-plan.ts';
import { findEntry, findLastReturn, findReturns, isComplete, planRetention } from './retention-plan.ts';

export interface RetentionCohort {
  /** Label of the period of entry: '2010-12', or the first day of a week or day. */
  readonly cohort: string;
  readonly size: number;
  /** values[k] = members retained in period k after entry; ends with the period that holds asOf. */
  readonly values: number[];
  /** complete[k] = period k had fully passed at asOf. */
  readonly complete: boolean[];
}

/** The rule behind a table, to be printed with it. */
export interface RetentionRule {
  readonly unit: 'account';
  /** null = any event. */
  readonly startEvents: readonly string[] | null;
  readonly returnEvents: readonly string[] | null;
  readonly period: Period;
  readonly periods: 'calendar';
  readonly mode: RetentionMode;
  readonly cohortBy: 'first-time';
  /** Return events before the account's entry do not count. */
  readonly returns: 'at-or-after-entry';
  readonly average: 'ratio-of-sums-over-complete-cells';
  readonly zone: string;
  readonly weekStart: WeekStart;
  readonly from: number | null;
  readonly to: number | null;
}

export interface RetentionTable {
  /** Periods in which somebody entered, in order. */
  readonly cohorts: RetentionCohort[];
  /** average[k] = retained / size, summed over the cohorts whose cell k is complete; null where none is. */
  readonly average: (number | null)[];
  /** Epoch seconds; null when there are no events. */
  readonly asOf: number | null;
  readonly period: Period;
  readonly rule: RetentionRule;
}

/**
 * Retention by first-time cohorts and calendar periods, in one pass over the events. "On" counts the members with a
 * return event in period k; "on or after" those with one in period k or later.
 */
export function retention(columns: EventColumns, options: RetentionOptions): RetentionTable {
  const plan = planRetention(columns, options);
  const cohorts = plan === null ? [] : countCohorts(plan, options);
  return {
    cohorts,
    average: averageOf(cohorts),
    asOf: options.asOf ?? columns.maxSeconds,
    period: options.period,
    rule: ruleOf(options),
  };
}

function countCohorts(plan: RetentionPlan, options: RetentionOptions): RetentionCohort[] {
  const { columns, table, calendar } = plan;
  const sizes = new Float64Array(table.count);
  const retained: (Float64Array | undefined)[] = Array.from({ length: table.count });
  const places = new Int32Array(table.count);
  for (let account = 0; account + 1 < columns.offsets.length; account++) {
    stopWhenAsked(account, options.shouldStop, 'The retention table');
    const entry = findEntry(plan, account);
    if (entry < 0) continue;
    const cohort = placeIn(table, columns.seconds[entry]!);
    sizes[cohort]! += 1;
    const row = (retained[cohort] ??= new Float64Array(table.count - cohort));
    if (options.mode === 'on') {
      const found = findReturns(plan, account, entry, places);
      for (let index = 0; index < found; index++) row[places[index]! - cohort]! += 1;
    } else {
      const last = findLastReturn(plan, account, entry);
      if (last >= cohort) row[last - cohort]! += 1;
    }
  }
  const cohorts: RetentionCohort[] = [];
  retained.forEach((row, place) => {
    if (row === undefined) return;
    if (options.mode === 'on-or-after') {
      for (let k = row.length - 2; k >= 0; k--) row[k]! += row[k + 1]!;
    }
    cohorts.push({
      cohort: calendar.periodLabel(options.period, table.first + place),
      size: sizes[place]!,
      values: [...row],
      complete: Array.from(row, (_, k) => isComplete(plan, place + k)),
    });
  });
  return cohorts;
}

/** Ratio of sums: every account weighs the same, whatever the size of its cohort. */
function averageOf(cohorts: readonly RetentionCohort[]): (number | null)[] {
  const length = Math.max(0, ...cohorts.map((cohort) => cohort.values.length));
  return Array.from({ length }, (_, k) => {
    const complete = cohorts.filter((cohort) => cohort.complete[k] === true);
    const size = complete.reduce((sum, cohort) => sum + cohort.size, 0);
    const retained = complete.reduce((sum, cohort) => sum + cohort.values[k]!, 0);
    return size === 0 ? null : retained / size;
  });
}

function ruleOf(options: RetentionOptions): RetentionRule {
  const { startEvents, returnEvents, period, mode, zone, weekStart, from = null, to = null } = options;
  return {
    unit: 'account',
    startEvents,
    returnEvents,
    period,
    periods: 'calendar',
    mode,
    cohortBy: 'first-time',
    returns: 'at-or-after-entry',
    average: 'ratio-of-sums-over-complete-cells',
    zone,
    weekStart,
    from,
    to,
  };
}
