import { placeIn } from '../events/index.ts';
import { firstRowAt, isPlain, narrowBits, stopWhenAsked } from '../events/index.ts';
import { clockHours } from './clock-hours.ts';
import type { ClockHours } from './clock-hours.ts';
import type { EventSource } from './event-series.ts';
import type { TrendFrame } from './frame.ts';
import { oneGroup } from './groups.ts';
import { tallyMetric } from './metric-series.ts';
import type { Prepared } from './prepare.ts';
import type { DailyValues } from './seasonality.ts';

/** A measure day by day and hour by hour, over the whole days of a frame; null where it holds none. */
export function dailyValues(one: Prepared, frame: TrendFrame): { values: DailyValues; accounts: number } | null {
  const whole = wholeDays(frame);
  if (whole === null) return null;
  return one.of === 'events' ? eventValues(one, whole) : metricValues(one, whole);
}

/** Days of which every hour is known: the first one, on which the data begin, and the last one rarely are. */
function wholeDays(frame: TrendFrame): TrendFrame | null {
  const { calendar, table, from, to } = frame;
  const { starts, count } = table;
  const first = starts[0]! >= from ? 0 : 1;
  const last = starts[count]! <= to ? count - 1 : count - 2;
  if (last < first) return null;
  const begin = starts[first]!;
  const end = starts[last + 1]!;
  const days = calendar.periodTable('day', begin, end - 1);
  return {
    ...frame,
    table: days,
    from: begin,
    to: end,
    ends: days.starts.subarray(1),
    complete: Array.from({ length: days.count }, () => true),
  };
}

function eventValues(one: Extract<Prepared, { of: 'events' }>, frame: TrendFrame) {
  const hours = clockHours(frame.calendar.zone, frame.table);
  const tally = tallyDays(one.source(frame), frame, hours);
  const of = (cells: Cells): Pick<DailyValues, 'top' | 'bottom'> => {
    switch (one.measure.count) {
      case 'events':
        return { top: cells.events, bottom: null };
      case 'accounts':
        return { top: cells.accounts, bottom: null };
      case 'events-per-account':
        return { top: cells.events, bottom: cells.accounts };
      case 'quantity':
        return { top: cells.quantity, bottom: null };
      case 'quantity-mean':
        return { top: cells.quantity, bottom: cells.measured };
    }
  };
  return {
    values: { days: frame.table, ...of(tally.days), hours: { ...of(tally.hours), seconds: hours.seconds } },
    accounts: tally.accounts,
  };
}

interface Cells {
  readonly events: Float64Array;
  /** Different accounts a day; of hours, summed over the days. */
  readonly accounts: Float64Array;
  readonly quantity: Float64Array;
  readonly measured: Float64Array;
}

const cells = (size: number): Cells => ({
  events: new Float64Array(size),
  accounts: new Float64Array(size),
  quantity: new Float64Array(size),
  measured: new Float64Array(size),
});

export function tallyDays(
  source: EventSource,
  { table }: Pick<TrendFrame, 'table'>,
  clock: ClockHours,
): { days: Cells; hours: Cells; accounts: number } {
  const { columns, bits, accountFilter } = source;
  const { offsets, seconds, name, quantity } = columns;
  const { ofName } = bits;
  const namesDecide = isPlain(bits);
  const days = cells(table.count);
  const hours = cells(24);
  let accounts = 0;
  for (let account = 0; account + 1 < offsets.length; account++) {
    stopWhenAsked(account, source.shouldStop, 'The seasonality');
    if (accountFilter !== null && accountFilter[account] !== 1) continue;
    const end = firstRowAt(seconds, offsets[account]!, offsets[account + 1]!, source.to);
    let lastDay = -1;
    let seenHours = 0;
    for (let row = firstRowAt(seconds, offsets[account]!, end, source.from); row < end; row++) {
      const found = ofName[name[row]!]!;
      if (found === 0 || (!namesDecide && narrowBits(bits, found, row) === 0)) continue;
      const second = seconds[row]!;
      const day = placeIn(table, second);
      const hour = clock.hourAt(second);
      days.events[day]! += 1;
      hours.events[hour]! += 1;
      if (day !== lastDay) {
        if (lastDay === -1) accounts += 1;
        days.accounts[day]! += 1;
        lastDay = day;
        seenHours = 0;
      }
      if ((seenHours & (1 << hour)) === 0) {
        seenHours |= 1 << hour;
        hours.accounts[hour]! += 1;
      }
      if (quantity === null) continue;
      const amount = quantity[row]!;
      if (amount !== amount) continue;
      days.quantity[day]! += amount;
      days.measured[day]! += 1;
      hours.quantity[hour]! += amount;
      hours.measured[hour]! += 1;
    }
  }
  return { days, hours, accounts };
}

function metricValues({ metric, grouping }: Extract<Prepared, { of: 'metric' }>, frame: TrendFrame) {
  const tally = tallyMetric(metric, frame, grouping, oneGroup);
  const isMean = metric.kind === 'mean';
  let hours: DailyValues['hours'] = null;
  if (metric.hasTime && metric.rows !== null) {
    const clock = clockHours(frame.calendar.zone, frame.table);
    const top = new Float64Array(24);
    const count = new Float64Array(24);
    metric.rows(frame, (account, second, value) => {
      if (grouping.members !== null && !grouping.members.has(account)) return;
      const hour = clock.hourAt(second);
      top[hour]! += value;
      count[hour]! += 1;
    });
    hours = { top, bottom: isMean ? count : null, seconds: clock.seconds };
  }
  return {
    values: { days: frame.table, top: tally.sum, bottom: isMean ? tally.count : null, hours },
    accounts: tally.tookPart.size,
  };
}
