import type { ContractOutputs, PeriodName } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { placeIn } from '../events/index.ts';
import type { Calendar } from '../events/index.ts';
import { ratio, shareInterval } from './figures.ts';
import type { UnitTable } from './unit-table.ts';

type Periods = ContractOutputs['funnels']['trend']['periods'];

export const mostPeriods = 5000;

export interface TrendOptions {
  readonly calendar: Calendar;
  readonly period: PeriodName;
  readonly stepCount: number;
  readonly windowSeconds: number;
  /** Instants between which entries may lie, both included: the range of the question within the data; null without data. */
  readonly first: number | null;
  readonly last: number | null;
  /** The last second of the data; null without events. */
  readonly asOf: number | null;
}

/** The funnel of those who entered in each period of the range, empty periods included. */
export function entryTrend(table: UnitTable, options: TrendOptions): Periods {
  const { calendar, period, stepCount, windowSeconds, first, last, asOf } = options;
  if (first === null || last === null || asOf === null || first > last) return [];
  const from = calendar.periodIndex(period, first);
  const count = calendar.periodIndex(period, last) - from + 1;
  if (count > mostPeriods) {
    throw new HoldfastError(
      'invalid_input',
      `The range holds ${count} periods; a trend shows at most ${mostPeriods}. Choose longer periods or a shorter range.`,
    );
  }
  const periods = calendar.periodTable(period, first, last);
  const entered = new Float64Array(count);
  const converted = new Float64Array(count);
  const openUntil = new Float64Array(count);
  for (let unit = 0; unit < table.size; unit++) {
    const entry = table.at[unit * stepCount]!;
    const place = placeIn(periods, entry);
    entered[place]! += 1;
    openUntil[place] = Math.max(openUntil[place]!, entry + windowSeconds);
    if (table.at[unit * stepCount + stepCount - 1]! >= 0) converted[place]! += 1;
  }
  return Array.from({ length: count }, (_, place) => ({
    period: calendar.periodLabel(period, from + place),
    entered: entered[place]!,
    converted: converted[place]!,
    share: ratio(converted[place]!, entered[place]!),
    interval: shareInterval(converted[place]!, entered[place]!),
    complete: calendar.periodStart(period, from + place + 1) - 1 <= asOf && openUntil[place]! <= asOf,
  }));
}
