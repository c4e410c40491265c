/** A calendar day as the count of days since 1970-01-01, so that day arithmetic is plain addition. */
export type DayNumber = number;

const millisecondsADay = 86_400_000;

/** Adds whole calendar months; the 31st falls back to the last day of a shorter month. */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const date = new Date(day * millisecondsADay);
  const monthIndex = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - year * 12;
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth)) / millisecondsADay;
}

export interface DayParts {
  month: number;
  dayOfMonth: number;
  /** 0 is Monday. */
  weekday: number;
}

export function dayParts(day: DayNumber): DayParts {
  const date = new Date(day * millisecondsADay);
  return { month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate(), weekday: (((day + 3) % 7) + 7) % 7 };
}

const weekdayFactors = [1, 1.06, 1.05, 1, 0.84, 0.13, 0.09];

/** Southern offices rest in January, southern Europe in August, everyone between Christmas and the new year. */
export type HolidayHabit = 'long-august' | 'short-august' | 'january';

/** How busy an office is on this day, where 1 is an ordinary Monday. */
export function seasonFactor({ month, dayOfMonth, weekday }: DayParts, habit: HolidayHabit): number {
  let factor = weekdayFactors[weekday]!;
  if (month === 8) factor *= habit === 'long-august' ? 0.52 : habit === 'short-august' ? 0.82 : 1;
  if (month === 7 && dayOfMonth > 15 && habit !== 'january') factor *= 0.9;
  if (month === 1 && habit === 'january') factor *= 0.6;
  if ((month === 12 && dayOfMonth >= 22) || (month === 1 && dayOfMonth <= 3)) factor *= 0.35;
  return factor;
}
