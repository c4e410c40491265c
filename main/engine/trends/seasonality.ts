import type { SeasonalityAnswer } from '../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { decomposeSeasonal } from '../../stats/index.ts';
import type { Calendar, PeriodTable, WeekStart } from '../events/index.ts';

/** A measure day by day: its value on a day is top / bottom. */
export interface DailyValues {
  /** Whole days, one after the other. */
  readonly days: PeriodTable;
  readonly top: Float64Array;
  /** Null: a sum. What is compared is then its mean a day. */
  readonly bottom: Float64Array | null;
  /** By hour of the clock; null where only days are known. */
  readonly hours: {
    readonly top: Float64Array;
    readonly bottom: Float64Array | null;
    readonly seconds: Float64Array;
  } | null;
}

type Rhythm = { index: number | null; mean: number | null };

const firstWeekday = { monday: 1, sunday: 0, saturday: 6 } as const satisfies Record<WeekStart, number>;
/** Longer series are taken apart over their latest days: three years hold every season, and can still be drawn. */
export const mostDecomposedDays = 3 * 365;
const fewestWeeks = 3;

/** Weekday (0 = Sunday) of a day since 1970-01-01, a Thursday. */
const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** By day of the week over whole weeks, hour over whole days, month over whole years, the latest ones; and the STL. */
export function rhythmsOf(
  calendar: Calendar,
  values: DailyValues,
): Pick<SeasonalityAnswer, 'weekdays' | 'hours' | 'months' | 'compared' | 'decomposition'> {
  const { days, hours } = values;
  const weeks = Math.floor(days.count / 7);
  const whole = wholeYears(calendar, days);
  return {
    weekdays: weekdaysOf(calendar.weekStart, values, weeks),
    hours: hours === null ? [] : hoursOf(hours),
    months: monthsOf(calendar, values, whole),
    compared: { days: days.count, weeks, years: whole.years },
    decomposition: decompositionOf(values),
  };
}

function weekdaysOf(weekStart: WeekStart, { days, top, bottom }: DailyValues, weeks: number) {
  const buckets = createBuckets(7);
  for (let place = days.count - weeks * 7; place < days.count; place++) {
    buckets.add(weekdayOf(days.first + place), top[place]!, bottom === null ? 1 : bottom[place]!);
  }
  const told = buckets.told();
  return Array.from({ length: 7 }, (_, index) => {
    const weekday = (firstWeekday[weekStart] + index) % 7;
    return { weekday, ...told[weekday]! };
  });
}

function hoursOf({ top, bottom, seconds }: NonNullable<DailyValues['hours']>) {
  const buckets = createBuckets(24);
  for (let hour = 0; hour < 24; hour++) {
    buckets.add(hour, top[hour]!, bottom === null ? seconds[hour]! / 3600 : bottom[hour]!);
  }
  return buckets.told().map((rhythm, hour) => ({ hour, ...rhythm }));
}

/** A month's mean goes over its days, so that February is not low for being short. */
function monthsOf(calendar: Calendar, { days, top, bottom }: DailyValues, { from, to }: WholeYears) {
  const buckets = createBuckets(12);
  for (let place = from; place < to; place++) {
    const month = calendar.monthIndex(days.starts[place]!);
    buckets.add(((month % 12) + 12) % 12, top[place]!, bottom === null ? 1 : bottom[place]!);
  }
  return buckets.told().map((rhythm, index) => ({ month: index + 1, ...rhythm }));
}

function createBuckets(size: number) {
  const top = new Float64Array(size);
  const bottom = new Float64Array(size);
  return {
    add(bucket: number, above: number, below: number): void {
      top[bucket]! += above;
      bottom[bucket]! += below;
    },
    told(): Rhythm[] {
      const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
      const all = sum(bottom) === 0 ? null : sum(top) / sum(bottom);
      return Array.from(top, (value, bucket) => {
        const mean = bottom[bucket] === 0 ? null : value / bottom[bucket]!;
        return { mean, index: mean === null || all === null || all === 0 ? null : mean / all };
      });
    },
  };
}

type WholeYears = { years: number; from: number; to: number };

/** The latest twelve, 24, 36 … whole months, as places of their days. */
function wholeYears(calendar: Calendar, { starts, first, count }: PeriodTable): WholeYears {
  const none = { years: 0, from: 0, to: 0 };
  if (count === 0) return none;
  const dayOfMonthStart = (month: number): number => calendar.dayIndex(calendar.periodStart('month', month));
  let begin = calendar.monthIndex(starts[0]!);
  if (dayOfMonthStart(begin) < first) begin += 1;
  // The month of the day after the last one has not been seen whole.
  const end = calendar.monthIndex(starts[count]!);
  const years = Math.floor((end - begin) / 12);
  if (years < 1) return none;
  return { years, from: dayOfMonthStart(end - years * 12) - first, to: dayOfMonthStart(end) - first };
}

function decompositionOf({ days, top, bottom }: DailyValues): SeasonalityAnswer['decomposition'] {
  if (days.count < fewestWeeks * 7) return null;
  const from = Math.max(0, days.count - mostDecomposedDays);
  const observed: number[] = [];
  for (let place = from; place < days.count; place++) {
    if (bottom !== null && bottom[place] === 0) return null;
    observed.push(bottom === null ? top[place]! : top[place]! / bottom[place]!);
  }
  const { trend, seasonal, remainder, seasonalStrength, trendStrength } = decomposeSeasonal(observed, 7);
  return {
    days: observed.map((_, index) => dayOfNumber(days.first + from + index)),
    observed,
    trend: [...trend],
    seasonal: [...seasonal],
    remainder: [...remainder],
    seasonalStrength,
    trendStrength,
  };
}
