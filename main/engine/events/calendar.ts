import { zoneOffsets } from './zone-offsets.ts';
import type { ZoneOffsets } from './zone-offsets.ts';

export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year';
export type WeekStart = 'monday' | 'sunday' | 'saturday';

export interface CalendarOptions {
  /** IANA time zone, for example Europe/Madrid. */
  readonly zone: string;
  readonly weekStart: WeekStart;
}

/**
 * Calendar periods of a time zone. Periods count from the one that holds 1970-01-01 local time, so index differences
 * are period differences: 20:00 Monday and 06:00 Tuesday are one day apart.
 *
 * A period starts at the first instant at which the clocks of the zone show its first day, and ends where the next one
 * starts. A day that the zone skipped is empty: it starts where the next one does. Where clocks were set back across
 * midnight, the repeated minutes belong to one of the two days, so that periods never run backwards.
 */
export interface Calendar extends CalendarOptions {
  dayIndex(seconds: number): number;
  weekIndex(seconds: number): number;
  monthIndex(seconds: number): number;
  periodIndex(period: Period, seconds: number): number;
  /** First instant of a period, in epoch seconds. */
  periodStart(period: Period, index: number): number;
  /** '2010' for a year, '2010-Q4' for a quarter, '2010-12' for a month, the first day '2010-12-06' for a week or day. */
  periodLabel(period: Period, index: number): string;
  /** The period with that label; null where the text is not the label of one. */
  periodOfLabel(period: Period, label: string): number | null;
  /** Starts of the periods that hold [fromSeconds, toSeconds], and the start of the one after. */
  periodTable(period: Period, fromSeconds: number, toSeconds: number): PeriodTable;
}

export interface PeriodTable {
  /** Index of the first period. */
  readonly first: number;
  readonly count: number;
  /** starts[i] = start of period first + i; length count + 1. */
  readonly starts: Float64Array;
  /** bins[i] = place of the period at second binBase + i * 2^13; see placeIn. */
  readonly bins: Int32Array;
  readonly binBase: number;
}

const binBits = 13;

/**
 * Place of the period that holds an instant, counted from the first of the table. Constant time: within a bin of 2 hours
 * the period changes once at most. The instant must lie in the table.
 */
export function placeIn(table: PeriodTable, second: number): number {
  const { bins, starts } = table;
  const bin = (second - table.binBase) >>> binBits;
  const place = bins[bin]!;
  return second < starts[place + 1]! ? place : bins[bin + 1]!;
}

const daySeconds = 86_400;
// 1970-01-01 was a Thursday.
const daysIntoWeek = { monday: 3, sunday: 4, saturday: 5 } as const satisfies Record<WeekStart, number>;

export function createCalendar({ zone, weekStart }: CalendarOptions): Calendar {
  const dayStart = dayStartsOf(zone);
  const shift = daysIntoWeek[weekStart];

  function dayIndex(seconds: number): number {
    // Zones lie within 26 hours of UTC, so the guess is at most two days off.
    let day = Math.floor(seconds / daySeconds);
    while (seconds < dayStart(day)) day -= 1;
    while (seconds >= dayStart(day + 1)) day += 1;
    return day;
  }

  const ofDay = {
    day: (day) => day,
    week: (day) => Math.floor((day + shift) / 7),
    month: monthOfDay,
    quarter: (day) => Math.floor(monthOfDay(day) / 3),
    year: (day) => Math.floor(monthOfDay(day) / 12),
  } as const satisfies Record<Period, (day: number) => number>;

  const firstDay = {
    day: (index) => index,
    week: (index) => index * 7 - shift,
    month: firstDayOfMonth,
    quarter: (index) => firstDayOfMonth(index * 3),
    year: (index) => firstDayOfMonth(index * 12),
  } as const satisfies Record<Period, (index: number) => number>;

  const periodIndex = (period: Period, seconds: number) => ofDay[period](dayIndex(seconds));
  const periodStart = (period: Period, index: number) => dayStart(firstDay[period](index));

  function periodLabel(period: Period, index: number): string {
    const first = dayLabel(firstDay[period](index));
    if (period === 'quarter') return `${first.slice(0, 4)}-Q${Math.floor(Number(first.slice(5, 7)) / 3) + 1}`;
    return first.slice(0, labelLength[period]);
  }

  return {
    zone,
    weekStart,
    dayIndex,
    weekIndex: (seconds) => ofDay.week(dayIndex(seconds)),
    monthIndex: (seconds) => ofDay.month(dayIndex(seconds)),
    periodIndex,
    periodStart,
    periodLabel,
    periodOfLabel(period, label) {
      const quarter = /^(\d{4})-Q([1-4])$/.exec(label);
      const month = quarter === null ? label : `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}`;
      const first = Date.parse(`${month}${restOfDay[period]}T00:00:00Z`);
      if (Number.isNaN(first)) return null;
      const index = ofDay[period](first / (daySeconds * 1000));
      return periodLabel(period, index) === label ? index : null;
    },
    periodTable(period, fromSeconds, toSeconds) {
      const first = periodIndex(period, fromSeconds);
      const count = periodIndex(period, toSeconds) - first + 1;
      const starts = Float64Array.from({ length: count + 1 }, (_, place) => periodStart(period, first + place));
      return { first, count, starts, ...fillBins(starts) };
    },
  };
}

function fillBins(starts: Float64Array): Pick<PeriodTable, 'bins' | 'binBase'> {
  // Events have no instant before 1970, even where the local day began in 1969.
  const binBase = Math.max(0, starts[0] ?? 0);
  const bins = new Int32Array(Math.ceil(((starts.at(-1) ?? 0) - binBase) / 2 ** binBits) + 2);
  let place = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    const second = binBase + bin * 2 ** binBits;
    while (place < starts.length - 2 && second >= starts[place + 1]!) place += 1;
    bins[bin] = place;
  }
  return { bins, binBase };
}

const labelLength = { year: 4, month: 7, week: 10, day: 10 } as const;
const restOfDay = { year: '-01-01', quarter: '-01', month: '-01', week: '', day: '' } as const;

function firstDayOfMonth(month: number): number {
  return Date.UTC(1970, month, 1) / (daySeconds * 1000);
}

function monthOfDay(day: number): number {
  const date = new Date(day * daySeconds * 1000);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

function dayLabel(day: number): string {
  return new Date(day * daySeconds * 1000).toISOString().slice(0, 10);
}

type DayStarts = (day: number) => number;

const zones = new Map<string, DayStarts>();

/** First instant of each local day. Asking a zone is slow and its answers never change, so each is kept. */
function dayStartsOf(zone: string): DayStarts {
  let dayStarts = zones.get(zone);
  if (dayStarts === undefined) {
    dayStarts = createDayStarts(zoneOffsets(zone));
    zones.set(zone, dayStarts);
  }
  return dayStarts;
}

function createDayStarts(offsetAt: ZoneOffsets): DayStarts {
  // Two days of margin around 1970 … 2106 on both sides.
  const firstDay = -4;
  const lastDay = Math.floor(0xffff_ffff / daySeconds) + 4;
  const known = new Float64Array(lastDay - firstDay + 1).fill(Number.NaN);

  return (day) => {
    const place = day - firstDay;
    const start = known[place];
    if (start === undefined) return findDayStart(offsetAt, day);
    if (start === start) return start;
    return (known[place] = findDayStart(offsetAt, day));
  };
}

/** The first instant whose local time is at or after midnight of the day. */
function findDayStart(offsetAt: ZoneOffsets, day: number): number {
  const midnight = day * daySeconds;
  // Local midnight under the offset in force around then; right unless the clocks change in these hours.
  const guess = midnight - offsetAt(midnight);
  const start = midnight - offsetAt(guess);
  if (start + offsetAt(start) === midnight && start - 1 + offsetAt(start - 1) === midnight - 1) return start;
  // The clocks change at or near midnight. Whole hours before it is surely earlier, whole days after surely later.
  let before = midnight - 2 * daySeconds;
  let after = midnight + 2 * daySeconds;
  for (let probe = before; probe <= after; probe += 3600) {
    if (probe + offsetAt(probe) >= midnight) {
      after = probe;
      break;
    }
    before = probe;
  }
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + offsetAt(middle) >= midnight) after = middle;
    else before = middle;
  }
  return after;
}
